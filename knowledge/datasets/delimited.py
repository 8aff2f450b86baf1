"""Files with one record a line and a header: columns are found by their names, never by position.

A file is text, or an Excel workbook, of which the first sheet counts.
"""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import TextIOWrapper
from typing import BinaryIO, Literal, NamedTuple, Protocol
from zipfile import BadZipFile

from knowledge.datasets.dataset import DatasetError
from knowledge.datasets.workbook import WorkbookError, sheet_lines

MISSING = ("", "n/a")
WORKBOOK = ".xlsx"

# The names that a column has had in the publisher's releases, by the name of the field it is read into.
Columns = Mapping[str, Sequence[str]]


class Readable(Protocol):
    """A file on disk or in an archive; as text it is its path, for messages."""

    @property
    def suffix(self) -> str:
        """The ending of its name, such as ".txt"."""

    def open(self, mode: Literal["rb"], /) -> BinaryIO:
        """Open it for reading."""


class Record(NamedTuple):
    """A line's fields by name, None where the value is missing; lines count from 1, the header included."""

    line: int
    fields: dict[str, str | None]


def header(file: Readable, delimiter: str = "\t") -> list[str]:
    """Return the names of a file's columns.

    Raises:
        DatasetError: the file cannot be read, or is empty.
    """
    for _line, names in _lines(file, delimiter):
        return [name.strip() for name in names]
    raise DatasetError(f"{file} is empty: a header was expected")


def missing_columns(names: Sequence[str], columns: Columns) -> list[str]:
    """Return the columns that a header lacks, each by its newest name."""
    return [known[0] for known in columns.values() if not set(known) & set(names)]


def read_records(
    file: Readable, columns: Columns, delimiter: str = "\t", *, optional: Columns | None = None
) -> Iterator[Record]:
    """Yield the records of a file with the fields asked for; other columns are ignored.

    Quotes have no meaning: O*NET's files hold single ones.

    Args:
        file: a workbook, or UTF-8 text with or without a byte order mark and with any kind of line end.
        columns: by field, the names that its column may have.
        delimiter: between the fields of a text.
        optional: further fields, which are missing where the file has no such column.

    Raises:
        DatasetError: naming the file and the missing column, or the line that does not fit the header.
    """
    names = header(file, delimiter)
    if missing := missing_columns(names, columns):
        raise DatasetError(unknown_layout(file, missing, names))
    wanted = {**columns, **(optional or {})}
    found = {field: next((name for name in known if name in names), None) for field, known in wanted.items()}
    positions = {field: names.index(name) for field, name in found.items() if name is not None}
    lacking = {field: None for field, name in found.items() if name is None}
    for line, values in _lines(file, delimiter):
        if line == 1 or not values:
            continue
        if len(values) != len(names):
            counted = f"{len(values)} field{'s' * (len(values) != 1)}"
            raise DatasetError(f"{file}:{line}: {counted}, but the header has {len(names)}")
        fields = {field: values[position].strip() for field, position in positions.items()}
        told = {field: None if value in MISSING else value for field, value in fields.items()}
        yield Record(line, {**told, **lacking})


def unknown_layout(file: Readable, missing: Sequence[str], names: Sequence[str]) -> str:
    """Return the message for a file whose header lacks columns."""
    wanted = ", ".join(f"'{name}'" for name in missing)
    return f"{file}: no column {wanted}; its columns are: {', '.join(names)}"


def _lines(file: Readable, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    line = 0
    try:
        with file.open("rb") as opened:
            if file.suffix.lower() == WORKBOOK:
                yield from enumerate(sheet_lines(opened), start=1)
                return
            text = TextIOWrapper(opened, encoding="utf-8-sig", newline="")
            reader = csv.reader(text, delimiter=delimiter, quoting=csv.QUOTE_NONE)
            for line, values in enumerate(reader, start=1):
                yield line, values
    except OSError as error:
        raise DatasetError(f"{file} cannot be read: {error.strerror or error}") from None
    except WorkbookError as error:
        raise DatasetError(f"{file} cannot be read as an Excel workbook: {error}") from None
    except (BadZipFile, EOFError, zlib.error) as error:
        raise DatasetError(f"{file} is damaged: {error}") from None
    except UnicodeDecodeError:
        raise DatasetError(f"{file} is not UTF-8 text") from None
    except csv.Error as error:
        raise DatasetError(f"{file}:{line + 1}: {error}") from None
