"""What is known of a person, or of somebody else whom a conversation is about, after a message."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.reader import (
    corrects_title,
    read_other,
    read_person,
    speaks_of_oneself,
    told_of_another,
)
from actions.about_you.told import plain_text
from actions.advice.asked import looks_for_some_work
from actions.advice.resume.lines import pasted_resume, said_beside
from actions.advice.resume.reader import merged, read_resume
from actions.advice.situations import in_situation
from actions.person import Person
from actions.questions.cues import contains
from actions.questions.linking import link
from actions.questions.message import UserMessage
from actions.questions.topic_slots import (
    ADVICE_TOPICS,
    CAREER_FIT,
    OCCUPATION_SEARCH,
)
from actions.state import ConversationState
from knowledge.queries.occupation_wishes import DEGREE, GROWTH, NO_DEGREE


def other_after(connection: Connection, message: UserMessage, state: ConversationState) -> Person | None:
    """Return somebody else whom a message is about, or the one before whom it goes on about."""
    if told := read_other(connection, message, _told_beside(message, state)):
        return told
    if state.other is None and state.beside and told_of_another(message):
        return read_other(connection, message, state.beside[1], goes_on=True)
    if state.other is None or (not message.is_payload and contains("first_person", message.words)):
        return None
    if message.is_payload:
        return state.other
    if told := read_other(connection, message, state.other, goes_on=True):
        return told
    if state.topic not in ADVICE_TOPICS:
        corrects = contains("corrects_oneself", message.words)
        return read_person(connection, message, state.other) if corrects else state.other
    return read_person(connection, message, state.other, looking=True)


def _told_beside(message: UserMessage, state: ConversationState) -> Person:
    """Return what was told before of whom a message is about, beside the speaker: "and my husband?"."""
    who, person = state.beside or ("", Person())
    return person if who and who in plain_text(message).text else Person()


def person_after(connection: Connection, message: UserMessage, state: ConversationState) -> Person:
    """Return what is known of the person after a message; of a pasted resume, what resumes are read for."""
    own = bool({"im", "am"} & set(plain_text(message).text.split()))  # "sorry, I mean I'm a clerk"
    if (
        not own
        and corrects_title(message)
        and (state.topic is not None or state.occupations[-1:] != (state.person.occupation,))
    ):
        return state.person  # of what was asked
    narrows = state.topic == OCCUPATION_SEARCH and contains("narrows_the_list", message.words)
    if narrows and not speaks_of_oneself(message):
        return _beside_filters(read_person(connection, message, state.person, looking=True), state.person)
    looking = narrows or state.topic == CAREER_FIT or looks_for_some_work(message)
    resume = pasted_resume(message)
    if not resume:
        advised = state.topic in ADVICE_TOPICS
        told = read_person(connection, message, state.person, looking=looking, advised=advised)
        return in_situation(message, told)
    said = replace(message, text=said_beside(resume), corrected="", entities=())
    wishes = read_person(connection, said, Person(), looking=True)
    told = merged(state.person, read_resume(connection, resume))
    named = [one for one in link(connection, message.entities) if one.kind == "place"]
    return replace(
        told,
        place=told.place or "".join(one.typed for one in named[:1]),
        wants=wishes.wants or told.wants,
        refuses=wishes.refuses or told.refuses,
        likes=wishes.likes or told.likes,
        pay=wishes.pay or told.pay,
        growth=wishes.growth,
        avoids=wishes.avoids or told.avoids,
        most_school=told.most_school if wishes.most_school is None else wishes.most_school,
    )


def _beside_filters(told: Person, before: Person) -> Person:
    """Return the person without wishes that only narrow a list: "only those without a degree" is none."""
    return replace(
        told,
        wants=tuple(one for one in told.wants if one in before.wants or one not in (NO_DEGREE, GROWTH)),
        refuses=tuple(one for one in told.refuses if one in before.refuses or one != DEGREE),
        education=before.education,
        most_school=before.most_school,
        pay=before.pay,
        growth=before.growth,
    )
