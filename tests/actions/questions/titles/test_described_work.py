"""Occupations that a message tells by what is done."""

from __future__ import annotations

import pytest

from actions.questions.titles.described_work import with_described_work
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


@pytest.mark.parametrize(
    ("intent", "text", "told", "topic"),
    [
        (
            "duties",
            "The guys with orange vests on the tracks - what do they do all day?",
            "someone with orange vests on the tracks",
            "duties",
        ),
        ("nlu_fallback", "those people at the tolls, what is the pay?", "someone at the tolls", "salary"),
        (
            "nlu_fallback",
            "I knit for my nieces. What skills do the pros have?",
            "someone who knit for my nieces",
            "skills",
        ),
        (
            "nlu_fallback",
            "I carve spoons. Which training for doing woodwork as a job?",
            "someone who carve spoons woodwork",
            "education",
        ),
    ],
)
def test_who_is_seen_or_does_it_for_fun_tells_the_occupation(
    intent: str, text: str, told: str, topic: str
) -> None:
    gender = ("gender", "male", "guys")
    read = with_described_work(message(intent, *([gender] if "guys" in text else []), text=text))
    assert [(one.kind, one.value) for one in read.entities] == [("occupation", told)]
    assert read.intent == topic


@pytest.mark.parametrize(
    "text",
    [
        "I know Python well. What skills do the pros have?",
        "The people in machine learning - what do they do?",
        "I like it. What do they earn?",
        "I want more. What do the pros earn?",
    ],
)
def test_what_tells_no_work_is_left_alone(text: str) -> None:
    named = [("tool", "python", "Python")] if "Python" in text else []
    unread = message("nlu_fallback", *named, text=text)
    assert with_described_work(unread) == unread
