"""Teachers who are told by where they teach."""

from __future__ import annotations

import pytest

from actions.questions.titles.teaching import with_teachers_of_schools
from tests.actions.asking import message

DIPLOMA = ("degree", "high_school_diploma", "high school")


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "I'd teach art in a middle school or a high school",
            ["middle school teacher", "high school teacher"],
        ),
        ("she taught in a preschool, what is the pay?", ["preschool teacher"]),
        ("does teaching in an elementary school pay?", ["elementary school teacher"]),
    ],
)
def test_who_teaches_in_a_school_is_its_teacher(text: str, titles: list[str]) -> None:
    read = with_teachers_of_schools(message("salary", DIPLOMA, text=text))
    assert read.values("occupation") == titles
    assert bool(read.values("degree")) == ("high school" not in text)


@pytest.mark.parametrize(
    "text", ["is high school enough?", "who teaches ML?", "what do they teach in high school ML"]
)
def test_a_school_without_teaching_or_about_the_field_is_none_of_theirs(text: str) -> None:
    unread = message("education", DIPLOMA, text=text)
    assert with_teachers_of_schools(unread) == unread
