"""Places that NLU marks in a message and does not all know by name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.questions.message import TaggedSpan
from actions.questions.places.tagged_places import with_tagged_places
from tests.actions.asking import message


@pytest.mark.parametrize(
    ("places", "known", "read"),
    [
        ("LA and sacramento", "LA", ["LA", "sacramento"]),
        ("texas vs ohio", "texas", ["texas", "ohio"]),
        ("New Orleans, LA", "New Orleans LA", ["New Orleans LA"]),
        ("fnord", "", []),
        ("college", "", []),
    ],
)
def test_every_marked_place_is_named(datasets: Connection, places: str, known: str, read: list[str]) -> None:
    named = [("place", known, known)] if known else []
    typed = message("salary", *named, text=f"pay in {places}")  # type: ignore[arg-type]
    span = TaggedSpan(7, 7 + len(places), "place", 0.99)
    assert with_tagged_places(datasets, replace(typed, tagged=(span,))).values("place") == read
