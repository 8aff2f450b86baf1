"""Importing a dataset: in bulk, all or nothing, one load at a time, beside the curated content."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from knowledge.content import read_content
from knowledge.database import create_knowledge_engine, migrate
from knowledge.datasets.dataset import Batch, Dataset, DatasetError, Terms, in_batches
from knowledge.datasets.importer import import_dataset
from knowledge.datasets.onet_release import onet_release
from knowledge.loader import load
from knowledge.models import CURATED_TABLES, DATASET_TABLES, metadata, occupation_title, statement
from knowledge.models import dataset as dataset_table
from knowledge.queries.datasets import find_titles, loaded_content, loaded_datasets
from knowledge.transactions import LockTimeout, write_transaction

TERMS = Terms(title="Small titles", publisher="The Almanac", licence="public domain")
MANY_ROWS = 100_000
MOST_SECONDS = 15  # of this process for 100,000 rows; some three are needed


def titles(*names: str) -> list[dict[str, Any]]:
    return [
        {"occupation_code": "15-2051.00", "title": name, "normalised": name, "kind": "alternate"}
        for name in names
    ]


def small(*names: str, version: str = "1", batch: int = 2) -> Dataset:
    return Dataset(
        key="small",
        version=version,
        fingerprint=hashlib.sha256(f"{version} {names}".encode()).hexdigest(),
        terms=TERMS,
        tables=(occupation_title,),
        batches=lambda: in_batches(occupation_title, titles(*names), batch),
    )


def failing(after: Dataset, error: Exception) -> Dataset:
    """Return a dataset that fails after the rows of another."""

    def batches() -> Iterator[Batch]:
        yield from after.batches()
        raise error

    return replace(after, fingerprint="failing", batches=batches)


def stored(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(
            connection.execute(select(occupation_title.c.title).order_by(occupation_title.c.id)).scalars()
        )


def count(engine: Engine, table: Any) -> int:
    with engine.connect() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def second_engine(engine: Engine) -> Engine:
    return create_knowledge_engine(engine.url.render_as_string(hide_password=False))


def test_rows_and_version_are_stored_and_progress_is_reported(migrated: Engine) -> None:
    progress: list[int] = []
    result = import_dataset(migrated, small("a", "b", "c"), progress=progress.append)
    assert result == (3, True)
    assert progress == [2, 3]
    assert stored(migrated) == ["a", "b", "c"]
    with migrated.connect() as connection:
        (version,) = loaded_datasets(connection)
    assert (version.key, version.version, version.rows) == ("small", "1", 3)
    assert (version.title, version.licence) == ("Small titles", "public domain")


def test_an_unchanged_dataset_is_imported_again_by_force_only(migrated: Engine) -> None:
    dataset = small("a", "b")
    import_dataset(migrated, dataset)
    assert import_dataset(migrated, dataset) == (2, False)
    assert import_dataset(migrated, dataset, force=True) == (2, True)
    assert stored(migrated) == ["a", "b"]


def test_a_new_version_replaces_the_rows_of_its_dataset_only(migrated: Engine) -> None:
    import_dataset(migrated, small("a", "b"))
    import_dataset(migrated, replace(small("x"), key="other"))
    import_dataset(migrated, small("c", version="2"))
    assert stored(migrated) == ["x", "c"]
    with migrated.connect() as connection:
        versions = {found.key: (found.version, found.rows) for found in loaded_datasets(connection)}
    assert versions == {"small": ("2", 1), "other": ("1", 1)}


REFUSED = [{"occupation_code": None, "title": "x", "normalised": "x", "kind": "alternate"}]


@pytest.mark.parametrize(
    ("dataset", "error"),
    [
        (failing(small("x", "y", version="2"), DatasetError("titles.txt:4: 1 field")), r"titles\.txt:4"),
        (failing(small("x", version="2"), RuntimeError("power cut")), "power cut"),
        (
            replace(small("x", version="2"), batches=lambda: iter([Batch(occupation_title, REFUSED)])),
            "(?i)not.null",
        ),
        (replace(small("x", version="2"), batches=lambda: iter([Batch(dataset_table, [])])), "among its own"),
        (replace(small("x", version="2"), batches=lambda: iter(())), "has no rows"),
    ],
    ids=["a faulty file", "an interruption", "a refused row", "an unnamed table", "no rows"],
)
def test_an_import_that_fails_leaves_what_was_there(migrated: Engine, dataset: Dataset, error: str) -> None:
    import_dataset(migrated, small("a", "b"))
    with pytest.raises(Exception, match=error):
        import_dataset(migrated, dataset)
    assert stored(migrated) == ["a", "b"]
    with migrated.connect() as connection:
        assert [found.version for found in loaded_datasets(connection)] == ["1"]
    assert import_dataset(migrated, small("c", version="2")) == (1, True)


def test_texts_are_stored_as_they_are(migrated: Engine) -> None:
    names = ('Data "Guru"', "comma, separated", "\\N", "tab\tbed", "a\nb", "", "é ☃ 'x'")
    import_dataset(migrated, small(*names))
    assert stored(migrated) == list(names)


def test_content_and_datasets_are_loaded_independently(
    migrated: Engine, write_content: Callable[..., Path]
) -> None:
    content = read_content(write_content())
    load(migrated, content, "first")
    import_dataset(migrated, small("a", "b"))
    assert count(migrated, statement) == 1
    load(migrated, content, "second")
    assert stored(migrated) == ["a", "b"]
    with migrated.connect() as connection:
        version = loaded_content(connection)
        assert [found.version for found in loaded_datasets(connection)] == ["1"]
    assert version is not None
    assert (version.fingerprint, version.summary) == ("second", content.summary)


def test_readers_see_the_old_rows_until_all_of_the_new_are_in(migrated: Engine) -> None:
    import_dataset(migrated, small("a", "b"))
    reader = second_engine(migrated)
    seen: list[list[str]] = []
    import_dataset(
        migrated, small("c", "d", "e", version="2"), progress=lambda _rows: seen.append(stored(reader))
    )
    assert seen == [["a", "b"], ["a", "b"]]
    assert stored(reader) == ["c", "d", "e"]
    reader.dispose()


def test_a_second_load_waits_for_the_first_and_says_so(
    migrated: Engine, write_content: Callable[..., Path]
) -> None:
    content = read_content(write_content())
    begun, said = threading.Event(), threading.Event()
    lines: list[str] = []

    def say(line: str) -> None:
        lines.append(line)
        said.set()

    def hold(_rows: int) -> None:
        begun.set()
        assert said.wait(10)

    other = second_engine(migrated)
    first = threading.Thread(target=import_dataset, args=(migrated, small("a")), kwargs={"progress": hold})
    first.start()
    assert begun.wait(10)
    load(other, content, say=say)
    first.join()
    assert lines == ["another load is running; waiting for it to finish"]
    assert stored(other) == ["a"]
    assert count(other, statement) == 1
    other.dispose()


def test_two_imports_of_one_dataset_import_it_once(migrated: Engine) -> None:
    other = second_engine(migrated)
    started = threading.Event()
    results: list[bool] = []

    def hold(_rows: int) -> None:
        started.set()
        time.sleep(0.2)

    def run(engine: Engine) -> None:
        results.append(import_dataset(engine, small("a", "b"), progress=hold).imported)

    first = threading.Thread(target=run, args=(migrated,))
    first.start()
    assert started.wait(10)
    run(other)
    first.join()
    assert sorted(results) == [False, True]
    assert stored(migrated) == ["a", "b"]
    other.dispose()


def test_a_load_that_never_finishes_is_not_waited_for_without_end(migrated: Engine) -> None:
    other = second_engine(migrated)
    with (
        write_transaction(migrated),
        pytest.raises(LockTimeout, match="nothing was changed"),
        write_transaction(other, lock_seconds=0.1),
    ):
        pytest.fail("two loads at once")
    with write_transaction(other, lock_seconds=0.1):
        pass
    other.dispose()


def test_a_load_that_failed_holds_no_lock(migrated: Engine) -> None:
    with pytest.raises(RuntimeError, match="gone"), write_transaction(migrated):
        raise RuntimeError("gone")
    other = second_engine(migrated)
    with write_transaction(other, lock_seconds=0.1):
        pass
    other.dispose()


def test_migrations_at_once_make_the_tables_once(empty: Engine) -> None:
    engines = [second_engine(empty) for _ in range(3)]
    with ThreadPoolExecutor(len(engines)) as pool:
        assert list(pool.map(migrate, engines)) == [None] * len(engines)
    assert count(empty, occupation_title) == 0
    for engine in engines:
        engine.dispose()


@pytest.mark.slow
def test_a_hundred_thousand_titles_are_imported_in_seconds(migrated: Engine, tmp_path: Path) -> None:
    lines = [
        f"{11 + number % 43:02}-{number % 9000 + 1000}.00\tTitle number {number}\tn/a\t08"
        for number in range(MANY_ROWS)
    ]
    header = "O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)"
    (tmp_path / "Alternate Titles.txt").write_text("\r\n".join([header, *lines, ""]))
    begun = time.process_time()
    assert import_dataset(migrated, onet_release(tmp_path)).rows == MANY_ROWS
    seconds = time.process_time() - begun
    with migrated.connect() as connection:
        (found,) = find_titles(connection, title="title NUMBER 99999")
    assert (found.occupation_code, found.kind) == ("35-1999.00", "alternate")
    assert seconds < MOST_SECONDS


def test_every_table_of_datasets_says_which_dataset_a_row_is_of() -> None:
    assert {table.name for table in (*CURATED_TABLES, *DATASET_TABLES)} == set(metadata.tables)
    for table in DATASET_TABLES:
        if table is not dataset_table:
            assert not table.c.dataset_id.nullable
        refers_to = {key.column.table for column in table.c for key in column.foreign_keys}
        assert refers_to <= {dataset_table}
