"""What a dataset is: a name, a version, its terms, the tables that it fills, and their rows in batches."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Table

from knowledge.file_hash import add_file

BATCH_ROWS = 10_000

Row = Mapping[str, Any]


class DatasetError(ValueError):
    """A dataset cannot be imported; the message names the file and what is wrong in it."""


class Batch(NamedTuple):
    """Rows of one table as ``{column: value}``, without ``id`` and ``dataset_id``."""

    table: Table
    rows: Sequence[Row]


@dataclass(frozen=True)
class Terms:
    """Who publishes a dataset, and under which terms; ``attribution`` is what an answer must say.

    ``published`` is an ISO date as precise as known, ``location`` the publisher's page.
    """

    title: str
    publisher: str
    licence: str
    attribution: str | None = None
    published: str | None = None
    location: str | None = None


@dataclass(frozen=True)
class Dataset:
    """A dataset to import.

    Attributes:
        key: the dataset's own key; importing it again replaces the rows of the last import.
        version: the publisher's name for the release.
        fingerprint: hash of the files and of the code that reads them: equal ones need no import.
        terms: title, publisher, licence and attribution.
        tables: every table that it has rows in; each has a column ``dataset_id``.
        batches: called once an import; yields the rows. An exception cancels the import.
    """

    key: str
    version: str
    fingerprint: str
    terms: Terms
    tables: tuple[Table, ...]
    batches: Callable[[], Iterator[Batch]]


def in_batches(table: Table, rows: Iterable[Row], size: int = BATCH_ROWS) -> Iterator[Batch]:
    """Yield the rows of a table in batches of at most ``size``."""
    left = iter(rows)
    while batch := list(islice(left, size)):
        yield Batch(table, batch)


def files_fingerprint(files: Iterable[Path]) -> str:
    """Return the SHA-256 of the names and contents of files.

    Raises:
        DatasetError: a file cannot be read.
    """
    total = hashlib.sha256()
    for file in files:
        total.update(file.name.encode() + b"\0")
        try:
            add_file(total, file)
        except OSError as error:
            raise DatasetError(f"{file} cannot be read: {error.strerror}") from None
    return total.hexdigest()
