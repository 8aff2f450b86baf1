"""Prints the text of a document on its standard input: run as a program, so that a bad file harms only that.

A PDF or a ZIP file may be made to take all memory or time. The program bounds both for itself; who starts it
ends it after a time.
"""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZipFile

MOST_PAGES = 20
MOST_MEMORY = 1 << 30  # bytes of address space
MOST_CPU_SECONDS = 10
MOST_UNPACKED = 20_000_000  # bytes of a Word file


def pdf_text(data: bytes) -> Iterator[str]:
    """Yield the text of the first pages."""
    from pypdf import PdfReader

    for page in PdfReader(BytesIO(data)).pages[:MOST_PAGES]:
        yield page.extract_text()


def docx_text(data: bytes) -> Iterator[str]:
    """Yield the text of each paragraph, those of tables included.

    Raises:
        ValueError: the file is far larger unpacked.
    """
    from docx import Document
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    with ZipFile(BytesIO(data)) as packed:
        if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
            raise ValueError("the file is too large unpacked")
    document = Document(BytesIO(data))
    for paragraph in document.element.body.iter(qn("w:p")):
        yield Paragraph(paragraph, document._body).text


READERS: dict[str, Callable[[bytes], Iterator[str]]] = {"pdf": pdf_text, "docx": docx_text}


def first_characters(parts: Iterator[str], most: int) -> str:
    """Return the beginning of a text of parts, each of which begins a line; no further part is read."""
    text = ""
    for part in parts:
        text += f"{part}\n"
        if len(text) >= most:
            break
    return text[:most]


def main(arguments: list[str]) -> int:
    """Print the text of a document: ``extract_text.py pdf|docx CHARACTERS``."""
    kind, most = arguments
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_SECONDS, MOST_CPU_SECONDS))
    if sys.platform == "linux":  # elsewhere the limit is not known or not kept
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    text = first_characters(READERS[kind](sys.stdin.buffer.read()), int(most))
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
