"""Renders each block of an answer in Block Kit: as one or more pieces, between which a message may end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise
from typing import Any

from actions.answer import (
    Block,
    ButtonsBlock,
    ChartBlock,
    ContactBlock,
    ListBlock,
    NoteBlock,
    SourcesBlock,
    TableBlock,
    TextBlock,
)
from actions.composition.charts import ROUNDING, WHOLE
from actions.composition.plain_text import cite, render
from bot.slack import limits
from bot.slack.mrkdwn import batches, bold, cut, cut_escaped, escape, joined, link, parts
from bot.slack.texts import TEXTS, say
from knowledge.currencies import BILLIONS, currency_of, name_of

Json = dict[str, Any]
FENCE = "```"
# How Slack draws the kinds of charts; what is not here becomes a table.
DRAWN_AS = {"bar": "bar", "column": "bar", "share": "bar", "stack": "bar", "line": "line"}


class Style(Enum):
    """How much of Block Kit is used; when Slack refuses a message, it is sent in the next plainer style."""

    FULL = 1
    PLAIN = 2  # charts as tables, thumbs as ordinary buttons
    TEXT = 3  # no blocks


@dataclass(frozen=True)
class Piece:
    """Blocks that stay together, and the same in plain text."""

    blocks: tuple[Json, ...]
    plain: str
    tables: int = 0
    charts: int = 0
    is_choice: bool = False

    @property
    def characters(self) -> int:
        """Return about how much there is to read."""
        return len(self.plain)


def section(text: str) -> Json:
    """Return a paragraph of escaped markup; ``verbatim`` keeps Slack from making mentions of words."""
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def context(*texts: str) -> Json:
    """Return small print of escaped markup."""
    elements = [{"type": "mrkdwn", "text": text, "verbatim": True} for text in texts]
    return {"type": "context", "elements": elements}


def header(text: str) -> Json:
    """Return a heading."""
    return {"type": "header", "text": {"type": "plain_text", "text": cut(text, limits.HEADER), "emoji": True}}


def fields(text: str | None, facts: Sequence[tuple[str, str]]) -> Json:
    """Return facts beside each other, a name and a plain value each, below a paragraph of escaped markup.

    There has to be one of both: Slack takes no empty section.
    """
    shown = [f"{bold(name)}\n{cut_escaped(value, limits.FIELD // 2)}" for name, value in facts if value]
    made = [{"type": "mrkdwn", "text": one, "verbatim": True} for one in shown[: limits.FIELDS]]
    return {**(section(text) if text else {"type": "section"}), **({"fields": made} if made else {})}


def button(text: str, value: str, action_id: str) -> Json:
    """Return a button."""
    label = {"type": "plain_text", "text": cut(text, limits.BUTTON_TEXT), "emoji": True}
    return {"type": "button", "action_id": action_id, "text": label, "value": value}


def pieces(blocks: Sequence[Block], style: Style) -> list[Piece]:
    """Return all pieces of an answer, in order."""
    found: list[Piece] = []
    tables = charts = 0
    for block in blocks:
        if isinstance(block, ChartBlock) and style is Style.FULL and _can_be_drawn(block, charts):
            found.append(_chart(block))
            charts += 1
        elif isinstance(block, (ChartBlock, TableBlock)):
            table = _as_table(block) if isinstance(block, ChartBlock) else block
            made = _table(table) if not tables and _fits(table) else _printed(table)
            found += made
            tables += sum(piece.tables for piece in made)
        else:
            found += _written(block)
    return [small for piece in found for small in _small(piece)]


def _small(piece: Piece) -> Iterator[Piece]:
    """Split a piece that no message could hold, as one with dozens of long choices; its text comes once."""
    for at in range(0, len(piece.blocks), limits.PAGE_BLOCKS):
        part = piece.blocks[at : at + limits.PAGE_BLOCKS]
        tables = sum(block["type"] == "table" for block in part)
        charts = sum(block["type"] == "data_visualization" for block in part)
        yield replace(piece, blocks=part, plain=piece.plain if at == 0 else "…", tables=tables, charts=charts)


def _written(block: Block) -> Iterator[Piece]:
    if isinstance(block, TextBlock):
        yield from _text(block.text, block.text)
    elif isinstance(block, NoteBlock):
        yield from _text(block.text, render([block]), note=True)
    elif isinstance(block, ListBlock):
        yield from _list(block)
    elif isinstance(block, SourcesBlock):
        yield _sources(block)
    elif isinstance(block, ContactBlock):
        yield _contact(block)
    elif isinstance(block, ButtonsBlock):
        yield _buttons(block)


def _text(text: str, plain: str, *, note: bool = False) -> Iterator[Piece]:
    room = limits.SECTION - len(say("note", text=""))
    cuts = list(parts(text, room))
    for place, part in enumerate(cuts):
        shown = say("note", text=escape(part)) if note and place == 0 else escape(part)
        yield Piece((section(shown),), plain if len(cuts) == 1 else part)


def _list(block: ListBlock) -> Iterator[Piece]:
    shown, plain = _titles(block.title or ""), [block.title] if block.title else []
    plain = [
        *plain,
        *[""] * (len(shown) - len(plain)),
    ]  # its first part stands for a cut title
    for number, item in enumerate(block.items, start=1):
        lead = f"{number}. " if len(block.items) > 1 else "• "
        for place, part in enumerate(parts(item, limits.SECTION - len(lead))):
            line = part if place else lead + part
            plain.append(line)
            shown.append(escape(line))
    for batch in batches(shown, limits.SECTION):
        yield Piece((section("\n".join(shown[batch])),), "\n".join(filter(None, plain[batch])))


def _fits(block: TableBlock) -> bool:
    return len(block.columns) <= limits.TABLE_COLUMNS


def _table(block: TableBlock) -> list[Piece]:
    """Return the table in Slack's own form, in as many pieces as its rows need."""
    made: list[Piece] = []
    rows: list[tuple[str, ...]] = []
    size = 0
    most = limits.TABLE_ROWS - 1
    for row in block.rows:
        long = sum(len(cell) for cell in row)
        if rows and (len(rows) == most or size + long > limits.PAGE // 2):
            made.append(_rows(block, rows))
            rows, size = [], 0
        rows.append(row)
        size += long
    made.append(_rows(block, rows))
    return made


def _rows(block: TableBlock, rows: Sequence[tuple[str, ...]]) -> Piece:
    cells = [
        [{"type": "raw_text", "text": cell or say("empty_cell")} for cell in row]
        for row in (block.columns, *rows)
    ]
    wrapped = [{"is_wrapped": True} for _ in block.columns]
    table: Json = {"type": "table", "column_settings": wrapped, "rows": cells}
    captions = tuple(section(part) for part in _titles(block.caption))
    plain = render([TableBlock(block.caption, block.columns, tuple(rows))])
    return Piece((*captions, table), plain, tables=1)


def _titles(text: str) -> list[str]:
    """Return a title in bold, or in ordinary parts where it is longer than a section."""
    title = bold(text)
    return (
        [title]
        if 0 < len(title) <= limits.SECTION
        else [escape(part) for part in parts(text, limits.SECTION)]
    )


def _printed(block: TableBlock) -> list[Piece]:
    """Return a table as text with aligned columns: Slack takes one table a message, of bounded width."""
    room = limits.SECTION - 2 * len(FENCE) - 2
    rows = render([replace(block, caption="")]).replace(FENCE, "'''").splitlines()[1:]
    plain = [part for row in rows for part in (parts(row, room) if len(escape(row)) > room else [row])]
    shown = [escape(row) for row in plain]
    captions = [Piece((section(part),), block.caption) for part in _titles(block.caption)]
    return captions + [
        Piece((section("\n".join([FENCE, *shown[batch], FENCE])),), "\n".join(plain[batch]))
        for batch in batches(shown, room)
    ]


def _can_be_drawn(block: ChartBlock, charts: int) -> bool:
    labels = {cut(point.label, limits.CHART_LABEL) for point in block.points}
    # Slack draws no ranges.
    known = block.kind in DRAWN_AS and charts < limits.CHARTS
    return known and len(labels) == len(block.points) <= limits.CHART_POINTS


def _as_table(block: ChartBlock) -> TableBlock:
    rows = tuple((point.label, point.display) for point in block.points)
    return TableBlock(block.title, (say("column_what"), say("column_value")), rows)


def _unit(unit: str) -> str:
    """Return the name of a unit of the knowledge base."""
    if code := currency_of(unit):
        return TEXTS.text("unit_billion", unit=name_of(code)) if unit.endswith(BILLIONS) else name_of(code)
    return TEXTS.texts.get(f"unit_{unit}", unit)


def _chart(block: ChartBlock) -> Piece:
    """Return the chart in Slack's own form; below stand its figures as written, with whole labels."""
    chart: Json = {
        "type": "data_visualization",
        "title": cut(block.title, limits.CHART_TITLE),
        "chart": _pie(block) if _is_whole(block) else _series(block),
    }
    titles = [section(part) for part in _titles(block.title)] if len(block.title) > limits.CHART_TITLE else []
    figures = " · ".join(f"{point.label}: {point.display}" for point in block.points)
    below = [context(escape(part)) for part in parts(figures, limits.SECTION)]
    return Piece((*titles, chart, *below), render([block]), charts=1)


def _marks(block: ChartBlock) -> list[Json]:
    return [{"label": cut(point.label, limits.CHART_LABEL), "value": point.value} for point in block.points]


def _series(block: ChartBlock) -> Json:
    marks = _marks(block)
    return {
        "type": DRAWN_AS[block.kind] if _is_even(block) else "bar",
        "series": [{"name": cut(_unit(block.unit), limits.CHART_LABEL), "data": marks}],
        "axis_config": {"categories": [mark["label"] for mark in marks]},
    }


def _is_even(block: ChartBlock) -> bool:
    """Return whether a line is true to its data: Slack spaces points evenly, even if years are missing."""
    years = [point.at for point in block.points if point.at is not None]
    return len({later - earlier for earlier, later in pairwise(years)}) <= 1


def _is_whole(block: ChartBlock) -> bool:
    """Return whether a pie is true to its data: Slack labels each part with its share of all parts."""
    values = [point.value for point in block.points]
    few = len(values) <= limits.PIE_SEGMENTS and min(values) > 0
    return block.kind == "stack" and few and abs(sum(values) - WHOLE) < ROUNDING


def _pie(block: ChartBlock) -> Json:
    return {"type": "pie", "segments": _marks(block)}


def _sources(block: SourcesBlock) -> Piece:
    cited = [f"{say('sources')}: {link(cite(one), one.location)}" for one in block.items]
    for one in dict.fromkeys(one.attribution for one in block.items):
        cited += [escape(part) for part in parts(one or "", limits.SECTION)]
    texts = joined([one for one in cited if len(one) <= limits.SECTION], limits.SECTION)
    small = [
        context(*texts[at : at + limits.CONTEXT_ELEMENTS])
        for at in range(0, len(texts), limits.CONTEXT_ELEMENTS)
    ]
    return Piece(tuple(small), render([block]))


def _contact(block: ContactBlock) -> Piece:
    """Return how to reach a person; into a channel leads a button, which shows what would be sent."""
    if block.channel is None:
        shown = link(block.address, block.link or "")
        return Piece((section(f"{escape(block.text)} {shown}"),), render([block]))
    ask = button(say("contact_ask", channel=channel_name(block.channel)), block.channel, "contact")
    return Piece((section(escape(block.text)), {"type": "actions", "elements": [ask]}), render([block]))


def channel_name(channel: str) -> str:
    """Return what a channel is called where it cannot be linked: an id says nothing to people."""
    return channel if channel.startswith("#") else say("contact_channel")


def _buttons(block: ButtonsBlock) -> Piece:
    """Return choices; titles too long for a button are written in full above, to be read and typed."""
    carried = [one for one in block.items if len(one.payload) <= limits.BUTTON_VALUE]
    whole = [
        f"• {escape(part)}"
        for one in block.items
        if len(one.title) > limits.BUTTON_TEXT or one not in carried
        for part in parts(one.title, limits.SECTION - 2)
    ]
    above = _titles(block.title) if block.title else []
    made = [button(one.title, one.payload, f"choice_{place}") for place, one in enumerate(carried)]
    rows = [
        {"type": "actions", "elements": made[at : at + limits.ACTIONS]}
        for at in range(0, len(made), limits.ACTIONS)
    ]
    texts_above = [section(text) for text in joined([*above, *whole], limits.SECTION)]
    return Piece((*texts_above, *rows), render([block]), is_choice=True)
