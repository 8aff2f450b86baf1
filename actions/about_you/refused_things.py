"""What somebody does not want that is neither a title, nor a field of work, nor a wish: "sick of boats".

The occupations whose work comes nearest to it are not shown any more; where none comes near, nothing can be
filtered by it, and the answer says so. Who is tired of their own work is shown work of another kind.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.conditions import is_condition
from actions.about_you.kept import trimmed
from actions.about_you.patterns import pattern
from actions.about_you.told import Told
from actions.person import Person, added
from actions.questions.message import UNWANTED_TAGS, UserMessage
from actions.thresholds import REFUSED_WORK_IS_NEAR, WORDS_ARE_REFUSED
from knowledge.queries.nearest_occupations import nearest_occupations
from knowledge.queries.occupation_wishes import OTHER_WORK
from knowledge.terms import normalise

_REFUSALS = ("wants", "refuses", "avoids", "declined", "most_school", "pay")  # fields of a person


def refused_things(message: UserMessage) -> list[str]:
    """Return what a message marks as not wanted beside the titles that it names, in its words."""
    found = [
        trimmed(normalise(message.text[one.start : one.end]))
        for one in message.tagged
        if one.tag in UNWANTED_TAGS and one.confidence >= WORDS_ARE_REFUSED
        if not is_condition(message, one)
        if not any(one.overlaps(named) for named in message.entities if named.kind == "occupation")
    ]
    return [one for one in found if one]


def with_refused_things(
    connection: Connection, message: UserMessage, person: Person, before: Person
) -> Person:
    """Return a person who is not shown the work nearest to what a message refuses, if no more is told."""
    if any(getattr(person, one) != getattr(before, one) for one in _REFUSALS):
        return person
    codes = [
        near.code
        for thing in refused_things(message)
        for near in nearest_occupations(connection, text=thing)
        if near.similarity >= REFUSED_WORK_IS_NEAR and near.code not in (person.occupation, *person.former)
    ]
    return replace(person, declined=added(person.declined, codes)) if codes else person


def with_other_work(told: Told, person: Person) -> Person:
    """Return a person who is shown another kind of work where they tell that they are tired of their own."""
    text = told.text
    if pattern("stays_in_own_work").search(text):
        return replace(person, wants=tuple(one for one in person.wants if one != OTHER_WORK))
    tired = bool(person.last_work) and pattern("leaves_own_work").search(text)
    return replace(person, wants=added(person.wants, [OTHER_WORK])) if tired else person
