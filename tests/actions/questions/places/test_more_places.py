"""Places beside one that NLU marks."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.places.more_places import with_more_places
from tests.actions.asking import message


@pytest.mark.parametrize(
    ("text", "marked", "places"),
    [
        ("software developer salary in seattle vs austin", "seattle", ["seattle", "austin"]),
        ("electrician pay in ohio or texas", "ohio", ["ohio", "texas"]),
        ("new york vs california vs texas", "new york", ["new york", "california", "texas"]),
        ("welder wages portland vs seattle", "seattle", ["seattle", "portland"]),
        ("more in ohio than in nevada?", "ohio", ["ohio", "nevada"]),
        ("in Ohio, Texas and Utah", "Ohio", ["Ohio", "texas", "utah"]),
        ("nurse pay phoenix compared to tucson", "tucson", ["tucson", "phoenix"]),
    ],
)
def test_what_is_joined_to_a_place_is_one_too(
    datasets: Connection, text: str, marked: str, places: list[str]
) -> None:
    read = with_more_places(datasets, message("salary", ("place", marked), text=text))
    assert read.values("place") == places


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("nurses in ohio", "ohio"),
        ("in ohio and how many work there", "ohio"),
        ("in ohio or remote", "ohio"),
        ("in dallas and reading", "dallas"),
        ("in ohio, ok?", "ohio"),
        ("texas pays nurses well", "texas"),
    ],
)
def test_what_is_no_place_adds_none(datasets: Connection, text: str, marked: str) -> None:
    unread = message("salary", ("place", marked), text=text)
    assert with_more_places(datasets, unread) == unread


def test_without_a_place_none_is_looked_for(datasets: Connection) -> None:
    unread = message("salary", text="seattle vs austin")
    assert with_more_places(datasets, unread) == unread
