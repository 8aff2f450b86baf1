"""Where the lines go that the supervised programs print."""

from __future__ import annotations

from pathlib import Path
from typing import TextIO

COLOURS = {"actions": "\033[36m", "rasa": "\033[35m"}
PLAIN = "\033[0m"


class LineLog:
    """Writes the lines of all programs to the terminal, each behind its program's name."""

    def __init__(self, stream: TextIO) -> None:
        """Colour the names when people watch."""
        self._stream = stream
        self._coloured = stream.isatty()

    def __call__(self, name: str, line: str) -> None:
        """Write one line."""
        label = f"{name:<8}│"
        if self._coloured:
            label = f"{COLOURS.get(name, '')}{label}{PLAIN}"
        print(f"{label} {line}", file=self._stream, flush=True)


class FileLog:
    """Writes each program's lines to a file of its own."""

    def __init__(self, folder: Path) -> None:
        """Start new files in ``folder``."""
        self._folder = folder
        self._files: dict[str, TextIO] = {}

    def __call__(self, name: str, line: str) -> None:
        """Write one line."""
        if name not in self._files:
            self._files[name] = self.path(name).open("w", encoding="utf-8", buffering=1)
        self._files[name].write(line + "\n")

    def path(self, name: str) -> Path:
        """Give the file of a program."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return self._folder / f"{name}.log"

    def close(self) -> None:
        """Close all files."""
        for file in self._files.values():
            file.close()
