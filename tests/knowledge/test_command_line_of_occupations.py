"""python -m knowledge occupations: the carried tables, wages by place, and a release of O*NET."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge import __main__ as command_line
from knowledge.__main__ import main
from knowledge.datasets.onet_release import onet_release
from tests.knowledge.datasets import tiny
from tests.knowledge.datasets.releases import write_release, write_text, written_out, zipped


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of tables with a handful of occupations, which are imported in place of all."""
    folder = tiny.write_tables(tmp_path / "tables")
    for name in ("occupations", "projections", "carried_wages"):
        dataset = getattr(command_line, name)(folder)
        monkeypatch.setattr(command_line, name, lambda dataset=dataset: dataset)
    monkeypatch.setattr(command_line, "onet_release", lambda release: onet_release(release, folder))
    monkeypatch.setattr(command_line, "FETCHED", tmp_path / tiny.DATABASE)  # nothing is fetched yet
    return folder


def test_occupations_are_imported_and_once_only(
    tables: Path, capsys: pytest.CaptureFixture[str], database_url: str
) -> None:
    assert main(["occupations"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if database_url in line]
    found = [re.sub(r"\d+ rows imported", "n rows imported", line) for line in lines]
    assert found == [
        f"{name}: n rows imported into {database_url}"
        for name in ("onet 30.1", "projections 2024-2034", "wages May 2024")
    ]
    assert main(["occupations"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(" (")[0] for line in lines] == [
        f"{name} is up to date in {database_url}"
        for name in ("onet 30.1", "projections 2024-2034", "wages May 2024")
    ]
    assert main(["occupations", "--force"]) == 0
    assert "onet 30.1: " in capsys.readouterr().out
    assert main(["status"]) == 0
    assert "dataset wages: 6 rows (version May 2024, public domain, loaded " in capsys.readouterr().out
    assert main(["title", "R.N."]) == 0
    assert capsys.readouterr().out == "29-1141.00  reported    R.N.\n"


@pytest.mark.parametrize("named", [True, False])
def test_wages_by_place_that_are_named_or_fetched_take_the_place_of_the_carried_ones(
    tables: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    named: bool,
) -> None:
    main(["occupations"])
    capsys.readouterr()
    file = tiny.write_wages(tmp_path)
    dataset = tiny.tiny_wages(file, tables)
    monkeypatch.setattr(command_line, "published_wages", {file: dataset}.__getitem__)
    assert main(["occupations", *(["--wages", str(file)] if named else [])]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" is ")[0] for line in lines[:2]] == ["onet 30.1", "projections 2024-2034"]
    assert lines[-1].startswith("wages May 2025: ")
    main(["status"])
    assert "(version May 2025, public domain, loaded " in capsys.readouterr().out


@pytest.mark.parametrize("there", [True, False])
def test_a_wrong_file_of_wages_is_told_in_a_line_and_nothing_is_imported(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], database_url: str, there: bool
) -> None:
    file = tmp_path / "wages.gz"
    if there:
        file.write_bytes(b"no wages")
    assert main(["occupations", "--wages", str(file)]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    told, end = output.err.splitlines()
    reason = "is not the expected file: SHA-256 " if there else "cannot be read: No such file or directory"
    assert told.startswith(f"{file} {reason}")
    assert end == "Nothing was imported."
    assert not Path(database_url.removeprefix("sqlite:///")).exists()


def test_a_release_is_imported_beside_the_tables_and_once_only(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], database_url: str
) -> None:
    release = write_release(tmp_path / "release")
    assert main(["occupations", "--onet", str(release)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [f"onet_release 30.1: {so_far} rows" for so_far in (3, 10, 12, 28)]
    assert f"onet_release 30.1: 28 rows imported into {database_url}" in lines
    assert main(["title", "ward-WIZARD"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "15-2051.00  alternate   Ward Wizard",
        "29-1141.00  reported    Ward Wizard",
    ]
    assert main(["title", "gardener"]) == 1
    assert capsys.readouterr().err == "No imported occupation bears the title 'gardener'.\n"
    assert main(["occupations", "--onet", str(release)]) == 0
    first = f"onet_release 30.1 is up to date in {database_url} (28 rows)"
    assert capsys.readouterr().out.splitlines()[0] == first
    assert main(["status"]) == 0
    assert "dataset onet_release: 28 rows (version 30.1, CC BY 4.0, loaded " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("wanted", "address"),
    [
        ("download", "https://www.onetcenter.org/dl_files/database/db_30_1_text.zip"),
        ("30.3", "https://www.onetcenter.org/dl_files/database/db_30_3_text.zip"),
        ("http://127.0.0.1:1/onet.zip", "http://127.0.0.1:1/onet.zip"),
    ],
)
def test_a_release_that_is_named_by_number_or_address_is_fetched(
    tables: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    wanted: str,
    address: str,
) -> None:
    archive = zipped(write_release(tmp_path / "release"), tmp_path / "fetched.zip")
    monkeypatch.setattr(command_line, "download", lambda asked, say: {address: archive}[asked])
    assert main(["occupations", "--onet", wanted]) == 0
    assert "onet_release 30.1: 28 rows imported into " in capsys.readouterr().out


def test_a_release_in_an_unknown_layout_is_told_in_a_line_and_nothing_is_imported(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], database_url: str
) -> None:
    release = write_text(tmp_path / "release", {"Knowledge": [["O*NET-SOC Code", "Element Name", "Value"]]})
    assert main(["occupations", "--onet", str(release)]) == 1
    output = capsys.readouterr()
    assert output.out == ""
    message = "no column 'Scale ID', 'Data Value'; its columns are: O*NET-SOC Code, Element Name, Value"
    assert output.err.splitlines() == [f"{release}/Knowledge.txt: {message}", "Nothing was imported."]
    assert not Path(database_url.removeprefix("sqlite:///")).exists()


def test_a_faulty_line_of_a_release_leaves_the_database_as_it_was(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    faulty = {"Job Zones": [["x"]], "Knowledge": [*written_out()["Knowledge"], ["29-1141.00"]]}
    assert main(["occupations", "--onet", str(write_text(tmp_path / "release", faulty))]) == 1
    assert re.search(r"Knowledge\.txt:6: 1 field, but .*\nNothing was imported\.\n", capsys.readouterr().err)
    assert main(["status"]) == 0
    assert "datasets: none" in capsys.readouterr().out
