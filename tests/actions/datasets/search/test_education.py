"""Which levels of education a search names."""

from __future__ import annotations

import pytest

from actions.datasets.search.education import BELOW_ASSOCIATE, HIGH_SCHOOL, education_of


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("with a bachelor's or a master's", (5, 6)),
        ("jobs without a degree", BELOW_ASSOCIATE),
        ("with a high school diploma", HIGH_SCHOOL),
        ("that take 4 years", (5,)),
        ("a 2 year degree, no bachelor's", (4,)),
        ("best paid jobs", ()),
        ("that you don't need a college degree for", BELOW_ASSOCIATE),
        ("a job without even a HS diploma", (0,)),
        ("degree not required", BELOW_ASSOCIATE),
        ("needs a bachelor's, not a master's", (5,)),
        ("no more than a high school diploma", HIGH_SCHOOL),
    ],
)
def test_levels_are_named_by_a_degree_or_by_years(text: str, levels: tuple[int, ...]) -> None:
    assert education_of(text) == levels


def test_who_has_some_college_may_do_what_takes_less() -> None:
    assert education_of("office jobs w some college that grow") == (0, 1, 2)
    assert education_of("jobs that need some college") == (2,)
