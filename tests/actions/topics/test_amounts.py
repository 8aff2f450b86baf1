"""An amount that a question states, compared with what is known."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.actions.asking import Named, Talk, told

Begin = Callable[..., Talk]


AVERAGE = "about $118,000 (average yearly salary)"


@pytest.mark.parametrize(
    ("topic", "text", "verdict"),
    [
        ("salary", "is $95,000 good?", f"is more than $85,000 (entry level) and less than {AVERAGE}."),
        ("salary", "is 130k good?", "more than $120,000 (mid-level) and less than $170,000 (senior level)."),
        ("salary", "is 130k good?", f"It is also more than {AVERAGE}."),
        ("salary", "is $500k realistic?", "more than the highest figure that my sources give, $170,000"),
        ("salary", "is $20,000 normal?", "less than the lowest figure that my sources give, $85,000"),
        ("salary", "is $118,000 the average?", f"is exactly what my sources give: {AVERAGE}."),
        (
            "working_hours",
            "is 45 hours normal?",
            "more than the minimum of 40 hours and less than the maximum of 50",
        ),
        ("experience", "is one year enough?", "1 year is less than the minimum of 2 years."),
    ],
)
def test_an_amount_is_compared_with_all_figures_of_its_unit(
    talk: Begin, topic: str, text: str, verdict: str
) -> None:
    reply = talk().ask(topic, text=text)
    assert reply.answer.outcome == "answered"
    assert verdict in told(reply).splitlines()[0]


@pytest.mark.parametrize(
    ("topic", "named", "text", "verdict"),
    [
        (
            "salary",
            ("level", "senior_level", "senior"),
            "is $95,000 good for a senior?",
            "$95,000 is less than $170,000 (senior level).",
        ),
        (
            "industries",
            ("industry", "finance", "finance"),
            "do 40% work in finance?",
            "40% is more than 20% (finance).",
        ),
        ("outlook", ("aspect", "growth"), "will it grow by 30 percent?", "30% is more than"),
    ],
)
def test_an_amount_is_compared_with_the_figure_that_is_named(
    talk: Begin, topic: str, named: Named, text: str, verdict: str
) -> None:
    reply = talk().ask(topic, named, text=text)
    assert reply.answer.outcome == "answered"
    assert told(reply).startswith(verdict)


@pytest.mark.parametrize(
    ("topic", "named", "text"),
    [
        ("salary", [], "what do they earn?"),
        ("salary", [], "how many earn more than $95,000?"),
        ("salary", [("untold", "hourly", "per hour")], "is $40 per hour good?"),
        ("age_distribution", [("number", "45")], "is 45 years old too old?"),
        ("duties", [], "is $95,000 part of the duties?"),
    ],
)
def test_what_cannot_be_compared_is_not(talk: Begin, topic: str, named: list[Named], text: str) -> None:
    assert " is more than " not in told(talk().ask(topic, *named, text=text))
    assert " is less than " not in told(talk().ask(topic, *named, text=text))


def test_another_amount_is_compared_with_the_same_figures(talk: Begin) -> None:
    here = talk()
    here.ask("salary", text="what do they earn?")
    reply = here.ask("what_about", ("number", "200"), text="and 200k?")
    assert told(reply).startswith("$200,000 is more than the highest figure")


def test_an_amount_in_another_currency_is_said_not_to_be_known(talk: Begin) -> None:
    reply = talk().ask("salary", text="is €60,000 a good salary?")
    assert reply.answer.outcome == "partial"
    assert told(reply).startswith("My sources say nothing about other currencies than US dollars.")
