"""What a user may ask next."""

from __future__ import annotations

import json

import pytest
from sqlalchemy.engine import Connection

from actions.composition.offers import (
    more_button,
    next_topics,
    occupation_choice,
    payload,
    topic_buttons,
)
from actions.topics.registry import HANDLERS
from knowledge.queries import occupations as occupation_queries
from knowledge.queries import topics as topic_queries
from tests.actions.asking import OCCUPATIONS, question


def test_a_payload_is_an_intent_with_json() -> None:
    assert payload("more") == "/more"
    written = payload("salary", occupation='a"}{b', place="Köln")
    assert json.loads(written.removeprefix("/salary")) == {"occupation": 'a"}{b', "place": "Köln"}
    assert "Köln" in written
    assert more_button().payload == "/more"


@pytest.mark.parametrize("topic", HANDLERS)
def test_the_next_topics_are_all_others_those_of_the_group_first(connection: Connection, topic: str) -> None:
    keys = next_topics(connection, topic=topic, asked=())
    assert sorted(keys) == sorted(set(HANDLERS) - {topic, "requirement_check"})
    groups = {one.key: one.group for one in topic_queries.list_topics(connection)}
    same = [groups[key] == groups[topic] for key in keys]
    assert same == sorted(same, reverse=True)


def test_topics_already_asked_come_last(connection: Connection) -> None:
    first, second, *_rest = next_topics(connection, topic="definition", asked=())
    assert next_topics(connection, topic="definition", asked=(first,))[0] == second
    assert next_topics(connection, topic="definition", asked=(first,))[-1] == first


def test_without_a_topic_each_group_is_offered_first(connection: Connection) -> None:
    groups = {one.key: one.group for one in topic_queries.list_topics(connection)}
    keys = next_topics(connection, topic=None, asked=())
    number = len(set(groups.values()))
    assert len({groups[key] for key in keys[:number]}) == number


@pytest.mark.parametrize("key", OCCUPATIONS)
def test_only_topics_that_are_held_for_the_occupation_are_offered(connection: Connection, key: str) -> None:
    occupation = occupation_queries.get_occupation(connection, key=key)
    assert occupation
    held = {*occupation_queries.topics_held(connection, key=key, code=occupation.code), "comparison"}
    for button in topic_buttons(connection, occupation=occupation, keys=list(HANDLERS), limit=99):
        assert button.payload[1:].partition("{")[0] in held
        assert "{" not in button.title
        assert button.title[0].isupper() and button.title.endswith("?")


def test_a_choice_keeps_that_pay_is_asked_by_the_hour(connection: Connection) -> None:
    asked = question(connection, "salary", text="machine operator, by the hour?")
    assert '"untold": "hourly"' in occupation_choice(asked, "salary", "51-9161.00", "operators").payload
    asked = question(connection, "salary", text="machine operator")
    assert "untold" not in occupation_choice(asked, "salary", "51-9161.00", "operators").payload
