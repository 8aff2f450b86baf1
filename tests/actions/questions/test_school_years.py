"""Years of school as the degree that takes so long."""

from __future__ import annotations

import pytest

from actions.questions.school_years import level_of_years

ASSOCIATE, BACHELOR = 4, 5


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("only ones that need 2 years of school", (ASSOCIATE,)),
        ("only the ones with 2 year degrees", (ASSOCIATE,)),
        ("ones that take 4 years", (BACHELOR,)),
        ("just the two-year ones", (ASSOCIATE,)),
        ("those needing four years of college", (BACHELOR,)),
        ("under 4 years of school", (0, 1, 2, 3, ASSOCIATE)),
        ("that take two years or less", (0, 1, 2, 3, ASSOCIATE)),
        ("at most 2 years of training", (0, 1, 2, 3, ASSOCIATE)),
        ("need 2 years of experience", ()),
        ("growing over the next 4 years", ()),
        ("ones that take 3 years", ()),
        ("number 2", ()),
    ],
)
def test_years_of_school_name_a_level_and_other_years_none(text: str, levels: tuple[int, ...]) -> None:
    assert level_of_years(text) == levels
