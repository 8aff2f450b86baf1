"""The text of a file that a visitor sends: its type by its content, and bounds."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from actions.advice.resume.text import MAX_CHARACTERS
from bot.web import documents
from bot.web.documents import kind_of, text_of
from bot.web.requests import WebRequestError
from tests.bot.web.files import docx_file, pdf_file, unpacking_to

WORDS = "Registered Nurse, Zürich – 2016"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf_file("x"), "pdf"),
        (b"\n\n" + pdf_file("x"), "pdf"),
        (docx_file("x"), "docx"),
        (WORDS.encode(), "text"),
        (WORDS.encode("utf-16"), "text"),
        (WORDS.encode("cp1252"), "text"),
        (b"", "text"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", None),  # Word before 2007
        (b"PK\x03\x04 no such archive", None),
        (b"PK Lee, accountant", "text"),
        (b"\x7fELF\x02\x01", None),
    ],
    ids=lambda one: str(one)[:20],
)
def test_the_type_is_told_by_the_content(data: bytes, kind: str | None) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
async def test_a_text_is_read_in_the_ways_in_which_texts_are_written(encoding: str) -> None:
    assert await text_of(WORDS.encode(encoding)) == WORDS


async def test_pdf_and_word_files_are_read() -> None:
    assert (await text_of(pdf_file("Registered Nurse"))).strip() == "Registered Nurse"
    assert (await text_of(docx_file("Registered Nurse"))).strip() == "Registered Nurse"


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"\x89PNG\r\n\x1a\n\x00", 415),
        (b"", 422),
        (b" \n\t ", 422),
        (pdf_file(""), 422),
        (b"%PDF-1.4 and nothing else", 422),
        (unpacking_to(documents.MAX_FILE * 25), 422),
    ],
    ids=["picture", "empty", "blank", "PDF without text", "broken PDF", "too large unpacked"],
)
async def test_what_holds_no_text_is_refused_with_a_reason(data: bytes, status: int) -> None:
    with pytest.raises(WebRequestError) as refused:
        await text_of(data)
    assert refused.value.status == status
    assert str(refused.value)


async def test_no_more_text_is_taken_than_is_read() -> None:
    assert len(await text_of(b"word " * MAX_CHARACTERS)) == MAX_CHARACTERS


async def test_a_file_that_takes_too_long_is_given_up_and_its_program_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(documents, "PROGRAM", slow)
    monkeypatch.setattr(documents, "SECONDS", 0.3)
    started = time.monotonic()
    with pytest.raises(WebRequestError, match="too long"):
        await text_of(pdf_file("x"))
    assert time.monotonic() - started < 5


async def test_the_program_gets_nothing_of_the_servers_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told.py"
    told.write_text("import os\nprint(sorted(name for name in os.environ if 'ADVISOR' in name), 'told')\n")
    monkeypatch.setattr(documents, "PROGRAM", told)
    monkeypatch.setenv("ADVISOR_WEB_SECRET", "s" * 40)
    assert sys.executable
    assert (await text_of(pdf_file("x"))).strip() == "[] told"
