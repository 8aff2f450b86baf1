"""Occupations that a message asks about by what somebody does, without a title."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.questions.message import ParsedEntity, TaggedSpan, UserMessage
from actions.questions.titles.asked_work import with_asked_work
from actions.state import ConversationState

BANK_TELLERS, ELEVATOR_REPAIRERS, SONOGRAPHERS = "43-3071.00", "47-4021.00", "29-2032.00"
AFTER_NURSES = ConversationState("education", ("29-1141.00",))


def tagged(text: str, words: str, tag: str = "asked", intent: str = "nlu_fallback") -> UserMessage:
    start = text.index(words)
    return UserMessage(text, intent, tagged=(TaggedSpan(start, start + len(words), tag, 0.95),))


def read(connection: Connection, message: UserMessage, state: ConversationState | None = None) -> UserMessage:
    return with_asked_work(connection, message, state or ConversationState())


@pytest.mark.parametrize(
    ("text", "words", "tag", "code"),
    [
        ("what about the lady at the bank window", "the lady at the bank window", "asked", BANK_TELLERS),
        ("about the people who test elevators", "people who test elevators", "asked", ELEVATOR_REPAIRERS),
        ("tell me about working at a bank window", "working at a bank window", "goal", BANK_TELLERS),
        ("my dad tests elevators, what about that job", "tests elevators", "other", ELEVATOR_REPAIRERS),
    ],
)
def test_who_is_told_by_what_is_done_is_named(
    datasets: Connection, text: str, words: str, tag: str, code: str
) -> None:
    named = read(datasets, tagged(text, words, tag))
    assert [(one.kind, one.value, one.typed) for one in named.entities] == [("occupation", code, words)]


def test_the_one_with_something_is_named_behind_an_answer(datasets: Connection) -> None:
    message = tagged("and the ultrasound one?", "the ultrasound one", intent="what_about")
    assert read(datasets, message, AFTER_NURSES).values("occupation") == [SONOGRAPHERS]
    assert read(datasets, message).values("occupation") == []


def test_of_several_about_as_near_none_is_taken(datasets: Connection) -> None:
    text = "whoever stuffs dead animals"
    assert read(datasets, tagged(text, text)).values("occupation") == ["someone who stuffs dead animals"]


@pytest.mark.parametrize(
    ("text", "intent", "topic"),
    [
        ("the people who test elevators, how many years of school is that", "nlu_fallback", "education"),
        ("the people who test elevators", "nlu_fallback", "definition"),
        ("the people who test elevators, pay", "salary", "salary"),
        ("the people who test elevators, will robots do that", "automation", "automation"),
    ],
)
def test_what_is_asked_of_them_is_told_by_the_words_where_it_was_not_understood(
    datasets: Connection, text: str, intent: str, topic: str
) -> None:
    assert read(datasets, tagged(text, "people who test elevators", intent=intent)).intent == topic


@pytest.mark.parametrize(
    "message",
    [
        tagged("who helps to build the models", "helps to build the models"),
        tagged("the people who test elevators in machine learning", "people who test elevators"),
        tagged("I want to test elevators", "test elevators", "goal"),
        tagged("/salary", "salary"),
        UserMessage("the people who test elevators", "salary"),
    ],
)
def test_what_tells_no_worker_names_nobody(datasets: Connection, message: UserMessage) -> None:
    assert read(datasets, message) == message


def test_who_is_named_is_no_further_looked_for(datasets: Connection) -> None:
    text = "the people who test elevators"
    named = UserMessage(
        text,
        "salary",
        (ParsedEntity("occupation", BANK_TELLERS, "tellers"),),
        tagged=tagged(text, "people who test elevators").tagged,
    )
    assert read(datasets, named) == named


def test_of_the_articles_colleagues_are_asked_about(datasets: Connection) -> None:
    message = tagged("the people who test elevators", "people who test elevators")
    of_articles = ConversationState("collaboration", ("machine_learning_engineer",))
    assert read(datasets, message, of_articles) == message


def test_who_is_named_by_their_work_behind_an_answer_is_asked_about(datasets: Connection) -> None:
    text = "and the lady who serves drinks on the plane"
    served = ParsedEntity("occupation", "serves drinks on the plane", "serves drinks on the plane", 17)
    message = tagged(text, "the lady who serves drinks on the plane")
    named = UserMessage(text, "nlu_fallback", (served,), tagged=message.tagged)
    assert read(datasets, named, AFTER_NURSES).intent == "what_about"
    assert read(datasets, named).intent == "nlu_fallback"


def test_the_guy_behind_some_work_is_looked_up_by_all_that_is_marked(datasets: Connection) -> None:
    asked = tagged("wind turbine guy: 4 year degree or less?", "wind turbine guy", intent="education")
    found = ParsedEntity("occupation", "turbine guy", "turbine guy", 5)
    named = read(datasets, replace(asked, entities=(found,)))
    assert named.values("occupation") == ["someone who wind turbine"]


def test_one_word_is_offered_as_nobodys_work(datasets: Connection) -> None:
    message = tagged("which employers welcome deaf people", "deaf people", intent="companies")
    assert read(datasets, message).values("occupation") == []
