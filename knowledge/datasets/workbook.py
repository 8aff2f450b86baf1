"""The first sheet of an Excel workbook, line by line, read with the standard library alone.

A workbook is a ZIP file of XML. Its texts stand in a table of their own, to which cells refer by number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from typing import IO, BinaryIO
from xml.parsers import expat
from zipfile import ZipFile

MOST_COLUMNS = 16_384  # that a sheet can have
MOST_TEXT = 256 << 20  # bytes of the table of texts, which is held in memory
_BLOCK = 1 << 16
_NAMESPACE_END = " "
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_TEXTS = "xl/sharedStrings.xml"
_VALUES = ("v", "t")
_PRONUNCIATION = "rPh"
Attributes = Mapping[str, str]


class WorkbookError(ValueError):
    """A file is no workbook that can be read; the message says why, and names no file."""


def sheet_lines(workbook: BinaryIO) -> Iterator[list[str]]:
    """Yield the cells of each row of the first sheet as texts, as many as the first row has or more.

    Numbers are written as short as they can be, an empty cell is an empty text.

    Raises:
        WorkbookError: it is no sound workbook.
        BadZipFile, OSError, zlib.error: it cannot be read.
    """
    with ZipFile(workbook) as book:
        try:
            sheet = _first_sheet(book)
            texts = _texts(book)
            with book.open(sheet) as opened:
                yield from _rows(opened, texts)
        except KeyError as error:
            raise WorkbookError(f"it lacks a part: {error.args[0]}") from None
        except expat.ExpatError as error:
            raise WorkbookError(f"its XML is broken: {error}") from None


def _first_sheet(book: ZipFile) -> str:
    """Return the name of the part that holds the first sheet."""
    sheets: list[str] = []
    targets: dict[str, str] = {}

    def sheet(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            sheets.append(next((id_ for name, id_ in attributes.items() if _local(name) == "id"), ""))

    def relation(tag: str, attributes: Attributes) -> None:
        if tag == "Relationship":
            targets[attributes["Id"]] = attributes["Target"]

    for part, start in ((_WORKBOOK, sheet), (_RELATIONS, relation)):
        with book.open(part) as opened:
            for _ in _parsed(opened, start=start):
                pass
    if not sheets:
        raise WorkbookError("it has no sheet")
    target = targets[sheets[0]]
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl", target))


def _texts(book: ZipFile) -> list[str]:
    """Return the table of texts; a workbook without texts has none."""
    if _TEXTS not in book.namelist():
        return []
    if book.getinfo(_TEXTS).file_size > MOST_TEXT:
        raise WorkbookError(f"its texts take more than {MOST_TEXT >> 20} MB")
    found: list[str] = []
    reading = _Reading()

    def start(tag: str, _attributes: Attributes) -> None:
        if tag == "si":
            reading.pieces.clear()
        reading.enter(tag)

    def end(tag: str) -> None:
        reading.leave(tag)
        if tag == "si":
            found.append("".join(reading.pieces))

    with book.open(_TEXTS) as opened:
        for _ in _parsed(opened, start=start, end=end, text=reading.take):
            pass
    return found


def _rows(sheet: IO[bytes], texts: list[str]) -> Iterator[list[str]]:
    rows: list[list[str]] = []
    cells: list[str] = []
    reading = _Reading()
    kind, place, width = "n", 0, 0

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal cells, kind, place
        if tag == "row":
            cells = []
        elif tag == "c":
            kind = attributes.get("t", "n")
            place = _column(attributes["r"]) if "r" in attributes else len(cells)
            reading.pieces.clear()
        else:
            reading.enter(tag)

    def end(tag: str) -> None:
        nonlocal width
        if tag == "c":
            cells.extend("" for _ in range(place - len(cells)))
            cells.append(_shown(kind, "".join(reading.pieces), texts))
        elif tag == "row":
            width = width or len(cells)
            cells.extend("" for _ in range(width - len(cells)))
            rows.append(cells)
        else:
            reading.leave(tag)

    for _ in _parsed(sheet, start=start, end=end, text=reading.take):
        yield from rows
        rows.clear()


class _Reading:
    """Collects the text of values and texts, but not that of how a text is pronounced."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._inside = self._pronounced = False

    def enter(self, tag: str) -> None:
        if tag in _VALUES:
            self._inside = True
        elif tag == _PRONUNCIATION:
            self._pronounced = True

    def leave(self, tag: str) -> None:
        if tag in _VALUES:
            self._inside = False
        elif tag == _PRONUNCIATION:
            self._pronounced = False

    def take(self, text: str) -> None:
        if self._inside and not self._pronounced:
            self.pieces.append(text)


def _parsed(
    part: IO[bytes],
    *,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] = lambda _tag: None,
    text: Callable[[str], None] = lambda _text: None,
) -> Iterator[None]:
    """Parse a part block by block; handlers get names without their namespaces.

    A document type is refused: workbooks have none, and its entities could take any amount of memory.
    """

    def refuse(*_declared: object) -> None:
        raise WorkbookError("its XML has a document type")

    parser = expat.ParserCreate(namespace_separator=_NAMESPACE_END)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: start(_local(name), attributes)
    parser.EndElementHandler = lambda name: end(_local(name))
    parser.CharacterDataHandler = text
    while block := part.read(_BLOCK):
        parser.Parse(block, False)
        yield
    parser.Parse(b"", True)
    yield


@lru_cache(maxsize=1_000)  # a sheet has a dozen names, a million times
def _local(name: str) -> str:
    return name.rpartition(_NAMESPACE_END)[2]


def _column(reference: str) -> int:
    """Return the place of a cell in its row, from 0, by a reference such as "AB12"."""
    place = 0
    for letter in reference.rstrip("0123456789"):
        place = place * 26 + ord(letter) - ord("A") + 1
        if not 0 < place <= MOST_COLUMNS:
            raise WorkbookError(f"a cell has the reference {reference[:20]!r}")
    return place - 1 if place else 0


def _shown(kind: str, value: str, texts: list[str]) -> str:
    """Return a cell's value as text; ``kind`` is that of its attribute ``t``."""
    if kind == "s":
        try:
            return texts[int(value)]
        except (ValueError, IndexError):
            raise WorkbookError(f"a cell refers to the text {value[:20]!r}, which is not there") from None
    if kind == "n" and value:
        try:
            return f"{float(value):.15g}"
        except ValueError:
            raise WorkbookError(f"a cell holds {value[:20]!r} as a number") from None
    return value
