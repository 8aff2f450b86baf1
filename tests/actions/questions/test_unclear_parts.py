"""Parts of a message that NLU does not understand."""

from __future__ import annotations

import pytest

from actions.questions.unclear_parts import read_unclear_parts
from tests.actions.asking import message

LAWYER = ("occupation", "lawyers", "lawyers")
PAY = message("salary", LAWYER, text="how much do lawyers make")


def test_a_part_whose_words_ask_for_a_topic_is_a_question_of_its_own() -> None:
    said = message(
        "salary", LAWYER, parts=(PAY,), unclear=("how long is the schooling", "which state i mean")
    )
    read = read_unclear_parts(said)
    assert [part.intent for part in read.parts] == ["salary", "education"]
    assert read.unclear == ("which state i mean",)
    assert read.parts[-1].values("occupation") == ["lawyers"]


def test_a_part_that_asks_nothing_stays_unclear() -> None:
    said = message("salary", LAWYER, parts=(PAY,), unclear=("school was long ago",))
    assert read_unclear_parts(said) == said


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("do they get tips", "salary"),
        ("has it changed since last year", "salary"),
        ("how old do you have to be", "unanswered_career_question"),
        ("is it dangerous", "unanswered_career_question"),
    ],
)
def test_a_part_on_what_is_not_held_is_a_question_all_the_same(text: str, topic: str) -> None:
    read = read_unclear_parts(message("salary", LAWYER, parts=(PAY,), unclear=(text,)))
    assert [one.intent for one in read.parts] == ["salary", topic] and not read.unclear
