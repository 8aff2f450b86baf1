"""A question that supposes that a requirement can be skipped is answered with no in the first line."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from tests.actions.asking import Talk, told


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("coding_need", "can I be an ML engineer without coding?"),
        ("coding_need", "could someone become one who is bad at coding?"),
        ("mathematics", "can I become a machine learning engineer without maths?"),
    ],
)
def test_a_question_to_do_without_what_is_needed_is_answered_with_no(
    connection: Connection, topic: str, text: str
) -> None:
    reply = Talk(connection).ask(topic, text=text, confidence=0.95)
    assert told(reply).startswith("No. ")
    assert "Yes" not in told(reply)


def test_what_decides_is_told_once(connection: Connection) -> None:
    reply = Talk(connection).ask("mathematics", text="can I become one without maths?", confidence=0.95)
    decisive = told(reply).removeprefix("No. ").split("\n")[0]
    assert told(reply).count(decisive) == 1


@pytest.mark.parametrize(
    "text", ["do I need to code?", "how much coding is it?", "what is it without coding?"]
)
def test_other_questions_are_answered_as_ever(connection: Connection, text: str) -> None:
    reply = Talk(connection).ask("coding_need", text=text, confidence=0.95)
    assert not told(reply).startswith("No. ")


def test_what_will_do_instead_is_no_refusal(connection: Connection) -> None:
    text = "can I do it with no degree, only experience?"
    said = told(Talk(connection).ask("experience", text=text, confidence=0.73))
    assert said.startswith("Beside the typical degree, equivalent experience")


def test_one_of_several_degrees_that_will_do_can_be_done_without(connection: Connection) -> None:
    text = "can I be an ML engineer without a PhD?"
    said = told(Talk(connection).ask("education", ("degree", "phd"), text=text, confidence=0.95))
    assert not said.startswith("No")
