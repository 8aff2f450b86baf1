"""Occupations that a message tells by what is done."""

from __future__ import annotations

import pytest

from actions.questions.described_work import with_described_work
from tests.actions.asking import message


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("what's the job called where you fix planes and how much does it pay", "someone who fix planes"),
        ("what is the person called who sells houses and do they need a degree", "someone who sells houses"),
        ("what is the job where you taste food", "someone who taste food"),
        ("name of the profession that restores old paintings?", "someone who restores old paintings"),
    ],
)
def test_what_is_done_names_the_occupation(text: str, told: str) -> None:
    assert with_described_work(message("nlu_fallback", text=text)).values("occupation") == [told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("what do people at sewage plants do", ["someone who works at sewage plants"]),
        ("how much do folks who work in a call center make?", ["someone who works in a call center"]),
        ("what do people in this field earn", []),
        ("what do people in machine learning do", []),
        ("what do people in healthcare jobs make", []),
        ("what do people in general do", []),
    ],
)
def test_where_one_works_names_the_occupation(text: str, told: list[str]) -> None:
    assert with_described_work(message("nlu_fallback", text=text)).values("occupation") == told


@pytest.mark.parametrize(("verb", "topic"), [("do", "duties"), ("earn", "salary"), ("need", "education")])
def test_the_verb_behind_where_one_works_tells_what_is_asked(verb: str, topic: str) -> None:
    assert (
        with_described_work(message("nlu_fallback", text=f"what do people at zoos {verb}?")).intent == topic
    )


def test_a_place_is_nowhere_that_one_works() -> None:
    asked = message("salary", ("place", "texas", "Texas"), text="what do people in Texas make?")
    assert with_described_work(asked) == asked


def test_a_question_that_is_joined_to_it_is_no_part_of_it() -> None:
    typed = "guy who drives trains and what"
    read = with_described_work(message("definition", ("occupation", typed), text=f"the {typed} does he make"))
    assert [one.typed for one in read.entities] == ["guy who drives trains"]


@pytest.mark.parametrize(
    "text",
    [
        "what makes a person that works with data happy",
        "i am someone who likes people. jobs?",
        "is this the job that pays?",
        "what do nurses earn",
        "",
    ],
)
def test_what_tells_of_somebody_otherwise_names_no_occupation(text: str) -> None:
    unread = message("nlu_fallback", text=text)
    assert with_described_work(unread) == unread


def test_two_things_that_are_done_are_one_occupation() -> None:
    typed = "someone who cuts and colors hair"
    unread = message("salary", ("occupation", typed), text=f"what does {typed} earn")
    assert with_described_work(unread) == unread
