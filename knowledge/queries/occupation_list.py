"""Every occupation that is held, curated or of the datasets, once and in one list."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select
from sqlalchemy.engine import Connection
from sqlalchemy.engine import Row as SqlRow

from knowledge.models import occupation, onet_occupation
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import one_of, read
from knowledge.records import Occupation

# Of one that both hold, the content says what it is called.
_NAMES = tuple(
    func.coalesce(occupation.c[name], onet_occupation.c[name]).label(name) for name in ("name", "plural")
)
_HELD = (
    select(
        onet_occupation.c.code, func.coalesce(occupation.c.key, onet_occupation.c.code).label("key"), *_NAMES
    )
    .select_from(onet_occupation.outerjoin(occupation, occupation.c.onet_code == onet_occupation.c.code))
    .order_by(onet_occupation.c.code, occupation.c.id)
)
_group = func.substr(onet_occupation.c.code, 1, 2)
_OF_GROUP = _HELD.where(_group == bindparam("group"))
_BY_CODE = _HELD.where(one_of(onet_occupation.c.code, "codes"))
_COUNTS = select(_group.label("group"), func.count().label("size")).group_by(_group)
_CURATED_ALONE = (
    select(occupation.c.onet_code.label("code"), *(occupation.c[name] for name in ("key", "name", "plural")))
    .select_from(occupation.outerjoin(onet_occupation, occupation.c.onet_code == onet_occupation.c.code))
    .where(onet_occupation.c.id.is_(None))
    .order_by(occupation.c.name)
)


@cached_query
def all_occupations(connection: Connection) -> list[Occupation]:
    """Return every occupation: those of the datasets by code, then those that only the content holds."""
    return [*_once(read(connection, _HELD)), *occupations_of_content(connection)]


@cached_query
def occupations_of_group(connection: Connection, *, group: str) -> list[Occupation]:
    """Return the datasets' occupations of a major group, the first two digits of their codes, by name."""
    return sorted(_once(read(connection, _OF_GROUP, group=group)), key=lambda one: one.name.lower())


@cached_query
def occupations_by_code(connection: Connection, *, codes: tuple[str, ...]) -> list[Occupation]:
    """Return the occupations of the datasets with these codes, in the order of the codes."""
    found = {one.code: one for one in _once(read(connection, _BY_CODE, codes=list(codes)))} if codes else {}
    return [found[code] for code in dict.fromkeys(codes) if code in found]


@cached_query
def occupations_of_content(connection: Connection) -> list[Occupation]:
    """Return the occupations that the content holds and no dataset, by name."""
    return [_to_occupation(row) for row in read(connection, _CURATED_ALONE)]


@cached_query
def group_sizes(connection: Connection) -> list[tuple[str, int]]:
    """Return the major groups of the datasets' occupations, and how many each has, by their digits."""
    return sorted((row.group, int(row.size)) for row in read(connection, _COUNTS))


def _once(rows: list[SqlRow]) -> list[Occupation]:
    found: dict[str, Occupation] = {}
    for row in rows:
        found.setdefault(row.code, _to_occupation(row))
    return list(found.values())


def _to_occupation(row: SqlRow) -> Occupation:
    return Occupation(row.key, row.name, row.plural, featured=False, code=row.code)
