"""What people call industries, and pay in them side by side."""

from __future__ import annotations

import pytest

from actions.questions.industry_words import (
    read_pay_by_industry,
    side_by_side,
    usual_names,
    where_of_work,
)
from actions.state import ConversationState
from tests.actions.asking import message

NURSE = ("occupation", "nurse", "nurse")


def test_the_longest_usual_word_comes_first() -> None:
    assert usual_names("in the federal government")[0].startswith("Federal Government")
    assert usual_names("in general") == []


def test_what_is_held_against_each_other_is_taken_apart() -> None:
    assert side_by_side("in mining or in warehousing") == ["in mining ", " in warehousing"]
    assert side_by_side("in hospitals") == ["in hospitals"]


def test_pay_in_an_industry_of_which_nlu_is_in_doubt_is_no_longer_in_doubt() -> None:
    asked = message("salary", NURSE, text="what do nurses make in hospitals in Ohio?", confidence=0.44)
    assert read_pay_by_industry(asked).confidence == 1.0
    unread = message("salary", NURSE, text="what do nurses make in Ohio?", confidence=0.44)
    assert read_pay_by_industry(unread) == unread


@pytest.mark.parametrize(
    ("intent", "text", "read"),
    [
        ("comparison", "nurse pay in hospitals vs nursing homes", "salary"),
        ("industries", "what does a nurse make in government", "salary"),
        ("outlook", "how many nurses work in hospitals?", "industries"),
        ("outlook", "how many nurses work in Ohio?", "outlook"),
        ("industries", "how many nurses are employed in schools or hospitals, and the pay", "industries"),
        ("comparison", "nurse pay vs doctor pay in hospitals", "comparison"),
        ("industries", "in which industries do nurses work", "industries"),
    ],
)
def test_pay_in_industries_is_a_question_for_pay(intent: str, text: str, read: str) -> None:
    assert read_pay_by_industry(message(intent, NURSE, text=text)).intent == read


def test_what_is_not_meant_names_no_industry() -> None:
    assert usual_names(where_of_work("in an actual bar, not a restaurant, yearly"))[0] == "Drinking Places"
    assert usual_names(where_of_work("pay for nurses, not in hospitals")) == []


def test_an_occupation_in_an_industry_and_no_more_asks_for_its_pay() -> None:
    alone = message("career_change", NURSE, text="nurse working for a nursing home", confidence=0.4)
    assert read_pay_by_industry(alone).intent == "salary"
    later = read_pay_by_industry(alone, ConversationState("outlook"))
    assert later == alone  # which asks the last question of it
    education = message("education", NURSE, text="education for a nurse", confidence=0.9)
    assert read_pay_by_industry(education) == education


def test_what_somebody_gets_in_an_industry_is_pay() -> None:
    asked = message("nlu_fallback", NURSE, text="what does a nurse get working for the federal government")
    assert read_pay_by_industry(asked).intent == "salary"


def test_a_comparison_with_one_industry_is_one_question() -> None:
    parts = (
        message("comparison", NURSE, text="nurse in hospitals vs"),
        message("salary", text="just hospitals"),
    )
    text = "nurse in hospitals vs... just hospitals, what do they earn"
    assert read_pay_by_industry(message("comparison", NURSE, text=text, parts=parts)).parts == ()


def test_those_whose_offices_are_meant_are_not_asked_about() -> None:
    doctors = ("occupation", "doctors", "doctors")
    asked = message("comparison", NURSE, doctors, text="nurse pay in doctors' offices", confidence=0.5)
    read = read_pay_by_industry(asked)
    assert (read.intent, read.values("occupation")) == ("salary", ["nurse"])
    alone = message("salary", doctors, text="what do doctors earn in doctors' offices")
    assert read_pay_by_industry(alone).values("occupation") == ["doctors"]


def test_a_doubtful_comparison_in_an_industry_is_its_pay() -> None:
    for text in ("do nurses make less in schools?", "does a nurse get less in nursing homes"):
        assert (
            read_pay_by_industry(message("comparison", NURSE, text=text, confidence=0.4)).intent == "salary"
        )
    asked = message("comparison", NURSE, text="does a nurse get more sleep in schools", confidence=0.4)
    assert read_pay_by_industry(asked) == asked
