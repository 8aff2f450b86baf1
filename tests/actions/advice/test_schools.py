"""Schools and work that are told of stand for the occupation to which somebody aims."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.advice.advise import advise
from actions.advice.schools import schools_in
from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.reader import read_question
from actions.state import ConversationState
from knowledge.queries.titles import resolve_title

LAWYER, NURSE = "23-1011.00", "29-1141.00"


def said(text: str, *titles: str) -> UserMessage:
    found = [ParsedEntity("occupation", title, title, text.index(title)) for title in titles if title in text]
    return UserMessage(text, "career_change", tuple(found))


def test_every_school_leads_to_one_occupation(datasets: Connection) -> None:
    assert schools_in("My mother wants me in law school!") == [("lawyer", "law school")]
    assert schools_in("school of hard knocks, lawful schooling") == []
    for title in ("registered nurse", "electrician", "dentist"):
        assert resolve_title(datasets, title=title).matches


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("I am a line cook and my mother wants me in nursing school", NURSE),
        ("I am a line cook, bachelor in nursing history. My dad wants me to go to rn school", NURSE),
    ],
)
def test_the_way_to_what_a_school_is_for_is_told(datasets: Connection, text: str, target: str) -> None:
    question = read_question(datasets, said(text, "line cook"), ConversationState())
    reply = advise(datasets, question)
    assert reply is not None
    assert (reply.answer.topic, reply.answer.occupation) == ("career_change", target)
    assert question.person.occupation == "35-2014.00"


def test_a_field_that_was_studied_is_no_target(datasets: Connection) -> None:
    text = "I am a line cook with a bachelor in nursing. What else is there for me?"
    reply = advise(datasets, read_question(datasets, said(text, "line cook"), ConversationState()))
    assert reply is not None
    assert reply.answer.topic == "career_fit"


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("I have an associate degree. Can I be a registered nurse?", "below what is typical"),
        ("I have a master's degree. registered nurse, yes or no?", "enough by what is typical"),
    ],
)
def test_whether_ones_education_is_enough_is_told_first_and_with_the_pay(
    datasets: Connection, text: str, answers: str
) -> None:
    question = read_question(datasets, said(text, "registered nurse"), ConversationState())
    reply = advise(datasets, question)
    assert reply is not None
    assert answers in (reply.answer.lead or "")
    assert "$" in str(reply.answer.blocks)


def test_a_title_that_was_studied_is_no_target_beside_the_work_that_is_aimed_at(datasets: Connection) -> None:
    text = "line cook, bachelor's in graphic designer. I'd like to become a dentist - what am I missing?"
    sent = said(text, "line cook", "graphic designer", "dentist")
    reply = advise(datasets, read_question(datasets, sent, ConversationState()))
    assert reply is not None
    assert (reply.answer.topic, reply.answer.occupation) == ("skill_gap", "29-1021.00")
