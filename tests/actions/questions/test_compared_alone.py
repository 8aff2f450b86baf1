"""A doubtful comparison that names one occupation alone."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.state import ConversationState
from tests.actions.asking import question
from tests.actions.datasets.figures import WELDER


def topic_of(connection: Connection, text: str, **fields: object) -> str:
    asked = {"confidence": 0.4, "ranking": ("comparison", "interests"), **fields}
    return question(connection, "comparison", WELDER, text=text, **asked).topic_key  # type: ignore[arg-type]


def test_it_is_about_the_one_that_it_names(datasets: Connection) -> None:
    assert topic_of(datasets, "is a welder more alone or in a team? which skills count most") == "skills"
    assert topic_of(datasets, "is a welder rather a loner or a team player?") == "interests"


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("how does a welder differ from other roles", {}),
        ("is a welder better than an ML engineer", {}),
        ("welder or not", {"confidence": 0.9}),
        ("welder or not", {"state": ConversationState("salary", occupations=("47-2111.00",))}),
    ],
)
def test_a_comparison_stays_one(datasets: Connection, text: str, fields: dict[str, object]) -> None:
    assert topic_of(datasets, text, **fields) == "comparison"
