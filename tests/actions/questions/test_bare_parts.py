"""Several questions in a few words each."""

from __future__ import annotations

import pytest

from actions.questions.bare_parts import with_bare_parts
from tests.actions.asking import message

TAILOR = ("occupation", "tailor", "tailor")
OHIO = ("place", "Ohio", "Ohio")


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("tailor: wage? schooling?", ["salary", "education"]),
        ("tailor per hour, and is high school enough", ["salary", "education"]),
        ("tailor - skills; openings per year?", ["skills", "outlook"]),
        ("tailor in Ohio: pay and growth", ["salary", "outlook"]),
    ],
)
def test_each_question_is_a_part(text: str, topics: list[str]) -> None:
    told = with_bare_parts(message("salary", TAILOR, OHIO, text=text))
    assert [part.intent for part in told.parts] == topics
    assert all(part.values("occupation") == ["tailor"] for part in told.parts)
    assert all(part.values("place") == ["Ohio"] for part in told.parts)
    assert told.intent == topics[0]


@pytest.mark.parametrize(
    "text",
    [
        "what does a tailor earn, with a degree?",
        "tailor: wage?",
        "tailor: degree and training",  # which one answer tells
        "I am a tailor and want better pay, what training do I need",
        "tailor or cook, pay and growth compared",
    ],
)
def test_one_question_has_no_parts(text: str) -> None:
    assert with_bare_parts(message("salary", TAILOR, text=text)).parts == ()
