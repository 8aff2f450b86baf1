"""A release of O*NET is imported from any of its layouts, whole or not at all, beside the carried tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from knowledge.datasets.dataset import DatasetError
from knowledge.datasets.importer import import_dataset
from knowledge.datasets.occupations import occupations
from knowledge.datasets.onet_release import onet_release
from knowledge.models import occupation_title, onet_rating, onet_statement, onet_technology
from knowledge.queries.datasets import loaded_datasets
from tests.knowledge.datasets import releases, tiny
from tests.knowledge.datasets.publishers import OLDER_RELEASE, RELEASE, needed
from tests.knowledge.datasets.releases import (
    COUNTS,
    LISTENS,
    MEASURES,
    NURSE,
    NURSING,
    OFFICER,
    SCIENTIST,
    WRITES,
    write_release,
    write_text,
    written_out,
    zipped,
)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return tiny.write_tables(tmp_path / "tables")


def rows(release: Path, tables: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a release by their table."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table, batch in onet_release(release, tables).batches():
        found.setdefault(table.name, []).extend(dict(row) for row in batch)
    return found


def picked(found: Iterable[dict[str, Any]], *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[column] for column in columns) for row in found]


def test_titles_are_those_that_the_tables_lack_by_the_kind_that_counts_most(
    tmp_path: Path, tables: Path
) -> None:
    found = rows(write_release(tmp_path / "release"), tables)["occupation_title"]
    assert picked(found, "occupation_code", "kind", "title", "normalised") == [
        (NURSE, "reported", "Ward Wizard", "ward wizard"),
        (NURSE, "short", "WW", "ww"),
        (SCIENTIST, "alternate", "Ward Wizard", "ward wizard"),
    ]


def test_sentences_are_kept_in_the_publishers_order(tmp_path: Path, tables: Path) -> None:
    found = rows(write_release(tmp_path / "release"), tables)["onet_statement"]
    nurse = [row for row in found if row["occupation_code"] == NURSE]
    assert picked(nurse, "rank", "kind", "text", "task_id", "revises") == [
        (1, "description", NURSING, None, None),
        (2, "core", MEASURES, 12, None),
        (3, "supplemental", COUNTS, 11, None),
        (4, "new", LISTENS, None, None),
        (5, "revision", WRITES, None, 11),
    ]
    (scientist,) = (row for row in found if row["occupation_code"] == SCIENTIST)
    assert (scientist["kind"], scientist["rank"], scientist["task_id"]) == ("task", 1, 13)


def test_ratings_of_every_kind_are_ranked_with_their_level(tmp_path: Path, tables: Path) -> None:
    found = rows(write_release(tmp_path / "release"), tables)["onet_rating"]
    told = picked(found, "occupation_code", "scale", "rank", "element", "value", "level")
    assert sorted(told) == sorted(
        [
            (NURSE, "skill", 1, "Active Listening", 4, 4.25),
            (OFFICER, "skill", 1, "Coordination", 3, 4.5),
            (OFFICER, "skill", 2, "Reading Comprehension", 3, 3.5),
            (NURSE, "knowledge", 1, "Medicine and Dentistry", 4.4, 5.5),
            (NURSE, "knowledge", 2, "English Language", 3.9, 0),
            (NURSE, "ability", 1, "Oral Comprehension", 4.12, 4.5),
            (NURSE, "activity", 1, "Getting Information", 4.6, 5),
            (NURSE, "context", 1, "Face-to-Face Discussions", 4.9, None),
            (NURSE, "context", 2, "Duration of Typical Work Week", 2.1, None),
            (NURSE, "style", 1, "Innovation", 2.3, None),
            (OFFICER, "interest", 1, "realistic", 6.5, None),
            (NURSE, "interest", 1, "realistic", 7, None),
            (OFFICER, "education", 1, "a lot", 88.5, None),
            (OFFICER, "education", 2, "category 12", 11.5, None),
            (OFFICER, "education", 3, "a little", 0, None),
            (OFFICER, "experience", 1, "a year", 100, None),
        ]
    )


def test_technologies_keep_their_flags(tmp_path: Path, tables: Path) -> None:
    found = rows(write_release(tmp_path / "release"), tables)["onet_technology"]
    assert picked(found, "occupation_code", "name", "normalised", "category", "hot", "in_demand") == [
        (NURSE, "Thermometer 9", "thermometer 9", "Medical software", False, False),
        (OFFICER, "Paperfly", "paperfly", "Flight software", True, True),
    ]


@pytest.mark.parametrize("packed", [False, True], ids=["folder", "zip"])
@pytest.mark.parametrize("release", ["27.0", "29.3", "30.3"])
def test_every_layout_gives_the_same_rows(tmp_path: Path, tables: Path, release: str, packed: bool) -> None:
    expected = rows(write_release(tmp_path / "newest"), tables)
    if release == "27.0":
        for row in expected["onet_technology"]:
            row["in_demand"] = False  # which it does not tell
    folder = write_release(tmp_path / "other", release)
    if packed:
        folder = zipped(folder, tmp_path / "other.zip")
    assert onet_release(folder, tables).version == release
    assert rows(folder, tables) == expected


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("Task Statements", "29-1141|1|Do.|Core|n/a|n/a|n/a", "'O*NET-SOC Code' is '29-1141', not a code"),
        ("Task Statements", f"{NURSE}|x|Do.|Core|n/a|n/a|n/a", "'Task ID' is 'x', not a whole number"),
        ("Task Statements", f"{NURSE}|1|Do.|Late|n/a|n/a|n/a", "'Task Type' is 'Late', not one of Core, "),
        ("Emerging Tasks", f"{NURSE}|Do.|n/a|n/a|n/a|n/a|n/a", "'Category' is None, not one of New, "),
        ("Knowledge", f"{NURSE}|1|Law|IM|much|n/a", "'Data Value' is 'much', not a number"),
        ("Knowledge", f"{NURSE}|1|Law|IM|nan|n/a", "'Data Value' is 'nan', not a number"),
        ("Alternate Titles", f"{NURSE}|{'x' * 201}|n/a|08", "'Job Title' is longer than 200 characters"),
        ("Knowledge", f"{NURSE}|1|Law", "3 fields, but the header has 6"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_told_and_what_was_imported_stays(
    migrated: Engine, tmp_path: Path, tables: Path, name: str, line: str, message: str
) -> None:
    release = write_release(tmp_path / "release")
    first = import_dataset(migrated, onet_release(release, tables)).rows
    write_text(release, {name: [*written_out()[name], line.split("|")]})
    with pytest.raises(DatasetError) as caught:
        import_dataset(migrated, onet_release(release, tables))
    place = len(written_out()[name]) + 1
    assert str(caught.value).startswith(f"{release}/{name}.txt:{place}: {message}")
    assert stored(migrated) == first


def stored(engine: Engine) -> int:
    """Return how many rows the database holds in the tables that a release fills."""
    with engine.connect() as connection:
        return sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (occupation_title, onet_statement, onet_technology, onet_rating)
        )


def test_a_release_is_imported_once_and_replaced_whole_by_another(
    migrated: Engine, tmp_path: Path, tables: Path
) -> None:
    import_dataset(migrated, occupations(tables))
    before = stored(migrated)
    release = write_release(tmp_path / "release")
    assert import_dataset(migrated, onet_release(release, tables)).imported
    assert not import_dataset(migrated, onet_release(release, tables)).imported
    other = tmp_path / "other"
    write_text(other, {"Task Statements": written_out()["Task Statements"]})
    releases.write_read_me(other, "31.0", "August 2026")
    assert import_dataset(migrated, onet_release(other, tables)) == (3, True)
    assert stored(migrated) == before + 3
    with migrated.connect() as connection:
        versions = {one.key: one.version for one in loaded_datasets(connection)}
    assert versions == {"onet": "30.1", "onet_release": "31.0"}


def test_the_release_stands_in_the_read_me_else_in_the_name_of_the_file(tmp_path: Path, tables: Path) -> None:
    folder = write_release(tmp_path / "db_29_2_text")
    told = onet_release(folder, tables)
    assert (told.version, told.terms.published, told.terms.title) == (
        "30.1",
        "2025-12",
        "O*NET 30.1 Database",
    )
    assert "information from the O*NET 30.1 Database by the U.S. Department" in str(told.terms.attribution)
    assert "modif" not in str(told.terms.attribution)
    (folder / "Read Me.txt").unlink()
    assert onet_release(folder, tables).version == "29.2"
    unnamed = onet_release(folder.rename(tmp_path / "onet"), tables)
    assert unnamed.version == f"sha256 {unnamed.fingerprint[:12]}"


def test_a_folder_of_other_files_is_refused(tmp_path: Path, tables: Path) -> None:
    write_text(tmp_path / "other", {"Notes": [["a"]]})
    with pytest.raises(DatasetError, match=r"other holds no file of an O\*NET release in its text or Excel"):
        onet_release(tmp_path / "other", tables)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "version", "expected"),
    [
        (
            RELEASE,
            ("30.1", "2025-12"),
            {
                "description": 1_016,
                "core": 13_643,
                "supplemental": 4_308,
                "task": 845,
                "new": 275,
                "revision": 53,
                "onet_technology": 32_773,
                "interest": 5_538,
                "style": 18_711,
                "education": 10_536,
                "experience": 9_658,
            },
        ),
        (
            OLDER_RELEASE,
            ("27.0", "2022-08"),
            {"description": 1_016, "onet_technology": 30_826, "style": 13_968},
        ),
    ],
    ids=["30.1", "27.0"],
)
def test_the_publishers_files_are_read_whole(
    folder: Path, version: tuple[str, str], expected: dict[str, int]
) -> None:
    release = onet_release(needed(folder))
    assert (release.version, release.terms.published) == version
    counted = Counter(
        row.get("scale") or row.get("kind") or table.name
        for table, batch in release.batches()
        for row in batch
    )
    assert counted == expected  # no title of them is new to the tables, which were made of 30.1


@pytest.mark.slow
def test_titles_of_the_published_release_are_taken_if_the_tables_lack_them(
    tables: Path, tmp_path: Path
) -> None:
    release = tmp_path / "release"
    release.mkdir()
    (release / "Alternate Titles.txt").symlink_to(needed(RELEASE) / "Alternate Titles.txt")
    found = rows(release, tables)["occupation_title"]
    codes = [row["occupation_code"] for row in found if row["normalised"] == "machine learning engineer"]
    assert sorted(codes) == ["15-1221.00", "15-1299.08", "15-2051.00"]


def test_a_damaged_read_me_is_told(tmp_path: Path, tables: Path) -> None:
    archive = zipped(write_release(tmp_path / "release"), tmp_path / "release.zip")
    archive.write_bytes(archive.read_bytes().replace(b"December 2025", b"December 2O25"))
    with pytest.raises(DatasetError, match=r"release\.zip/release/Read Me\.txt cannot be read: Bad CRC"):
        onet_release(archive, tables)
