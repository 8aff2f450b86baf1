"""Rows by keys of several columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, and_, or_
from sqlalchemy.sql import ColumnElement

AT_ONCE = 400  # keys of a condition: SQLite takes expressions of up to 1,000 parts


def one_of(columns: Sequence[Column], keys: Iterable[Sequence[Any]]) -> Iterator[ColumnElement]:
    """Yield conditions, each true of the rows with one of the next 400 keys.

    SQLite finds each by its index; for a list of tuples it would read the whole table.

    Args:
        columns: of the key, as an index has them.
        keys: each with a value for every column.
    """
    wanted = list(dict.fromkeys(map(tuple, keys)))
    for start in range(0, len(wanted), AT_ONCE):
        yield or_(
            *(
                and_(*(column == value for column, value in zip(columns, key, strict=True)))
                for key in wanted[start : start + AT_ONCE]
            )
        )
