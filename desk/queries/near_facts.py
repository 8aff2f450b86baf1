"""The facts nearest to a message, by the ranking that answers it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from knowledge.queries.catalogue import find_row
from knowledge.queries.fact_ranking import rank_facts
from knowledge.queries.occupations import featured_occupation, get_occupation

SHOWN = 6


@dataclass(frozen=True)
class NearFact:
    """A row by its key, and what it says."""

    key: str
    text: str


def near_facts(connection: Connection, *, occupation: str, question: str) -> list[NearFact]:
    """Return the facts about an occupation that answer a message best, the best first.

    Args:
        connection: to the knowledge base.
        occupation: its key; by default the one that a question without an occupation is about.
        question: the message.
    """
    about = get_occupation(connection, key=occupation) if occupation else featured_occupation(connection)
    if about is None:
        return []
    found = rank_facts(connection, occupation=about.key, question=question, limit=SHOWN)
    facts = (fact_of(connection, one.key) for one in found.facts)
    return [one for one in facts if one is not None]


def fact_of(connection: Connection, key: str) -> NearFact | None:
    """Return a row about an occupation; None if there is none with this key."""
    row = find_row(connection, key=key)
    if row is None or not row.get("occupation"):
        return None
    said = row.get("text") or row.get("title") or row.get("aspect")
    return NearFact(key, str(said) if said else f"{row['measure']}: {row['value']:g} {row['unit']}")
