"""Renders an answer's blocks as plain text for the terminal and any Rasa client."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
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
from actions.composition.charts import WHOLE
from actions.messages import message

BAR_WIDTH = 30
SHORTEST_BAR = 8  # a shorter one goes below its label
TABLE_WIDTH = 79
MOST_LINES = 3  # of a row in a narrow window; longer ones are read more easily below each other
NARROWEST = 1  # characters of a column
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def render(blocks: Sequence[Block], width: int | None = None) -> str:
    """Return the blocks as paragraphs parted by blank lines; buttons carry letters, list items numbers.

    Args:
        blocks: of an answer.
        width: characters of a line, which nothing but a longer word exceeds; without one only tables are
            bounded, since whoever shows the text breaks its lines.
    """
    return "\n\n".join(_render(block, width) for block in blocks)


def _render(block: Block, width: int | None) -> str:
    if isinstance(block, TextBlock):
        return _filled(block.text, width)
    if isinstance(block, NoteBlock):
        return _filled(message("render.note", text=block.text), width)
    if isinstance(block, ListBlock):
        return _list(block, width)
    if isinstance(block, TableBlock):
        return _table(block, width)
    if isinstance(block, ChartBlock):
        return _chart(block, width)
    if isinstance(block, SourcesBlock):
        return _sources(block, width)
    if isinstance(block, ContactBlock):
        return _filled(f"{block.text} {block.address}", width)
    return _buttons(block, width)


def _filled(text: str, width: int | None, indent: int = 0) -> str:
    """Return a text broken between words; ``indent``: of its lines from the second on."""
    if width is None:
        return text
    lines = (textwrap.wrap(line, width, subsequent_indent=" " * indent) or [""] for line in text.split("\n"))
    return "\n".join(part for line in lines for part in line)


def _titled(title: str | None, lines: Sequence[str], width: int | None) -> str:
    return "\n".join([_filled(title, width), *lines] if title else lines)


def _marked(marks: Sequence[str], items: Sequence[str], width: int | None) -> list[str]:
    """Return items behind their numbers or letters, further lines below the first."""
    pairs = zip(marks, items, strict=False)
    return [_filled(f"{mark} {item}", width, len(mark) + 1) for mark, item in pairs]


def _list(block: ListBlock, width: int | None) -> str:
    if len(block.items) == 1:
        return _titled(block.title, [_filled(block.items[0], width)], width)
    numbers = [f"{number}." for number in range(1, len(block.items) + 1)]
    return _titled(block.title, _marked(numbers, block.items, width), width)


def _table(block: TableBlock, width: int | None) -> str:
    grid = [block.columns, *block.rows]
    cells = [[row[place] for row in grid] for place in range(len(block.columns))]
    least = [max(len(word) for cell in column for word in [*cell.split(), ""]) for column in cells]
    most = min(width or TABLE_WIDTH, TABLE_WIDTH)
    widths = _widths([max(map(len, column)) for column in cells], least, most)
    lines = [_row(row, widths) for row in grid]
    if width and (_gross(least) > most or max(line.count("\n") for line in lines[1:]) >= MOST_LINES):
        return "\n".join([_filled(block.caption, width), "", *_cards(block, width)])
    rule = "  ".join("─" * one for one in widths)
    return "\n".join([_filled(block.caption, width), lines[0], rule, *lines[1:]])


def _cards(block: TableBlock, width: int) -> Iterator[str]:
    """Return the rows below each other, each with its cells behind their columns."""
    for number, (name, *others) in enumerate(block.rows):
        if number:
            yield ""
        yield _filled(name, width)
        for column, cell in zip(block.columns[1:], others, strict=True):
            if cell:
                yield textwrap.indent(_filled(f"{column}: {cell}", width - 2, 2), "  ")


def _gross(widths: Sequence[int]) -> int:
    """Return how wide columns are with the gaps between them."""
    return sum(widths) + 2 * (len(widths) - 1)


def _widths(wanted: list[int], least: list[int], most: int) -> list[int]:
    """Narrow the widest columns until a row fits; words are broken only if they must be.

    A table of very many columns becomes wider than it should, for no column may vanish.
    """
    widths = list(wanted)
    while _gross(widths) > most and max(widths) > NARROWEST:
        spare = [place for place in range(len(widths)) if widths[place] > least[place]] or range(len(widths))
        widths[max(spare, key=lambda place: widths[place])] -= 1
    return widths


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Return a row, its long cells wrapped onto further lines."""
    wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
    lines = zip_longest(*wrapped, fillvalue="")
    padded = ([part.ljust(width) for part, width in zip(line, widths, strict=True)] for line in lines)
    return "\n".join("  ".join(parts).rstrip() for parts in padded)


def _chart(block: ChartBlock, width: int | None) -> str:
    label_width = max(len(point.label) for point in block.points)
    display_width = max(len(point.display) for point in block.points)
    of_whole = block.kind in ("share", "stack")
    largest = WHOLE if of_whole else max(point.value for point in block.points) or 1
    rest = "░" if of_whole else ""
    room = (width or TABLE_WIDTH + BAR_WIDTH) - label_width - display_width - 4
    lines = [_filled(block.title, width)]
    for point in block.points:
        if width is None or room >= SHORTEST_BAR:
            shown = f"{point.label.ljust(label_width)}  {point.display.rjust(display_width)}  "
            lines.append(shown + _bar(point, largest, rest, min(room, BAR_WIDTH) if width else BAR_WIDTH))
        else:
            bar = _bar(point, largest, rest, min(width - 2, BAR_WIDTH))
            lines += [_filled(f"{point.label}: {point.display}", width, 2), f"  {bar}"]
    return "\n".join(line.rstrip() for line in lines)


def _bar(point: Point, largest: float, rest: str, length: int) -> str:
    """Return a bar; a range begins where it begins, and a share has the rest of the whole beside it."""
    end = min(length, max(1, round(point.value / largest * length)))
    begin = min(end - 1, max(0, round((point.low or 0) / largest * length)))
    return " " * begin + "█" * (end - begin) + rest * (length - end)


def cite(citation: Citation) -> str:
    """Return a citation in one line."""
    style = "render.citation_supplied" if citation.title_supplied else "render.citation"
    cited = message(style, title=citation.title, date=citation.date)
    if citation.attributed_to:
        cited = message("render.citation_via", citation=cited, attributed_to=citation.attributed_to)
    return cited


def _sources(block: SourcesBlock, width: int | None) -> str:
    line = message("render.sources", sources="; ".join(cite(citation) for citation in block.items))
    attributions = dict.fromkeys(citation.attribution for citation in block.items if citation.attribution)
    return "\n".join(_filled(one, width) for one in [line, *attributions])


def _buttons(block: ButtonsBlock, width: int | None) -> str:
    letters = [f"{letter})" for letter in LETTERS]
    return _titled(block.title, _marked(letters, [one.title for one in block.items], width), width)
