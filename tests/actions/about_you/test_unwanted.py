"""What is told as not wanted is found, and is never what somebody aims at."""

from __future__ import annotations

import pytest

from actions.about_you.reader import aims_of
from actions.about_you.unwanted import is_unwanted, wanted_words, without_unwanted
from actions.questions.message import UserMessage
from tests.actions.about_you.test_tagged import marked

UNWANTED = {
    "i dont wanna sit in a class for 4 years. what should i look at": "class",
    "no way im going back to truck driving, i like math": "truck",
    "law school is out of the question. what now": "law",
    "i refuse to go to medical school. i like biology": "medical",
    "i hated selling cars but i like spreadsheets": "cars",
    "no desire to be a loan officer. what else": "loan",
    "not going to be a nurse, something with plants": "nurse",
}


@pytest.mark.parametrize(("text", "word"), UNWANTED.items())
def test_what_is_not_wanted_is_taken_away_to_the_end_of_its_clause(text: str, word: str) -> None:
    left = without_unwanted(text)
    assert word in text
    assert word not in left
    assert text.endswith(left.rsplit(maxsplit=1)[-1])


@pytest.mark.parametrize(
    "text",
    [
        "why not become a nurse",
        "i dont want to give up nursing",
        "i never thought of nursing",
        "i dont mind school",
        "not sure if i should be a nurse",
    ],
)
def test_what_only_sounds_like_a_refusal_stays(text: str) -> None:
    assert without_unwanted(text) == text


def test_words_that_a_tag_marks_as_not_wanted_are_taken_away() -> None:
    message = marked("[med school]{refused} ain't happening. biology though")
    assert "med school" not in wanted_words(message)
    assert is_unwanted(message, "med school")
    assert not is_unwanted(message, "biology")


def test_nobody_aims_at_what_they_refuse() -> None:
    assert not aims_of(UserMessage("I don't want to become a bus driver", "career_change"))
    assert aims_of(UserMessage("I want to become a bus driver", "career_change")) == ["bus driver"]
