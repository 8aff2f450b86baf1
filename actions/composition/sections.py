"""Pieces of an answer: each section is what one reply shows; "tell me more" turns to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from actions.answer import Block, Button, ListBlock, TextBlock
from actions.composition.charts import chart, series_of
from actions.formatting import amount, capitalised, holds_for, years
from actions.messages import has_message, message
from actions.state import Item
from knowledge.records import Figure, Occupation, OccupationCode, Row, Statement


@dataclass(frozen=True)
class Section:
    """Blocks with the rows they show and the items that "the second one" may pick.

    ``lead``: the keys of the rows that answer; none where all of them do.
    """

    blocks: tuple[Block, ...]
    rows: tuple[Row, ...] = ()
    items: tuple[Item, ...] = ()
    lead: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Finding:
    """What a handler decided: its sections in order, and what to offer beside them."""

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


def sentence(figure: Figure, occupation: Occupation) -> str:
    """Return a figure as a sentence of its own, with what it leaves open."""
    name = f"figure.{figure.measure.key}"
    written = message(
        name if has_message(name) else "figure.any",
        value=amount(figure),
        occupations=occupation.plural,
        entity=figure.entity.name if figure.entity else figure.measure.title,
        measure=figure.measure.title,
        as_of=years(figure.as_of),
        attributed_to=figure.attributed_to or "",
    )
    if where := holds_for(figure, beside=written):
        written = message("figure.holds_for", sentence=written.rstrip("."), where=where)
    return f"{capitalised(written)} {note_sentence(figure)}".strip()


def note_sentence(figure: Figure) -> str:
    """Return a figure's note as a sentence, or nothing."""
    return f"{capitalised(figure.note).rstrip('.')}." if figure.note else ""


def figure_section(figures: Sequence[Figure], occupation: Occupation) -> Section:
    """Return figures as sentences."""
    return Section(tuple(TextBlock(sentence(figure, occupation)) for figure in figures), tuple(figures))


def series_section(figures: Sequence[Figure], occupation: Occupation) -> Section:
    """Return figures as the charts of their series, or as sentences where there is nothing to draw."""
    blocks: list[Block] = []
    for series in series_of(figures):
        drawn = chart(series)
        blocks += [drawn] if drawn else figure_section(series, occupation).blocks
    return Section(tuple(blocks), tuple(figures), tuple(Item("figure", figure.key) for figure in figures))


def code_section(occupation: Occupation, codes: Sequence[OccupationCode]) -> Section:
    """Return an occupation's codes in occupation schemes, a paragraph each."""
    texts = (
        message(
            "outlook.code_titled" if one.title and one.title not in (one.note or "") else "outlook.code",
            scheme=one.scheme,
            code=one.code,
            title=one.title,
            note=one.note or "",
        )
        for one in codes
    )
    rows = tuple(Row(f"{occupation.key}.{one.code}", one.source, None, None, None) for one in codes)
    return Section(tuple(TextBlock(text.strip()) for text in texts), rows)


def merged(sections: Sequence[Section]) -> Section:
    """Return several sections as one."""
    return Section(
        tuple(block for section in sections for block in section.blocks),
        tuple(row for section in sections for row in section.rows),
        tuple(item for section in sections for item in section.items),
    )


def begins_with_verdict(section: Section) -> bool:
    """Return whether a section begins with a yes or a no, beside which less has to be said."""
    first = section.blocks[0] if section.blocks else None
    names = ("facts.yes", "facts.no", "verdict.yes", "verdict.no")
    said = tuple(message(name, text="").strip() for name in names)
    return isinstance(first, TextBlock) and first.text.startswith(said)
