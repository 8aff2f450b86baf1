"""Whether the best fact says yes or no to a question, and the second one that may be meant as well."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from tests.actions.asking import Talk, told


@pytest.mark.parametrize(
    ("topic", "text", "begins"),
    [
        ("collaboration", "do they have to speak in front of shareholders?", "Yes. "),
        ("outlook", "is demand for machine learning engineers falling?", "No. "),
        ("education_shares", "do most of them have a doctorate?", "No"),
        ("education_shares", "is the master's the most common degree among them?", "Yes"),
    ],
)
def test_what_a_fact_decides_is_said_first(
    connection: Connection, topic: str, text: str, begins: str
) -> None:
    assert told(Talk(connection).ask(topic, text=text, confidence=0.95)).startswith(begins)


def test_what_no_fact_decides_is_not_said(connection: Connection) -> None:
    reply = told(Talk(connection).ask("working_hours", text="do they work on weekends?", confidence=0.95))
    assert not reply.startswith(("Yes", "No"))


def test_two_facts_of_which_either_may_be_meant_are_told_in_the_first_line(connection: Connection) -> None:
    asked = "What are they supposed to do to the algorithms after building them?"
    first = told(Talk(connection).ask("algorithms", text=asked, confidence=0.77)).split("\n")[0]
    assert "create algorithms" in first and "into production" in first
