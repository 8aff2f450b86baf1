"""Excel workbooks are read with the standard library alone, and broken ones are refused in one line."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from zipfile import ZipFile

import pytest

from knowledge.datasets import workbook
from knowledge.datasets.workbook import WorkbookError, sheet_lines
from tests.knowledge.datasets.publishers import WORKBOOKS, needed
from tests.knowledge.datasets.releases import SPACES, write_parts, write_workbook


def read(file: Path) -> list[list[str]]:
    with file.open("rb") as opened:
        return list(sheet_lines(opened))


def test_cells_come_as_texts_and_rows_are_as_wide_as_the_first(tmp_path: Path) -> None:
    lines = [["Code", "Name", "Value", "Note"], ["1-1", "", "4.10", ""], ["", 'a "b <&', "8", "x"]]
    assert read(write_workbook(tmp_path / "a.xlsx", lines)) == [
        ["Code", "Name", "Value", "Note"],
        ["1-1", "", "4.1", ""],
        ["", 'a "b <&', "8", "x"],
    ]


@pytest.mark.parametrize("target", ["worksheets/a.xml", "/xl/worksheets/a.xml"])
def test_every_kind_of_cell_is_read_and_cells_without_a_place_follow_one_another(
    tmp_path: Path, target: str
) -> None:
    sheet = """<sheetData><row><c t="inlineStr"><is><r><t>Two</t></r><r><t> runs</t></r></is></c>
        <c t="str"><f>A1&amp;"x"</f><v>of a formula</v></c><c t="s"><v>0</v></c>
        <c><v>40.299999999999997</v></c><c t="n"/><c r="AB1" t="b"><v>1</v></c></row></sheetData>"""
    texts = f"<sst {SPACES}><si><t>kept</t><rPh sb='0' eb='1'><t>spoken</t></rPh></si></sst>"
    (line,) = read(write_parts(tmp_path / "a.xlsx", sheet=sheet, texts=texts, target=target))
    assert line[:5] == ["Two runs", "of a formula", "kept", "40.3", ""]
    assert line[5:] == [""] * 22 + ["1"]


@pytest.mark.parametrize(
    ("sheet", "message"),
    [
        ("<sheetData><row><c t='s'><v>5</v></c></row></sheetData>", "refers to the text '5', which is not"),
        ("<sheetData><row><c><v>many</v></c></row></sheetData>", "holds 'many' as a number"),
        ("<sheetData><row><c r='ZZZZZ1'/></row></sheetData>", "has the reference 'ZZZZZ1'"),
        ("<sheetData><row><c r='?1'/></row></sheetData>", "has the reference"),
        ("<sheetData><row>", "its XML is broken"),
    ],
)
def test_a_broken_sheet_is_refused(tmp_path: Path, sheet: str, message: str) -> None:
    with pytest.raises(WorkbookError, match=message):
        read(write_parts(tmp_path / "a.xlsx", sheet=sheet))


def test_entities_that_grow_without_end_are_refused(tmp_path: Path) -> None:
    texts = "<!DOCTYPE sst [<!ENTITY a 'aaaa'>]><sst><si><t>&a;</t></si></sst>"
    with pytest.raises(WorkbookError, match="document type"):
        read(write_parts(tmp_path / "a.xlsx", sheet="<sheetData/>", texts=texts))


def test_a_workbook_with_more_text_than_memory_is_for_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MOST_TEXT", 3)
    with pytest.raises(WorkbookError, match="its texts take more than"):
        read(write_workbook(tmp_path / "a.xlsx", [["Code"]]))


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("mimetype", "a text")
    with pytest.raises(WorkbookError, match=r"lacks a part: .*xl/workbook\.xml"):
        read(tmp_path / "a.xlsx")


def test_the_publishers_workbook_is_read_line_by_line() -> None:
    with (needed(WORKBOOKS) / "Skills.xlsx").open("rb") as opened:
        header, first = islice(sheet_lines(opened), 2)
    told = dict(zip(header, first, strict=True))
    assert told["O*NET-SOC Code"] == "11-1011.00"
    assert (told["Element Name"], told["Scale ID"], told["Data Value"]) == (
        "Reading Comprehension",
        "IM",
        "4.12",
    )
    assert told["Not Relevant"] == ""
