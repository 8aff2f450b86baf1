"""Wages by occupation, place and industry, and the places by their names."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.engine import Connection
from sqlalchemy.engine import Row as SqlRow

from knowledge.dataset_records import Area, Industry, Wage
from knowledge.models import ALL_INDUSTRIES, NATION, WAGE_COLUMNS, area, area_name, industry, wage
from knowledge.queries.dataset_rows import WAGES, dataset_source, dataset_version, row_fields
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import one_of, read
from knowledge.records import Source
from knowledge.terms import normalise

HOURS_A_YEAR = 2_080
STATE = "state"  # a kind of areas
TOP_CODE: Mapping[str, float] = {"hourly": 115.0, "annual": 239_200.0}  # OEWS, May 2024 and 2025

_AREA = (area.c.code.label("area"), area.c.kind, area.c.state, area.c.name.label("area_name"))
_WAGE = (
    wage.c.code,
    wage.c.employment,
    wage.c.location_quotient,
    wage.c.top_coded,
    *(wage.c[name] for name in WAGE_COLUMNS),
    *_AREA,
)
_IN_AREA = (
    select(*_WAGE)
    .join(area, wage.c.area_code == area.c.code)
    .where(
        one_of(wage.c.code, "codes"),
        wage.c.area_code == bindparam("area"),
        wage.c.industry_code == ALL_INDUSTRIES,
    )
)
_IN_AREAS = (
    select(*_WAGE)
    .join(area, wage.c.area_code == area.c.code)
    .where(
        wage.c.code == bindparam("code"),
        wage.c.industry_code == ALL_INDUSTRIES,
        area.c.kind == bindparam("kind"),
    )
)
_BY_AREA = _IN_AREAS.where(
    or_(
        wage.c.annual_p50.isnot(None),
        wage.c.hourly_p50.isnot(None),
        and_(wage.c.top_coded != "", wage.c.employment.isnot(None)),
    )
)
_EMPLOYING = _IN_AREAS.where(wage.c.employment.isnot(None))
_BY_INDUSTRY = (
    select(
        *_WAGE, industry.c.code.label("industry"), industry.c.name.label("industry_name"), industry.c.level
    )
    .join(area, wage.c.area_code == area.c.code)
    .join(industry, wage.c.industry_code == industry.c.code)
    .where(wage.c.code == bindparam("code"), wage.c.area_code == NATION)
)
_ALL_NAMES = select(area_name.c.normalised).where(area_name.c.area_code != NATION).distinct()
_STATES = select(area.c.name).where(area.c.kind == STATE)
_AREAS = (
    select(*_AREA)
    .join(area_name, area_name.c.area_code == area.c.code)
    .where(area_name.c.normalised == bindparam("name"))
    .order_by(area_name.c.rank, area_name.c.id)
)


def all_area_names(connection: Connection) -> frozenset[str]:
    """Return every name of a place below the nation in normal form, to be kept by the caller."""
    return frozenset(row.normalised for row in read(connection, _ALL_NAMES))


@cached_query
def find_areas(connection: Connection, *, name: str) -> list[Area]:
    """Return the areas that people call by a name, the one that is most likely meant first."""
    return [_to_area(row) for row in read(connection, _AREAS, name=normalise(name))]


@cached_query
def state_names(connection: Connection) -> frozenset[str]:
    """Return the full names of all states in normal form."""
    return frozenset(normalise(row.name) for row in read(connection, _STATES))


def state_of(connection: Connection, *, name: str) -> str:
    """Return the name of the state in which the area lies that people call by a name; empty for none."""
    area = next(iter(find_areas(connection, name=name)), None)
    if area is None or not area.state:
        return ""
    around = find_areas(connection, name=area.state.split("-")[0])
    return next((one.name for one in around if one.kind == STATE), "")


@cached_query
def wages_in(connection: Connection, *, codes: tuple[str, ...], area_code: str = NATION) -> list[Wage]:
    """Return the wages of SOC codes in an area, in the order of the codes."""
    found = {row.code: row for row in read(connection, _IN_AREA, codes=list(codes), area=area_code)}
    return _to_wages(connection, [found[code] for code in dict.fromkeys(codes) if code in found])


def wage_in(connection: Connection, *, code: str | None, area_code: str = NATION) -> Wage | None:
    """Return the wages of a SOC code in an area; None where none are published, or without a code."""
    return next(iter(wages_in(connection, codes=(code,), area_code=area_code)), None) if code else None


@cached_query
def wages_by_area(connection: Connection, *, code: str, kind: str) -> list[Wage]:
    """Return the wages of a SOC code in all areas of a kind that have a median, the highest median first."""
    found = _to_wages(connection, read(connection, _BY_AREA, code=code, kind=kind))
    return sorted(found, key=lambda one: (-median_of(one), one.area.name))


@cached_query
def employment_by_area(connection: Connection, *, code: str, kind: str) -> list[Wage]:
    """Return the wages of a SOC code in all areas of a kind that count its people, the most people first."""
    found = _to_wages(connection, read(connection, _EMPLOYING, code=code, kind=kind))
    return sorted(found, key=lambda one: (-(one.employment or 0), one.area.name))


@cached_query
def wages_by_industry(connection: Connection, *, code: str) -> list[Wage]:
    """Return the wages of a SOC code in the nation's industries, the one that employs most first."""
    found = _to_wages(connection, read(connection, _BY_INDUSTRY, code=code))
    return sorted(found, key=lambda one: (-(one.employment or 0), one.industry.name if one.industry else ""))


def median_of(row: Wage) -> float:
    """Return the annual median, the bound that it is at least, or the hour's for 2,080 hours; else 0."""
    if "annual_p50" in row.values:
        return row.values["annual_p50"]
    if "annual_p50" in row.top_coded:
        return TOP_CODE["annual"]
    return row.values.get("hourly_p50", 0.0) * HOURS_A_YEAR


def release(connection: Connection) -> str:
    """Return the month and year of the wages, such as "May 2025"; empty where none are loaded."""
    return dataset_version(connection, key=WAGES) or ""


def _to_wages(connection: Connection, rows: list[SqlRow]) -> list[Wage]:
    if not rows:
        return []
    source, as_of = dataset_source(connection, key=WAGES), release(connection)[-4:]
    return [_to_wage(row, source, as_of) for row in rows]


def _to_wage(row: SqlRow, source: Source, as_of: str) -> Wage:
    fields = row._mapping
    of = Industry(row.industry, row.industry_name, row.level) if "industry" in fields else None
    where = _to_area(row)
    return Wage(
        **row_fields(
            source, f"{row.code}.wage.{where.code}.{of.code if of else ''}", as_of=as_of, place=where.name
        ),
        code=row.code,
        area=where,
        industry=of,
        employment=row.employment,
        values={name: fields[name] for name in WAGE_COLUMNS if fields[name] is not None},
        top_coded=frozenset(row.top_coded.split()),
        location_quotient=row.location_quotient,
    )


def _to_area(row: SqlRow) -> Area:
    return Area(row.area, row.kind, row.state, row.area_name)
