"""Occupations by what visitors type into a search box."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from bot.turns.message_text import is_storable
from knowledge.queries.occupation_list import all_occupations, occupations_by_code
from knowledge.queries.occupations import find_occupation
from knowledge.queries.titles import resolve_title
from knowledge.records import Occupation
from knowledge.terms import normalise

LONGEST = 100  # characters
SHOWN = 25


def clean_title(typed: str) -> str:
    """Return what was typed as a title: one bounded line; nothing if no database can store it."""
    line = " ".join(typed.split())[:LONGEST]
    return line if is_storable(line) else ""


def search_by_title(connection: Connection, *, title: str) -> list[Occupation]:
    """Return the occupations that a title may mean, the likeliest first, as the chat finds them.

    Those whose own name has words that begin as the title's do follow.
    """
    own = find_occupation(connection, term=title)
    codes = [match.code for match in resolve_title(connection, title=title).matches]
    found = [*([own] if own else []), *occupations_by_code(connection, codes=tuple(codes))]
    words = normalise(title).split()
    if words:
        found += [one for one in all_occupations(connection) if _has_words(one, words)]
    return list({one.key: one for one in found}.values())[:SHOWN]


def _has_words(occupation: Occupation, words: list[str]) -> bool:
    named = f"{normalise(occupation.name)} {normalise(occupation.plural)}".split()
    return all(any(name.startswith(word) for name in named) for word in words)
