"""The tables that the project carries: tab-separated, a header, sorted by code. README.md says where from."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from knowledge.datasets.delimited import header, read_records
from knowledge.terms import normalise

FOLDER = Path(__file__).parent


def read_table(file: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a table by column; a missing value is an empty text.

    Raises:
        DatasetError: the file cannot be read, or a line does not fit the header.
    """
    columns = {name: (name,) for name in header(file)}
    for record in read_records(file, columns):
        yield {name: value or "" for name, value in record.fields.items()}


def read_words(file: Path, column: str) -> list[tuple[str, frozenset[str]]]:
    """Return by the values of a column the words, in normal form, by which people call them.

    Raises:
        DatasetError: as :func:`read_table`.
    """
    return [(row[column], words_in(row["words"])) for row in read_table(file)]


def words_in(cell: str) -> frozenset[str]:
    """Return the words that a cell lists between commas, in normal form."""
    return frozenset(normalise(word) for word in cell.split(",") if word.strip())


@cache
def major_groups() -> dict[str, str]:
    """Return the names of the major groups of occupations by the first two digits of their codes.

    Raises:
        DatasetError: as :func:`read_table`.
    """
    return {row["group"]: row["name"] for row in read_table(FOLDER / "groups.tsv")}


def wide_rows(file: Path) -> Iterator[tuple[str, str, float]]:
    """Yield (code, column, value) of the cells of a table of numbers that are not empty."""
    for row in read_table(file):
        code = row.pop("code")
        for column, value in row.items():
            if value:
                yield code, column, float(value)
