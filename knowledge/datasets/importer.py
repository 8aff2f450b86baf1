"""Replaces the rows of a dataset in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection, Engine

from knowledge.datasets.bulk import insert_many
from knowledge.datasets.dataset import Dataset, DatasetError
from knowledge.models import dataset as dataset_table
from knowledge.transactions import Say, write_transaction

Progress = Callable[[int], object]


class ImportResult(NamedTuple):
    """The rows of the dataset that the knowledge base now holds, and whether they were imported just now."""

    rows: int
    imported: bool


def import_dataset(
    engine: Engine,
    dataset: Dataset,
    *,
    force: bool = False,
    progress: Progress = lambda _rows: None,
    say: Say = lambda _line: None,
) -> ImportResult:
    """Replace a dataset's rows by those of ``dataset``; curated content and other datasets stay.

    Readers see the rows of the last import until all of the new ones are in; an error leaves them. A dataset
    with the fingerprint of the last import is not imported again.

    Args:
        engine: of a migrated database.
        dataset: to import.
        force: import even an unchanged dataset.
        progress: called after each batch with the number of rows so far.
        say: called with a line when another load has to finish first.

    Raises:
        DatasetError: the files cannot be read, have an unknown layout, or hold no row.
        LockTimeout: another load has not finished.
    """
    with write_transaction(engine, say) as connection:
        known = connection.execute(
            select(dataset_table.c.id, dataset_table.c.fingerprint, dataset_table.c.rows).where(
                dataset_table.c.key == dataset.key
            )
        ).first()
        if known and known.fingerprint == dataset.fingerprint and not force:
            return ImportResult(known.rows, imported=False)
        number = known.id if known else _insert_version(connection, dataset)
        for table in dataset.tables:
            connection.execute(delete(table).where(table.c.dataset_id == number))
        rows = _insert_rows(connection, dataset, number, progress)
        if not rows:
            raise DatasetError(f"the dataset {dataset.key} {dataset.version} has no rows")
        connection.execute(
            update(dataset_table).where(dataset_table.c.id == number).values(**_version(dataset, rows))
        )
    return ImportResult(rows, imported=True)


def _insert_rows(connection: Connection, dataset: Dataset, number: int, progress: Progress) -> int:
    total = 0
    for table, rows in dataset.batches():
        if table not in dataset.tables:
            raise DatasetError(
                f"the dataset {dataset.key} does not name the table {table.name} among its own"
            )
        insert_many(connection, table, [{"dataset_id": number, **row} for row in rows])
        total += len(rows)
        progress(total)
    return total


def _insert_version(connection: Connection, dataset: Dataset) -> int:
    result = connection.execute(insert(dataset_table).values(key=dataset.key, **_version(dataset, 0)))
    (number,) = result.inserted_primary_key
    return int(number)


def _version(dataset: Dataset, rows: int) -> dict[str, object]:
    return {
        "version": dataset.version,
        "fingerprint": dataset.fingerprint,
        "title": dataset.terms.title,
        "publisher": dataset.terms.publisher,
        "licence": dataset.terms.licence,
        "attribution": dataset.terms.attribution,
        "published": dataset.terms.published,
        "location": dataset.terms.location,
        "rows": rows,
        "loaded_at": datetime.utcnow().replace(microsecond=0),
    }
