"""Renders an answer's blocks as plain text for the terminal and any Rasa client."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import zip_longest

from actions.answer import (
    Block,
    ButtonsBlock,
    ChartBlock,
    Citation,
    ContactBlock,
    ListBlock,
    NoteBlock,
    Point,
    SourcesBlock,
    TableBlock,
    TextBlock,
)
from actions.charts import WHOLE
from actions.messages import message

BAR_WIDTH = 30
TABLE_WIDTH = 79
NARROWEST = 1  # characters of a column
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def render(blocks: Sequence[Block]) -> str:
    """Return the blocks as paragraphs parted by blank lines; buttons carry letters, list items numbers."""
    return "\n\n".join(_render(block) for block in blocks)


def _render(block: Block) -> str:
    if isinstance(block, TextBlock):
        return block.text
    if isinstance(block, NoteBlock):
        return message("render.note", text=block.text)
    if isinstance(block, ListBlock):
        return _list(block)
    if isinstance(block, TableBlock):
        return _table(block)
    if isinstance(block, ChartBlock):
        return _chart(block)
    if isinstance(block, SourcesBlock):
        return _sources(block)
    if isinstance(block, ContactBlock):
        return f"{block.text} {block.address}"
    return _buttons(block)


def _titled(title: str | None, lines: Sequence[str]) -> str:
    return "\n".join([title, *lines] if title else lines)


def _list(block: ListBlock) -> str:
    numbered = [f"{number}. {item}" for number, item in enumerate(block.items, start=1)]
    return _titled(block.title, numbered if len(block.items) > 1 else block.items)


def _table(block: TableBlock) -> str:
    grid = [block.columns, *block.rows]
    cells = [[row[place] for row in grid] for place in range(len(block.columns))]
    widths = _widths(
        [max(map(len, column)) for column in cells],
        [max(len(word) for cell in column for word in [*cell.split(), ""]) for column in cells],
    )
    lines = [_row(row, widths) for row in grid]
    rule = "  ".join("─" * width for width in widths)
    return "\n".join([block.caption, lines[0], rule, *lines[1:]])


def _widths(wanted: list[int], least: list[int]) -> list[int]:
    """Narrow the widest columns until a row fits; words are broken only if they must be.

    A table of very many columns becomes wider than it should, for no column may vanish.
    """
    widths = list(wanted)
    while sum(widths) + 2 * (len(widths) - 1) > TABLE_WIDTH and max(widths) > NARROWEST:
        spare = [place for place in range(len(widths)) if widths[place] > least[place]] or range(len(widths))
        widths[max(spare, key=lambda place: widths[place])] -= 1
    return widths


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Return a row, its long cells wrapped onto further lines."""
    wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
    lines = zip_longest(*wrapped, fillvalue="")
    padded = ([part.ljust(width) for part, width in zip(line, widths, strict=True)] for line in lines)
    return "\n".join("  ".join(parts).rstrip() for parts in padded)


def _chart(block: ChartBlock) -> str:
    label_width = max(len(point.label) for point in block.points)
    display_width = max(len(point.display) for point in block.points)
    of_whole = block.kind in ("share", "stack")
    largest = WHOLE if of_whole else max(point.value for point in block.points) or 1
    lines = [
        f"{point.label.ljust(label_width)}  {point.display.rjust(display_width)}  "
        + _bar(point, largest, "░" if of_whole else "").rstrip()
        for point in block.points
    ]
    return "\n".join([block.title, *lines])


def _bar(point: Point, largest: float, rest: str) -> str:
    """Return a bar; a range begins where it begins, and a share has the rest of the whole beside it."""
    end = min(BAR_WIDTH, max(1, round(point.value / largest * BAR_WIDTH)))
    begin = min(end - 1, max(0, round((point.low or 0) / largest * BAR_WIDTH)))
    return " " * begin + "█" * (end - begin) + rest * (BAR_WIDTH - end)


def cite(citation: Citation) -> str:
    """Return a citation in one line."""
    style = "render.citation_supplied" if citation.title_supplied else "render.citation"
    cited = message(style, title=citation.title, date=citation.date)
    if citation.attributed_to:
        cited = message("render.citation_via", citation=cited, attributed_to=citation.attributed_to)
    return cited


def _sources(block: SourcesBlock) -> str:
    line = message("render.sources", sources="; ".join(cite(citation) for citation in block.items))
    attributions = dict.fromkeys(citation.attribution for citation in block.items if citation.attribution)
    return "\n".join([line, *attributions])


def _buttons(block: ButtonsBlock) -> str:
    lettered = zip(LETTERS, block.items, strict=False)
    return _titled(block.title, [f"{letter}) {button.title}" for letter, button in lettered])
