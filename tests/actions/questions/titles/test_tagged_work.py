"""Work that a message tells without a title of one names the nearest occupation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.about_you.reader import with_refused_apart
from actions.person import Person
from actions.questions.message import ParsedEntity, TaggedSpan, UserMessage
from actions.questions.titles.tagged_work import with_tagged_work
from actions.state import ConversationState

TOW_CARS, ELEVATORS = "tow cars", "the guys who fix elevators"
BUS_DRIVERS = "53-3051.00"
ELEVATOR_REPAIRERS = "47-4021.00"


def tagged(text: str, words: str, tag: str, confidence: float = 0.95, intent: str = "salary") -> UserMessage:
    start = text.index(words)
    span = TaggedSpan(start, start + len(words), tag, confidence)
    return UserMessage(text, intent, tagged=(span,))


def codes(connection: Connection, message: UserMessage, state: ConversationState | None = None) -> list[str]:
    return with_tagged_work(connection, message, state or ConversationState()).values("occupation")


@pytest.mark.parametrize(
    ("text", "words", "tag", "code"),
    [
        ("I drive a school bus", "drive a school bus", "now", BUS_DRIVERS),
        ("what do the guys who fix elevators get", ELEVATORS, "asked", ELEVATOR_REPAIRERS),
    ],
)
def test_what_is_done_is_the_nearest_occupation(
    datasets: Connection, text: str, words: str, tag: str, code: str
) -> None:
    assert codes(datasets, tagged(text, words, tag)) == [code]


def test_words_stay_as_they_are_typed(datasets: Connection) -> None:
    named = with_tagged_work(
        datasets, tagged("I drive a school bus", "drive a school bus", "now"), ConversationState()
    )
    assert [(one.typed, one.start) for one in named.entities] == [("drive a school bus", 2)]


@pytest.mark.parametrize(
    "message",
    [
        tagged("my dad drives a school bus", "drives a school bus", "other"),
        tagged("I drive a school bus", "drive a school bus", "now", confidence=0.5),
        tagged("currently postdoc", "postdoc", "now"),  # one word is like many
        tagged("I am drinking my zzyx", "drinking my zzyx", "now"),  # near nothing
        tagged("/salary", "salary", "asked"),
    ],
)
def test_what_is_no_work_of_the_writer_or_unclear_names_nothing(
    datasets: Connection, message: UserMessage
) -> None:
    assert codes(datasets, message) == []


def test_what_is_asked_of_no_workers_names_none(datasets: Connection) -> None:
    text = "who helps develop the newest models"
    assert codes(datasets, tagged(text, "develop the newest models", "asked", intent="collaboration")) == []


def test_a_word_for_anybody_within_the_work_is_no_title(datasets: Connection) -> None:
    message = tagged("what does a tower crane guy get", "tower crane guy", "asked")
    guy = ParsedEntity("occupation", "guy", "guy", 24)
    named = with_tagged_work(datasets, replace(message, entities=(guy,)), ConversationState())
    assert guy not in named.entities


def test_a_title_tells_more_than_words_for_the_same(datasets: Connection) -> None:
    text = "bank teller, 3 years at the counter"
    message = UserMessage(
        text,
        "about_you",
        (ParsedEntity("occupation", "bank teller", "bank teller", 0),),
        tagged=(TaggedSpan(0, 11, "now", 0.99), TaggedSpan(21, len(text), "now", 0.99)),
    )
    assert codes(datasets, message) == ["bank teller"]


def test_once_a_conversation_has_a_topic_it_is_what_is_asked_about(datasets: Connection) -> None:
    message = tagged("what do the guys who fix elevators get", ELEVATORS, "asked")
    assert codes(datasets, message, ConversationState(topic="salary")) == []


def test_a_field_within_the_words_for_work_is_a_part_of_it(datasets: Connection) -> None:
    text = "healthcare social work pays?"
    asked = replace(
        tagged(text, "healthcare social work", "asked"),
        entities=(ParsedEntity("industry", "healthcare", "healthcare", 0),),
    )
    named = with_tagged_work(datasets, asked, ConversationState("career_fit"))
    assert [(one.kind, one.value) for one in named.entities] == [("occupation", "21-1022.00")]


def test_what_somebody_never_did_is_none_of_their_work_and_what_they_did_is(datasets: Connection) -> None:
    text = "I never drove a school bus, I groom dogs"
    spans = (TaggedSpan(8, 26, "now", 0.95), TaggedSpan(30, 40, "now", 0.95))
    named = codes(datasets, UserMessage(text, "about_you", tagged=spans))
    assert named == [BUS_DRIVERS, "39-2021.00"]  # of which the first is denied
    assert with_refused_apart(UserMessage(text, "about_you", _entities(text, named))).values(
        "occupation"
    ) == ["39-2021.00"]


def _entities(text: str, named: list[str]) -> tuple[ParsedEntity, ...]:
    typed = ("drove a school bus", "groom dogs")
    return tuple(
        ParsedEntity("occupation", key, one, text.index(one)) for key, one in zip(named, typed, strict=True)
    )


def test_behind_a_gap_what_somebody_did_claims_a_skill_and_is_no_other_work(datasets: Connection) -> None:
    state = ConversationState("skill_gap", ("13-1151.00",), person=Person("39-5011.00"))
    message = tagged("I trained 15 apprentices", "trained 15 apprentices", "now")
    assert codes(datasets, message, state) == []
