"""Roles: by key, by what people call them, and the topics that something is known about."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, or_, select, union
from sqlalchemy.engine import Connection
from sqlalchemy.engine import Row as SqlRow

from knowledge import models
from knowledge.models import role, role_alias, role_code, source, topic
from knowledge.queries.remembered import remembered
from knowledge.queries.rows import read, source_columns, to_source
from knowledge.records import Role, RoleCode
from knowledge.terms import normalise

_ROLE = (role.c.key, role.c.name, role.c.plural, role.c.featured)
_TABLES_WITH_TOPIC = (models.statement, models.link, models.figure, models.misconception)
_FEATURED_FIRST = (role.c.featured.desc(), role.c.name)

_GET = select(*_ROLE).where(role.c.key == bindparam("key"))
_FEATURED = select(*_ROLE).where(role.c.featured)
_FIND = (
    select(*_ROLE)
    .join(role_alias, role_alias.c.role_id == role.c.id)
    .where(role_alias.c.normalised == bindparam("term"))
)
_LIST = select(*_ROLE).order_by(*_FEATURED_FIRST).limit(bindparam("limit"))
_CODES = (
    select(*(role_code.c[name] for name in ("scheme", "code", "title", "note")), *source_columns())
    .select_from(role_code.join(role).join(source, role_code.c.source_id == source.c.id))
    .where(role.c.key == bindparam("key"))
    .order_by(role_code.c.scheme, role_code.c.code)
)
_HELD = (
    select(topic.c.key)
    .where(
        topic.c.id.in_(
            union(
                *(
                    select(table.c.topic_id)
                    .join(role, table.c.role_id == role.c.id)
                    .where(role.c.key == bindparam("key"))
                    for table in _TABLES_WITH_TOPIC
                )
            )
        )
    )
    .order_by(topic.c.rank)
)
_WITH_TOPIC = (
    select(*_ROLE)
    .where(
        or_(
            *(
                select(table.c.id)
                .join(topic, table.c.topic_id == topic.c.id)
                .where(table.c.role_id == role.c.id, topic.c.key == bindparam("topic"))
                .exists()
                for table in _TABLES_WITH_TOPIC
            )
        )
    )
    .order_by(*_FEATURED_FIRST)
    .limit(bindparam("limit"))
)
_WITH_ENTITY = (
    select(*_ROLE)
    .select_from(
        models.link.join(role, models.link.c.role_id == role.c.id).join(
            models.entity, models.link.c.entity_id == models.entity.c.id
        )
    )
    .where(models.entity.c.key == bindparam("entity"))
    .distinct()
    .order_by(*_FEATURED_FIRST)
    .limit(bindparam("limit"))
)


def _to_role(row: SqlRow) -> Role:
    return Role(row.key, row.name, row.plural, row.featured)


def _first(connection: Connection, query: Any, **values: str) -> Role | None:
    row = connection.execute(query, values).first()
    return _to_role(row) if row else None


@remembered
def get_role(connection: Connection, *, key: str) -> Role | None:
    """Return the role with this key."""
    return _first(connection, _GET, key=key) if key else None


@remembered
def featured_role(connection: Connection) -> Role:
    """Return the role that a question without a role is about.

    Raises:
        LookupError: if the knowledge base has not been loaded.
    """
    found = _first(connection, _FEATURED)
    if found is None:
        raise LookupError("no featured role: load the knowledge base with 'python -m knowledge load'")
    return found


@remembered
def find_role(connection: Connection, *, term: str) -> Role | None:
    """Return the role that people call ``term`` (name, plural or alias; case and hyphens do not count)."""
    return _first(connection, _FIND, term=normalise(term))


@remembered
def list_roles(connection: Connection, *, limit: int = 20) -> list[Role]:
    """Return up to ``limit`` roles, the featured one first, then by name."""
    return [_to_role(row) for row in read(connection, _LIST, limit=limit)]


@remembered
def role_codes(connection: Connection, *, key: str) -> list[RoleCode]:
    """Return a role's codes in standard classifications."""
    return [
        RoleCode(row.scheme, row.code, row.title, row.note, to_source(row))
        for row in read(connection, _CODES, key=key)
    ]


@remembered
def topics_held(connection: Connection, *, key: str) -> list[str]:
    """Return the keys of the topics under which something is known of a role, in the order of topics."""
    return [row.key for row in read(connection, _HELD, key=key)]


@remembered
def roles_with_topic(connection: Connection, *, topic_key: str, limit: int = 5) -> list[Role]:
    """Return roles about which something is known under a topic, the featured one first."""
    rows = read(connection, _WITH_TOPIC, topic=topic_key, limit=limit)
    return [_to_role(row) for row in rows]


@remembered
def roles_with_entity(connection: Connection, *, entity: str, limit: int = 5) -> list[Role]:
    """Return roles that a source ties to an entity, the featured one first."""
    rows = read(connection, _WITH_ENTITY, entity=entity, limit=limit)
    return [_to_role(row) for row in rows]
