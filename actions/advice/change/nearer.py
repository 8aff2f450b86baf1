"""Which of two or more occupations is the shorter step from one's own: "which is the smaller jump?"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.about_you.reader import own_titles
from actions.about_you.told import tag_of
from actions.advice.asked import match_of
from actions.advice.change.findings import needs_of, school_sentence, skills_sentence
from actions.advice.change.reader import Change, own_occupation
from actions.advice.change.sides import Sides, doubts, read_sides
from actions.advice.change.verdict import verdict_on, within
from actions.advice.fit.order import fits_of
from actions.advice.fit.profile import known_of
from actions.advice.fit.table import sourced_table
from actions.answer import Answer, Block, ListBlock, NoteBlock, TextBlock
from actions.composition.compose import Reply
from actions.datasets.base import number
from actions.messages import message
from actions.questions.after_advice import aims
from actions.questions.cues import contains
from actions.questions.linking import link
from actions.questions.message import GOAL
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_CHANGE
from knowledge.queries.occupations import get_occupation
from knowledge.queries.transitions import Transition, transition
from knowledge.records import Occupation
from knowledge.terms import normalise

SEVERAL = 2
_MEASURED = ("search_by_pay", "search_by_growth", "asks_for_openings", "asks_how_many_work")


@dataclass(frozen=True)
class _Step:
    """A step from one's own occupation to another, and how long it is; None where that is not measured."""

    sides: Sides
    measured: Transition | None

    @property
    def score(self) -> float:
        return self.measured.score if self.measured else -math.inf


def nearer_of_several(connection: Connection, question: Question) -> Reply | None:
    """Return which of the occupations that a person thinks of is nearest to what they do.

    None where fewer than two are meant, or their own work is not known.
    """
    own = own_occupation(connection, question)
    if own is None or question.message.is_payload:
        return None
    named = _thought_of(connection, question)
    if named and any(contains(cue, question.message.words) for cue in _MEASURED):
        return None  # "which of them pays more?"
    if not named and _asks_which_step(question):
        named = _talked_of(question)
    targets = [one for key in named if (one := get_occupation(connection, key=key)) and one != own]
    if len(targets) < SEVERAL:
        return None
    changes = (_change(connection, question, own, one) for one in targets)
    steps = sorted((one for one in changes if one), key=lambda one: -one.score)
    if len(steps) < SEVERAL or steps[0].measured is None:
        return None
    return _reply(connection, question, own, steps)


def _thought_of(connection: Connection, question: Question) -> list[str]:
    """Return the keys of the occupations, two or more, that a message says its writer may change to."""
    message, own = question.message, own_titles(question.message)
    if not contains("asks_for_thoughts", message.words):
        return []
    tags = {one: tag_of(message, one) for one in message.entities if one.kind == "occupation"}
    goals = [one for one, tag in tags.items() if tag and tag.tag == GOAL and one.typed not in own]
    keys = [
        one.occupation.key if one.occupation else one.candidates[0].code
        for one in link(connection, goals)
        if one.occupation or one.candidates
    ]
    return list(dict.fromkeys(keys)) if len(set(keys)) >= SEVERAL else []


def _asks_which_step(question: Question) -> bool:
    """Return whether a message asks which of several is the shortest way, and names none of them.

    "Closer" is a title, but not in "which is closer to what I do?".
    """
    words = question.message.words
    asked = match_of("which_step", words)
    named = question.message.values("occupation")
    return asked is not None and all(normalise(one) in asked[0] for one in named)


def _talked_of(question: Question) -> list[str]:
    """Return the occupations that were compared last, or the last two that were talked about."""
    last, own = question.state.last_question(), question.state.own_occupation
    together = [key for key in last.together() if key != own] if last else []
    return together if len(together) >= SEVERAL else list(aims(question.state))


def _change(connection: Connection, question: Question, own: Occupation, target: Occupation) -> _Step | None:
    sides = read_sides(connection, question, Change(own, target))
    if sides is None or sides.source is None:
        return None
    return _Step(sides, transition(connection, source=sides.source.code, target=sides.target.code))


def _reply(connection: Connection, question: Question, own: Occupation, steps: Sequence[_Step]) -> Reply:
    first, *others = (one.sides for one in steps)
    ends = {"source": own.with_article, "target": first.change.target.with_article}
    two = len(steps) == SEVERAL
    lead = (
        message("change.nearer", **ends)
        if two
        else message("change.nearest", count=number(len(steps)), **ends)
    )
    notes = list(dict.fromkeys(doubts(one.sides, (None, None)) for one in steps))
    verdicts = [verdict_on(one.sides, one.measured) for one in steps]
    more = [_details(connection, question, one.sides) for one in steps]
    fitting = within(lead, more, [*verdicts, *notes])
    texts = [
        " ".join(one for one in (told, detail if detail in fitting else "") if one)
        for told, detail in zip(verdicts, more, strict=True)
    ]
    keys = [one.change.target.key for one in (first, *others)]
    known = known_of(connection, question.person)
    blocks: list[Block] = [TextBlock(lead), ListBlock(tuple(texts))]
    fits = fits_of(connection, known, keys)
    blocks += sourced_table(connection, known, fits, [NoteBlock(text) for text in notes])
    state = replace(
        question.state,
        topic=CAREER_CHANGE,
        occupations=(keys[0],),
        mentions=tuple(("occupation", key) for key in keys[1:]),
        hints=(),
        question="",
        items=(),
        choices=(),
        unknown_occupations=(),
        page=0,
        pages=1,
        misses=0,
        earlier=question.state.history(None),
    )
    return Reply(Answer("answered", CAREER_CHANGE, keys[0], tuple(blocks)), state)


def _details(connection: Connection, question: Question, sides: Sides) -> str:
    """Return what carries over to a target, and the education that it takes."""
    needs = needs_of(connection, sides, question.person)
    texts = (skills_sentence(needs) if needs.needs else None, school_sentence(sides, question.person))
    return " ".join(one for one in texts if one)
