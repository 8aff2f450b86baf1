"""Files of O*NET's releases are known by their names, old and new, and unknown layouts are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.datasets.dataset import DatasetError
from knowledge.datasets.onet_layouts import LAYOUTS, blocks_of, release_and_date
from knowledge.datasets.release_files import release_files
from tests.knowledge.datasets.publishers import OLDER_RELEASE, RELEASE, WORKBOOKS, needed
from tests.knowledge.datasets.releases import renamed, without_column, write_release, write_text, written_out


@pytest.mark.parametrize("release", ["27.0", "29.3", "30.1", "30.3"])
def test_every_block_is_found_in_every_release(tmp_path: Path, release: str) -> None:
    found = blocks_of(release_files(write_release(tmp_path, release)))
    assert set(found) == set(LAYOUTS)
    skills = [file.stem for file in found["skill"] if isinstance(file, Path)]
    assert skills == (["Essential Skills", "Transferable Skills"] if release == "30.3" else ["Skills"])
    assert (found["education"] == found["experience"]) is (release != "30.3")


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("Task Statements", "Task Type"),
        ("Abilities", "Scale ID"),
        ("Work Context", "Element Name"),
        ("Education, Training, and Experience", "Category"),
        ("Emerging Tasks", "Original Task ID"),
    ],
)
def test_an_unknown_layout_is_refused_with_file_and_column(tmp_path: Path, name: str, column: str) -> None:
    files = written_out()
    write_text(tmp_path, files | {name: without_column(files[name], column)})
    with pytest.raises(DatasetError) as caught:
        blocks_of(release_files(tmp_path))
    told = str(caught.value)
    assert told.startswith(f"{tmp_path}/{name}.txt: no column '{column}'; its columns are: O*NET-SOC Code, ")
    assert "\n" not in told


@pytest.mark.parametrize(
    ("name", "old", "newest"),
    [
        ("Technology Skills", "Example", "Workplace Example"),
        ("Alternate Titles", "Alternate Title", "Job Title"),
    ],
)
def test_a_column_that_lacks_is_told_by_its_newest_name(
    tmp_path: Path, name: str, old: str, newest: str
) -> None:
    lines = renamed(written_out()[name], **{old.replace(" ", "_"): "Something"})
    with pytest.raises(DatasetError, match=f"no column '{newest}'; its columns are: .*Something"):
        blocks_of(release_files(write_text(tmp_path, {name: lines})))


def test_files_that_are_not_read_may_have_any_layout(tmp_path: Path) -> None:
    write_text(tmp_path, {"Scales Reference": [["?"]], "Abilities to Work Activities": [["?"]]})
    assert blocks_of(release_files(tmp_path)) == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("O*NET 30.1 Database\r\nDecember 2025 Release\r\n----", ("30.1", "2025-12")),
        ("O*NET 30.3 Database\nMay 2026 Release\n", ("30.3", "2026-05")),
        ("O*NET 31.0 Database\n\nFor information", ("31.0", None)),
        ("O*NET 31.0 Database\nMai 2026 Release\n", ("31.0", None)),
        ("Another database", None),
    ],
)
def test_a_read_me_tells_the_release_and_its_month(text: str, told: tuple[str, str | None] | None) -> None:
    assert release_and_date(text) == told


@pytest.mark.parametrize(
    ("folder", "blocks"),
    [
        (RELEASE, set(LAYOUTS) - {"skill", "knowledge", "ability", "activity", "context"}),
        (WORKBOOKS, {"skill"}),
        (OLDER_RELEASE, {"occupation", "technology", "style"}),
    ],
    ids=["30.1", "29.3", "27.0"],
)
def test_the_layouts_of_the_publishers_files_are_known(folder: Path, blocks: set[str]) -> None:
    assert set(blocks_of(release_files(needed(folder)))) == blocks
