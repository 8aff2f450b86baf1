"""Advice as cards: each occupation, skill and step with its facts beside it, in place of one wide table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from actions.answer import Block, ListBlock, TableBlock, TextBlock
from actions.composition.plain_text import render
from bot.slack import limits
from bot.slack.block_kit import Piece, fields, header, section
from bot.slack.mrkdwn import bold, cut, cut_escaped, escape
from bot.slack.texts import say

FIT, CHANGE, GAP = "career_fit", "career_change", "skill_gap"  # topics of actions/questions/topic_slots.py
ADVICE = (FIT, CHANGE, GAP)
SKILL_COLUMNS = 3  # skill, importance and level, beside what the person holds of it


def advice_pieces(topic: str | None, block: Block, place: int) -> list[Piece] | None:
    """Return the cards of a block of advice; None where it is drawn as in any other answer.

    Args:
        topic: of the answer.
        block: one of its blocks.
        place: of the block in the answer, from 0.
    """
    if topic not in ADVICE:
        return None
    if isinstance(block, TextBlock) and place == 0:
        return [Piece((section(bold(cut(block.text, limits.SECTION // 2))),), block.text)]
    if isinstance(block, TableBlock) and topic == FIT and len(block.columns) > 2:
        return _occupations(block)
    if isinstance(block, TableBlock) and topic == GAP and len(block.columns) > 2:
        return list(_skills(block))
    if isinstance(block, TableBlock) and topic == CHANGE:
        return list(_sides(block))
    if isinstance(block, ListBlock) and topic == GAP:
        return list(_steps(block))
    return None


def _occupations(block: TableBlock) -> list[Piece]:
    """Return a card for each occupation: its rank and name, why it fits, and what else the table says."""
    made = [_heading(say(f"advice_{FIT}"), block.caption)]
    for place, (name, why, *others) in enumerate(block.rows, start=1):
        text = f"{bold(f'{place}. {name}')}\n{cut_escaped(why, limits.SECTION // 2)}"
        facts = list(zip(block.columns[2:], others, strict=True))
        made.append(Piece((fields(text, facts),), _row(block, (name, why, *others))))
    return made


def _sides(block: TableBlock) -> Iterator[Piece]:
    """Return the sides of a change beside each other, a line for each fact."""
    yield _heading(say(f"advice_{CHANGE}"), block.caption)
    for row in block.rows:
        facts = list(zip(block.columns[1:], row[1:], strict=True))
        yield Piece((fields(bold(row[0]), facts),), _row(block, row))


def _skills(block: TableBlock) -> Iterator[Piece]:
    """Return the skills by what is held of them, which is the last column where something is known."""
    yield _heading(say(f"advice_{GAP}"), block.caption)
    states = len(block.columns) > SKILL_COLUMNS
    for state, rows in groupby(block.rows, key=lambda row: row[-1] if states else ""):
        held = list(rows)
        for at in range(0, len(held), limits.FIELDS):
            part = held[at : at + limits.FIELDS]
            facts = [(row[0], _levels(block.columns, row[:-1] if states else row)) for row in part]
            plain = "\n".join(_row(block, row) for row in part)
            yield Piece(
                (fields(bold(f"{state} ({len(held)})" if states else block.columns[0]), facts),), plain
            )


def _levels(columns: Sequence[str], row: Sequence[str]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in zip(columns[1:], row[1:], strict=False) if value)


def _steps(block: ListBlock) -> Iterator[Piece]:
    """Return a card for each step of a plan: what it is of, and what is to be done."""
    yield _heading(say("advice_plan"), block.title or "")
    for place, item in enumerate(block.items, start=1):
        what, colon, todo = item.partition(": ")
        text = f"{bold(f'{place}. {what}')}\n{escape(todo)}" if colon else f"{place}. {escape(item)}"
        yield Piece((section(text),), f"{place}. {item}")


def _heading(title: str, caption: str) -> Piece:
    below = (section(cut_escaped(caption, limits.SECTION)),) if caption else ()
    return Piece((header(title), *below), f"{title}\n{caption}".strip())


def _row(block: TableBlock, row: Sequence[str]) -> str:
    return render([replace(block, caption="", rows=(tuple(row),))]).strip()
