"""Content words alone are kept of what people like, can do or studied."""

from __future__ import annotations

import pytest

from actions.about_you.kept import trimmed

KEPT = {
    # hedges at either end, and within
    "science i guess": "science",
    "math kinda": "math",
    "maybe music": "music",
    "history i suppose": "history",
    "cooking or whatever": "cooking",
    "biology and stuff": "biology",
    "drawing sort of": "drawing",
    # a preposition without its noun, a pronoun or an article before it
    "making things with": "making things",
    "the law": "law",
    "my dogs": "dogs",
    "being outside": "outside",
    # nothing is taken away from what names something
    "fixing stuff": "fixing stuff",
    "working with animals": "working with animals",
    "high voltage": "high voltage",
    "pain management": "pain management",
    "back office": "back office",
    "heart surgery": "heart surgery",
}
NOT_KEPT = (
    *("this degree", "that", "this", "it", "this field", "those things", "a degree", "my major"),
    *("high school", "middle school", "college", "school", "the university"),
    *("i guess", "whatever", "stuff", "probably"),
    *("bad back", "a bad back", "bum knees", "arthritis", "my knee problems", "a herniated disc", "ptsd"),
)


@pytest.mark.parametrize(("item", "kept"), KEPT.items())
def test_hedges_and_fillers_are_trimmed(item: str, kept: str) -> None:
    assert trimmed(item) == kept


@pytest.mark.parametrize("item", NOT_KEPT)
def test_what_names_nothing_is_not_kept(item: str) -> None:
    assert trimmed(item) == ""
