"""How the work of an occupation is, where no source says so: what is not said, and what is held instead."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import Block, ListBlock, SourcesBlock, TextBlock
from actions.composition.compose import Reply
from actions.datasets.unheld import unheld
from actions.formatting import joined
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.message import FALLBACK
from actions.questions.occupations import discussed_occupation
from actions.questions.question import Question, Slot
from actions.topic_answers import answer_topic
from knowledge.queries.occupations import get_occupation
from knowledge.queries.onet import onet_occupation_by_code, ratings
from knowledge.records import Occupation

SETTING, DUTIES = "work_environment", "duties"
# Intents of questions on the work that no source answers; others tell what comes near themselves.
_OF_THE_WORK = frozenset({"working_conditions", "unanswered_career_question", FALLBACK})
RATED = "context"  # the scale of a release that rates how the work is
BLOCKS_BESIDE = 2  # paragraphs and lists of what is held, below what is refused
# The topics of the content that come nearest to what no source tells, by its cue.
NEAREST = {
    "remote": SETTING,
    "part_time": "working_hours",
    "nights": "working_hours",
    "time_off": "working_hours",
    "stress": "challenges",
}


def asked_occupation(connection: Connection, question: Question) -> Occupation:
    """Return the occupation that a question is about which no source answers.

    Who told what they do, and has asked about no other, means their own.
    """
    named = [one.occupation for one in question.of("occupation") if one.occupation]
    own = get_occupation(connection, key=question.person.last_work)
    if own and not named and not question.state.occupations:
        return discussed_occupation(connection, question.state) if names_field(question) else own
    return named[-1] if named else discussed_occupation(connection, question.state)


def of_nobody_known(question: Question) -> bool:
    """Return whether somebody who told of themselves, but no work, asks about no occupation.

    They do not mean whom the articles are about.
    """
    known = question.state.occupations or question.of("occupation") or question.person.last_work
    return bool(question.person) and not known and not names_field(question)


def names_field(question: Question) -> bool:
    """Return whether a message names the field that the articles are about."""
    return contains("names_the_field", question.message.text)


def asks_how_the_work_is(connection: Connection, question: Question) -> bool:
    """Return whether an unclear message asks of the work what no dataset holds: "summers off?"."""
    unclear = question.intent == FALLBACK and question.form not in ("personal", "comparison")
    return unclear and bool(_not_said(question, asked_occupation(connection, question)))


def refused_of_work(question: Question, occupation: Occupation) -> str | None:
    """Return what of the work is not said of an occupation of the datasets; None where that is not asked."""
    told = _not_said(question, occupation)
    if not told:
        return None
    return message("unanswered.of_work", occupations=occupation.plural, what=joined(told, "or"))


def _not_said(question: Question, occupation: Occupation) -> list[str]:
    of_work = question.intent in _OF_THE_WORK and not question.message.is_payload
    return unheld(question, of_work=True) if of_work and occupation.code else []


def nearest_of_work(connection: Connection, question: Question, occupation: Occupation) -> str | None:
    """Return the topic that comes nearest to what is asked of the work; None where none is held."""
    if occupation.code is None:
        return next((NEAREST[cue] for cue in question.cue("untold") if cue in NEAREST), None)
    if not _not_said(question, occupation):
        return None
    onet = onet_occupation_by_code(connection, code=occupation.code)
    return SETTING if onet and ratings(connection, code=onet.key, scale=RATED) else DUTIES


def with_held(
    connection: Connection, question: Question, occupation: Occupation, topic: str, reply: Reply
) -> Reply:
    """Return a refusal with the first that is held on a topic below it, and its sources."""
    plain = replace(
        question.about(topic),
        occupations=(Slot(occupation),),
        unknown_occupations=(),
        cues=(),
        text="",
        entities=(),
    )
    told = answer_topic(connection, plain).answer
    held = [one for one in told.blocks if isinstance(one, TextBlock | ListBlock)][:BLOCKS_BESIDE]
    if told.outcome not in ("answered", "partial") or not held:
        return reply
    sources = [one for one in told.blocks if isinstance(one, SourcesBlock)]
    first, *rest = reply.answer.blocks
    nearest: tuple[Block, ...] = (TextBlock(message("unanswered.held")), *held)
    return replace(reply, answer=replace(reply.answer, blocks=(first, *nearest, *sources, *rest)))
