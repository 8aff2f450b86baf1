"""A message that asks something and then tells of somebody else is two."""

from __future__ import annotations

from actions.questions.by_person import parts_by_person
from actions.questions.message import ParsedEntity, UserMessage


def said(text: str, *titles: str, intent: str = "definition") -> UserMessage:
    named = tuple(ParsedEntity("occupation", one, one, text.index(one)) for one in titles)
    return UserMessage(text, intent, named)


def test_each_half_is_read_by_itself() -> None:
    text = "tell me about baker. and my wife was a nurse, what about her"
    first, second = parts_by_person(said(text, "baker", "nurse"))
    assert (first.text.strip(), first.intent) == ("tell me about baker.", "definition")
    assert (second.text.strip(), second.intent) == ("and my wife was a nurse, what about her", "career_fit")


def test_a_message_about_one_person_is_whole() -> None:
    assert parts_by_person(said("my wife is a nurse. what about her", "nurse")) == []
    assert parts_by_person(said("ok thanks. my wife is a nurse, what about her", "nurse")) == []
    assert parts_by_person(said("tell me about baker. my dad was one, could i", "baker")) == []
