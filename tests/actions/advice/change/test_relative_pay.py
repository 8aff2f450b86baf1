"""Work that pays better than one's own is held against what that pays."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from actions.advice.advise import advise
from actions.advice.kinds import advice_topic
from actions.composition.plain_text import render
from actions.person import Person
from actions.policy import decide
from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.reader import read_question
from actions.state import ConversationState
from tests.actions.asking import question

CLERK, NURSE = "43-4051.00", "29-1141.00"
BETTER = "what's close to that but pays better"


def median(connection: Connection, code: str) -> float:
    query = "SELECT annual_p50 FROM wage WHERE code = :code AND area_code = '0000000' AND industry_code = ''"
    return float(connection.execute(text(query), {"code": code[:7]}).scalar() or 0)


@pytest.mark.parametrize("person", [Person(CLERK), Person(former=(CLERK,))])
def test_what_pays_better_than_ones_own_work_fits_from_what_that_pays(
    datasets: Connection, person: Person
) -> None:
    asked = question(datasets, "occupation_search", text=BETTER, state=ConversationState(person=person))
    assert advice_topic(asked, Person()) == "career_fit"
    reply = advise(datasets, asked)
    assert reply is not None
    assert reply.state.person == replace(person, pay=median(datasets, CLERK))


def test_more_than_that_is_held_against_what_was_told_last(datasets: Connection) -> None:
    state = ConversationState(topic="salary", occupations=(NURSE,), person=Person(CLERK))
    asked = question(datasets, "occupation_search", text="something that pays more than that", state=state)
    reply = advise(datasets, asked)
    assert reply is not None
    assert reply.state.person.pay == median(datasets, NURSE)


def test_a_stranger_is_held_against_nothing(datasets: Connection) -> None:
    asked = question(datasets, "occupation_search", text=BETTER)
    assert advice_topic(asked, Person()) is None


@pytest.mark.parametrize(
    ("asked", "pay"),
    [
        ("I make 61k. What would be no pay cut?", 61_000),
        ("I earn $20 an hour, what else has the same pay", 41_600),
        ("I make 70k. What else pays that?", 70_000),
        ("what could I do without taking a pay cut?", None),  # their occupation's median
    ],
)
def test_what_pays_as_much_is_held_against_what_somebody_makes(
    datasets: Connection, asked: str, pay: float | None
) -> None:
    state = ConversationState(person=Person(CLERK))
    reply = advise(datasets, question(datasets, "career_fit", text=asked, state=state))
    assert reply is not None
    assert reply.state.person.pay == (pay or median(datasets, CLERK))


@pytest.mark.parametrize(
    ("asked", "share"),
    [
        ("what pays about the same", 0.9),
        ("I don't want a big pay cut", 0.9),
        ("I want to keep what I get paid", 1.0),
        ("something for the same money", 1.0),
    ],
)
def test_who_wants_to_keep_their_pay_is_shown_what_pays_so_much(
    datasets: Connection, asked: str, share: float
) -> None:
    state = ConversationState(person=Person(CLERK))
    reply = advise(datasets, question(datasets, "salary", text=asked, state=state))
    assert reply is not None
    assert reply.state.person.pay == pytest.approx(share * median(datasets, CLERK), abs=50)


def test_pay_that_was_told_before_is_the_one_to_keep(datasets: Connection) -> None:
    state = ConversationState(person=Person(CLERK), notes=(("pay", "65k a year"),))
    reply = advise(datasets, question(datasets, "salary", text="I want to keep what I get paid", state=state))
    assert reply is not None
    assert reply.state.person.pay == 65_000


@pytest.mark.parametrize("asked", ["I make 61k, what else fits me?", "which jobs fit me? I work for pay"])
def test_what_somebody_makes_is_no_wish_by_itself(datasets: Connection, asked: str) -> None:
    state = ConversationState(person=Person(CLERK))
    reply = advise(datasets, question(datasets, "career_fit", text=asked, state=state))
    assert reply is not None
    assert reply.state.person.pay is None


def test_who_is_paid_too_little_is_shown_what_pays_no_less(datasets: Connection) -> None:
    reply = advise(datasets, question(datasets, "about_you", text="I repair bikes, the pay is too low"))
    assert reply is not None
    assert reply.answer.topic == "career_fit"
    assert reply.state.person.pay == median(datasets, "49-3091")
    assert advise(datasets, question(datasets, "about_you", text="I repair bikes, the pay is good")) is None


def test_who_asks_whether_to_leave_is_told_how_their_work_grows_and_what_grows(datasets: Connection) -> None:
    state = ConversationState(person=Person(CLERK))
    asks = "should I get out or wait it out?"
    reply = advise(datasets, question(datasets, "personal_decision", text=asks, state=state))
    assert reply is not None
    assert "customer service representatives is projected to decline" in render(reply.answer.blocks)
    assert "growth" in reply.state.person.wants
    assert advise(datasets, question(datasets, "personal_decision", text=asks)) is None  # of a stranger
    sells = question(datasets, "personal_decision", text="should I leave the house to her?", state=state)
    assert advise(datasets, sells) is None


@pytest.mark.parametrize(
    ("asks", "topic"),
    [
        ("How do I get back to my field?", "career_fit"),
        ("Could I become an electrician?", "career_change"),
        ("What does a nurse earn?", "salary"),
    ],
)
def test_the_way_back_into_work_that_somebody_left_is_what_fits(
    datasets: Connection, asks: str, topic: str
) -> None:
    text = f"I was a nurse, now I work as a janitor in Texas. {asks}"
    named = [
        ParsedEntity("occupation", title, title, one.start())
        for title in ("nurse", "janitor", "electrician")
        for one in re.finditer(title, text)
    ]
    intent = "salary" if topic == "salary" else "career_change"
    message = UserMessage(text, intent, tuple(named), confidence=0.5)
    reply = decide(datasets, read_question(datasets, message, ConversationState())).reply
    assert reply.answer.topic == topic
