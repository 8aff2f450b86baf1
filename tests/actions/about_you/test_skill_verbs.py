"""Which skill of O*NET what somebody did is."""

from __future__ import annotations

import pytest

from actions.about_you.skill_verbs import skills_of_deed


@pytest.mark.parametrize(
    ("deed", "skills"),
    [
        ("trained maybe 20 guys", ["Instructing"]),
        ("taught the newcomers", ["Instructing"]),
        ("fix all our conveyors", ["Repairing"]),
        ("did half my own repairs", ["Repairing"]),
        ("hired and trained my staff", ["Management of Personnel Resources", "Instructing"]),
        ("managed a team of 6", ["Management of Personnel Resources"]),
        ("wrote software for the shop", ["Programming"]),
    ],
)
def test_a_verb_stands_for_the_skill_that_its_phrases_name(deed: str, skills: list[str]) -> None:
    assert skills_of_deed(deed) == skills


@pytest.mark.parametrize(
    "deed", ["managed the whole show", "ran the numbers", "made good money", "got up early"]
)
def test_a_verb_of_several_skills_or_of_none_stands_for_none(deed: str) -> None:
    assert skills_of_deed(deed) == []
