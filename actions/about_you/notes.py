"""What people tell of themselves that no occupation is ranked by: kept in their words, and said back only.

A note is a kind of ``notes.yml`` and what was told. Notes stay with the conversation, beside the person:
nothing that advises reads them. Pay is held against that of an occupation where that is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from actions.about_you.patterns import pattern
from actions.about_you.told import plain_text
from actions.messages import message as text_of
from actions.questions.cues import clauses, contains
from actions.questions.message import UserMessage
from actions.questions.wording import quantity_of, rate_of_pay
from knowledge.terms import normalise

FILE = Path(__file__).with_name("notes.yml")
MOST_NOTES = 8
YOUNGEST, OLDEST = 14, 90
AGE, PAY, OFFER = "age", "pay", "offer"
_LAST_COUNTS = (AGE, PAY, OFFER)  # kinds
Note = tuple[str, str]


def notes_in(message: UserMessage) -> list[Note]:
    """Return the notes that a message tells, in the person's words."""
    if message.is_payload or pattern("forgets").search(plain_text(message).text):
        return []
    text = message.text.replace("’", "'")
    found = [
        (kind, " ".join(one["value"].split()))
        for kind, patterns in _kinds()
        for written in patterns
        for one in written.finditer(text)
    ]
    offered = {value for kind, value in found if kind == OFFER}
    told = [one for one in dict.fromkeys(found) if not (one[0] == PAY and one[1] in offered)]
    return [one for one in told if _is_told(one, text)]


def _is_told(note: Note, text: str) -> bool:
    """Return whether a note says what it seems to: an age, or pay that somebody gets and not wants."""
    kind, value = note
    if kind == PAY:
        return rate_of_pay(value) is not None and any(
            _tells_own_pay(one) for one in clauses(text) if value in " ".join(one.split())
        )
    if kind == OFFER:
        return quantity_of(value) is not None
    return kind != AGE or YOUNGEST <= int(value) <= OLDEST


def _tells_own_pay(clause: str) -> bool:
    """Return whether a clause with pay tells that of oneself: "I get 20/hr", "making 20/hr", no question."""
    own = contains("first_person", clause) or contains("tells_pay", clause)
    return own and not contains("tells_no_pay", clause)


def notes_after(message: UserMessage, before: Sequence[Note]) -> tuple[Note, ...]:
    """Return the notes that are kept after a message."""
    new = notes_in(message)
    last = {kind: next((one for one in new if one[0] == kind), None) for kind in _LAST_COUNTS}
    kept = [one for one in before if not last.get(one[0])]
    rest = [one for one in new if one[0] not in _LAST_COUNTS]
    return tuple(dict.fromkeys((*kept, *filter(None, last.values()), *rest)))[-MOST_NOTES:]


def without_notes(notes: Sequence[Note], words: str) -> tuple[Note, ...]:
    """Return the notes without those that words name, by what was told or by their kind: "forget my age"."""
    said = f" {normalise(words)} "
    return tuple(
        (kind, value)
        for kind, value in notes
        if f" {normalise(value)} " not in said
        and not any(f" {one} " in said for one in _file()[kind]["called"])
    )


def note_texts(notes: Sequence[Note]) -> list[str]:
    """Return the notes in sentences, such as "You told me your age: 29"."""
    return [text_of(f"about_you.note.{kind}", value=value) for kind, value in notes]


@cache
def _file() -> dict[str, dict[str, Any]]:
    tree: dict[str, dict[str, Any]] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return tree


@cache
def _kinds() -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    return tuple(
        (kind, tuple(re.compile(str(written), re.IGNORECASE) for written in one["told"]))
        for kind, one in _file().items()
    )
