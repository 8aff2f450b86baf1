"""A doubt about oneself is answered with a kind word and the facts, never with a "yes"."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.advice.self_doubt import answer_self_doubt
from tests.actions.advice.changing import ELECTRICIAN, NURSE, asked
from tests.actions.asking import told

DOUBTS = (
    "am I too dumb for electrician? math was never my thing",
    "could I be an electrician or is that stupid",
    "i'm bad at math, could i still be an electrician",
    "am I crazy to want to be an electrician",
    "i'm not smart enough to be an electrician",
)


@pytest.mark.parametrize("text", DOUBTS)
def test_facts_and_a_kind_word(datasets: Connection, text: str) -> None:
    reply = answer_self_doubt(datasets, asked(datasets, text, ELECTRICIAN))
    assert reply is not None
    said = told(reply)
    assert said.startswith("Doubting yourself says little")
    assert "Yes" not in said
    assert "Electricians typically need a high school diploma" in said
    assert ("mathematics is rated" in said) is ("math" in text)


@pytest.mark.parametrize(
    "text",
    [
        "could I become a nurse at 45 or is that stupid",
        "am i too old to be a nurse",
        "is 38 too late for nurse",
    ],
)
def test_no_source_sets_an_age_limit(datasets: Connection, text: str) -> None:
    reply = answer_self_doubt(
        datasets, asked(datasets, text if " i " in text.lower() else f"{text}, i ask", NURSE)
    )
    assert reply is not None
    assert "none of my sources sets an age limit for registered nurses" in told(reply)


@pytest.mark.parametrize(
    "text",
    [
        "is it crazy how much an electrician makes?",
        "could I become an electrician?",
        "is it too late to ask?",
    ],
)
def test_what_is_no_doubt_of_oneself_is_left_alone(datasets: Connection, text: str) -> None:
    assert answer_self_doubt(datasets, asked(datasets, text, ELECTRICIAN)) is None


def test_a_number_that_is_surely_asked_for_is_told_instead(datasets: Connection) -> None:
    text = "am i too old at 47 to be a nurse? how many are my age"
    doubt = asked(datasets, text, NURSE)
    assert (
        answer_self_doubt(datasets, replace(doubt, message=replace(doubt.message, confidence=0.97))) is None
    )
