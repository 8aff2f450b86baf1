"""The program that extracts the text of a document."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from bot.web import extract_text
from bot.web.documents import PROGRAM
from tests.bot.web.files import docx_file, pdf_file, unpacking_to


def run(kind: str, data: bytes, most: int = 100) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-I", str(PROGRAM), kind, str(most)], input=data, capture_output=True, env={}
    )


def test_the_text_of_a_pdf_and_of_a_word_file_is_printed() -> None:
    assert (
        run("pdf", pdf_file("Registered Nurse", "Denver")).stdout.split()
        == b"Registered Nurse Denver".split()
    )
    assert run("docx", docx_file("Registered Nurse", "in a table")).stdout.split(b"\n")[:2] == [
        b"Registered Nurse",
        b"in a table",
    ]


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_what_is_no_such_file_is_a_failure_and_prints_nothing(kind: str) -> None:
    told = run(kind, b"%PDF-1.4 nothing PK")
    assert told.returncode != 0
    assert told.stdout == b""


def test_a_word_file_that_is_far_larger_unpacked_is_not_read() -> None:
    with pytest.raises(ValueError, match="too large"):
        list(extract_text.docx_text(unpacking_to(extract_text.MOST_UNPACKED + 1)))


def test_no_more_is_read_than_is_wanted() -> None:
    read: list[str] = []

    def parts() -> Iterator[str]:
        for part in ("one", "two", "three"):
            read.append(part)
            yield part

    assert extract_text.first_characters(parts(), 5) == "one\nt"
    assert read == ["one", "two"]
    assert extract_text.first_characters(iter(()), 5) == ""


def test_of_a_long_pdf_the_first_pages_are_read() -> None:
    pages = [f"page{number}" for number in range(extract_text.MOST_PAGES + 5)]
    assert len(list(extract_text.pdf_text(pdf_file(*pages, a_page_each=True)))) == extract_text.MOST_PAGES
