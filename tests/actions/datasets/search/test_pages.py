"""Which places of an order a search asks for."""

from __future__ import annotations

import pytest

from actions.datasets.search.pages import Places, places_in, points_at_one


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("top 10 jobs", Places(count=10)),
        ("ten best paid jobs", Places(count=10)),
        ("the top twelve", Places(count=12)),
        ("which 3 jobs pay most?", Places(count=3)),
        ("top 50 jobs", Places(count=20)),
        ("show me 7 to 10", Places(6, 4)),
        ("7-10", Places(6, 4)),
        ("the next ones", Places(goes_on=True)),
        ("next 5", Places(count=5, goes_on=True)),
        ("thats only 6", Places(goes_on=True)),
        ("what does the first one pay?", Places()),
        ("the last one", Places()),
        ("jobs over 5% growth", Places()),
        ("only 2 years of school", Places()),
        ("jobs paying 50 to 60k", Places()),
        ("between 50 and 60 dollars", Places()),
    ],
)
def test_a_number_names_how_many_or_which_places(text: str, places: Places) -> None:
    assert places_in(text) == places


def test_one_place_of_a_list_is_no_number_of_places() -> None:
    assert points_at_one("what does the first one pay?")
    assert not points_at_one("the first two, by pay")
