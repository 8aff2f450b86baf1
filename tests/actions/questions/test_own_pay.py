"""Pay that people say they get: held against that of their occupation where that is asked."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.wording import rate_of_pay
from tests.actions.asking import Talk
from tests.actions.datasets.figures import lead, one

OWN = ("occupation", "nurse", "nurse")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("I get 19/hr", 19),
        ("on $23.50 an hour", 23.5),
        ("earning 4,100 dollars per month", 49_200),
        ("they pay me $900 a week", 46_800),
        ("52k a year", 52_000),
        ("I work 3 a week", None),
        ("40 hours a week", None),
        ("€30 an hour", None),
        ("$50,000", None),
    ],
)
def test_pay_by_a_period_is_read_as_dollars_by_the_hour_or_the_year(text: str, value: float | None) -> None:
    found = rate_of_pay(text)
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("working_hours", "I earn 21/hr as a nurse, is that low?"),
        ("unanswered_career_question", "nurse on 21 an hour. am i underpaid"),
        ("salary", "do nurses make 21 an hour?"),
    ],
)
def test_pay_that_is_named_is_held_against_the_median(datasets: Connection, intent: str, text: str) -> None:
    reply = Talk(datasets).ask(intent, OWN, text=text)
    assert reply.answer.topic == "salary"
    assert lead(reply).startswith("21")
    assert "the median in the United States is $" in lead(reply)


def test_pay_that_was_told_is_what_is_judged_next_and_calculated_with(datasets: Connection) -> None:
    begun = Talk(datasets)
    begun.ask("about_you", OWN, text="I'm a nurse making 20/hr")
    assert begun.state.notes == (("pay", "20/hr"),)
    assert lead(begun.ask("source_of", text="is that low?")).startswith("20/hr is ")
    text = lead(begun.ask("salary", text="and how much more is that a year than what I make?"))
    median = one(
        datasets,
        "SELECT annual_p50 FROM wage WHERE code = '29-1141' AND area_code = '0000000' AND industry_code = ''",
    )["annual_p50"]
    assert f"${median - 20 * 2_080:,.0f} a year less" in text


def test_what_is_wanted_or_earned_by_others_is_no_pay_of_ones_own(datasets: Connection) -> None:
    for text in ("I want at least 25 an hour", "do nurses make 40 an hour?", "could I make 40/hr as a nurse"):
        begun = Talk(datasets)
        begun.ask("salary", OWN, text=text)
        assert not begun.state.notes


def test_is_that_a_lot_behind_pay_that_was_told_asks_of_that(datasets: Connection) -> None:
    begun = Talk(datasets)
    begun.ask("about_you", OWN, text="I'm a nurse making 20/hr")
    begun.ask("salary", OWN, text="what do nurses earn?")
    assert "20/hr" not in lead(begun.ask("salary", text="is that a lot?"))
