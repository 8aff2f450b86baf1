"""Which occupation a word means by which somebody calls it: "the fraud one", "teaching it"."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from knowledge.queries.everyday_work import occupation_codes_of_fields
from knowledge.queries.nearest_occupations import nearest_occupations
from knowledge.queries.occupation_search import EDUCATION
from knowledge.queries.occupations import get_occupation
from knowledge.queries.onet import related, titles_of
from knowledge.queries.projections import projection_of
from knowledge.queries.titles import bearers_of_words, named_with

MEANT = 0.8  # similarity from which an occupation is meant by words that are in none of its titles
TAUGHT = 0.65  # … and by the words for those who teach some work
NEAREST = 5  # to the words for those who teach some work
TITLES = 12  # of an occupation, by which those are looked up who teach it
_MAJOR_GROUP = 2  # characters of a code that name its group
_OF_ANOTHER_KIND = "99.00"  # how the code ends of those of another kind
_OF_TRADES = "25-1194.00"  # who teach work that is learned below a bachelor's degree
_BACHELOR = EDUCATION.index("Bachelor's degree")
_TEACHERS = "25-"
_TEACHER = "{title} instructor"


def occupation_meant(
    connection: Connection, words: str, listed: Sequence[str], talked_of: Sequence[str], *, by_name: bool
) -> str | None:
    """Return the code of the occupation that some words mean; None where none is near.

    What is called so comes before what has such a title; of either, what was listed comes first, then what is
    related to what was talked about, then what is of its group.

    Args:
        connection: to the knowledge base.
        words: in normal form.
        listed: the codes of the list that was shown.
        talked_of: the codes of one's own occupation and of the last ones, the nearest first.
        by_name: whether only what is called so is meant, and not what has such a title or does such work.
    """
    parts = tuple(words.split())
    named = [one.code for one in named_with(connection, word=parts[0])] if len(parts) == 1 else []
    named = [one for one in named if not one.endswith(_OF_ANOTHER_KIND)]
    field = occupation_codes_of_fields(connection, phrases=(words,)).get(words)
    near, near_listed = _near(connection, talked_of), _near(connection, listed)
    places = (
        listed,
        talked_of,
        [field] if field else [],
        near,
        _alike(named, talked_of),
        near_listed,
        _alike(named, listed),
        named,
    )
    if found := next((one for place in places for one in place if one in (field, *named)), None):
        return found
    if by_name:
        return None
    bearers = bearers_of_words(connection, words=parts)
    by_title = next((one for place in (listed, near, near_listed) for one in place if one in bearers), None)
    if by_title or len(bearers) == 1:
        return by_title or bearers[0]
    nearest = next(iter(nearest_occupations(connection, text=words)), None)
    return nearest.code if nearest and nearest.similarity >= MEANT else None


def _near(connection: Connection, codes: Sequence[str]) -> list[str]:
    return [other.code for code in codes for other in related(connection, code=code)]


def _alike(found: Sequence[str], codes: Sequence[str]) -> list[str]:
    """Return those of some codes that are of the groups of others."""
    groups = {one[:_MAJOR_GROUP] for one in codes}
    return [one for one in found if one[:_MAJOR_GROUP] in groups]


def teacher_of(connection: Connection, key: str) -> str | None:
    """Return the code of those who teach the work of an occupation; None where none is near."""
    occupation = get_occupation(connection, key=key)
    if occupation is None or not occupation.code:
        return None
    titles = [occupation.name, *titles_of(connection, code=occupation.code, kind="reported")[:TITLES]]
    titles += titles_of(connection, code=occupation.code, kind="alternate")[:TITLES]
    texts = dict.fromkeys(_TEACHER.format(title=one.lower()) for one in titles)
    found = [one for text in texts for one in nearest_occupations(connection, text=text)[:NEAREST]]
    teach = [one for one in found if one.code.startswith(_TEACHERS) and one.similarity >= TAUGHT]
    best = max(teach, key=lambda one: one.similarity, default=None)
    if best:
        return best.code
    row = projection_of(connection, code=occupation.code[:7])
    entry = EDUCATION.index(row.education) if row and row.education else None
    return _OF_TRADES if entry is not None and entry < _BACHELOR else None
