"""An occupation that is aimed at without a title is the nearest to the words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.advice.advise import advise
from actions.advice.aims import aim_in_a_word, nearest_aim, without_filler
from actions.person import Person
from actions.questions.message import ParsedEntity, TaggedSpan, UserMessage
from actions.state import ConversationState
from tests.actions.asking import Talk, question

SHOWN = ConversationState(topic="career_fit", person=Person("31-1131.00"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ok sterile processing. how do i start", "31-9093.00"),
        ("phlebotomy then", "31-9097.00"),
        ("maybe real estate?", "41-9022.00"),
    ],
)
def test_a_word_or_two_behind_a_list_name_work(datasets: Connection, text: str, code: str) -> None:
    aim = aim_in_a_word(datasets, question(datasets, "nlu_fallback", text=text, state=SHOWN), Person())
    assert aim is not None
    assert [one.code for one in aim.candidates] == [code]


@pytest.mark.parametrize(
    "text", ["ok thanks", "more pay", "no real estate", "outdoors please", "which phlebotomy", "sounds good"]
)
def test_other_words_name_none(datasets: Connection, text: str) -> None:
    asked = question(datasets, "nlu_fallback", text=text, state=SHOWN)
    assert aim_in_a_word(datasets, asked, Person()) is None


def test_who_was_not_advised_names_none(datasets: Connection) -> None:
    state = replace(SHOWN, topic="salary")
    asked = question(datasets, "nlu_fallback", text="phlebotomy then", state=state)
    assert aim_in_a_word(datasets, asked, Person()) is None


@pytest.mark.parametrize(
    ("text", "aim", "code"),
    [
        ("if I'm a roofer, can I get into solar stuff", "solar stuff", "47-2231.00"),
        ("could a roofer get into robots", "robots", "17-2199.08"),
    ],
)
def test_what_is_aimed_at_beside_the_only_title_is_looked_up(
    datasets: Connection, text: str, aim: str, code: str
) -> None:
    at, start = text.index("roofer"), text.index(aim)
    named = (ParsedEntity("occupation", "47-2181.00", "roofer", at),)
    tagged = (TaggedSpan(start, start + len(aim), "goal", 0.95),)
    said = UserMessage(text, "career_change", named, ("career_change",), 0.65, tagged=tagged)
    reply = Talk(datasets).send(said)
    assert (reply.answer.topic, reply.answer.occupation) == ("career_change", code)


def test_words_that_say_nothing_of_the_work_are_left_out_of_an_aim() -> None:
    assert without_filler("underwater stuff") == "underwater"
    assert without_filler("stuff") == "stuff"


def test_moving_up_is_no_aim(datasets: Connection) -> None:
    state = ConversationState(person=Person("35-2014.00"))
    asked = question(datasets, "career_change", text="I'd like to move up. what's next?", state=state)
    assert nearest_aim(datasets, asked) is None


def test_a_wish_is_no_aim(datasets: Connection) -> None:
    state = ConversationState(person=Person("35-3011.00"))
    asked = question(datasets, "career_fit", text="what could I do sitting down, please?", state=state)
    reply = advise(datasets, asked)
    assert reply is not None
    assert reply.answer.topic == "career_fit"
