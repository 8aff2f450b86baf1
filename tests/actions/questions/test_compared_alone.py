"""A doubtful comparison that names one occupation alone."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.compared_alone import read_one_comparison
from actions.questions.message import ParsedEntity, UserMessage
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


@pytest.mark.parametrize(("titles", "parts"), [(("bakers",), 2), (("bakers", "cooks"), 0), ((), 0)])
def test_what_is_asked_of_one_of_those_compared_stays_apart(titles: tuple[str, ...], parts: int) -> None:
    named = tuple(ParsedEntity("occupation", title, title) for title in ("bakers", "cooks"))
    behind = tuple(one for one in named if one.value in titles)
    told = (UserMessage("bakers or cooks", "comparison", named), UserMessage("their tools", "tools", behind))
    message = UserMessage("bakers or cooks, and their tools", "comparison", named, parts=told)
    assert len(read_one_comparison(message).parts) == parts
