"""Which replies may repeat what a person said of themselves, and are shared only as that person chooses.

Rather too many than too few: of somebody who told anything, advice always, and any other reply where it is
about an occupation of theirs or holds words of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.composition.compose import Reply
from actions.composition.plain_text import render
from actions.person import Person
from actions.questions.topic_slots import ADVICE_TOPICS
from knowledge.queries.occupations import get_occupation
from knowledge.terms import normalise

# Steps of the policy (``actions/policy.py``).
STEPS = frozenset(
    {
        "document",
        "about you",
        "profile corrected",
        "advice",
        "advice again",
        "told of oneself",
        "shown to the person",
    }
)


def marked_personal(connection: Connection, reply: Reply, step: str) -> Reply:
    """Return a reply marked where it may repeat what its person said.

    Args:
        connection: to the knowledge base.
        reply: to the turn.
        step: of the policy, which decided on it.
    """
    person = reply.state.person
    if not person and not reply.state.notes and reply.state.finder is None:
        return reply
    advises = step in STEPS or reply.answer.topic in ADVICE_TOPICS
    if not advises and not _repeats(connection, reply, person):
        return reply  # notes are told by these steps alone
    return replace(reply, answer=replace(reply.answer, personal=True))


def _repeats(connection: Connection, reply: Reply, person: Person) -> bool:
    own = {person.occupation, *person.former} - {""}
    if reply.answer.occupation in own:
        return True
    said = f" {normalise(render(reply.answer.blocks))} "
    return any(f" {word} " in said for word in _words(connection, person, own) if word)


def _words(connection: Connection, person: Person, own: set[str]) -> Iterator[str]:
    for told in (
        person.place,
        person.field,
        *person.skills,
        *person.technologies,
        *person.licences,
        *person.likes,
    ):
        yield normalise(told)
    for key in own:
        if occupation := get_occupation(connection, key=key):
            yield from (normalise(occupation.name), normalise(occupation.plural))
