"""A table of the report and the picture of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bench.tables import markdown, plain
from bench.understanding.pictures import Bars
from bench.understanding.texts import text


@dataclass(frozen=True)
class Table:
    """A table and the picture of it."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    bars: Bars
    kept_when_brief: tuple[int, ...] = ()  # places of the columns that the document shows, if any

    def plain(self) -> str:
        """Return the table in columns, for the terminal."""
        return plain(self.columns, self.rows)

    def markdown(self) -> str:
        """Return the table as Markdown."""
        return markdown(self.columns, self.rows)

    def brief(self) -> str:
        """Return the columns that the document shows, as Markdown."""
        lines = [tuple(line[place] for place in self.kept_when_brief) for line in (self.columns, *self.rows)]
        return markdown(lines[0], lines[1:])


def columns(*names: str) -> tuple[str, ...]:
    """Return the titles of columns."""
    return tuple(text("columns", name) for name in names)


def bullets(title: str, lines: Sequence[str]) -> str:
    """Return a document of one list, which says so if it is empty."""
    listed = "\n".join(f"- {line}" for line in lines) or text("nobody_failed")
    return f"# {title}\n\n{listed}\n"
