"""Buttons: what a user may well ask next. Titles come from the knowledge base, payloads name an intent."""

from __future__ import annotations

import json

from sqlalchemy.engine import Connection

from actions.answer import Button
from actions.formatting import capitalised, with_article
from actions.messages import message
from knowledge.queries import occupations as occupation_queries
from knowledge.queries import topics as topic_queries
from knowledge.queries.comparisons import comparisons
from knowledge.records import Occupation, Topic

SHOWN = 3


def payload(intent: str, **entities: str | list[str]) -> str:
    """Return the message that stands for an intent with entities."""
    return f"/{intent}{json.dumps(entities, ensure_ascii=False)}" if entities else f"/{intent}"


def topic_button(topic: Topic, occupation: Occupation, **entities: str) -> Button:
    """Return the button that asks a topic's question about an occupation."""
    title = topic.question.format(occupation=with_article(occupation), occupations=occupation.plural)
    return Button(capitalised(title), payload(topic.key, occupation=occupation.key, **entities))


def more_button() -> Button:
    """Return the button that turns to the next section."""
    return Button(message("offers.more"), payload("more"))


def topic_buttons(
    connection: Connection, *, occupation: Occupation, keys: list[str], limit: int = SHOWN
) -> list[Button]:
    """Return buttons for those of the topics under which something is held for the occupation."""
    held = set(occupation_queries.topics_held(connection, key=occupation.key))
    if comparisons(connection, occupation=occupation.key):
        held.add("comparison")
    topics = topic_queries.get_topics(connection, keys=[key for key in keys if key in held])
    return [topic_button(topic, occupation) for topic in topics[:limit]]


def next_topics(connection: Connection, *, topic: str | None, asked: tuple[str, ...]) -> list[str]:
    """Return topics that fit after ``topic``: those of its group first, the ones already asked last."""
    topics = topic_queries.list_topics(connection)
    here = next((one for one in topics if one.key == topic), None)
    places = {one.key: place for place, one in enumerate(topics)}
    if here is None:
        firsts = {one.group: one.key for one in reversed(topics)}  # the first topic of each group
        return [
            one.key
            for one in sorted(topics, key=lambda one: (one.key in asked, firsts[one.group] != one.key))
        ]

    def order(one: Topic) -> tuple[bool, bool, int]:
        distance = (places[one.key] - places[here.key]) % len(topics)
        return (one.key in asked, one.group != here.group, distance)

    return [one.key for one in sorted(topics, key=order) if one.key not in (topic, "requirement_check")]


def occupation_buttons(connection: Connection, *, limit: int = SHOWN) -> list[Button]:
    """Return buttons that ask what the best-known occupations are."""
    occupations = occupation_queries.list_occupations(connection, limit=limit)
    (definition,) = topic_queries.get_topics(connection, keys=["definition"])
    return [topic_button(definition, occupation) for occupation in occupations]
