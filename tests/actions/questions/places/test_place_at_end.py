"""Places with which a few words end."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.places.place_at_end import with_place_at_end
from tests.actions.asking import message

BAILIFF = ("occupation", "33-3011.00", "bailiff")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("bailiff pay tx", "tx"),
        ("bailiff pay phx", "phx"),
        ("bailiff columbus ohio", "Columbus, OH"),
        ("bailiff new mexico?", "new mexico"),
        ("bailiff columbus ohio salary", "Columbus, OH"),
        ("what does a bailiff make", None),
        ("bailiff pay ok", None),
        ("bailiff pay nationally", None),
        ("is a bailiff pay me", None),
        ("how is a bailiff paid who works every second weekend in texas", None),  # what NLU reads by itself
    ],
)
def test_the_last_words_may_name_a_place(datasets: Connection, text: str, place: str | None) -> None:
    read = with_place_at_end(datasets, message("salary", BAILIFF, text=text))
    assert read.values("place") == ([place] if place else [])


def test_a_message_on_nothing_that_is_told_by_place_has_none(datasets: Connection) -> None:
    unread = message("greet", text="greetings from texas")
    assert with_place_at_end(datasets, unread) == unread
    marked = message("salary", BAILIFF, ("place", "ohio", "ohio"), text="bailiff ohio tx")
    assert with_place_at_end(datasets, marked) == marked
