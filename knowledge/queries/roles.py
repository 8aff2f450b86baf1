"""Roles: by key, by what people call them, and the topics that something is known about."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select, union
from sqlalchemy.engine import Connection

from knowledge import models
from knowledge.models import role, role_alias, role_code, source, topic
from knowledge.queries.rows import source_columns, to_source
from knowledge.records import Role, RoleCode
from knowledge.terms import normalise

_ROLE = (role.c.key, role.c.name, role.c.plural, role.c.featured)
_TABLES_WITH_TOPIC = (models.statement, models.link, models.figure, models.misconception)


def get_role(connection: Connection, *, key: str) -> Role | None:
    """Return the role with this key."""
    row = connection.execute(select(*_ROLE).where(role.c.key == key)).first()
    return Role(**row._mapping) if row else None


def featured_role(connection: Connection) -> Role:
    """Return the role that a question without a role is about.

    Raises:
        LookupError: if the knowledge base has not been loaded.
    """
    row = connection.execute(select(*_ROLE).where(role.c.featured)).first()
    if row is None:
        raise LookupError("no featured role: load the knowledge base with 'python -m knowledge load'")
    return Role(**row._mapping)


def find_role(connection: Connection, *, term: str) -> Role | None:
    """Return the role that people call ``term`` (name, plural or alias; case and hyphens do not count)."""
    query = select(*_ROLE).join(role_alias, role_alias.c.role_id == role.c.id)
    row = connection.execute(query.where(role_alias.c.normalised == normalise(term))).first()
    return Role(**row._mapping) if row else None


def list_roles(connection: Connection, *, limit: int = 20) -> list[Role]:
    """Return up to ``limit`` roles, the featured one first, then by name."""
    query = select(*_ROLE).order_by(role.c.featured.desc(), role.c.name).limit(limit)
    return [Role(**row._mapping) for row in connection.execute(query)]


def role_codes(connection: Connection, *, key: str) -> list[RoleCode]:
    """Return a role's codes in standard classifications."""
    columns = [role_code.c[name] for name in ("scheme", "code", "title", "note")]
    query = (
        select(*columns, *source_columns())
        .select_from(role_code.join(role).join(source, role_code.c.source_id == source.c.id))
        .where(role.c.key == key)
        .order_by(role_code.c.scheme, role_code.c.code)
    )
    return [
        RoleCode(row.scheme, row.code, row.title, row.note, to_source(row))
        for row in connection.execute(query)
    ]


def topics_held(connection: Connection, *, key: str) -> list[str]:
    """Return the keys of the topics under which something is known of a role, in the order of topics."""
    parts = [
        select(table.c.topic_id).join(role, table.c.role_id == role.c.id).where(role.c.key == key)
        for table in _TABLES_WITH_TOPIC
    ]
    held = {row[0] for row in connection.execute(union(*parts))}
    topics = connection.execute(select(topic.c.id, topic.c.key).order_by(topic.c.rank))
    return [row.key for row in topics if row.id in held]


def roles_with_topic(connection: Connection, *, topic_key: str, limit: int = 5) -> list[Role]:
    """Return roles about which something is known under a topic, the featured one first."""
    found: dict[str, Role] = {}
    for table in _TABLES_WITH_TOPIC:
        query = (
            select(*_ROLE)
            .select_from(
                table.join(role, table.c.role_id == role.c.id).join(topic, table.c.topic_id == topic.c.id)
            )
            .where(topic.c.key == topic_key)
            .distinct()
            .order_by(role.c.featured.desc(), role.c.name)
            .limit(limit)
        )
        found |= {row.key: Role(**row._mapping) for row in connection.execute(query)}
    return _featured_first(found.values())[:limit]


def roles_with_entity(connection: Connection, *, entity: str, limit: int = 5) -> list[Role]:
    """Return roles that a source ties to an entity, the featured one first."""
    link, things = models.link, models.entity
    query = (
        select(*_ROLE)
        .select_from(
            link.join(role, link.c.role_id == role.c.id).join(things, link.c.entity_id == things.c.id)
        )
        .where(things.c.key == entity)
        .distinct()
        .order_by(role.c.featured.desc(), role.c.name)
        .limit(limit)
    )
    return [Role(**row._mapping) for row in connection.execute(query)]


def _featured_first(roles: Iterable[Role]) -> list[Role]:
    return sorted(roles, key=lambda one: (not one.featured, one.name))
