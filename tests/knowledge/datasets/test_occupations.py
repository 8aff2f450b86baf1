"""The dataset of all occupations is imported from tables, each title once and ranked what is rated."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Connection, Engine

from knowledge.datasets.dataset import DatasetError
from knowledge.datasets.importer import import_dataset
from knowledge.datasets.occupations import carried_titles, occupations
from knowledge.datasets.projections import projections
from knowledge.models import occupation_title, onet_occupation
from knowledge.queries.datasets import loaded_datasets
from tests.knowledge.datasets.tiny import import_all, tiny_datasets, write_tables


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return write_tables(tmp_path / "tables")


def test_datasets_are_listed_with_their_releases(tiny: Connection) -> None:
    listed = {one.key: (one.version, one.licence) for one in loaded_datasets(tiny)}
    assert listed == {
        "onet": ("30.1", "CC BY 4.0"),
        "projections": ("2024-2034", "public domain"),
        "wages": ("May 2025", "public domain"),
    }


def test_importing_again_changes_nothing_until_a_table_does(migrated: Engine, tables: Path) -> None:
    assert import_dataset(migrated, occupations(tables)).imported
    assert not import_dataset(migrated, occupations(tables)).imported
    names = tables / "names.tsv"
    names.write_text(names.read_text().replace("registered nurse\t", "qualified nurse\t"))
    assert import_dataset(migrated, occupations(tables)).imported
    with migrated.connect() as connection:
        found = connection.execute(select(onet_occupation.c.name)).scalars().all()
    assert "qualified nurse" in found and "registered nurse" not in found
    assert len(found) == 7


def test_an_occupation_bears_a_title_once_by_the_kind_that_counts_most(tiny: Connection) -> None:
    rows = tiny.execute(
        select(occupation_title.c.kind, occupation_title.c.title).where(
            occupation_title.c.occupation_code == "29-1141.00"
        )
    ).all()
    assert sorted(tuple(row) for row in rows) == [
        ("alternate", "Analyst"),
        ("alternate", "Specialist"),
        ("everyday", "nurse"),
        ("occupation", "Registered Nurses"),
        ("occupation", "registered nurse"),
        ("reported", "R.N."),
    ]


def test_titles_can_be_had_without_a_database(tables: Path) -> None:
    assert {"nurse", "rn", "guru", "actors"} <= carried_titles(tables)


def test_a_table_that_does_not_fit_its_header_is_named_and_nothing_is_imported(
    migrated: Engine, tables: Path
) -> None:
    import_all(migrated, tiny_datasets(tables.parent))
    broken = tables / "related.tsv"
    broken.write_text("code\trelated\n15-2051.00\n")
    with pytest.raises(DatasetError, match=r"related\.tsv:2: 1 field, but the header has 2"):
        import_dataset(migrated, occupations(tables))
    with migrated.connect() as connection:
        assert connection.execute(select(func.count()).select_from(onet_occupation)).scalar() == 7


def test_a_missing_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"projections\.tsv cannot be read: No such file"):
        projections(tmp_path)


def test_the_carried_tables_hold_all_occupations(datasets: Connection) -> None:
    rows = datasets.execute(select(onet_occupation)).all()
    assert len(rows) == 1_016
    assert sum(row.description is None for row in rows) == 93
    assert sum(row.wage_code is None for row in rows) == 20
    assert {row.code[:2] for row in rows if row.wage_code is None} >= {"55"}
    counted = datasets.execute(
        select(occupation_title.c.kind, func.count()).group_by(occupation_title.c.kind)
    ).all()
    assert {kind for kind, _count in counted} == {"everyday", "occupation", "reported", "alternate", "short"}
    assert sum(count for _kind, count in counted) > 60_000
