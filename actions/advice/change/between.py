"""Work on the way to a goal that can be begun at once: "a step in between that I can do now?"."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from actions.advice.asked import asks
from actions.advice.change.findings import MOST_IMPORTANT, level
from actions.advice.change.reader import read_change
from actions.advice.change.sides import Sides
from actions.advice.change.verdict import answer_by, offers
from actions.answer import Block, TableBlock, TextBlock
from actions.composition.compose import Reply
from actions.composition.sections import Finding, Section
from actions.datasets.base import best_pay, occupation_items
from actions.formatting import capitalised
from actions.messages import message
from actions.person import Person
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_CHANGE
from knowledge.queries.occupation_search import EDUCATION
from knowledge.queries.stepping_stones import stones_between
from knowledge.queries.transitions import OccupationSide, occupation_side, skill_needs
from knowledge.records import Row

SHOWN = 3
HIGH_SCHOOL = EDUCATION.index("High school diploma or equivalent")  # which most have who do not tell
COLUMNS = (
    "change.between.occupation",
    "change.between.pay",
    "change.between.entry",
    "change.between.training",
    "change.between.skills",
)


def answer_between(connection: Connection, question: Question, told: Person) -> Reply | None:
    """Return what is near the goal and can be begun at once; None where that is not asked for.

    Args:
        connection: to the knowledge base.
        question: the message.
        told: what it alone tells of the person; what is to keep a wish is looked for among all work.
    """
    wishes = told.wants or told.refuses or told.most_school is not None
    if question.message.is_payload or wishes or not asks("step_between", question.message.words):
        return None
    change = read_change(connection, question)
    if change is None or change.source == change.target:
        return None
    return answer_by(connection, question, CAREER_CHANGE, _between)


def _between(connection: Connection, question: Question, sides: Sides) -> Finding:
    held = sides.held if sides.held is not None else sides.target.published.entry or 0
    held = held if sides.told_school else max(held, HIGH_SCHOOL)
    source = sides.source.code if sides.source else ""
    codes = stones_between(connection, source=source, target=sides.target.code, education=held, limit=SHOWN)
    declined = question.person.declined
    found = [occupation_side(connection, code=one) for one in codes if one not in declined]
    stones = [one for one in found if one]
    words = {"targets": sides.change.target.plural, "level": level(held)}
    own: list[Row] = [row for side in sides.both for row in side.rows]
    if not stones:
        section = Section((TextBlock(message("change.between.none", **words)),), tuple(own))
        return Finding((section,), offers=offers(sides, without=CAREER_CHANGE))
    lead = message("change.between.lead", first=capitalised(stones[0].onet.plural), **words)
    basis = message("change.between.basis", **words)
    blocks: tuple[Block, ...] = (TextBlock(lead), _table(connection, sides, stones), TextBlock(basis))
    rows = [row for one in stones for row in (one.onet, one.wage, one.projection) if row]
    items = occupation_items(one.onet.key for one in stones)
    section = Section(blocks, tuple(rows), items, lead=frozenset(row.key for row in rows))
    return Finding((section,), offers=offers(sides, without=CAREER_CHANGE))


def _table(connection: Connection, sides: Sides, stones: Sequence[OccupationSide]) -> TableBlock:
    nothing = message("table.none")
    rows = tuple(
        (
            capitalised(one.onet.plural),
            (best_pay(one.wage) if one.wage else None) or nothing,
            (one.projection.education if one.projection else None) or nothing,
            (one.projection.training if one.projection else None) or nothing,
            _skills(connection, one, sides.target.code) or nothing,
        )
        for one in stones
    )
    caption = message("change.between.table", targets=sides.change.target.plural, release=sides.release)
    return TableBlock(caption, tuple(message(name) for name in COLUMNS), rows)


def _skills(connection: Connection, stone: OccupationSide, target: str) -> str | None:
    """Return how many of the skills that matter most in a target the people of a stone have in full."""
    top = skill_needs(connection, target=target, source=stone.onet.key).needs[:MOST_IMPORTANT]
    have = sum(one.held == "have" for one in top)
    return message("change.between.of", have=have, count=len(top)) if top else None
