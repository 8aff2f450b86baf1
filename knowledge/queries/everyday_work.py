"""Which occupation is meant by what people say to do for a living, and by what they call its field."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.engine import Connection

from knowledge.models import everyday_work
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import one_of, read
from knowledge.work_forms import FIELD, WORK

_KIND = everyday_work.c.kind == bindparam("kind")
_CODES = select(everyday_work.c.normalised, everyday_work.c.occupation_code).where(
    one_of(everyday_work.c.normalised, "forms"), _KIND
)
_ALL = select(everyday_work.c.normalised).where(_KIND).distinct()


@cached_query
def occupation_code_of_work(connection: Connection, *, work: str) -> str | None:
    """Return the O*NET-SOC code of the occupation that a form of work tells; None where none is known.

    Args:
        connection: to the knowledge base.
        work: as :func:`knowledge.work_forms.work_form` returns it.
    """
    row = next(iter(read(connection, _CODES, forms=[work], kind=WORK)), None)
    return row.occupation_code if row else None


@cached_query
def occupation_codes_of_fields(connection: Connection, *, phrases: tuple[str, ...]) -> dict[str, str]:
    """Return the O*NET-SOC code of the occupation of each phrase in normal form that names a field."""
    rows = read(connection, _CODES, forms=sorted(set(phrases)), kind=FIELD)
    return {row.normalised: row.occupation_code for row in rows}


def all_work(connection: Connection) -> frozenset[str]:
    """Return all that people say to do, in the form in which it is compared; to be kept by the caller."""
    return frozenset(row.normalised for row in read(connection, _ALL, kind=WORK))
