"""All occupations together, of which BLS publishes a total."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from sqlalchemy.engine import Connection

from tests.actions.asking import Talk, told
from tests.actions.datasets.figures import NURSE, TEXAS, area, lead, one, release, usd

Begin = Callable[..., Talk]
ALL = "00-0000"
published = pytest.mark.usefixtures("published_wages")


def total(connection: Connection, place: str = "0000000") -> Mapping[str, Any]:
    statement = "SELECT * FROM wage WHERE code = :code AND area_code = :area AND industry_code = ''"
    return one(connection, statement, code=ALL, area=place)


@published
@pytest.mark.parametrize(
    "text", ["what does the median worker make, all jobs together", "what do all workers earn?"]
)
def test_the_pay_of_all_occupations_is_that_of_the_total(
    talk: Begin, datasets: Connection, text: str
) -> None:
    reply = talk().ask("salary", ("occupation", "worker", "worker"), text=text)
    median = usd(total(datasets)["annual_p50"])
    assert lead(reply) == (
        f"All occupations together in the United States earn a median of {median} a year"
        f" (BLS, {release(datasets)})."
    )


@published
def test_the_total_is_held_by_place_and_leaves_the_occupation_under_discussion(
    talk: Begin, datasets: Connection
) -> None:
    conversation = talk()
    conversation.ask("salary", NURSE, text="what do nurses earn?")
    conversation.ask("salary", text="and all workers together?")
    reply = conversation.ask("what_about", TEXAS, text="in Texas?")
    assert usd(total(datasets, area(datasets, "Texas"))["annual_p50"]) in lead(reply)
    assert conversation.state.occupations == (NURSE[1],)


def test_the_growth_of_all_occupations_is_compared_with_nothing(talk: Begin) -> None:
    reply = talk().ask("outlook", text="how fast do all occupations grow?")
    assert lead(reply).startswith("Employment of all occupations together is projected to grow by")
    assert "as all occupations together" not in told(reply)


def test_the_first_of_all_occupations_is_no_total(talk: Begin) -> None:
    reply = talk().ask("occupation_search", text="which of all occupations pays most?")
    assert "together" not in lead(reply)
