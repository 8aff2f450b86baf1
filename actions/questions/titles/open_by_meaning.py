"""Which of the occupations that an open title may mean is told by what they do: "the one for blood tests"."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from actions.questions.cues import phrases
from actions.thresholds import OPEN_TITLE_IS_NEAR, OPEN_TITLE_STANDS_OUT
from knowledge.dataset_records import TitleMatch
from knowledge.queries.lexical import content_words
from knowledge.queries.nearest_occupations import NearOccupation, nearest_occupations
from knowledge.queries.titles import bearers_of_words, named_so, resolve_title
from knowledge.terms import normalise, singulars

_ALL = 5000  # more occupations than there are
FEWEST_NAMED_SO = 2  # occupations with a word in their names that come before the others with such titles


def likeliest_first(
    connection: Connection, title: str, candidates: Sequence[TitleMatch]
) -> Sequence[TitleMatch]:
    """Return what a title of one word may mean; first, where there are several, those that are named so.

    Some who sell in shops are assistants, but who asks about assistants means dental assistants first.
    """
    words = normalise(title).split()
    if len(words) != 1:
        return candidates
    found = {one.code: one for word in singulars(words[0]) for one in named_so(connection, word=word)}
    if len(found) < FEWEST_NAMED_SO:
        return candidates
    return (*found.values(), *(one for one in candidates if one.code not in found))


def nearest_meant(connection: Connection, title: str, text: str) -> list[NearOccupation]:
    """Return the occupations that may be meant by a title and come near to what a text tells of them.

    Those that are about as near as the nearest one, the nearest first; none where none is near.
    """
    said = " ".join(one for one in normalise(text).split() if one not in phrases("beside_a_chosen_title"))
    if not content_words(said) - content_words(title):
        return []
    matches = likeliest_first(connection, title, resolve_title(connection, title=title).matches)
    ranked = nearest_occupations(connection, text=said, limit=_ALL)
    words = tuple(singulars(normalise(title))[-1].split())
    # What is called so comes first, else what has some title with these words: "speech therapist".
    for codes in ({one.code for one in matches}, set(bearers_of_words(connection, words=words))):
        near = [one for one in ranked if one.code in codes and one.similarity >= OPEN_TITLE_IS_NEAR]
        if near:
            return [one for one in near if one.similarity > near[0].similarity - OPEN_TITLE_STANDS_OUT]
    return []
