"""What no advice depends on is kept in the person's words, said back and forgotten."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.about_you.notes import MOST_NOTES, note_texts, notes_after, notes_in, without_notes
from actions.advice.about_you import about_you
from actions.composition.plain_text import render
from actions.questions.message import UserMessage
from actions.questions.reader import read_question
from actions.state import ConversationState
from tests.actions.asking import question


def said(text: str) -> UserMessage:
    return UserMessage(text, "about_you")


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("I'm 34, a mason", [("age", "34")]),
        ("They offered me 19.50 an hour", [("offer", "19.50 an hour")]),
        ("I got offered 52k as a clerk", [("offer", "52k")]),
        ("they want to pay me $17/hr", [("offer", "$17/hr")]),
        ("our family dairy farm is being sold", [("family_work", "our family dairy farm")]),
        ("yo! 31, baker, tired", [("age", "31")]),
        ("I am 45 years old and a cook", [("age", "45")]),
        ("I'm certified in rigging and scaffolding.", [("certificate", "rigging and scaffolding")]),
        ("I hold an MMC credential", [("certificate", "MMC credential")]),
        ("I'm ServSafe certified", [("certificate", "ServSafe certified")]),
        ("I have two kids and a dog", [("children", "two kids")]),
        ("I'd love to work w/ children", [("with_whom", "children")]),
        ("oh and no weekends please", [("times", "no weekends")]),
        ("I'm 15 minutes from Dallas", []),
        ("I'm 20 and 30 percent sure of it", []),
        ("do I need to be certified?", []),
        ("/career_fit", []),
        ("forget that I'm 34.", []),
    ],
)
def test_notes_are_read_in_the_words_of_the_person(text: str, notes: list[tuple[str, str]]) -> None:
    assert notes_in(said(text)) == notes


def test_the_last_age_counts_and_the_number_of_notes_is_limited() -> None:
    notes = notes_after(said("I'm 35 now"), [("age", "34"), ("times", "no weekends")])
    assert notes == (("times", "no weekends"), ("age", "35"))
    many = [("certificate", str(number)) for number in range(MOST_NOTES + 3)]
    assert len(notes_after(said("hi"), many)) == MOST_NOTES


def test_a_note_is_forgotten_by_its_kind_or_by_what_was_told() -> None:
    notes = (("age", "34"), ("certificate", "MMC credential"))
    assert without_notes(notes, "forget my age") == notes[1:]
    assert without_notes(notes, "forget the MMC credential") == notes[:1]
    assert without_notes(notes, "forget my place") == notes


def test_every_kind_has_a_sentence() -> None:
    kinds = ("age", "certificate", "children", "with_whom", "times")
    assert all("x1" in text for text in note_texts([(kind, "x1") for kind in kinds]))


def test_notes_are_said_back_and_forgotten_with_everything(datasets: Connection) -> None:
    state = read_question(datasets, said("I'm 34, no weekends"), ConversationState()).state
    assert state.notes == (("age", "34"), ("times", "no weekends"))
    shown = about_you(
        datasets, question(datasets, "about_you", text="what do you know about me?", state=state)
    )
    assert shown is not None
    assert "34" in render(shown.answer.blocks)
    assert "no weekends" in render(shown.answer.blocks)
    gone = about_you(datasets, question(datasets, "about_you", text="forget my age", state=state))
    assert gone is not None
    assert gone.state.notes == (("times", "no weekends"),)
    all_gone = about_you(datasets, question(datasets, "about_you", text="forget everything", state=state))
    assert all_gone is not None
    assert all_gone.state.notes == ()


def test_notes_outlast_a_turn() -> None:
    state = ConversationState(notes=(("age", "34"),))
    assert ConversationState.from_slot(state.as_slot()) == state
