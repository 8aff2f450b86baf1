"""A state that stands anywhere in a question about an occupation."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.places.state_in_words import with_state_in_words
from tests.actions.asking import message

NURSES = ("occupation", "29-1141.00", "nurses")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("how many nurses does ohio have", ["ohio"]),
        ("nurses who work out of west virginia: how many", ["west virginia"]),
        ("does new mexico pay nurses well?", ["new mexico"]),
        ("how many nurses work or teach", []),
        ("do nurses in or out of hospitals earn more", []),
    ],
)
def test_the_full_name_of_a_state_is_a_place(datasets: Connection, text: str, place: list[str]) -> None:
    assert with_state_in_words(datasets, message("outlook", NURSES, text=text)).values("place") == place


def test_nothing_is_added_to_a_place_or_where_no_occupation_is_named(datasets: Connection) -> None:
    placed = message("salary", NURSES, ("place", "Reno", "Reno"), text="nurses in Reno, nevada")
    alone = message("greet", text="greetings out of texas")
    assert with_state_in_words(datasets, placed) == placed
    assert with_state_in_words(datasets, alone) == alone
