"""Answers as they come from the turn runner, as the typed blocks of the contract."""

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
    ListBlock,
    NoteBlock,
    Point,
    SourcesBlock,
    TableBlock,
    TextBlock,
)

Json = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """One reply. ``id`` is None where it is no answer of an action, and so is not kept."""

    blocks: tuple[Block, ...]
    outcome: str = ""
    id: str | None = None


def told(reply: Mapping[str, Any]) -> Told:
    """Return what a reply of the turn runner says: its blocks, or its text where it has none."""
    custom = reply.get("custom") or {}
    blocks = tuple(_block(block) for block in custom.get("blocks") or [])
    if not blocks:
        blocks = (TextBlock(str(reply.get("text") or "…")),)
    return Told(blocks, str(custom.get("outcome") or ""), custom.get("id"))


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
    raise ValueError(f"the contract has no block {kind!r}")
