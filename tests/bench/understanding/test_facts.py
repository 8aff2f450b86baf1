"""Reading the sets and finding facts in texts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench.understanding.facts import (
    CONVERSATIONS,
    QUESTIONS,
    FactQuestion,
    Turn,
    mistyped_questions,
    read_conversations,
    read_questions,
    tells,
)

ASKED = FactQuestion("what do they earn?", expect=("118",))


@pytest.mark.parametrize(
    ("text", "element", "told"),
    [
        ("They deploy models.", "production|DEPLOY", True),
        ("They train models.", "production|deploy", False),
        ("$118,000 a year", "118", True),
        ("$1,118 a year", "118", False),
        ("120,000 people", "12", False),
        ("85% of them", "5%", False),
        ("about 5% of them", "5%", True),
        ("AI everywhere", " ai ", True),
        ("They maintain it.", " ai ", False),
        ("interpretability", "interpret", True),
        ("pre‑process\ndata", "pre-process data", True),
        ("they don’t", "n't", True),
        ("C++ helps", "c++", True),
    ],
)
def test_an_element_is_told_by_any_of_its_alternatives(text: str, element: str, told: bool) -> None:
    assert tells(text, [element]) is told


def test_every_element_has_to_be_told() -> None:
    assert tells("data science and engineering", ["data science", "engineering|software"])
    assert not tells("data science alone", ["data science", "engineering|software"])
    assert tells("anything", [])


def test_typing_errors_are_made_in_questions_without_errors_that_articles_answer() -> None:
    (one,) = mistyped_questions([ASKED, replace(ASKED, form="typo"), FactQuestion("nurses?", refuse=True)])
    assert one.mistyped
    assert one.text != ASKED.text
    assert replace(one, text=ASKED.text, mistyped=False) == ASKED


def test_questions_and_conversations_are_read_by_set(tmp_path: Path) -> None:
    question = '- {text: "what do they earn?", expect: ["118"], form: question}\n'
    conversation = '- name: "pay"\n  steps:\n    - {say: "pay?", forbid: ["85"], refuse: true}\n'
    for name in QUESTIONS:
        (tmp_path / f"{name}.yml").write_text(question, encoding="utf-8")
    for name in CONVERSATIONS:
        (tmp_path / f"{name}.yml").write_text(conversation, encoding="utf-8")
    assert read_questions(tmp_path) == {name: [ASKED] for name in QUESTIONS}
    for (one,) in read_conversations(tmp_path).values():
        assert one.name == "pay"
        assert one.turns == (Turn("pay?", forbid=("85",), refuse=True),)
