"""Files with a header: columns by name, missing values, and what is wrong told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.datasets.dataset import DatasetError
from knowledge.datasets.delimited import header, missing_columns, read_records
from tests.knowledge.datasets.releases import write_workbook

COLUMNS = {"code": ("Code",), "name": ("New Name", "Name")}


def write(folder: Path, *lines: str, end: str = "\r\n") -> Path:
    file = folder / "table.txt"
    file.write_bytes(end.join([*lines, ""]).replace("|", "\t").encode())
    return file


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("names", ["\ufeffCode|Name", "Name|Other|Code", " New Name |Code"])
def test_columns_are_found_by_any_of_their_names_wherever_they_stand(
    tmp_path: Path, names: str, end: str
) -> None:
    values = {"Code": "1", "Name": "a", "New Name": "a"}
    line = "|".join(values.get(name.strip("\ufeff "), "x") for name in names.split("|"))
    (record,) = read_records(write(tmp_path, names, line, end=end), COLUMNS)
    assert record == (2, {"code": "1", "name": "a"})


def test_quotes_mean_nothing_and_missing_values_are_none(tmp_path: Path) -> None:
    file = write(tmp_path, "Code|Name", '1|say "a', "n/a|", "", '"|b"')
    assert [record.fields for record in read_records(file, COLUMNS)] == [
        {"code": "1", "name": 'say "a'},
        {"code": None, "name": None},
        {"code": '"', "name": 'b"'},
    ]


def test_a_column_that_may_lack_is_missing_in_every_record(tmp_path: Path) -> None:
    file = write(tmp_path, "Code|Name|Hot", "1|a|Y")
    (record,) = read_records(file, COLUMNS, optional={"hot": ("Hot",), "in_demand": ("In Demand",)})
    assert record.fields == {"code": "1", "name": "a", "hot": "Y", "in_demand": None}


def test_a_workbook_is_read_as_a_text_is(tmp_path: Path) -> None:
    file = write_workbook(tmp_path / "Table.XLSX", [["Name", "Title", "Code"], ["a", "x", "1"], ["n/a", "x"]])
    assert header(file) == ["Name", "Title", "Code"]
    assert [record.fields for record in read_records(file, COLUMNS)] == [
        {"code": "1", "name": "a"},
        {"code": None, "name": None},
    ]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["Code|Title"], r"table\.txt: no column 'New Name'; its columns are: Code, Title"),
        (["Code|Name", "1"], r"table\.txt:2: 1 field, but the header has 2"),
        (["Code|Name", "1|a", "1|a|b"], r"table\.txt:3: 3 fields, but the header has 2"),
        ([], r"table\.txt is empty: a header was expected"),
    ],
)
def test_what_does_not_fit_is_told_with_file_and_column_or_line(
    tmp_path: Path, lines: list[str], message: str
) -> None:
    file = write(tmp_path, *lines) if lines else tmp_path / "table.txt"
    file.touch()
    with pytest.raises(DatasetError, match=message):
        list(read_records(file, COLUMNS))


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("a.txt", b"caf\xe9\tx\r\n", r"a\.txt is not UTF-8 text"),
        ("a.txt", b"a\x00b\tx\n", r"a\.txt:1: .*NUL"),
        ("a.xlsx", b"no workbook", r"a\.xlsx is damaged: "),
        ("a.xlsx", b"", r"a\.xlsx is damaged: "),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str, body: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(body)
    with pytest.raises(DatasetError, match=message):
        header(tmp_path / name)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match=r"none\.txt cannot be read: No such file"):
        header(tmp_path / "none.txt")


def test_columns_that_lack_are_named_as_in_the_newest_release() -> None:
    assert missing_columns(["Code"], COLUMNS) == ["New Name"]
    assert missing_columns(["Name", "Code"], COLUMNS) == []
