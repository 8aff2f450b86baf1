"""Another occupation is held against the pay that somebody said to get, and not against the median alone."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.person import Person
from actions.policy import respond
from actions.state import ConversationState
from tests.actions.asking import message, told
from tests.actions.datasets.figures import NURSE, WELDER, wage


@pytest.mark.parametrize(("pay", "year"), [("$19 an hour", 39_520), ("120k a year", 120_000)])
def test_the_gap_to_the_pay_that_was_told_comes_first(datasets: Connection, pay: str, year: int) -> None:
    state = ConversationState(person=Person(occupation=WELDER[1]), notes=(("pay", pay),))
    asked = message("comparison", NURSE, WELDER, text="welder or nurse, who earns more?")
    there = wage(datasets, NURSE)["annual_p50"]
    more = "more" if there > year else "less"
    said = told(respond(datasets, asked, state))
    assert said.startswith(f"Next to the {pay} that you told me, ${year:,} a year, registered nurses")
    assert f"${abs(there - year):,.0f} {more}" in said
