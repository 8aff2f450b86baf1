"""Occupations of O*NET: what they are and do, and what they need."""

from __future__ import annotations

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.engine import Connection

from knowledge.dataset_records import (
    Duty,
    OnetOccupation,
    OtherOccupation,
    PublishedStatement,
    Rating,
    Technology,
)
from knowledge.models import (
    occupation_title,
    onet_duty,
    onet_occupation,
    onet_rating,
    onet_related,
    onet_statement,
    onet_technology,
)
from knowledge.queries.dataset_rows import (
    ONET,
    RELEASE,
    carried_first,
    dataset_source,
    of_dataset,
    row_fields,
    with_dataset,
)
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import one_of, read
from knowledge.terms import normalise

_FIELDS = ("title", "name", "plural", "job_zone", "wage_code", "wage_title", "projection_code", "description")
_OCCUPATIONS = select(onet_occupation.c.code, *(onet_occupation.c[name] for name in _FIELDS)).where(
    one_of(onet_occupation.c.code, "codes")
)
_DUTIES = (
    select(onet_duty.c.text, onet_duty.c.tasks)
    .where(onet_duty.c.occupation_code == bindparam("code"))
    .order_by(onet_duty.c.rank)
)
_STATEMENTS = (
    select(*(onet_statement.c[name] for name in ("kind", "text", "task_id", "revises", "rank")))
    .where(onet_statement.c.occupation_code == bindparam("code"))
    .order_by(onet_statement.c.rank)
)
_TECHNOLOGY = ("name", "category", "hot", "in_demand")
_TECHNOLOGIES = (
    with_dataset(onet_technology, *_TECHNOLOGY)
    .where(onet_technology.c.occupation_code == bindparam("code"))
    .order_by(onet_technology.c.in_demand.desc(), onet_technology.c.hot.desc(), onet_technology.c.name)
)
_REACH = select(
    onet_technology.c.name,
    func.count().label("listed"),
    func.sum(case((onet_technology.c.in_demand, 1), else_=0)).label("demanded"),
).group_by(onet_technology.c.name)
_RATING = ("scale", "element", "value", "level", "rank")
_RATINGS = (
    with_dataset(onet_rating, *_RATING)
    .where(onet_rating.c.occupation_code == bindparam("code"), onet_rating.c.scale == bindparam("scale"))
    .order_by(onet_rating.c.rank)
)
_MEAN_RATINGS = (
    select(onet_rating.c.element, func.avg(onet_rating.c.value).label("mean"))
    .where(of_dataset(onet_rating, ONET), onet_rating.c.scale == bindparam("scale"))
    .group_by(onet_rating.c.element)
)
_RELATED = (
    select(onet_related.c.rank, onet_occupation.c.code, onet_occupation.c.name, onet_occupation.c.plural)
    .join(onet_occupation, onet_related.c.related_code == onet_occupation.c.code)
    .where(onet_related.c.occupation_code == bindparam("code"))
    .order_by(onet_related.c.rank)
)
_TITLES = (
    select(occupation_title.c.title)
    .where(
        occupation_title.c.occupation_code == bindparam("code"), occupation_title.c.kind == bindparam("kind")
    )
    .order_by(of_dataset(occupation_title, ONET).desc(), occupation_title.c.id)
)
_USERS = (
    select(onet_technology.c.occupation_code, onet_technology.c.name)
    .where(onet_technology.c.normalised == bindparam("name"), of_dataset(onet_technology, ONET))
    .order_by(onet_technology.c.occupation_code)
)
_COUNT = select(func.count()).select_from(onet_occupation)


@cached_query
def count_onet_occupations(connection: Connection) -> int:
    """Return how many occupations are held, 0 where the dataset is not loaded."""
    return int(connection.execute(_COUNT).scalar() or 0)


@cached_query
def onet_occupation_by_code(connection: Connection, *, code: str) -> OnetOccupation | None:
    """Return the occupation with an O*NET-SOC code."""
    found = onet_occupations(connection, codes=(code,))
    return found[0] if found else None


@cached_query
def onet_occupations(connection: Connection, *, codes: tuple[str, ...]) -> list[OnetOccupation]:
    """Return the occupations with these codes, in the order of the codes."""
    rows = {row.code: row for row in read(connection, _OCCUPATIONS, codes=list(codes))} if codes else {}
    if not rows:
        return []
    source = dataset_source(connection, key=ONET)
    return [
        OnetOccupation(**row_fields(source, code), **{name: rows[code]._mapping[name] for name in _FIELDS})
        for code in dict.fromkeys(codes)
        if code in rows
    ]


@cached_query
def duties(connection: Connection, *, code: str) -> list[Duty]:
    """Return the duties of an occupation, the most important first."""
    found = read(connection, _DUTIES, code=code)
    if not found:
        return []
    source = dataset_source(connection, key=ONET)
    return [
        Duty(**row_fields(source, f"{code}.duty.{place}"), text=row.text, tasks=row.tasks)
        for place, row in enumerate(found, start=1)
    ]


@cached_query
def published_statements(connection: Connection, *, code: str) -> list[PublishedStatement]:
    """Return the publisher's own sentences about an occupation; none unless a release was imported."""
    found = read(connection, _STATEMENTS, code=code)
    if not found:
        return []
    source = dataset_source(connection, key=RELEASE)
    return [
        PublishedStatement(
            **row_fields(source, f"{code}.statement.{row.rank}"),
            kind=row.kind,
            text=row.text,
            task_id=row.task_id,
            revises=row.revises,
        )
        for row in found
    ]


@cached_query
def technologies(connection: Connection, *, code: str) -> list[Technology]:
    """Return the technologies of an occupation: those in demand first, then the hot ones."""
    found = carried_first(read(connection, _TECHNOLOGIES, code=code))
    if not found:
        return []
    source = dataset_source(connection, key=found[0].dataset)
    return [
        Technology(
            **row_fields(source, f"{code}.technology.{normalise(row.name)}"),
            **{name: row._mapping[name] for name in _TECHNOLOGY},
        )
        for row in found
    ]


@cached_query
def technology_reach(connection: Connection) -> dict[str, tuple[int, int]]:
    """Return of each technology in how many occupations it is listed, and in how many it is in demand."""
    return {row.name: (row.listed, row.demanded) for row in read(connection, _REACH)}


@cached_query
def ratings(connection: Connection, *, code: str, scale: str) -> list[Rating]:
    """Return the values of an occupation on a scale, the highest first."""
    found = carried_first(read(connection, _RATINGS, code=code, scale=scale))
    if not found:
        return []
    source = dataset_source(connection, key=found[0].dataset)
    return [
        Rating(
            **row_fields(source, f"{code}.{scale}.{row.rank}"),
            **{name: row._mapping[name] for name in _RATING},
        )
        for row in found
    ]


@cached_query
def mean_ratings(connection: Connection, *, scale: str) -> dict[str, float]:
    """Return the mean value of each element of a scale over all occupations."""
    return {row.element: row.mean for row in read(connection, _MEAN_RATINGS, scale=scale)}


@cached_query
def related(connection: Connection, *, code: str) -> list[OtherOccupation]:
    """Return the related occupations of an occupation, the nearest first."""
    found = read(connection, _RELATED, code=code)
    if not found:
        return []
    source = dataset_source(connection, key=ONET)
    return [
        OtherOccupation(**row_fields(source, f"{code}.related.{row.rank}"), **row._mapping) for row in found
    ]


@cached_query
def titles_of(connection: Connection, *, code: str, kind: str) -> list[str]:
    """Return the titles of one kind that an occupation bears, such as ``reported``; the carried first."""
    return [row.title for row in read(connection, _TITLES, code=code, kind=kind)]


@cached_query
def users_of_technology(connection: Connection, *, name: str) -> list[str]:
    """Return the codes of the occupations that use a technology of this name."""
    return [row.occupation_code for row in read(connection, _USERS, name=normalise(name))]
