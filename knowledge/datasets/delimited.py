"""Text files with one record a line and a header: columns are found by their names, never by position."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from knowledge.datasets.dataset import DatasetError

MISSING = ("", "n/a")

# The names that a column has had in the publisher's releases, by the name of the field it is read into.
Columns = Mapping[str, Sequence[str]]


class Record(NamedTuple):
    """A line's fields by name, None where the value is missing; lines count from 1, the header included."""

    line: int
    fields: dict[str, str | None]


def header(file: Path, delimiter: str = "\t") -> list[str]:
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


def read_records(file: Path, columns: Columns, delimiter: str = "\t") -> Iterator[Record]:
    """Yield the records of a file with the fields asked for; other columns are ignored.

    Quotes have no meaning: O*NET's files hold single ones.

    Args:
        file: UTF-8 text, with or without a byte order mark; any kind of line end.
        columns: by field, the names that its column may have.
        delimiter: between fields.

    Raises:
        DatasetError: naming the file and the missing column, or the line that does not fit the header.
    """
    names = header(file, delimiter)
    if missing := missing_columns(names, columns):
        raise DatasetError(unknown_layout(file, missing, names))
    positions = {
        field: next(names.index(name) for name in known if name in names) for field, known in columns.items()
    }
    for line, values in _lines(file, delimiter):
        if line == 1 or not values:
            continue
        if len(values) != len(names):
            found = f"{len(values)} field{'s' * (len(values) != 1)}"
            raise DatasetError(f"{file}:{line}: {found}, but the header has {len(names)}")
        fields = {field: values[position].strip() for field, position in positions.items()}
        yield Record(line, {name: None if value in MISSING else value for name, value in fields.items()})


def unknown_layout(file: Path, missing: Sequence[str], names: Sequence[str]) -> str:
    """Return the message for a file whose header lacks columns."""
    wanted = ", ".join(f"'{name}'" for name in missing)
    return f"{file}: no column {wanted}; its columns are: {', '.join(names)}"


def _lines(file: Path, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    line = 0
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.reader(opened, delimiter=delimiter, quoting=csv.QUOTE_NONE)
            for line, values in enumerate(reader, start=1):
                yield line, values
    except OSError as error:
        raise DatasetError(f"{file} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise DatasetError(f"{file} is not UTF-8 text") from None
    except csv.Error as error:
        raise DatasetError(f"{file}:{line + 1}: {error}") from None
