"""A list or a table stands behind a sentence that names what is in it."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from tests.actions.asking import Talk, told


@pytest.mark.parametrize(
    ("topic", "text", "begins", "names"),
    [
        ("skills", "Which skills do they need?", "The skills that", "strong programming skills"),
        ("duties", "What do they do?", "Machine learning engineers develop", "data pipelines"),
        ("programming_languages", "Which programming languages?", "The languages", "Python"),
        ("challenges", "Which challenges do they face?", "The challenges", "quality"),
    ],
)
def test_a_question_for_all_of_a_topic_is_answered_with_what_its_list_names(
    connection: Connection, topic: str, text: str, begins: str, names: str
) -> None:
    first = told(Talk(connection).ask(topic, text=text, confidence=0.95)).split("\n")[0]
    assert first.startswith(begins) and names.lower() in first.lower()


def test_a_list_that_its_first_line_tells_in_full_is_not_told_again(connection: Connection) -> None:
    text = told(Talk(connection).ask("skills", ("skill_kind", "soft"), text="soft skills"))
    assert text.lower().count("time management") == 1


def test_sentences_of_a_list_are_its_first_line(connection: Connection) -> None:
    text = told(Talk(connection).ask("work_environment", text="their work environment", confidence=0.95))
    assert text.startswith("As a rule, machine learning engineers have an office")
    assert text.count("have an office of their own") == 1
