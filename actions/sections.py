"""Pieces of an answer: each section is what one reply shows; "tell me more" turns to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from actions.answer import Block, Button, ChartBlock, ListBlock, Point, TextBlock
from actions.request import Item
from actions.wording import amount, capitalised
from knowledge.records import Figure, Row, Statement


@dataclass(frozen=True)
class Section:
    """Blocks with the rows they show and the items that "the second one" may pick."""

    blocks: tuple[Block, ...]
    rows: tuple[Row, ...] = ()
    items: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Finding:
    """What a lookup came to: its sections in order, and what to offer beside them."""

    sections: tuple[Section, ...]
    outcome: Literal["answered", "partial", "unknown", "clarify"] = "answered"
    offers: tuple[Button, ...] = ()


def unknown(text: str, *offers: Button) -> Finding:
    """Return a finding that says what is not held."""
    return Finding((Section((TextBlock(text),)),), "unknown", offers)


def statement_items(statements: Sequence[Statement]) -> tuple[Item, ...]:
    """Return what can be picked from a list of statements."""
    return tuple(Item("statement", statement.key) for statement in statements)


def statement_section(statements: Sequence[Statement], title: str | None = None) -> Section:
    """Return statements as a list, or as a paragraph when there is one."""
    if len(statements) == 1 and not title:
        one = statements[0]
        return Section((TextBlock(one.text),), (one,), statement_items(statements))
    texts = tuple(statement.text for statement in statements)
    return Section((ListBlock(texts, title),), tuple(statements), statement_items(statements))


def explanation_section(statements: Sequence[Statement], title: str) -> Section | None:
    """Return the details of statements as a list, or None when there are none."""
    explained = [statement for statement in statements if statement.detail]
    if not explained:
        return None
    texts = tuple(f"{statement.text} {statement.detail}" for statement in explained)
    return Section((ListBlock(texts, title),), tuple(explained), statement_items(explained))


def chart(figures: Sequence[Figure]) -> ChartBlock:
    """Return a series of figures of one measure as a chart."""
    points = tuple(
        Point(
            capitalised(figure.entity.name if figure.entity else figure.measure.title),
            figure.value,
            amount(figure),
        )
        for figure in figures
    )
    return ChartBlock(figures[0].measure.title, figures[0].unit, points)
