"""Occupations by key and by name, and their topics."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import bindparam, or_, select, union
from sqlalchemy.engine import Connection
from sqlalchemy.engine import Row as SqlRow

from knowledge import models
from knowledge.dataset_records import OnetOccupation
from knowledge.models import occupation, occupation_alias, occupation_code, source, topic
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import read, source_columns, to_source
from knowledge.records import Occupation, OccupationCode
from knowledge.terms import normalise

_OCCUPATION = tuple(
    occupation.c[name] for name in ("key", "name", "plural", "featured", "onet_code", "counted_with")
)
ONET_CODE = re.compile(r"\d{2}-\d{4}\.\d{2}")

_TABLES_WITH_TOPIC = (models.statement, models.association, models.figure, models.misconception)
_FEATURED_FIRST = (occupation.c.featured.desc(), occupation.c.name)

_GET = select(*_OCCUPATION).where(occupation.c.key == bindparam("key"))
_BY_CODE = select(*_OCCUPATION).where(occupation.c.onet_code == bindparam("code"))
_FEATURED = select(*_OCCUPATION).where(occupation.c.featured)
_FIND = (
    select(*_OCCUPATION)
    .join(occupation_alias, occupation_alias.c.occupation_id == occupation.c.id)
    .where(occupation_alias.c.normalised == bindparam("term"))
)
_LIST = select(*_OCCUPATION).order_by(*_FEATURED_FIRST).limit(bindparam("limit"))
_CODES = (
    select(*(occupation_code.c[name] for name in ("scheme", "code", "title", "note")), *source_columns())
    .select_from(occupation_code.join(occupation).join(source, occupation_code.c.source_id == source.c.id))
    .where(occupation.c.key == bindparam("key"))
    .order_by(occupation_code.c.scheme, occupation_code.c.code)
)
_HELD = (
    select(topic.c.key)
    .where(
        topic.c.id.in_(
            union(
                *(
                    select(table.c.topic_id)
                    .join(occupation, table.c.occupation_id == occupation.c.id)
                    .where(occupation.c.key == bindparam("key"))
                    for table in _TABLES_WITH_TOPIC
                )
            )
        )
    )
    .order_by(topic.c.rank)
)
_WITH_TOPIC = (
    select(*_OCCUPATION)
    .where(
        or_(
            *(
                select(table.c.id)
                .join(topic, table.c.topic_id == topic.c.id)
                .where(table.c.occupation_id == occupation.c.id, topic.c.key == bindparam("topic"))
                .exists()
                for table in _TABLES_WITH_TOPIC
            )
        )
    )
    .order_by(*_FEATURED_FIRST)
    .limit(bindparam("limit"))
)
_WITH_ENTITY = (
    select(*_OCCUPATION)
    .select_from(
        models.association.join(occupation, models.association.c.occupation_id == occupation.c.id).join(
            models.entity, models.association.c.entity_id == models.entity.c.id
        )
    )
    .where(models.entity.c.key == bindparam("entity"))
    .distinct()
    .order_by(*_FEATURED_FIRST)
    .limit(bindparam("limit"))
)


def _to_occupation(row: SqlRow) -> Occupation:
    return Occupation(
        row.key, row.name, row.plural, row.featured, row.onet_code, tuple(row.counted_with.split())
    )


def _first(connection: Connection, query: Any, **values: str) -> Occupation | None:
    row = connection.execute(query, values).first()
    return _to_occupation(row) if row else None


@cached_query
def get_occupation(connection: Connection, *, key: str) -> Occupation | None:
    """Return the occupation with this key, which may be the O*NET-SOC code of one of the datasets."""
    return (_first(connection, _GET, key=key) or occupation_of_code(connection, code=key)) if key else None


@cached_query
def occupation_of_code(connection: Connection, *, code: str) -> Occupation | None:
    """Return the occupation with an O*NET-SOC code: the curated one that has it, else the datasets'."""
    if not ONET_CODE.fullmatch(code):
        return None
    if curated := _first(connection, _BY_CODE, code=code):
        return curated
    found = onet_occupation_by_code(connection, code=code)
    return Occupation(found.key, found.name, found.plural, featured=False, code=found.key) if found else None


@cached_query
def featured_occupation(connection: Connection) -> Occupation:
    """Return the occupation that a question without an occupation is about.

    Raises:
        LookupError: if the knowledge base has not been loaded.
    """
    found = _first(connection, _FEATURED)
    if found is None:
        raise LookupError("no featured occupation: load the knowledge base with 'python -m knowledge load'")
    return found


@cached_query
def find_occupation(connection: Connection, *, term: str) -> Occupation | None:
    """Return the occupation with this name, plural or alias (case and hyphens do not count)."""
    return _first(connection, _FIND, term=normalise(term))


@cached_query
def list_occupations(connection: Connection, *, limit: int = 20) -> list[Occupation]:
    """Return up to ``limit`` occupations, the featured occupation first, then by name."""
    return [_to_occupation(row) for row in read(connection, _LIST, limit=limit)]


@cached_query
def occupation_codes(connection: Connection, *, key: str) -> list[OccupationCode]:
    """Return an occupation's codes in standard classifications."""
    return [
        OccupationCode(row.scheme, row.code, row.title, row.note, to_source(row))
        for row in read(connection, _CODES, key=key)
    ]


@cached_query
def topics_held(connection: Connection, *, key: str, code: str | None = None) -> list[str]:
    """Return the keys of the topics with rows for an occupation in their order, those of datasets last.

    Args:
        connection: to the knowledge base.
        key: of the occupation.
        code: its O*NET-SOC code, if it has one, under which the datasets hold it.
    """
    held = [row.key for row in read(connection, _HELD, key=key)]
    onet = onet_occupation_by_code(connection, code=code) if code else None
    return list(dict.fromkeys([*held, *(topics_of(onet) if onet else ())]))


def topics_of(onet: OnetOccupation) -> list[str]:
    """Return the topics that the datasets answer for an occupation."""
    topics = ["job_titles"]
    if onet.description:
        topics += ["definition", "duties", "related_occupations"]
    if onet.job_zone:
        topics += ["education", "experience", "interests", "skills", "tools"]
    if onet.wage_code:
        topics += ["salary", "industries"]
    return [*topics, "outlook"] if onet.projection_code else topics


@cached_query
def occupations_with_topic(connection: Connection, *, topic_key: str, limit: int = 5) -> list[Occupation]:
    """Return occupations with rows under a topic, the featured occupation first."""
    rows = read(connection, _WITH_TOPIC, topic=topic_key, limit=limit)
    return [_to_occupation(row) for row in rows]


@cached_query
def occupations_with_entity(connection: Connection, *, entity: str, limit: int = 5) -> list[Occupation]:
    """Return occupations that a source associates with an entity, the featured occupation first."""
    rows = read(connection, _WITH_ENTITY, entity=entity, limit=limit)
    return [_to_occupation(row) for row in rows]
