"""O*NET's titles: read by header, whatever the release's layout, and refused with file and column."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from knowledge.database import ROOT
from knowledge.datasets.dataset import DatasetError
from knowledge.datasets.importer import import_dataset
from knowledge.datasets.onet_titles import onet_titles
from knowledge.queries.datasets import find_titles, loaded_datasets

SHARED = Path(os.environ.get("ADVISOR_SHARED") or ROOT.parent / "shared")
RELEASE = SHARED / "occupations" / "onet" / "db_30_1_text"
ALTERNATE = "O*NET-SOC Code\tAlternate Title\tShort Title\tSource(s)"


def write(folder: Path, name: str, *lines: str, end: str = "\r\n") -> Path:
    file = folder / name
    file.write_bytes(end.join([*lines, ""]).encode())
    return file


def rows(*files: Path) -> list[tuple[str, str, str]]:
    return [
        (row["occupation_code"], row["kind"], row["title"])
        for batch in onet_titles(files, "1.0").batches()
        for row in batch.rows
    ]


def test_alternate_and_short_titles_are_read_and_missing_ones_left_out(tmp_path: Path) -> None:
    file = write(
        tmp_path,
        "Alternate Titles.txt",
        ALTERNATE,
        "15-2051.00\tBusiness Intelligence Developer\tBI Developer\t08",
        '15-2051.00\tData "Guru\tn/a\t08,10',
    )
    assert rows(file) == [
        ("15-2051.00", "alternate", "Business Intelligence Developer"),
        ("15-2051.00", "short", "BI Developer"),
        ("15-2051.00", "alternate", 'Data "Guru'),
    ]


@pytest.mark.parametrize(
    ("name", "header", "kind"),
    [
        ("Alternate Titles.txt", "O*NET-SOC Code\tAlternate Title\tShort Title", "alternate"),
        ("Job Titles.txt", "Short Title\tAlternate Title\tNew\tO*NET-SOC Code", "alternate"),
        (
            "Sample of Reported Titles.txt",
            "O*NET-SOC Code\tReported Job Title\tShown in My Next Move",
            "reported",
        ),
        ("Occupation Data.txt", "\ufeffO*NET-SOC Code\tTitle\tDescription", "occupation"),
    ],
)
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_file_is_recognised_by_its_header(
    tmp_path: Path, name: str, header: str, kind: str, end: str
) -> None:
    values = {"O*NET-SOC Code": "15-2051.00", "Short Title": "n/a", "Description": "They analyse."}
    line = "\t".join(values.get(column.strip("\ufeff"), "Guru") for column in header.split("\t"))
    assert rows(write(tmp_path, name, header, line, end=end)) == [("15-2051.00", kind, "Guru")]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            ["O*NET-SOC Code\tName\tShort Title"],
            "no column 'Alternate Title'; its columns are: O*NET-SOC Code, Name",
        ),
        (
            ["Code\tReported Job Title"],
            "no column 'O*NET-SOC Code'; its columns are: Code, Reported Job Title",
        ),
        ([], "is empty: a header was expected"),
        ([ALTERNATE, "15-2051.00\tGuru\tn/a"], ":2: 3 fields, but the header has 4"),
        ([ALTERNATE, "15-2051\tGuru\tn/a\t08"], ":2: 'O*NET-SOC Code' is '15-2051', not a code such as"),
        ([ALTERNATE, "n/a\tGuru\tn/a\t08"], ":2: 'O*NET-SOC Code' is None, not a code such as"),
        (
            [ALTERNATE, f"15-2051.00\t{'x' * 201}\tn/a\t08"],
            ":2: 'Alternate Title' is longer than 200 characters",
        ),
    ],
)
def test_an_unknown_layout_is_refused_with_file_and_column(
    tmp_path: Path, lines: list[str], message: str
) -> None:
    file = write(tmp_path, "Titles.txt", *lines) if lines else tmp_path / "Titles.txt"
    file.touch()
    with pytest.raises(DatasetError) as caught:
        rows(file)
    assert str(caught.value).startswith(str(file))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("body", "message"), [(b"caf\xe9\tx\r\n", "is not UTF-8 text"), (b"a\x00b\tx\n", "NUL")]
)
def test_a_file_that_is_no_text_is_refused(tmp_path: Path, body: bytes, message: str) -> None:
    file = tmp_path / "Titles.txt"
    file.write_bytes(body)
    with pytest.raises(DatasetError, match=message):
        onet_titles([file])


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="No such file"):
        onet_titles([tmp_path / "Titles.txt"])


def test_the_version_is_the_release_of_the_read_me_or_the_hash_of_the_files(tmp_path: Path) -> None:
    file = write(tmp_path, "Titles.txt", ALTERNATE, "15-2051.00\tGuru\tn/a\t08")
    unnamed = onet_titles([file])
    assert unnamed.version == f"sha256 {unnamed.fingerprint[:12]}"
    (tmp_path / "Read Me.txt").write_text("O*NET 30.1 Database\nDecember 2025 Release\n")
    dataset = onet_titles([file])
    assert dataset.version == "30.1"
    assert dataset.fingerprint == unnamed.fingerprint
    assert "O*NET 30.1 Database by the U.S. Department of Labor" in str(dataset.terms.attribution)
    assert onet_titles([file], "29.0").version == "29.0"
    write(tmp_path, "Titles.txt", ALTERNATE, "15-2051.00\tSage\tn/a\t08")
    assert onet_titles([file]).fingerprint != dataset.fingerprint


@pytest.mark.slow
def test_the_published_release_is_imported_whole(migrated: Engine) -> None:
    if not RELEASE.is_dir():
        pytest.skip(f"no O*NET release at {RELEASE}; ADVISOR_SHARED names the folder that holds it")
    names = ("Alternate Titles.txt", "Sample of Reported Titles.txt", "Occupation Data.txt")
    result = import_dataset(migrated, onet_titles([RELEASE / name for name in names]))
    with migrated.connect() as connection:
        found = {row.occupation_code for row in find_titles(connection, title="machine-learning engineer")}
        (version,) = loaded_datasets(connection)
    assert found == {"15-1221.00", "15-2051.00", "15-1299.08"}
    assert (version.version, version.rows) == ("30.1", result.rows)
    assert result.rows > 56_505 + 7_955 + 1_016
