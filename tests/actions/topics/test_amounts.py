"""An amount that a question states, compared with what is known."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from tests.actions.asking import Named, Talk, told

AVERAGE = "about $12,300 (average yearly salary)"


@pytest.fixture
def talk(fixture_base: Connection) -> Talk:
    """A conversation about the featured occupation of the fixture base, the bell ringer."""
    return Talk(fixture_base)


@pytest.mark.parametrize(
    ("topic", "text", "verdict"),
    [
        ("salary", "is $10,000 good?", f"is more than $9,100 (apprentice level) and less than {AVERAGE}."),
        ("salary", "is 16k good?", "more than $15,700 (steady level) and less than $21,900 (captain level)."),
        ("salary", "is 16k good?", f"It is also more than {AVERAGE}."),
        ("salary", "is $50k realistic?", "more than the highest figure that my sources give, $21,900"),
        ("salary", "is $2,000 normal?", "less than the lowest figure that my sources give, $9,100"),
        ("salary", "is $12,300 the average?", f"is exactly what my sources give: {AVERAGE}."),
        (
            "working_hours",
            "is 9 hours normal?",
            "more than the minimum of 6 hours and less than the maximum of 14",
        ),
        ("experience", "are two years enough?", "2 years is more than the minimum of 1 year."),
        (
            "experience",
            "is one year enough?",
            "1 year is exactly what my sources give: the minimum of 1 year.",
        ),
    ],
)
def test_an_amount_is_compared_with_all_figures_of_its_unit(
    talk: Talk, topic: str, text: str, verdict: str
) -> None:
    reply = talk.ask(topic, text=text)
    assert reply.answer.outcome == "answered"
    assert verdict in told(reply).splitlines()[0]


@pytest.mark.parametrize(
    ("topic", "named", "text", "verdict"),
    [
        (
            "salary",
            ("level", "tower_captain", "captain"),
            "is $16,000 good for a captain?",
            "$16,000 is less than $21,900 (captain level).",
        ),
        (
            "industries",
            ("industry", "town_halls", "town halls"),
            "do 40% work in town halls?",
            "40% is more than 22% (town halls).",
        ),
        ("outlook", ("aspect", "growth"), "will it grow by 30 percent?", "30% is more than"),
    ],
)
def test_an_amount_is_compared_with_the_figure_that_is_named(
    talk: Talk, topic: str, named: Named, text: str, verdict: str
) -> None:
    reply = talk.ask(topic, named, text=text)
    assert reply.answer.outcome == "answered"
    assert told(reply).startswith(verdict)


@pytest.mark.parametrize(
    ("topic", "named", "text"),
    [
        ("salary", [], "what do they earn?"),
        ("salary", [], "how many earn more than $10,000?"),
        ("salary", [("untold", "hourly", "per hour")], "is $40 per hour good?"),
        ("age_distribution", [("number", "45")], "is 45 years old too old?"),
        ("duties", [], "is $10,000 part of the duties?"),
    ],
)
def test_what_cannot_be_compared_is_not(talk: Talk, topic: str, named: list[Named], text: str) -> None:
    said = told(talk.ask(topic, *named, text=text))
    assert " is more than " not in said
    assert " is less than " not in said


def test_another_amount_is_compared_with_the_same_figures(talk: Talk) -> None:
    talk.ask("salary", text="what do they earn?")
    reply = talk.ask("what_about", ("number", "200"), text="and 200k?")
    assert told(reply).startswith("$200,000 is more than the highest figure")


def test_an_amount_in_another_currency_is_said_not_to_be_known(talk: Talk) -> None:
    reply = talk.ask("salary", text="is €60,000 a good salary?")
    assert reply.answer.outcome == "partial"
    assert told(reply).startswith("My sources say nothing about other currencies than US dollars.")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "how much more do captains earn than apprentices?",
            "$21,900 (captain level) is $12,800 more than $9,100",
        ),
        (
            "what is the difference between captains and apprentices?",
            "$21,900 (captain level) is $12,800 more",
        ),
        ("what do captains and apprentices earn?", "At apprentice level"),
    ],
)
def test_two_figures_are_said_to_be_so_far_apart_where_that_is_asked(
    talk: Talk, text: str, first: str
) -> None:
    named = (("level", "tower_captain"), ("level", "apprentice_ringer"))
    assert told(talk.ask("salary", *named, text=text)).startswith(first)
