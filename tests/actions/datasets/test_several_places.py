"""One occupation in several places: which pays more, and how many work there, side by side."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from tests.actions.asking import Talk, told
from tests.actions.datasets.figures import CALIFORNIA, GERMANY, NURSE, TEXAS, area, lead, table, usd, wage

Begin = Callable[..., Talk]
pytestmark = pytest.mark.usefixtures("published_wages")
SACRAMENTO = ("place", "sacramento", "Sacramento")


def median(connection: Connection, name: str) -> str:
    return usd(wage(connection, NURSE, area(connection, name))["annual_p50"])


@pytest.mark.parametrize("intent", ["salary", "comparison"])
def test_the_place_that_pays_more_comes_first_with_both_figures(
    talk: Begin, datasets: Connection, intent: str
) -> None:
    reply = talk().ask(intent, NURSE, TEXAS, CALIFORNIA, text="do nurses earn more in Texas or California?")
    assert lead(reply).startswith(
        f"Registered nurses earn more in California: a median of {median(datasets, 'California')} a year,"
        f" against {median(datasets, 'Texas')} a year in Texas"
    )
    assert [row[0] for row in table(reply).rows] == ["Texas", "California"]
    assert (reply.answer.outcome, reply.answer.topic) == ("answered", "salary")


def test_people_employed_are_told_for_each_place(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask(
        "outlook", NURSE, TEXAS, CALIFORNIA, text="how many nurses work in Texas and California?"
    )
    for name in ("Texas", "California"):
        count = wage(datasets, NURSE, area(datasets, name))["employment"]
        assert f"{count:,.0f} in {name}" in lead(reply)


def test_a_city_and_its_state_are_one_place_and_what_has_no_wages_is_none(talk: Begin) -> None:
    city = talk().ask("salary", NURSE, SACRAMENTO, CALIFORNIA, text="nurse pay in Sacramento, California")
    assert lead(city).startswith("Registered nurses in Sacramento")
    assert "more in" not in told(
        talk().ask("salary", NURSE, TEXAS, GERMANY, text="nurses in Texas or Germany")
    )


def test_pay_by_the_hour_is_of_all_places_that_were_compared(talk: Begin) -> None:
    here = talk()
    here.ask("salary", NURSE, TEXAS, CALIFORNIA, text="do nurses earn more in Texas or California?")
    hourly = here.ask("working_hours", ("untold", "hourly"), text="both states hourly please", confidence=0.4)
    assert "an hour, against" in lead(hourly) and "in Texas" in lead(hourly)
