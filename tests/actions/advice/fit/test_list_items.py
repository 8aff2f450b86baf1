"""Advice is asked for about an item of the last list of what fits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.advice.fit.answer import fit_reply
from actions.composition.compose import Reply
from actions.person import Person
from actions.policy import decide
from actions.questions.message import FALLBACK, ParsedEntity, UserMessage
from actions.questions.reader import read_question
from actions.state import ConversationState
from tests.actions.asking import told
from tests.actions.datasets.figures import lead

NURSE = "29-1141.00"
SHOWN = ConversationState(person=Person(NURSE, place="Texas"))
ORDINALS = {"first": "1", "second": "2", "third": "3"}


@pytest.fixture
def listed(datasets: Connection) -> ConversationState:
    return fit_reply(datasets, SHOWN).state


def say(connection: Connection, text: str, state: ConversationState, intent: str = "pick") -> Reply:
    found = sorted((text.index(word), word) for word in ORDINALS if word in text)
    entities = tuple(ParsedEntity("ordinal", ORDINALS[word], word, start) for start, word in found)
    asked = read_question(connection, UserMessage(text, intent, entities), state)
    return decide(connection, asked).reply


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("what would I still need for the third one?", "skill_gap"),
        ("how do I get into the third", "career_change"),
        ("what carries over to the third?", "career_change"),
        ("is there a pay jump to the third?", "comparison"),
    ],
)
def test_what_is_asked_about_an_item_is_told_of_it(
    datasets: Connection, listed: ConversationState, text: str, topic: str
) -> None:
    reply = say(datasets, text, listed)
    assert reply.answer.topic == topic
    assert listed.items[2].key in reply.state.occupations_so_far()


@pytest.mark.parametrize("text", ["what carries over to the one on top?", "make me a plan for that one"])
def test_the_first_is_meant_by_the_one_on_top_and_by_that_one(
    datasets: Connection, listed: ConversationState, text: str
) -> None:
    reply = say(datasets, text, listed, FALLBACK)
    assert reply.state.last_occupation == listed.items[0].key


def test_the_list_stays_at_hand(datasets: Connection, listed: ConversationState) -> None:
    after = say(datasets, "how do I get into the third", listed).state
    assert after.items == listed.items
    assert "number 2 of" in told(say(datasets, "why the second?", after))


def test_one_item_is_left_out_and_another_one_liked(datasets: Connection, listed: ConversationState) -> None:
    reply = say(datasets, "not the first, more like the third", listed)
    assert reply.state.person.declined == (listed.items[0].key,)
    assert listed.items[0].key not in [one.key for one in reply.state.items]
    assert "are most like" in lead(reply)


def test_the_pay_of_an_item_is_that_of_the_place_of_the_list(
    datasets: Connection, listed: ConversationState
) -> None:
    assert " in Texas " in lead(say(datasets, "what does the second pay?", listed, "salary"))


def test_without_a_list_of_what_fits_nothing_is_pointed_at(datasets: Connection) -> None:
    state = replace(SHOWN, topic="career_fit")
    assert say(datasets, "what carries over to the third?", state).answer.topic != "career_change"


def test_a_pay_that_is_asked_of_the_list_leaves_the_others_out(
    datasets: Connection, listed: ConversationState
) -> None:
    reply = say(datasets, "any of those that pay above 90?", listed, "occupation_search")
    assert reply.state.person.pay == 90_000
    assert reply.answer.topic == "career_fit"


def test_what_the_first_takes_is_asked_of_it(datasets: Connection, listed: ConversationState) -> None:
    reply = say(datasets, "which tools do I need for the top one", listed, "tools")
    assert (reply.answer.topic, reply.state.last_occupation) == ("tools", listed.items[0].key)
    other = say(datasets, "which tools do most people need", listed, "tools")
    assert other.state.last_occupation != listed.items[0].key
