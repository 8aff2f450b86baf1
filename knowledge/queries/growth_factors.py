"""What BLS names as changing how many people of an occupation are needed, 2024-34."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge.dataset_records import GrowthFactor
from knowledge.models import growth_factor
from knowledge.queries.dataset_rows import PROJECTIONS, dataset_source, dataset_version, row_fields
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import one_of, read

_FACTORS = select(growth_factor).where(one_of(growth_factor.c.code, "codes")).order_by(growth_factor.c.number)
_EVERYWHERE = "all"


@cached_query
def growth_factors_of(connection: Connection, *, code: str | None) -> list[GrowthFactor]:
    """Return the factors of a SOC code: those of all industries first, then those of the most industries."""
    found = list(read(connection, _FACTORS, codes=[code])) if code else []
    if not found:
        return []
    source, years = dataset_source(connection, key=PROJECTIONS), dataset_version(connection, key=PROJECTIONS)
    factors = [
        GrowthFactor(
            **row_fields(source, f"{code}.factor.{row.number}", as_of=years, place="United States"),
            direction=row.direction,
            kinds=row.kinds,
            names_ai=row.names_ai,
            industries=() if row.industries == _EVERYWHERE else tuple(row.industries.split(" | ")),
            words=row.words,
        )
        for row in found
    ]
    return sorted(factors, key=lambda one: (not one.everywhere, -len(one.industries)))
