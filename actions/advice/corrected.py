"""What somebody denies of the list of what is known of them: "5 is wrong, drop the last one"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy.engine import Connection

from actions.about_you.notes import Note, note_texts
from actions.about_you.patterns import pattern, tree
from actions.advice.described import described
from actions.answer import ListBlock
from actions.composition.compose import Reply
from actions.messages import message as text_of
from actions.person import Person
from actions.questions.blanking import blanked
from actions.questions.message import UserMessage

_CLAUSES = re.compile(r"[^.,;!?]+")
_LAST = "last"


def with_profile(reply: Reply) -> Reply:
    """Return a reply whose state holds the lines of what is known of the person, if it shows them."""
    listed = [one for one in reply.answer.blocks if isinstance(one, ListBlock)]
    shown = next((one.items for one in listed if one.title == text_of("about_you.list")), ())
    if shown == reply.state.profile:
        return reply
    return replace(reply, state=replace(reply.state, profile=shown))


def denied_lines(message: UserMessage, lines: Sequence[str]) -> tuple[list[str], UserMessage]:
    """Return the lines that a message denies by their numbers, and the message without the words that do."""
    text = message.text.casefold()
    found: dict[str, None] = {}
    spans = []
    anywhere = pattern("line_denied").search(text) is not None
    for clause in _CLAUSES.finditer(text):
        numbers = list(pattern("line_named").finditer(clause[0]))
        here = pattern("line_denied").search(clause[0]) or pattern("line_denied_too").search(clause[0])
        named = [line for one in numbers if (line := _line(one, lines))]
        if named and anywhere and (here or pattern("line_alone").fullmatch(clause[0])):
            found.update(dict.fromkeys(named))
            spans.append((clause.start(), clause.start() + _end(clause[0], numbers)))
        elif found and pattern("line_denied").search(clause[0]):
            spans.append(clause.span())  # "…, take those out"
    return list(found), blanked(message, spans)


def _line(number: re.Match[str], lines: Sequence[str]) -> str | None:
    said = number["digit"] or number["bare"] or number["ordinal"]
    if said == _LAST:
        return lines[-1]
    place = int(said) if said.isdigit() else int(tree()["line_ordinals"][said])
    return lines[place - 1] if 1 <= place <= len(lines) else None


def _end(clause: str, numbers: Sequence[re.Match[str]]) -> int:
    """Return where the words that deny a line end: "5 is wrong" of "5 is wrong I don't want to cook"."""
    ends = [one.end() for one in pattern("line_denied").finditer(clause)]
    too = [one.end() for one in pattern("line_denied_too").finditer(clause)]
    return max([*ends, *too, *(one.end() for one in numbers)])


def without_lines(connection: Connection, person: Person, lines: Sequence[str]) -> Person:
    """Return a person without what some lines of the list tell."""
    lost: dict[str, Any] = {}
    for one in fields(Person):
        value = getattr(person, one.name)
        alone = replace(Person(), **{"studying": person.studying, one.name: value})
        told = described(connection, alone) if value != one.default else []
        if set(told) & set(lines):
            lost[one.name] = one.default
    return replace(person, **lost)


def notes_without(notes: Sequence[Note], lines: Sequence[str]) -> tuple[Note, ...]:
    """Return the notes without those that some lines tell."""
    return tuple(one for one in notes if not set(note_texts([one])) & set(lines))
