"""The job: reads what was asked in vain, groups it, and finds for each group the facts that come nearest."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection, Engine

from desk.queries.unanswered import AskedInVain, Group, newest, replace_groups
from desk.unanswered import limits
from desk.unanswered.grouping import group_texts
from knowledge.queries.fact_ranking import rank_facts
from knowledge.queries.occupations import featured_occupation, find_occupation, get_occupation
from knowledge.queries.titles import resolve_title
from knowledge.queries.topics import list_topics
from knowledge.terms import normalise

AGREED = 0.5  # share of a group's turns that must name an occupation or a topic for it to be the group's


@dataclass(frozen=True)
class Asked:
    """A turn with its text, and what NLU found in it: keys of an occupation and a topic."""

    turn: AskedInVain
    text: str
    occupation: str | None
    topic: str | None


def group_unanswered(conversations: Engine, knowledge: Engine, *, now: float | None = None) -> int:
    """Group what was asked in vain anew; return the number of groups.

    The period ends now. It is as long as there is room for it and for one before of the same length.

    Raises:
        EncoderError: there is no sentence encoder.
        SQLAlchemyError: a database failed.
    """
    now = time.time() if now is None else now
    with conversations.connect() as connection:
        turns = newest(connection, since=now - 2 * limits.PERIOD_SECONDS, most=limits.MOST_TURNS)
    length = (
        min(limits.PERIOD_SECONDS, (now - turns[-1].at) / 2)
        if len(turns) == limits.MOST_TURNS
        else limits.PERIOD_SECONDS
    )
    with knowledge.connect() as connection:
        topics = {topic.key for topic in list_topics(connection)}
        names = Names(connection)
        asked = [
            one for turn in turns if turn.at >= now - 2 * length and (one := _asked(turn, topics, names))
        ]
        found = _grouped(connection, asked, now, length)
    with conversations.begin() as connection:
        replace_groups(connection, found)
    return len(found)


class Names:
    """Occupations by what NLU has found of them in a message: their key, a name, a job title."""

    def __init__(self, connection: Connection) -> None:
        """Take a connection to the knowledge base."""
        self._connection = connection
        self._found: dict[str, str | None] = {}

    def key_of(self, name: str) -> str | None:
        """Return the key of the occupation that a name means beyond doubt; None if there is none."""
        if name not in self._found:
            self._found[name] = self._look_up(name)
        return self._found[name]

    def _look_up(self, name: str) -> str | None:
        held = get_occupation(self._connection, key=name) or find_occupation(self._connection, term=name)
        if held is None:
            meant = resolve_title(self._connection, title=normalise(name))
            if meant.clear and meant.matches:
                held = get_occupation(self._connection, key=meant.matches[0].code)
        return held.key if held else None


def _asked(turn: AskedInVain, topics: set[str], names: Names) -> Asked | None:
    """Return what a turn asks; None where there are no words, such as behind a button."""
    text = str(turn.event.get("text") or "").strip()
    if not text or text.startswith("/") or not any(one.isalnum() for one in text):
        return None
    parsed = turn.event.get("parse_data") or {}
    named = [one for one in parsed.get("entities") or [] if one.get("entity") == "occupation"]
    # What is said to be unknown is not taken for the occupation that was spoken of before.
    occupation = names.key_of(str(named[-1].get("value"))) if named else turn.occupation
    return Asked(turn, text, occupation, _topic(parsed, topics))


def _topic(parsed: Mapping[str, Any], topics: set[str]) -> str | None:
    """Return the likeliest intent that is a topic."""
    ranking = [parsed.get("intent") or {}, *(parsed.get("intent_ranking") or [])]
    return next((name for one in ranking if (name := str(one.get("name"))) in topics), None)


def _grouped(
    connection: Connection, asked: Sequence[Asked], now: float, length: float
) -> list[tuple[Group, list[AskedInVain]]]:
    since = now - length
    found = []
    for places in group_texts([one.text for one in asked]):
        members = [asked[place] for place in places]
        recent = sum(one.turn.at >= since for one in members)
        if not recent:
            continue  # nobody asks it any more
        occupation = _agreed(one.occupation for one in members)
        group = Group(
            id=members[0].turn.turn_id,
            made_at=now,
            since=since,
            turns=recent,
            earlier=len(members) - recent,
            occupation=occupation,
            topic=_agreed(one.topic for one in members),
            facts=_nearest(connection, occupation, members[0].text),
        )
        found.append((group, [one.turn for one in members]))
    found.sort(key=lambda one: -one[0].turns)
    return found[: limits.MOST_GROUPS]


def _agreed(values: Iterable[str | None]) -> str | None:
    """Return the most frequent value if enough agree on it."""
    counted = Counter(values)
    value, number = counted.most_common(1)[0]
    return value if number >= AGREED * sum(counted.values()) else None


def _nearest(connection: Connection, occupation: str | None, text: str) -> tuple[str, ...]:
    """Return the keys of the facts nearest to a question, about its occupation or the featured one."""
    held = get_occupation(connection, key=occupation) if occupation else featured_occupation(connection)
    if held is None:
        return ()
    ranking = rank_facts(connection, occupation=held.key, question=text, limit=limits.NEAREST)
    return tuple(fact.key for fact in ranking.facts)
