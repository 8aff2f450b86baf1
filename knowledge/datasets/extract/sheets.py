"""Sheets of Excel workbooks: columns are found by their names, never by position."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import BadZipFile

import openpyxl

from knowledge.datasets.dataset import DatasetError

MISSING = ("—", "*", "**", "")


def read_sheet(
    workbook: Path, sheet: str, *, header_row: int, columns: tuple[str, ...] = ()
) -> Iterator[Mapping[str, str]]:
    """Yield the rows below a sheet's header as texts; what is missing is an empty text.

    Args:
        workbook: an .xlsx file.
        sheet: its name.
        header_row: counted from 1.
        columns: those that the header must hold.

    Raises:
        DatasetError: the file cannot be read, or lacks the sheet or a column.
    """
    try:
        book = openpyxl.load_workbook(workbook, read_only=True, data_only=True)
    except (OSError, BadZipFile, KeyError) as error:
        raise DatasetError(f"{workbook} cannot be read as an Excel workbook: {error}") from None
    if sheet not in book.sheetnames:
        raise DatasetError(f"{workbook}: no sheet '{sheet}'; its sheets are: {', '.join(book.sheetnames)}")
    rows = book[sheet].iter_rows(min_row=header_row, values_only=True)
    names = [str(name or "").strip() for name in next(rows, ())]
    for column in columns:
        if column not in names:
            raise DatasetError(f"{workbook}: no column '{column}'; its columns are: {', '.join(names)}")
    for row in rows:
        texts = ("" if value is None else str(value).strip() for value in row)
        yield {name: "" if text in MISSING else text for name, text in zip(names, texts, strict=False)}
