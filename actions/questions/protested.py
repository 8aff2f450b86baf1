"""Occupations that a message turns down, or says not to be its writer's own: what it leaves of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.person import Person, added
from actions.questions.linking import link
from actions.questions.message import ParsedEntity, UserMessage
from knowledge.queries.lexical import content_words
from knowledge.queries.occupations import get_occupation
from knowledge.queries.titles import resolve_title

_FEWEST_WORDS = 3  # of a name whose last two say what the work is: "healthcare social worker"


def without_disowned(connection: Connection, message: UserMessage, person: Person) -> Person:
    """Return a person who is not shown what a message turns down, and whose work is not what it denies."""
    turned_down, denied = protested_keys(connection, message), disowned_keys(connection, message)
    occupation = person.occupation
    if occupation in denied:
        occupation = _called_alike(connection, message, occupation)
    former = tuple(one for one in person.former if one not in denied)
    new = [one for one in turned_down if one not in (occupation, *former)]
    return replace(person, occupation=occupation, former=former, declined=added(person.declined, new))


def _called_alike(connection: Connection, message: UserMessage, denied: str) -> str:
    """Return the one of the same head that a message tells instead; empty if none.

    "I'm not a healthcare social worker, I work in schools" tells of a social worker still.
    """
    occupation = get_occupation(connection, key=denied)
    name = occupation.name.split() if occupation else []
    if len(name) < _FEWEST_WORDS:
        return ""
    head = " ".join(name[-2:])
    said = content_words(message.text) - content_words(head)
    alike = (one for one in resolve_title(connection, title=head).matches if one.code != denied)
    shared = {one.code: len(said & content_words(one.plural)) for one in alike}
    best = [code for code, count in shared.items() if count and count == max(shared.values())]
    return best[0] if len(best) == 1 else ""


def protested_keys(connection: Connection, message: UserMessage) -> list[str]:
    """Return the keys of the occupations that a message turns down, and does not ask about beside that."""
    if not message.protested:
        return []
    asked = _keys(connection, (one for one in message.entities if one.kind == "occupation"))
    return [key for key in _keys(connection, message.protested) if key not in asked]


def disowned_keys(connection: Connection, message: UserMessage) -> list[str]:
    """Return the keys of the occupations that a message says not to be its writer's."""
    return _keys(connection, message.disowned)


def _keys(connection: Connection, titles: Iterable[ParsedEntity]) -> list[str]:
    return list(dict.fromkeys(key for one in link(connection, titles) if (key := one.likeliest)))
