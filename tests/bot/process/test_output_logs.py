"""Log lines never block and never fail: they are lost at worst."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

from bot.process.output_logs import FileLog, LineWriter


def test_lines_are_written_in_order(tmp_path: Path) -> None:
    log = FileLog(tmp_path / "logs")
    for number in range(100):
        log("rasa", f"line {number}")
    log("actions", "naïve")
    log.close()
    assert (tmp_path / "logs" / "rasa.log").read_text() == "".join(f"line {n}\n" for n in range(100))
    assert (tmp_path / "logs" / "actions.log").read_text(encoding="utf-8") == "naïve\n"


def test_a_reader_that_does_not_keep_up_costs_lines_and_no_time() -> None:
    reading, writing = os.pipe()
    writer = LineWriter(lambda: writing, queued=10)
    for _line in range(10_000):
        writer.write("x" * 100)
    assert writer.lost > 5_000
    writer.close(0.1)
    os.close(reading)


def test_a_reader_that_is_gone_costs_lines_only() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    writer = LineWriter(lambda: writing)
    writer.write("to nobody")
    writer.close()
    assert writer.lost == 1
    os.close(writing)


def test_a_file_that_cannot_be_opened_at_first_is_tried_again(tmp_path: Path) -> None:
    tries: list[int] = []
    written = threading.Event()

    def open_file() -> int:
        tries.append(1)
        if len(tries) == 1:
            raise OSError(errno.ENOSPC, "no space left")
        written.set()
        return os.open(tmp_path / "log", os.O_WRONLY | os.O_CREAT)

    writer = LineWriter(open_file)
    writer.write("lost")
    writer.write("kept")
    writer.close()
    assert written.is_set() and (tmp_path / "log").read_text() == "kept\n"
    assert writer.lost == 1


def test_what_an_encoding_lacks_is_written_as_escapes(tmp_path: Path) -> None:
    file = tmp_path / "log"
    writer = LineWriter(lambda: os.open(file, os.O_WRONLY | os.O_CREAT), "latin-1")
    writer.write("naïve – \U0001f600")
    writer.close()
    assert file.read_bytes() == b"na\xefve \\u2013 \\U0001f600\n"


def test_a_log_is_for_its_owner_alone(tmp_path: Path) -> None:
    log = FileLog(tmp_path)
    log("rasa", "hello")
    log.close()
    assert log.path("rasa").read_text() == "hello\n" and log.path("rasa").stat().st_mode & 0o077 == 0
