"""What is denied by its number in the list of what is known of a person."""

from __future__ import annotations

import pytest

from actions.advice.corrected import denied_lines
from actions.questions.message import UserMessage

LINES = ("You work as a cook", "You are in Ohio", "You like tiles", "You know Excel", "You want pay")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2 is wrong and number 4 too, take those out", [2, 4]),
        ("5 is wrong I don't want to cook, 3 is wrong too, now which jobs fit?", [5, 3]),
        ("delete the third one", [3]),
        ("drop the last one", [5]),
        ("the first one isn't true", [1]),
        ("number 9 is wrong", []),
        ("I want 5 days a week", []),
        ("forget that I have 4 years", []),
        ("which of the first two pays more?", []),
    ],
)
def test_lines_are_denied_by_their_numbers(text: str, numbers: list[int]) -> None:
    lines, _rest = denied_lines(UserMessage(text=text, intent="deny"), LINES)
    assert lines == [LINES[one - 1] for one in numbers]


def test_what_is_asked_behind_the_numbers_is_left() -> None:
    message = UserMessage(text="2 is wrong, 3 is wrong too. Which jobs fit?", intent="deny")
    _lines, rest = denied_lines(message, LINES)
    assert rest.text.strip(" ,.") == "Which jobs fit?"
