"""What is held on the work of an occupation that says whether it takes something."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from knowledge.queries.lexical import content_words
from knowledge.queries.work_held import WorkHeld, held_on_work

ARCHITECT = "17-1011.00"


def held(connection: Connection, asked: str, code: str = ARCHITECT) -> WorkHeld | None:
    return held_on_work(connection, code=code, asked=asked, words=content_words(asked))


def test_a_duty_with_all_the_words_says_it(datasets: Connection) -> None:
    found = held(datasets, "draw plans")
    assert found and found.done and found.done.text.startswith("Draw plans to scale")


def test_where_none_says_it_the_nearest_in_meaning_is_told_with_its_cosine(datasets: Connection) -> None:
    found = held(datasets, "sketch houses")
    assert found and found.done is None and found.nearest
    assert -1 <= found.similarity <= 1 and found.count == 8


@pytest.mark.parametrize(
    ("asked", "element"), [("math", "Mathematics"), ("writing", "Writing"), ("ma", None)]
)
def test_a_rating_is_called_by_its_name_in_short(
    datasets: Connection, asked: str, element: str | None
) -> None:
    found = held(datasets, asked)
    assert found and (found.rated.element if found.rated else None) == element


def test_of_an_occupation_without_duties_nothing_is_held(datasets: Connection) -> None:
    assert held(datasets, "draw", "55-1011.00") is None
    assert held(datasets, "they") is None
