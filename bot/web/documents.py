"""Resumes that visitors send as a file: its text in memory, read at once, and never kept.

Only what was read from a file goes on, as the metadata of a message; the message itself is a placeholder.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import asdict, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from sanic.request import Request
from sqlalchemy.engine import Engine

from actions.advice.resume.reader import read_resume
from actions.advice.resume.text import MAX_CHARACTERS
from actions.person import Person
from actions.questions.message import DOCUMENT
from bot.process.phrases import phrase
from bot.turns.fair_queue import FairQueue, current_client
from bot.turns.messages import Incoming
from bot.web.requests import WebRequestError, read_bytes
from knowledge.database import create_knowledge_engine
from knowledge.queries.query_cache import with_query_cache

MAX_FILE = 1_000_000  # bytes
SECONDS = 10.0  # for the text of a file
MAX_WAITING = 8  # files at a time, of which one is read; more are asked to come again …
RETRY_SECONDS = 5  # … after so long
PROGRAM = Path(__file__).with_name("extract_text.py")
_TEXT_CONTROLS = frozenset(b"\t\n\r\f\v\x1b") | frozenset(range(0x20, 0x100))


class Documents:
    """Reads files of all visitors, one at a time, the clients in turn."""

    def __init__(self) -> None:
        """Start with none."""
        self._queue = FairQueue(places=1, of_a_client=1)
        self._waiting = 0

    async def incoming(self, request: Request, message: Incoming) -> Incoming:
        """Return the message with what its request's file says, in the place of the file.

        Raises:
            WebRequestError: the file is too large, of another type or without text, or too many wait.
        """
        if self._waiting >= MAX_WAITING:
            raise WebRequestError(429, "too many files are being read; try again in a moment", RETRY_SECONDS)
        self._waiting += 1
        try:
            data = await read_bytes(request, MAX_FILE)
            current_client.set(message.client or message.sender)  # this task has one request
            async with self._queue.place():
                person = await asyncio.to_thread(_read, await text_of(data))
        finally:
            self._waiting -= 1
        return replace(message, text=phrase("file_sent"), metadata={DOCUMENT: asdict(person)})


async def text_of(data: bytes) -> str:
    """Return the text of a text, PDF or Word file, as far as a resume is read.

    Raises:
        WebRequestError: it is of another type, or holds no text that can be read.
    """
    kind = kind_of(data)
    if kind is None:
        raise WebRequestError(415, "send a text, PDF or Word (.docx) file")
    text = _decoded(data) if kind == "text" else await _extracted(kind, data)
    if not text.strip():
        raise WebRequestError(422, "no text can be read from this file; a picture of a text is none")
    return text[:MAX_CHARACTERS]


def kind_of(data: bytes) -> str | None:
    """Return ``pdf``, ``docx`` or ``text`` by the content of a file; None for any other type."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx" if _is_word(data) else None
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "text" if wide or not set(data) - _TEXT_CONTROLS else None


def _is_word(data: bytes) -> bool:
    try:
        with ZipFile(BytesIO(data)) as packed:
            return "word/document.xml" in packed.namelist()
    except (BadZipFile, ValueError, NotImplementedError):
        return False


def _decoded(data: bytes) -> str:
    """Return the text of bytes in UTF-8 or, with its mark, UTF-16; else as Windows writes it."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


async def _extracted(kind: str, data: bytes) -> str:
    """Let a program of its own extract the text, without this one's environment, and end it in time."""
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-I", str(PROGRAM), kind, str(MAX_CHARACTERS)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,  # it may quote the file
        env={},
    )
    try:
        printed, _nothing = await asyncio.wait_for(program.communicate(data), SECONDS)
    except asyncio.TimeoutError:
        raise WebRequestError(422, "this file takes too long to read") from None
    finally:
        if program.returncode is None:
            program.kill()
            await program.wait()
    return printed.decode("utf-8", "replace") if program.returncode == 0 else ""


def _read(text: str) -> Person:
    with _engine().connect() as connection:
        return read_resume(with_query_cache(connection), text)


@cache
def _engine() -> Engine:
    """Return the engine of the knowledge base, made once a process."""
    return create_knowledge_engine()
