"""Parses replies of the turn runner into the typed blocks of the answer contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from actions.answer import (
    Block,
    Button,
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

Json = dict[str, Any]


@dataclass(frozen=True)
class ParsedAnswer:
    """A reply. ``id`` is None if no action made it; such a reply is not stored."""

    blocks: tuple[Block, ...]
    outcome: str = ""
    id: str | None = None
    personal: bool = False
    topic: str | None = None
    occupation: str | None = None


def parse_answer(reply: Mapping[str, Any]) -> ParsedAnswer:
    """Return the blocks of a reply of the turn runner; its text if it has none."""
    custom = reply.get("custom") or {}
    blocks = tuple(_block(block) for block in custom.get("blocks") or [])
    if not blocks:
        blocks = (TextBlock(str(reply.get("text") or "…")),)
    return ParsedAnswer(
        blocks,
        str(custom.get("outcome") or ""),
        custom.get("id"),
        bool(custom.get("personal")),
        custom.get("topic"),
        custom.get("occupation"),
    )


def _block(block: Json) -> Block:
    kind = block["type"]
    if kind == "text":
        return TextBlock(block["text"])
    if kind == "note":
        return NoteBlock(block["text"])
    if kind == "list":
        return ListBlock(tuple(block["items"]), block.get("title"))
    if kind == "table":
        rows = tuple(tuple(row) for row in block["rows"])
        return TableBlock(block["caption"], tuple(block["columns"]), rows)
    if kind == "chart":
        points = tuple(Point(**one) for one in block["points"])
        return ChartBlock(block["title"], block["unit"], points, block["kind"])
    if kind == "sources":
        return SourcesBlock(tuple(Citation(**one) for one in block["items"]))
    if kind == "buttons":
        items = tuple(Button(one["title"], one["payload"]) for one in block["items"])
        return ButtonsBlock(items, block.get("title"))
    if kind == "contact":
        return ContactBlock(block["text"], block["address"], block.get("link"), block.get("channel"))
    raise ValueError(f"the contract has no block {kind!r}")
