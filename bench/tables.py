"""Tables for the terminal and for Markdown."""

from __future__ import annotations

from collections.abc import Sequence

Row = tuple[str, ...]
BAR = r"\|"  # a bar that does not end a cell


def plain(columns: Row, rows: Sequence[Row]) -> str:
    """Return a table in columns, for the terminal."""
    lines = [columns, *rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(columns))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )


def markdown(columns: Row, rows: Sequence[Row]) -> str:
    """Return a table as Markdown."""
    lines = [columns, tuple("---" for _ in columns), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', BAR) for cell in line)} |" for line in lines)
