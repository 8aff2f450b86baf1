"""The places that a message means which names none."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.places.places_meant import with_places_meant
from actions.state import ConversationState
from tests.actions.asking import message

NURSE = "29-1141.00"
TWO = ConversationState("salary", (NURSE,), mentions=(("place", "seattle"), ("place", "portland")))


@pytest.mark.parametrize(
    "text", ["hourly please", "both cities hourly i mean", "the top 10% in each", "which one pays more"]
)
def test_all_places_stay_where_another_figure_of_them_is_asked_for(datasets: Connection, text: str) -> None:
    found = with_places_meant(datasets, message("out_of_scope", text=text, confidence=0.3), TWO)
    assert (found.intent, found.values("place")) == ("salary", ["seattle", "portland"])


@pytest.mark.parametrize("text", ["what do they do", "which skills matter", "hourly in the whole country"])
def test_else_nothing_is_said_of_places(datasets: Connection, text: str) -> None:
    asked = message("duties", text=text)
    assert with_places_meant(datasets, asked, TWO) is asked


def test_those_that_were_compared_are_no_places(datasets: Connection) -> None:
    compared = ConversationState("salary", (NURSE,), mentions=(*TWO.mentions, ("occupation", "51-4121.00")))
    asked = message("salary", text="hourly please")
    assert with_places_meant(datasets, asked, compared) is asked
