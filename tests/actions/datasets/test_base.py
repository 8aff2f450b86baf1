"""How figures of the datasets are written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.datasets.base import best_pay, dollars, has_annual, in_place, names_of, number, pay, percent
from actions.questions.question import LinkedEntity
from knowledge.dataset_records import Area, Wage
from knowledge.models import NATION
from knowledge.queries.wages import wages_in


@pytest.fixture
def row(datasets: Connection) -> Wage:
    (found,) = wages_in(datasets, codes=("29-1141",))
    return found


@pytest.mark.parametrize(
    ("value", "period", "written"),
    [(120_230.4, "annual", "$120,230"), (57.8, "hourly", "$57.80"), (1_000.0, "hourly", "$1,000.00")],
)
def test_a_year_s_pay_has_no_cents_and_an_hour_s_has(value: float, period: str, written: str) -> None:
    assert dollars(value, period) == written


def test_counts_and_shares_are_written_plainly() -> None:
    assert (number(3_379_720), number(0)) == ("3,379,720", "0")
    assert (percent(4.9), percent(33.0), percent(-36.1), percent(0)) == ("4.9%", "33%", "-36.1%", "0%")


def test_a_figure_is_its_value_its_bound_or_nothing(row: Wage) -> None:
    known = replace(row, values={"annual_p50": 90_000.0}, top_coded=frozenset({"annual_p90", "hourly_p90"}))
    assert pay(known, "p50") == "$90,000"
    assert pay(known, "p90") == "at least $239,200"
    assert pay(known, "p90", "hourly") == "at least $115.00"
    assert pay(known, "p10") is None


@pytest.mark.parametrize(
    ("values", "top_coded", "best", "annual"),
    [
        ({"annual_p50": 90_000.0, "hourly_p50": 43.0}, (), "$90,000 a year", True),
        ({"hourly_p50": 43.0}, (), "$43.00 an hour", False),
        ({}, ("annual_p50", "hourly_p50"), "at least $239,200 a year", True),
        ({"annual_mean": 90_000.0}, (), None, False),
        ({}, (), None, False),
    ],
)
def test_pay_is_told_by_the_year_where_that_is_published(
    row: Wage, values: dict[str, float], top_coded: tuple[str, ...], best: str | None, annual: bool
) -> None:
    known = replace(row, values=values, top_coded=frozenset(top_coded))
    assert (best_pay(known), has_annual(known)) == (best, annual)


def test_the_nation_is_called_by_its_name_in_a_sentence() -> None:
    assert in_place(Area(NATION, "nation", None, "National")) == "in the United States"
    assert in_place(Area("4800000", "state", "TX", "Texas")) == "in Texas"


def test_what_is_named_is_shown_as_it_was_typed_but_safely() -> None:
    typed = [LinkedEntity("place", "Paris\u202e"), LinkedEntity("place", "New\nYork")]
    assert names_of(typed) == "Paris and New York"
