"""Interests that a test found are explained, and lead to the occupations with interests like them."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.about_you.details import interests_told
from actions.policy import decide
from tests.actions.asking import question, told

TOLD = {
    "i took one of those tests and got social artistic investigative.": "SAI",
    "my holland code is ria": "RIA",
    "got cri on the holland test": "CRI",
    "im an sec type": "SEC",
    "career test said im artistic, social.": "AS",
    "i scored realistic and investigative on a career quiz": "RI",
}


@pytest.mark.parametrize(("text", "letters"), TOLD.items())
def test_interests_are_read_in_their_order(text: str, letters: str) -> None:
    found = sorted(interests_told(text), key=lambda one: -one[1])
    assert "".join(name[0].upper() for name, score in found if score) == letters


@pytest.mark.parametrize(
    "text", ["what is the sec", "i like social work", "what does irc mean", "i test software, its realistic"]
)
def test_other_words_tell_no_interests(text: str) -> None:
    assert interests_told(text) == ()


def test_they_are_explained_and_advised_by(datasets: Connection) -> None:
    text = "I took a test and got Social Artistic Investigative. what does that mean for jobs"
    reply = decide(datasets, question(datasets, "interests", text=text)).reply
    said = told(reply)
    assert said.startswith("Social (S): ")
    assert "come first for you" in said
    assert "your interests (social, artistic and investigative)" in said
    assert "creative work" not in said  # which a wish would filter by
