"""A resume in one line of the chat gets its lines back, and what is asked beside it is told apart."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.engine import Connection

from actions.advice.advise import advise
from actions.advice.resume.lines import lines_from, pasted_resume, said_beside
from actions.advice.resume.reader import read_resume
from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.reader import read_question
from actions.state import ConversationState

NURSE, COOK, CASHIER = "29-1141.00", "35-2014.00", "41-2011.00"
TITLES = ("registered nurse", "line cook", "cashier", "electrician", "data scientist")
TODAY = date(2026, 11, 1)

YEARS_BEHIND = (
    "Lee Park, Dayton, OH Registered Nurse, City Clinic (2015-present): charts, triage, phones "
    "Line Cook, Blue Diner (2010-2015) Associate of Applied Science, Nursing, 2015 -- What is next for me?"
)
YEARS_FIRST = "EXPERIENCE 2016-2025 Registered Nurse, clinic 2010-2016 Line Cook, diner EDUCATION: GED 2010"


def said(text: str) -> UserMessage:
    found = [
        ParsedEntity("occupation", title, text[start : start + len(title)], start)
        for title in TITLES
        if (start := text.lower().find(title)) >= 0
    ]
    return UserMessage(text, "career_fit", tuple(found))


@pytest.mark.parametrize("text", [YEARS_BEHIND, YEARS_FIRST])
def test_each_job_has_a_line_of_its_own_be_its_years_before_or_behind_it(
    datasets: Connection, text: str
) -> None:
    read = read_resume(datasets, pasted_resume(said(text)), TODAY)
    assert read.former == (COOK,)
    assert NURSE in (read.occupation, read.last_work)


def test_the_job_that_goes_on_is_the_present_one_and_school_is_none(datasets: Connection) -> None:
    read = read_resume(datasets, pasted_resume(said(YEARS_BEHIND)), TODAY)
    assert (read.occupation, read.years, read.education) == (NURSE, 11, 4)


def test_a_job_that_one_of_an_unknown_title_followed_is_a_former_one(datasets: Connection) -> None:
    read = read_resume(datasets, "Zorbler, Acme, 2018-2025\nRegistered Nurse, clinic, 2010-2018", TODAY)
    assert (read.occupation, read.former) == ("", (NURSE,))


def test_years_in_two_digits_are_read(datasets: Connection) -> None:
    assert read_resume(datasets, "Registered Nurse, clinic, 2019-24", TODAY).years == 5


def test_what_is_asked_beside_a_resume_is_none_of_its_lines() -> None:
    assert said_beside(pasted_resume(said(YEARS_BEHIND))) == "What is next for me?"


@pytest.mark.parametrize(
    "text",
    [
        "I was a line cook 2010-2015, what now?",
        "How did pay of cashiers change 2015-2018 and in the years 2018-2020?",
        "registered nurse or cashier",
    ],
)
def test_other_messages_stay_as_they_are(text: str) -> None:
    assert lines_from(said(text)) == text
    assert pasted_resume(said(text)) == ""


def test_a_former_job_of_a_resume_is_nothing_to_become(datasets: Connection) -> None:
    question = read_question(datasets, said(YEARS_BEHIND), ConversationState())
    reply = advise(datasets, question)
    assert reply is not None
    assert reply.answer.topic == "career_fit"


def test_the_occupation_that_is_asked_about_beside_a_resume_is_the_target(datasets: Connection) -> None:
    text = YEARS_BEHIND.replace("What is next for me?", "Could I become an electrician?")
    reply = advise(datasets, read_question(datasets, said(text), ConversationState()))
    assert reply is not None
    assert (reply.answer.topic, reply.answer.occupation) == ("career_change", "47-2111.00")
