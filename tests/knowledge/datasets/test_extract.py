"""The tables are made from the publishers' files: the committed ones are what the files give."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.datasets.dataset import DatasetError
from knowledge.datasets.tables import FOLDER
from tests.knowledge.datasets.publishers import SHARED, needed

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is there for development only")

from knowledge.datasets.extract import bls, onet  # noqa: E402
from knowledge.datasets.extract.__main__ import extract, main  # noqa: E402
from knowledge.datasets.extract.sheets import read_sheet  # noqa: E402

SOURCE = SHARED / "occupations"
# Of the project's own making: what people call occupations and places, and what people in them do.
OWN = {
    "area_names.tsv",
    "everyday_titles.tsv",
    "everyday_work.tsv",
    "factor_words.tsv",
    "fields.tsv",
    "groups.tsv",
    "industry_words.tsv",
    "levels.tsv",
    "names.tsv",
}
Rows = list[list[object]]


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    def write(rows: Rows, sheet: str = "Wages") -> Path:
        book = openpyxl.Workbook()
        book.active.title = sheet
        for row in rows:
            book.active.append(row)
        file = tmp_path / "book.xlsx"
        book.save(file)
        return file

    return write


def write(folder: Path, name: str, *lines: str) -> None:
    (folder / name).write_text("\r\n".join([*lines, ""]).replace("|", "\t"))


@pytest.mark.slow
def test_the_committed_tables_are_those_that_the_publishers_files_give(tmp_path: Path) -> None:
    extract(needed(SOURCE), tmp_path)
    made = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*.tsv")}
    carried = {str(file.relative_to(FOLDER)) for file in FOLDER.rglob("*.tsv")}
    assert {name for name in carried if not name.startswith("duties/")} - made == OWN
    assert made <= carried
    unlike = [name for name in sorted(made) if (FOLDER / name).read_bytes() != (tmp_path / name).read_bytes()]
    assert unlike == []


def test_cells_are_read_by_the_name_of_their_column_and_missing_ones_are_empty(
    workbook: Callable[..., Path],
) -> None:
    file = workbook([["a title"], ["Code", " Name ", None], ["1", "—", "x"], [2, "**", None], [None, " b "]])
    assert list(read_sheet(file, "Wages", header_row=2, columns=("Name", "Code"))) == [
        {"Code": "1", "Name": "", "": "x"},
        {"Code": "2", "Name": "", "": ""},
        {"Code": "", "Name": "b", "": ""},
    ]


def test_a_workbook_in_an_unknown_layout_is_refused_with_file_and_column(
    workbook: Callable[..., Path], tmp_path: Path
) -> None:
    file = workbook([["Code", "Name"]])
    with pytest.raises(DatasetError, match=r"book\.xlsx: no column 'Wage'; its columns are: Code, Name"):
        list(read_sheet(file, "Wages", header_row=1, columns=("Code", "Wage")))
    with pytest.raises(DatasetError, match=r"book\.xlsx: no sheet 'Areas'; its sheets are: Wages"):
        list(read_sheet(file, "Areas", header_row=1))
    (tmp_path / "text.xlsx").write_text("no workbook")
    for name in ("text.xlsx", "none.xlsx"):
        with pytest.raises(DatasetError, match=f"{name} cannot be read as an Excel workbook"):
            list(read_sheet(tmp_path / name, "Wages", header_row=1))


def test_a_missing_file_is_told_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "nowhere"), "--output", str(tmp_path / "tables")]) == 1
    error = capsys.readouterr().err
    assert "Skills.xlsx cannot be read as an Excel workbook: " in error
    assert error.endswith("No further table was written.\n")
    assert not (tmp_path / "tables").exists()


def test_wages_are_those_of_the_occupation_else_of_the_crosswalk_else_of_the_broad_group(
    tmp_path: Path,
) -> None:
    write(
        tmp_path,
        "Occupation Data.txt",
        "O*NET-SOC Code|Title",
        "11-1011.03|Own",
        "13-1111.00|Crosswalk",
        "15-2059.00|Group",
        "55-1011.00|None",
    )
    write(tmp_path, "Job Zones.txt", "O*NET-SOC Code|Job Zone", "11-1011.03|5")
    known = {"11-1011": "A", "13-9999": "B", "15-2050": "C", "13-1110": "D"}
    _header, rows = onet.occupations(tmp_path, {"13-1111.00": "13-9999", "15-2059.00": "15-2099"}, known)
    assert list(rows) == [
        ("11-1011.03", "Own", "5", "11-1011", "A", ""),
        ("13-1111.00", "Crosswalk", "", "13-9999", "B", "13-9999"),
        ("15-2059.00", "Group", "", "15-2050", "C", "15-2099"),
        ("55-1011.00", "None", "", "", "", ""),
    ]


def test_a_title_is_taken_once_an_occupation_and_as_reported_first(tmp_path: Path) -> None:
    write(tmp_path, "Sample of Reported Titles.txt", "O*NET-SOC Code|Reported Job Title", "11-1011.00|Chief")
    write(
        tmp_path,
        "Alternate Titles.txt",
        "O*NET-SOC Code|Alternate Title|Short Title",
        "11-1011.00|Chief|CEO",
        "11-1011.00|CEO|n/a",
        "13-1111.00|Chief|n/a",
    )
    assert list(onet.titles(tmp_path)) == [
        ("11-1011.00", "reported", "Chief"),
        ("11-1011.00", "short", "CEO"),
        ("13-1111.00", "alternate", "Chief"),
    ]


def test_flags_of_technologies_are_kept_and_a_release_without_them_is_refused(tmp_path: Path) -> None:
    columns = "O*NET-SOC Code|Example|Commodity Title|Hot Technology"
    write(tmp_path, "Technology Skills.txt", f"{columns}|In Demand", "11-1011.00|Excel|Sheets|Y|N")
    assert list(onet.technologies(tmp_path)) == [("11-1011.00", "Excel", "Sheets", "Y", "")]
    write(tmp_path, "Technology Skills.txt", columns, "11-1011.00|Excel|Sheets|Y")
    with pytest.raises(DatasetError, match=r"Technology Skills\.txt: no column 'In Demand'"):
        list(onet.technologies(tmp_path))


def test_related_occupations_keep_their_order(tmp_path: Path) -> None:
    write(
        tmp_path,
        "Related Occupations.txt",
        "O*NET-SOC Code|Related O*NET-SOC Code|Index",
        "11-1011.00|13-0000.00|10",
        "11-1011.00|12-0000.00|2",
    )
    _header, rows = onet.related(tmp_path)
    assert list(rows) == [("11-1011.00", "12-0000.00 13-0000.00")]


def test_a_factor_is_numbered_with_its_industries_and_without_a_sentence_of_bls() -> None:
    columns, rows = bls.factors(needed(SOURCE) / "bls" / "ep_occupation.xlsx")
    assert columns == ("code", "number", "direction", "kinds", "names_ai", "industries")
    found = {(row[0], row[1]): row[2:] for row in rows}
    assert found["13-1031", "1"] == ("down", "productivity change", "yes", "all")
    assert found["53-3032", "1"][3] == "Metal ore mining | Nonmetallic mineral mining and quarrying"
    assert {len(row[0].split(" ")) for row in found.values()} == {1}


def test_projections_are_those_of_occupations_and_of_all_together() -> None:
    columns, rows = bls.projections(needed(SOURCE) / "bls" / "ep_occupation.xlsx")
    found = {row[0]: dict(zip(columns, row, strict=True)) for row in rows}
    assert found["00-0000"]["title"] == "Total, all occupations"
    assert (found["15-1221"]["employment_2024"], found["15-1221"]["employment_2034"]) == ("40.3", "48.3")
    assert "15-0000" not in found
