"""Where the output lines of supervised programs go.

Writing never blocks and never fails: a reader that is gone, slow, frozen or speaks another encoding costs log
lines, not the program that prints them.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TextIO

COLOURS = {"actions": "\033[36m", "rasa": "\033[35m"}
PLAIN = "\033[0m"
QUEUED_LINES = 5_000
CLOSE_SECONDS = 1.0


class LineWriter:
    """Writes lines to a file descriptor in a thread of its own; drops lines when the reader does not keep up.

    The descriptor is used directly: a buffered stream would hold its lock while its reader is frozen, and the
    interpreter could not end.
    """

    def __init__(
        self, open_descriptor: Callable[[], int], encoding: str = "utf-8", *, queued: int = QUEUED_LINES
    ) -> None:
        """Start the thread.

        Args:
            open_descriptor: returns the descriptor to write to; called before the first line.
            encoding: of the written lines; what it lacks is written as escapes.
            queued: lines that may wait for the reader.
        """
        self._open_descriptor = open_descriptor
        self._encoding = encoding
        self._descriptor: int | None = None
        self._lines: queue.Queue[str | None] = queue.Queue(queued)
        self._thread = threading.Thread(target=self._run, name="log-writer", daemon=True)
        self._thread.start()
        self.lost = 0

    def write(self, line: str) -> None:
        """Queue a line; it is dropped when too many wait."""
        try:
            self._lines.put_nowait(line)
        except queue.Full:
            self.lost += 1

    def close(self, seconds: float = CLOSE_SECONDS) -> None:
        """Wait for the queued lines, at most ``seconds``."""
        try:
            self._lines.put_nowait(None)
        except queue.Full:
            return
        self._thread.join(seconds)

    def _run(self) -> None:
        while (line := self._lines.get()) is not None:
            if not self._write(line):
                self.lost += 1

    def _write(self, line: str) -> bool:
        """Write a line; False where the reader is gone, the disk is full or the file cannot be opened."""
        rest = (line + "\n").encode(self._encoding, errors="backslashreplace")
        try:
            if self._descriptor is None:
                self._descriptor = self._open_descriptor()
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError:
            return False
        return True


class TerminalLog:
    """Writes the lines of all programs to one stream, each behind its program's name."""

    def __init__(self, stream: TextIO) -> None:
        """Colour the names when the stream is a terminal."""
        self._coloured = stream.isatty()
        self._writer = LineWriter(stream.fileno, stream.encoding)

    def __call__(self, name: str, line: str) -> None:
        """Write one line."""
        label = f"{name:<8}│"
        if self._coloured:
            label = f"{COLOURS.get(name, '')}{label}{PLAIN}"
        self._writer.write(f"{label} {line}")

    def say(self, text: str) -> None:
        """Write a message of the supervisor itself."""
        self._writer.write(text)

    def close(self) -> None:
        """Wait a moment for lines that are not written yet."""
        self._writer.close()


class FileLog:
    """Writes each program's lines to a file of its own."""

    def __init__(self, folder: Path) -> None:
        """Start new files in ``folder``."""
        self._folder = folder
        self._writers: dict[str, LineWriter] = {}

    def __call__(self, name: str, line: str) -> None:
        """Write one line."""
        if name not in self._writers:
            self._writers[name] = LineWriter(partial(new_file, self.path(name)))
        self._writers[name].write(line)

    def path(self, name: str) -> Path:
        """Return the file of a program."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder / f"{name}.log"

    def close(self) -> None:
        """Wait a moment for lines that are not written yet."""
        for writer in self._writers.values():
            writer.close()


def new_file(path: Path) -> int:
    """Return the descriptor of an empty file for its owner alone: logs may hold what users write."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
