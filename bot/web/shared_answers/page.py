"""The page of an answer that somebody shares, from the blocks of the stored answer."""

from __future__ import annotations

import time

from actions.answer import Block as AnswerBlock
from actions.answer import (
    ChartBlock,
    Citation,
    ListBlock,
    NoteBlock,
    SourcesBlock,
    TableBlock,
    TextBlock,
)
from actions.composition.charts import WHOLE
from bot.conversations.questions import Asked
from bot.turns.parsed_answer import parse_answer
from bot.web.occupations.addresses import ask_path
from bot.web.occupations.blocks import Block, Bullets, Cell, Link, Note, Page, SourceEntry, Table, Text
from bot.web.occupations.texts import say

LONGEST_DESCRIPTION = 160  # characters


def shared_page(asked: Asked, path: str, *, at: int, whole: bool) -> Page:
    """Return the page.

    Args:
        asked: the answer and its question.
        path: of the page below the root.
        at: when it was answered, in seconds since 1970.
        whole: whether the question is shown, too.
    """
    blocks = parse_answer(asked.reply).blocks
    question = asked.question if whole else ""
    first = next((one.text for one in blocks if isinstance(one, TextBlock)), say("shared.heading"))
    ask = Link(say("shared.ask_this"), ask_path(question)) if question else Link(say("shared.ask"), "")
    return Page(
        template="shared_answer.html",
        path=path,
        title=say("shared.title", heading=question or say("shared.heading")),
        heading=question or say("shared.heading"),
        description=first[:LONGEST_DESCRIPTION],
        listed=False,
        parts={
            "blocks": tuple(drawn for one in blocks for drawn in _drawn(one)),
            "sources": tuple(_source(place, one) for place, one in enumerate(_cited(blocks), start=1)),
            "answered": say("shared.answered", date=time.strftime("%Y-%m-%d", time.gmtime(at))),
            "ask": ask,
        },
    )


def gone_page(path: str, reason: str) -> Page:
    """Return the page for a link that shows nothing any more; ``reason`` names its text."""
    return Page(
        template="shared_answer.html",
        path=path,
        title=say("shared.title", heading=say("shared.gone")),
        heading=say("shared.gone"),
        description=say("shared.gone"),
        listed=False,
        parts={
            "blocks": (Text(say(f"shared.{reason}")),),
            "sources": (),
            "answered": "",
            "ask": Link(say("shared.ask"), ""),
        },
        status=404,
    )


def _drawn(block: AnswerBlock) -> list[Block]:
    """Return a block of an answer in the form of pages; choices and contacts are the person's own."""
    if isinstance(block, TextBlock):
        return [Text(block.text)]
    if isinstance(block, NoteBlock):
        return [Note(block.text)]
    if isinstance(block, ListBlock):
        return [Bullets(block.items, block.title or "")]
    if isinstance(block, TableBlock):
        columns = tuple(Cell(name) for name in block.columns)
        rows = tuple(tuple(Cell(cell) for cell in row) for row in block.rows)
        return [Table(block.caption, columns, rows)]
    if isinstance(block, ChartBlock):
        return [_chart(block)]
    return []


def _chart(block: ChartBlock) -> Table:
    """Return the data of a chart as a table with bars."""
    whole = WHOLE if block.kind in ("share", "stack") else max(point.value for point in block.points) or 1
    rows = tuple((Cell(point.label), Cell(point.display, point.value / whole)) for point in block.points)
    return Table(block.title, (Cell(say("shared.what")), Cell(say("shared.value"))), rows)


def _cited(blocks: tuple[AnswerBlock, ...]) -> list[Citation]:
    return [one for block in blocks if isinstance(block, SourcesBlock) for one in block.items]


def _source(place: int, cited: Citation) -> SourceEntry:
    via = say("shared.via", name=cited.attributed_to) if cited.attributed_to else ""
    about = ", ".join(one for one in (cited.date, via) if one)
    location = cited.location if cited.location.startswith(("https://", "http://")) else None
    return SourceEntry(str(place), cited.title, about, location, cited.attribution)
