"""The occupations and kinds of work among which somebody chooses."""

from __future__ import annotations

import pytest

from actions.advice.choice.kinds import Kind, joined_kinds
from actions.questions.message import UserMessage
from actions.questions.question import Question


def joined(text: str, *names: str, shown: tuple[str, ...] = ()) -> list[str]:
    kinds = [Kind(one, (one,), True, start=text.index(one), end=text.index(one) + len(one)) for one in names]
    return [one.typed for one in joined_kinds(Question(UserMessage(text, "")), kinds, shown)]


@pytest.mark.parametrize(
    "text",
    [
        "baker or cook?",
        "baker vs. a cook",
        "a baker, maybe a cook",
        "between baker and cook",
        "baker? cook?",
        "would baker be easier for me than a cook",
    ],
)
def test_what_is_held_against_one_another_is_chosen_among(text: str) -> None:
    assert joined(text, "baker", "cook") == ["baker", "cook"]


@pytest.mark.parametrize("text", ["baker? cook? come on", "a baker and a cook are the same"])
def test_what_was_shown_is_not_by_being_named_alone(text: str) -> None:
    assert joined(text, "baker", "cook", shown=("baker", "cook")) == []


def test_what_stands_apart_is_none_of_them() -> None:
    text = "no pilot please. for example baker or cook, which is faster"
    assert joined(text, "pilot", "baker", "cook") == ["baker", "cook"]
