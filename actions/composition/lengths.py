"""How long a reply may be: a first line that answers, and what fits beside it; the rest is "tell me more"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from actions.answer import Block, ChartBlock, ListBlock, NoteBlock, TableBlock, TextBlock
from actions.composition.sections import Section, sentence
from actions.formatting import amount, joined
from actions.messages import message
from knowledge.records import Figure, Occupation

LEAD_WORDS = 40
PART_WORDS = 100  # of the reply to one of several questions
REPLY_WORDS = 120  # of the first line and what stands beside it but tables, charts, sources and buttons
NEXT_NAMED = 5  # figures beside the largest one, in a sentence
FEWEST_ITEMS = 3  # of a list that is cut
_IN_AN_ORDER = frozenset({"column", "line"})


def with_lead(section: Section, occupation: Occupation) -> Section:
    """Return a section that begins with a chart behind a sentence that says what it shows.

    A list of one item is no list but this sentence.
    """
    first = section.blocks[0] if section.blocks else None
    if isinstance(first, ListBlock) and len(first.items) == 1:
        return replace(section, blocks=(TextBlock(first.items[0]), *section.blocks[1:]))
    if not isinstance(first, ChartBlock):
        return section
    drawn = first
    figures = [row for row in section.rows if isinstance(row, Figure) and row.unit == drawn.unit]
    if not figures or drawn.kind == "range":
        return section
    if drawn.kind in _IN_AN_ORDER and not _are_shares(figures):
        begin, end = drawn.points[0], drawn.points[-1]
        text = message("lead.order", first=begin.display, at=begin.label, last=end.display, until=end.label)
    else:
        text = _from_the_largest(figures, occupation)
    return replace(section, blocks=(TextBlock(text), *section.blocks))


def _are_shares(figures: Sequence[Figure]) -> bool:
    return all(figure.unit == "percent" for figure in figures)


def _from_the_largest(figures: Sequence[Figure], occupation: Occupation) -> str:
    """Return the largest figure of a series as a sentence that names the next ones as well."""
    first, *others = sorted(figures, key=lambda figure: -figure.value)
    named = [
        message("lead.other", entity=figure.entity.name, value=amount(figure))
        for figure in others[:NEXT_NAMED]
        if figure.entity
    ]
    told = sentence(first, occupation)
    if not named:
        return told
    return message("lead.largest", sentence=told.rstrip("."), others=joined(named))


def fitted(sections: Sequence[Section], room: int = REPLY_WORDS) -> tuple[Section, ...]:
    """Return sections of at most ``room`` words, as far as lists and paragraphs can be parted."""
    return tuple(part for section in sections for part in _parts(section, room))


def shortened(blocks: Sequence[Block], room: int) -> tuple[Block, ...]:
    """Return the first block, every note, and of the others as much as stays within a number of words."""
    first, *rest = blocks
    notes = [one for one in rest if isinstance(one, NoteBlock)]
    left = max(0, room - words((first, *notes)))
    shown = [first]
    for block in rest:
        fitting = block if isinstance(block, NoteBlock) else _cut(block, left)
        if fitting is None:
            continue
        shown.append(fitting)
        left -= 0 if isinstance(block, NoteBlock) else _words(fitting)
    return tuple(shown)


def _cut(block: Block, room: int) -> Block | None:
    """Return a block, a list without its last items if need be; None where it does not fit."""
    if _words(block) <= room:
        return block
    kept = _fitting(block, room, at_least=0) if isinstance(block, ListBlock) else 0
    return replace(block, items=block.items[:kept]) if isinstance(block, ListBlock) and kept else None


def words(blocks: Iterable[Block]) -> int:
    """Return how many words blocks show, without those of tables, charts, sources and buttons."""
    return sum(_words(block) for block in blocks)


def words_shown(blocks: Iterable[Block]) -> int:
    """Return how many words blocks show, those of tables and charts among them."""
    return sum(_words(block) + _words_drawn(block) for block in blocks)


def _words_drawn(block: Block) -> int:
    if isinstance(block, TableBlock):
        return sum(len(cell.split()) for row in (block.columns, *block.rows) for cell in row)
    if isinstance(block, ChartBlock):
        return sum(len(f"{point.label} {point.display}".split()) for point in block.points)
    return 0


def _parts(section: Section, room: int) -> Iterable[Section]:
    left = room
    shown: list[Block] = []
    for place, block in enumerate(section.blocks):
        needed = _words(block)
        if needed <= left or (not shown and not isinstance(block, ListBlock)):
            shown.append(block)
            left -= needed
            continue
        rest = section.blocks[place:]
        items = section.items
        if isinstance(block, ListBlock):
            kept = _fitting(block, left, at_least=0 if shown else FEWEST_ITEMS)
            if kept:
                shown.append(replace(block, items=block.items[:kept]))
            if kept == len(block.items):
                left = 0
                continue
            rest = (replace(block, items=block.items[kept:]), *section.blocks[place + 1 :])
            items = section.items[kept:] if len(section.items) == len(block.items) else section.items
        pickable = section.items[: len(section.items) - len(items)] or section.items
        yield replace(section, blocks=tuple(shown), items=pickable)
        yield from _parts(replace(section, blocks=tuple(rest), items=items), room)
        return
    yield replace(section, blocks=tuple(shown))


def _fitting(block: ListBlock, left: int, *, at_least: int) -> int:
    """Return how many items of a list fit; less than a few are none."""
    used = len((block.title or "").split())
    kept = 0
    for item in block.items:
        used += len(item.split())
        if used > left and kept >= at_least:
            break
        kept += 1
    if 0 < kept < FEWEST_ITEMS and kept < len(block.items) and at_least == 0:
        return 0
    return kept


def _words(block: Block) -> int:
    if isinstance(block, (TextBlock, NoteBlock)):
        return len(block.text.split())
    if isinstance(block, ListBlock):
        return sum(len(text.split()) for text in (block.title or "", *block.items))
    return 0
