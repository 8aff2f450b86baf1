"""Behind the question which occupation is meant: a choice by name, and what is asked of them still."""

from __future__ import annotations

import json

import pytest
from sqlalchemy.engine import Connection

from actions.questions.titles.open_titles import with_open_title
from actions.state import ConversationState
from tests.actions.asking import Named, Talk, choices, message, told

SURGEON: Named = ("occupation", "surgeon", "surgeon")
ENGINEER: Named = ("occupation", "engineer", "engineer")
MECHANICAL: Named = ("occupation", "mechanical engineer", "mechanical engineer")
MECHANICAL_CODE = "17-2141.00"


def asked_which(connection: Connection, *named: Named, topic: str = "comparison") -> Talk:
    talk = Talk(connection)
    reply = talk.ask(topic, *named, text="compare engineer and surgeon pay")
    assert reply.answer.outcome == "clarify"
    return talk


def test_a_choice_by_letter_or_by_name_answers_all_that_was_asked(datasets: Connection) -> None:
    by_letter = asked_which(datasets, ENGINEER, SURGEON)
    first = json.loads(choices_of(by_letter)[0].partition("comparison")[2])["occupation"]
    assert len(first) == 2
    letter = by_letter.ask("pick", text="a")
    assert "Side by side" in told(letter)
    by_name = asked_which(datasets, ENGINEER, SURGEON)
    name = by_name.ask("definition", MECHANICAL, text="mechanical engineer", confidence=0.3)
    assert "Mechanical engineers" in told(name) and "Side by side" in told(name)
    assert set(by_name.state.last_question().together()) == {MECHANICAL_CODE, first[1]}  # type: ignore[union-attr]


def choices_of(talk: Talk) -> tuple[str, ...]:
    return talk.state.choices


@pytest.mark.parametrize("text", ["mechanical", "the mechanical ones please"])
def test_a_word_of_a_name_chooses(datasets: Connection, text: str) -> None:
    talk = asked_which(datasets, ENGINEER, topic="salary")
    reply = talk.ask("nlu_fallback", text=text, confidence=0.3)
    assert told(reply).startswith("Mechanical engineers in the United States earn a median")


def test_until_one_is_chosen_nothing_is_told_of_anybody_else(datasets: Connection) -> None:
    talk = asked_which(datasets, ENGINEER, SURGEON)
    reply = talk.ask("outlook", text="who has the best outlook", confidence=0.4)
    assert reply.answer.outcome == "clarify"
    assert "engineer" in told(reply)
    assert all(one.startswith("/outlook") for one in choices(reply))
    reply = talk.ask("skill_gap", ("ordinal", "-1", "last one"), text="the last one, what do i need to study")
    assert "surgeon" in told(reply)
    assert all(one.startswith("/education") for one in choices(reply))


def test_the_place_that_was_named_stays(datasets: Connection) -> None:
    talk = Talk(datasets)
    talk.ask("outlook", ENGINEER, ("place", "texas", "Texas"), text="how many engineers in Texas")
    talk.ask("salary", text="what do they make", confidence=0.5)
    assert "in Texas earn" in told(talk.ask("pick", text="a"))


def test_small_talk_closes_the_question(datasets: Connection) -> None:
    talk = asked_which(datasets, ENGINEER)
    talk.ask("thank", text="thanks")
    assert talk.state.open_titles == ()


@pytest.mark.parametrize(
    ("intent", "named", "text"),
    [
        ("occupation_search", [], "what pays best overall"),
        ("salary", [("occupation", "welder", "welder")], "what does a welder earn"),
        ("thank", [], "thanks"),
    ],
)
def test_what_asks_something_else_is_left(
    datasets: Connection, intent: str, named: list[Named], text: str
) -> None:
    state = ConversationState("salary", open_titles=("engineer",), choices=('/salary{"occupation": "x"}',))
    asked = message(intent, *named, text=text)
    assert with_open_title(datasets, asked, state) == asked


def test_one_is_chosen_by_what_is_told_of_the_work(datasets: Connection) -> None:
    asked = Talk(datasets)
    asked.ask("salary", ENGINEER, text="what does an engineer earn")
    reply = asked.ask("pick", text="the one that builds bridges", confidence=0.25)
    assert "Civil engineers" in told(reply) and "earn a median" in told(reply)


def test_those_about_as_near_are_asked_for_and_else_the_question_is_put_in_other_words(
    datasets: Connection,
) -> None:
    asked = Talk(datasets)
    teacher: Named = ("occupation", "teacher", "teacher")
    first = asked.ask("salary", teacher, text="what does a teacher earn")
    near = asked.ask("nlu_fallback", text="the ones with little kids, before school starts", confidence=0.24)
    assert near.answer.outcome == "clarify" and told(near) != told(first)
    assert [one for one in choices(near) if "25-2011.00" in one]  # preschool teachers
    assert len(choices(near)) < len(choices(first))
    again = asked.ask("nlu_fallback", teacher, text="hm a teacher", confidence=0.24)
    assert told(again).startswith("I still do not know which “teacher” you mean")


def test_first_come_those_near_to_what_was_talked_about(datasets: Connection) -> None:
    asked = Talk(datasets)
    asked.ask(
        "salary",
        ("occupation", "49-9062.00", "medical equipment repairer"),
        text="pay of a medical equipment repairer",
    )
    reply = asked.ask("what_about", ("occupation", "lab tech", "lab tech"), text="and a lab tech")
    assert "29-201" in choices(reply)[0]  # medical laboratory technicians or technologists
