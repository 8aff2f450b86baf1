"""Buttons: what a user may well ask next. Titles come from the knowledge base, payloads name an intent."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from actions.answer import Button
from actions.formatting import capitalised
from actions.messages import message
from actions.questions.kinds import CUES
from actions.questions.question import Question
from knowledge.queries import occupations as occupation_queries
from knowledge.queries import topics as topic_queries
from knowledge.queries.comparisons import comparisons
from knowledge.records import Occupation, Topic

HOURLY = "hourly"
SHOWN = 3


@dataclass(frozen=True)
class Offers:
    """The topics that can be offered for an occupation: those under which something is held."""

    occupation: Occupation
    topics: tuple[Topic, ...]  # of the knowledge base, by rank
    held: frozenset[str]

    def buttons(self, keys: Iterable[str], limit: int = SHOWN) -> list[Button]:
        """Return buttons for the first of the topics that are held, in the order of ``keys``."""
        topics = {topic.key: topic for topic in self.topics}
        offered = [key for key in dict.fromkeys(keys) if key in self.held and key in topics]
        return [topic_button(topics[key], self.occupation) for key in offered[:limit]]

    def following(self, topic: str | None, asked: Iterable[str] = ()) -> list[str]:
        """Return the topics that fit after ``topic``, as :func:`next_topics` does."""
        return following_topics(self.topics, topic, asked)


def offers_for(connection: Connection, occupation: Occupation) -> Offers:
    """Return what can be offered for an occupation."""
    held = set(occupation_queries.topics_held(connection, key=occupation.key, code=occupation.code))
    if comparisons(connection, occupation=occupation.key):
        held.add("comparison")
    return Offers(occupation, tuple(topic_queries.list_topics(connection)), frozenset(held))


def payload(intent: str, **entities: str | list[str]) -> str:
    """Return the message that stands for an intent with entities."""
    return f"/{intent}{json.dumps(entities, ensure_ascii=False)}" if entities else f"/{intent}"


def topic_button(topic: Topic, occupation: Occupation, **entities: str) -> Button:
    """Return the button that asks a topic's question about an occupation."""
    return Button(topic.question_about(occupation), payload(topic.key, occupation=occupation.key, **entities))


def occupation_choice(
    question: Question, topic: str, key: str, plural: str, others: Sequence[str] = ()
) -> Button:
    """Return the button that asks a question about one of several occupations; what else it names stays.

    So do the others with which it is compared.
    """
    apart = {"occupation", *CUES}
    beside: dict[str, str | list[str]] = {
        one.kind: one.value for one in question.entities if one.kind not in apart
    }
    if HOURLY in question.cue("untold"):
        beside["untold"] = HOURLY  # "machine operator, hourly?"
    return Button(capitalised(plural), payload(topic, occupation=[key, *others] if others else key, **beside))


def more_button() -> Button:
    """Return the button that turns to the next section."""
    return Button(message("offers.more"), payload("more"))


def topic_buttons(
    connection: Connection, *, occupation: Occupation, keys: Iterable[str], limit: int = SHOWN
) -> list[Button]:
    """Return buttons for those of the topics under which something is held for the occupation."""
    return offers_for(connection, occupation).buttons(keys, limit)


def next_topics(connection: Connection, *, topic: str | None, asked: Iterable[str]) -> list[str]:
    """Return topics that fit after ``topic``: those of its group first, the ones already asked last."""
    return following_topics(topic_queries.list_topics(connection), topic, asked)


def following_topics(topics: Iterable[Topic], topic: str | None, asked: Iterable[str]) -> list[str]:
    """Return topics that fit after ``topic``; ``topics`` are those of the knowledge base by rank."""
    known, behind = list(topics), set(asked)
    here = next((one for one in known if one.key == topic), None)
    places = {one.key: place for place, one in enumerate(known)}
    if here is None:
        firsts = {one.group: one.key for one in reversed(known)}  # the first topic of each group
        return [
            one.key
            for one in sorted(known, key=lambda one: (one.key in behind, firsts[one.group] != one.key))
        ]

    def order(one: Topic) -> tuple[bool, bool, int]:
        distance = (places[one.key] - places[here.key]) % len(known)
        return (one.key in behind, one.group != here.group, distance)

    return [one.key for one in sorted(known, key=order) if one.key not in (topic, "requirement_check")]
