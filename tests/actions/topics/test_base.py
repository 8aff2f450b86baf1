"""What every topic's handler shares."""

from __future__ import annotations

import pytest

from actions.topics.base import TopicHandler, covers_year
from knowledge.records import Row, Source

SOURCE = Source("almanac", "The Almanac", False, None, "2021", None, "almanac.txt", "public domain", None)


def row(as_of: str | None) -> Row:
    return Row("key", SOURCE, None, as_of, None)


@pytest.mark.parametrize(
    ("as_of", "year", "covered"),
    [
        ("2020", "2020", True),
        ("2020", "202", False),
        ("2020-2030", "2020", True),
        ("2020-2030", "2030", True),
        ("2020-2030", "2024", False),
        (None, "2020", False),
    ],
)
def test_a_row_holds_for_its_own_years_and_none_between(as_of: str | None, year: str, covered: bool) -> None:
    assert covers_year(row(as_of), year) is covered


def test_a_handler_that_fetches_and_decides_nothing_cannot_be_made() -> None:
    with pytest.raises(TypeError, match="decide, fetch"):
        TopicHandler()  # type: ignore[abstract]
