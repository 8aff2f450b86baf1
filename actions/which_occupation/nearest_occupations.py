"""Occupations that nobody is called by: told by what is done, or by a title that is not listed."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import Button, ButtonsBlock, TextBlock
from actions.composition.compose import Reply, say
from actions.composition.offers import SHOWN, next_topics, occupation_choice
from actions.composition.ways_on import ways_on
from actions.formatting import joined, quoted
from actions.messages import message
from actions.questions.cues import contains, phrases
from actions.questions.kinds import PLACES
from actions.questions.occupations import code_talked_about
from actions.questions.question import LinkedEntity, Question, Slot
from actions.state import ConversationState
from actions.thresholds import (
    NAME_MAY_BE_OCCUPATION,
    QUESTION_IS_OF_OCCUPATION,
    WORK_IS_OCCUPATION,
    WORK_MAY_BE_OCCUPATION,
)
from actions.which_occupation.nearest_work import nearest_work, stands_out
from knowledge.queries.lexical import content_words
from knowledge.queries.nearest_occupations import NearOccupation, nearest_occupations
from knowledge.queries.occupations import list_occupations, occupation_of_code
from knowledge.queries.onet import count_onet_occupations
from knowledge.queries.topics import get_topics
from knowledge.records import Occupation
from knowledge.terms import normalise

_ASKS_FOR = (
    "search_by_pay",
    "search_by_growth",
    "asks_for_education",
    "asks_for_experience",
    "asks_for_skills",
    "employs",
)
# What a question names of these kinds may belong to work, or say nothing of it: "who drives buses in Utah".
_MAY_TELL_WORK = frozenset({"industry", "skill", *PLACES})
FEWEST_WORDS = 2  # of a title: a single word that no list knows says too little
KNOWN_OCCUPATIONS = 4  # named where one is unknown


def work_told(typed: str) -> str | None:
    """Return what is done by whom a message tells by that: "fixes planes" of "someone who fixes planes".

    Of "the tax guy" it is "tax".
    """
    words = normalise(typed).split()
    if words[1:] and words[-1] in phrases("somebody_behind"):
        return " ".join(words[:-1])
    rest = words[1:]
    if not rest or words[0] not in phrases("somebody"):
        return None
    if rest[0] in ("who", "that"):
        rest = rest[1:]
    while rest and rest[-1] in phrases("ends_a_description"):
        rest = rest[:-1]  # "what does someone who cuts hair do?"
    return " ".join(rest) or None


def nearest_to(connection: Connection, question: Question, unknown: LinkedEntity) -> list[Occupation]:
    """Return the occupations that come near to one that is not known, the nearest first."""
    work = work_told(unknown.typed)
    if work is None and len(unknown.typed.split()) < FEWEST_WORDS:
        return []
    least = WORK_MAY_BE_OCCUPATION if work else NAME_MAY_BE_OCCUPATION
    found = _found(connection, question, work or unknown.typed)
    if not found or found[0].similarity < least:
        return []
    occupations = (occupation_of_code(connection, code=one.code) for one in found)
    return [one for one in occupations if one]


def is_clearly_told(connection: Connection, question: Question, unknown: LinkedEntity) -> bool:
    """Return whether what is done tells the nearest occupation clearly enough to answer about it."""
    work = work_told(unknown.typed)
    return work is not None and stands_out(_found(connection, question, work), WORK_IS_OCCUPATION)


def _found(connection: Connection, question: Question, text: str) -> list[NearOccupation]:
    beside = code_talked_about(connection, question.state)
    apart = contains("asks_if_another_job", question.message.words)
    return nearest_work(connection, text=text, beside=beside, apart=apart)


def nearest_to_question(connection: Connection, question: Question) -> list[Occupation]:
    """Return the occupations nearest to a question that opens a conversation and names none.

    "What qualification do I need to teach business at university?" is not about the featured occupation.
    """
    state, text = question.state, question.message.words
    named = [one for one in question.entities if one.kind not in _MAY_TELL_WORK]
    if question.message.is_payload or state.topic or state.occupations or named:
        return []
    if contains("asks_of_the_featured", text) or contains("names_the_field", text):
        return []
    if len(content_words(text) - _words_of_topics(connection, question)) < FEWEST_WORDS:
        return []  # "does the salary include bonuses?" is near to those who set salaries
    found = nearest_occupations(connection, text=text, in_words_of_people=False)
    doubtful = any(one.kind not in PLACES for one in question.entities)
    least = NAME_MAY_BE_OCCUPATION if doubtful else QUESTION_IS_OF_OCCUPATION
    if not found or found[0].similarity < least:
        return []
    occupations = (occupation_of_code(connection, code=one.code) for one in found)
    return [one for one in occupations if one]


def _words_of_topics(connection: Connection, question: Question) -> set[str]:
    """Return the content words of a question that ask for its topic, for pay, education and the like."""
    asked = " ".join(cue.typed for cue in question.cues)
    for topic in get_topics(connection, keys=[question.topic_key] if question.topic else []):
        asked = f"{asked} {topic.title} {topic.question}"
    lists = (phrase for name in _ASKS_FOR for phrase in phrases(name))
    return set(content_words(f"{asked} {' '.join(lists)}"))


def about_nearest(question: Question, occupation: Occupation) -> Question:
    """Return a question about an occupation that is told by what is done as one about the nearest."""
    return replace(question, occupations=(Slot(occupation, "default"),), unknown_occupations=())


def with_doubt(reply: Reply, question: Question, typed: str | None, nearest: list[Occupation]) -> Reply:
    """Return an answer about the nearest occupation that says so first and offers the others.

    Args:
        reply: the answer.
        question: to which it is the answer.
        typed: what tells the occupation; None where the question as a whole does.
        nearest: the occupations, the nearest first.
    """
    if typed is None:
        text = TextBlock(message("unknown.by_question", occupations=nearest[0].plural))
    else:
        work = quoted(work_told(typed) or typed)
        text = TextBlock(message("unknown.by_work", work=work, occupations=nearest[0].plural))
    blocks = [block for block in reply.answer.blocks if not isinstance(block, ButtonsBlock)]
    buttons = _buttons(question, nearest[1:])
    offered = [ButtonsBlock(buttons, message("offers.instead"))] if buttons else []
    answer = replace(reply.answer, blocks=(*blocks[:1], text, *blocks[1:], *offered), unsure=True)
    return Reply(answer, replace(reply.state, choices=tuple(button.payload for button in buttons)))


def ask_which(question: Question, typed: str, nearest: list[Occupation]) -> Reply:
    """Say that a title is not known, and ask whether one of the nearest occupations is meant."""
    work = work_told(typed)
    text = message(
        "unknown.near_work" if work else "unknown.near_title",
        title=quoted(work or typed),
        occupations=joined([one.plural for one in nearest]),
    )
    buttons = _buttons(question, nearest)
    state = replace(question.state, topic=question.topic_key, unknown_occupations=(typed,))
    return say(state, "clarify", text, buttons, message("offers.instead"), about_occupation=False)


def unknown_occupations(connection: Connection, question: Question) -> Reply:
    """Say that the base holds nothing about an occupation, and which occupations it knows."""
    names = [unknown.typed for unknown in question.unknown_occupations]
    known = list_occupations(connection, limit=KNOWN_OCCUPATIONS)
    count = count_onet_occupations(connection)
    text = message(
        "unknown.title" if count else "unknown.occupation",
        names=joined([quoted(name) for name in names]),
        occupations=joined([occupation.plural for occupation in known]),
        count=f"{count:,}",
    )
    topic = question.topic_key
    before = question.state
    keys = [topic, *next_topics(connection, topic=topic, asked=before.asked)]
    buttons = ways_on(connection, before, None, keys)
    state = ConversationState(
        topic=topic,
        occupations=before.occupations,
        unknown_occupations=tuple(names),
        asked=before.asked,
        misses=before.misses,
        earlier=before.history(None),
        person=before.person,
        finder=before.finder,
        other=before.other,
    )
    return say(state, "unknown", text, buttons[:SHOWN], message("offers.instead"), about_occupation=False)


def _buttons(question: Question, occupations: list[Occupation]) -> tuple[Button, ...]:
    topic = question.topic_key
    return tuple(occupation_choice(question, topic, one.key, one.plural) for one in occupations)
