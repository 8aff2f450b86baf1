"""The occupations nearest to work that is told in everyday words."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from actions.thresholds import BESIDE_LAST, RARE_WORD_OF_TITLE, WORK_STANDS_OUT
from knowledge.queries.lexical import content_words
from knowledge.queries.nearest_occupations import NearOccupation, nearest_occupations
from knowledge.queries.onet import related
from knowledge.queries.titles import bearers_of_words
from knowledge.terms import normalise

_CONSIDERED = 8  # nearest by meaning, among which titles and the conversation decide
_RARE = 4  # occupations at the most whose titles have a word that tells one: "x-ray", but not "machine"


def nearest_work(
    connection: Connection, *, text: str, beside: str = "", apart: bool = False, limit: int = 3
) -> list[NearOccupation]:
    """Return the occupations nearest to some work, the nearest first.

    By meaning, by words that few titles have, and by what was talked about.

    Args:
        connection: to the knowledge base.
        text: what is done, or with what.
        beside: the code of the occupation that was talked about; what is related to it is likelier meant.
        apart: whether another one is asked for.
        limit: how many there are at the most.
    """
    found = nearest_occupations(connection, text=text, limit=_CONSIDERED)
    rare: set[str] = set()
    for word in normalise(text).split():
        bearers = bearers_of_words(connection, words=(word,)) if content_words(word) else []
        rare |= set(bearers) if len(bearers) <= _RARE else set()
    near = {one.code for one in related(connection, code=beside)} if beside else set()
    weighed = [
        NearOccupation(
            one.code,
            one.similarity + RARE_WORD_OF_TITLE * (one.code in rare) + BESIDE_LAST * (one.code in near),
        )
        for one in found
        if not (apart and one.code == beside)
    ]
    return sorted(weighed, key=lambda one: -one.similarity)[:limit]


def stands_out(found: Sequence[NearOccupation], least: float) -> bool:
    """Return whether the nearest occupation is near enough, and clearly nearer than the next one."""
    if not found or found[0].similarity < least:
        return False
    return len(found) == 1 or found[0].similarity - found[1].similarity >= WORK_STANDS_OUT
