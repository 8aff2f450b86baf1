"""A knowledge base with several times the occupations: copies of all under invented codes and names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlalchemy import Column, Integer, MetaData, String, Table, and_, func, insert, literal, select, text
from sqlalchemy.engine import Connection, Engine

from knowledge.models import (
    ALL_OCCUPATIONS,
    occupation_title,
    onet_duty,
    onet_occupation,
    onet_rating,
    onet_related,
    onet_statement,
    onet_technology,
    onet_vector,
    projection,
    wage,
)
from knowledge.models.datasets import SOC_CODE
from knowledge.transactions import write_transaction

TIMES = 10
# One for each copy; no title has them and no English word is like them.
WORDS = ("brimzic", "dorvaxe", "felquin", "garzupe", "hontrix", "jelvung", "korbiwe", "lumdraz", "mortavu")
# The columns of each table that hold codes. A copy of a row is that of the first column's occupation.
CODES: dict[Table, tuple[str, ...]] = {
    onet_occupation: ("code", "wage_code", "projection_code"),
    occupation_title: ("occupation_code",),
    onet_duty: ("occupation_code",),
    onet_technology: ("occupation_code",),
    onet_vector: ("occupation_code",),
    onet_statement: ("occupation_code",),
    onet_rating: ("occupation_code",),
    onet_related: ("occupation_code", "related_code"),
    projection: ("code",),
    wage: ("code",),
}
NAMES: dict[Table, tuple[str, ...]] = {
    onet_occupation: ("title", "name", "plural", "wage_title"),
    occupation_title: ("title", "normalised"),
    projection: ("title",),
}
_INVENTED = Table(
    "invented_code",
    MetaData(),
    Column("known", String(SOC_CODE), nullable=False, index=True),
    Column("invented", String(SOC_CODE), nullable=False),
    Column("word", String(20), nullable=False),
    Column("number", Integer, nullable=False),
    prefixes=["TEMPORARY"],
)


def enlarge(engine: Engine, words: Iterable[str] = WORDS) -> None:
    """Add a copy of all imported occupations for each word, with all that is held of them.

    A copy is called by the word before the occupation's own names: "brimzic registered nurse". It stays in
    the major group, and the copies of related occupations are related.

    Args:
        engine: of a loaded knowledge base, to which nothing is connected.
        words: that no title has yet.
    """
    with write_transaction(engine) as connection:
        _INVENTED.create(connection)
        invented = list(invented_codes(_codes(connection), list(words)))
        connection.execute(insert(_INVENTED), invented)
        for table, columns in CODES.items():
            _copy(connection, table, columns)
        _INVENTED.drop(connection)
    if engine.dialect.name == "postgresql":  # as its autovacuum does soon after an import
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("SET statement_timeout = 0"))
            connection.execute(text("ANALYZE"))


def invented_codes(known: Iterable[str], words: list[str]) -> Iterator[dict[str, str | int]]:
    """Yield a SOC code for each known one and each word: of its major group, of a group where it is one.

    Raises:
        ValueError: a major group has no codes left.
    """
    codes = sorted(known)
    kinds = {(code[:2], code.endswith("0")) for code in codes}
    free = {kind: _free_codes(*kind, taken=frozenset(codes)) for kind in kinds}
    for number, word in enumerate(words):
        for code in codes:
            invented = next(free[code[:2], code.endswith("0")], None)
            if invented is None:
                raise ValueError(f"the major group {code[:2]} has no codes left")
            yield {"known": code, "invented": invented, "word": word, "number": number}


def _free_codes(major: str, is_group: bool, *, taken: frozenset[str]) -> Iterator[str]:
    """Yield the codes of a major group that nobody uses; those of groups end with 0."""
    for number in range(10_000):
        code = f"{major}-{number:04}"
        if code.endswith("0") == is_group and code not in taken:
            yield code


def _codes(connection: Connection) -> set[str]:
    columns = [table.c[name] for table, names in CODES.items() for name in names]
    found = {
        code
        for column in columns
        for code in connection.execute(select(func.substr(column, 1, SOC_CODE)).distinct()).scalars()
    }
    return found - {None, ALL_OCCUPATIONS}


def _copy(connection: Connection, table: Table, codes: tuple[str, ...]) -> None:
    """Insert a copy of each row of a table for each word."""
    first, *others = (_INVENTED.alias() for _ in codes)
    by_column = dict(zip(codes, (first, *others), strict=True))
    source = table.join(first, func.substr(table.c[codes[0]], 1, SOC_CODE) == first.c.known)
    for name in codes[1:]:
        other = by_column[name]
        known = func.substr(table.c[name], 1, SOC_CODE) == other.c.known
        source = source.join(other, and_(known, other.c.number == first.c.number), isouter=True)
    copied = [column.name for column in table.c if column.name != "id"]
    values = [
        by_column[name].c.invented + func.substr(table.c[name], SOC_CODE + 1)
        if name in by_column
        else first.c.word + literal(" ") + table.c[name]
        if name in NAMES.get(table, ())
        else table.c[name]
        for name in copied
    ]
    connection.execute(insert(table).from_select(copied, select(*values).select_from(source)))
