"""The occupations among several that BLS has no figures of, and with whom it counts them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.engine import Connection

from actions.answer import NoteBlock
from actions.formatting import joined
from actions.messages import message
from knowledge.queries.occupations import get_occupation
from knowledge.records import Occupation


def uncounted_notes(connection: Connection, occupations: Iterable[Occupation]) -> list[NoteBlock]:
    """Return a note on each occupation that no figure is of: with whom it is counted."""
    notes = []
    for one in occupations:
        found = (get_occupation(connection, key=code) for code in one.counted_with)
        others = [other.plural for other in found if other]
        if not one.code and others:
            notes.append(
                NoteBlock(message("data.counted_with", occupations=one.plural, others=joined(others)))
            )
    return notes
