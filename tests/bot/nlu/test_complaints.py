"""Complaints about the last answer, beside which something is asked."""

from __future__ import annotations

import pytest

from actions.questions.asides import without
from bot.nlu.complaints import find_complaints

ASKED = "What do bakers earn?"


@pytest.mark.parametrize(
    "complaint",
    [
        "You didn't answer.",
        "u never answered my question.",
        "That's not what I asked!",
        "That wasn't my question.",
        "Forget it.",
        "No, you ignored me.",
        "ok whatever.",
        "Different question.",
    ],
)
def test_a_sentence_that_only_complains_is_found_beside_a_question(complaint: str) -> None:
    for typed in (f"{complaint} {ASKED}", f"{ASKED} {complaint}"):
        assert without(typed, find_complaints(typed)) == ASKED
    assert find_complaints(complaint) == []


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("you forgot the pay in Ohio", "the pay in Ohio"),
        ("ok you skipped the second bit: what am I missing", "what am I missing"),
        ("I asked about Dayton versus Toledo", "Dayton versus Toledo"),
        ("you didn't tell me how many there are", "how many there are"),
        ("And the second part, is it growing?", "is it growing?"),
        ("I wanted all three side by side", "all three side by side"),
    ],
)
def test_of_a_complaint_that_asks_no_more_than_its_opening_is_found(typed: str, asked: str) -> None:
    assert without(typed, find_complaints(typed)) == asked


@pytest.mark.parametrize(
    "typed",
    ["I wanted to be a nurse", "did you know that?", "I skipped school", "the first one", "you forgot it"],
)
def test_what_complains_of_nothing_stays(typed: str) -> None:
    assert find_complaints(typed) == []
