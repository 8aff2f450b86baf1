"""Which of several occupations a title means, by other words of the message: "teacher … (elementary)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise, takewhile

from sqlalchemy.engine import Connection

from actions.questions.cues import numerals, phrases
from actions.questions.industry_words import usual_names, where_of_work
from actions.questions.question import LinkedEntity
from actions.questions.topic_cues import ALL_TOPICS_OF_CUES
from knowledge.dataset_records import TitleMatch
from knowledge.queries.lexical import content_words
from knowledge.queries.occupations import occupation_of_code
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.titles import KINDS, resolve_title
from knowledge.queries.wages import wages_by_industry
from knowledge.terms import normalise, singulars

LEADS = 2.0  # times as many people of one occupation as of the next in an industry make it the one meant
FEWEST_OF_RUN = 2  # words before a title
SHORTEST = 3  # letters of a word that tells which


def decided_by_words(
    connection: Connection, linked: Iterable[LinkedEntity], text: str
) -> tuple[LinkedEntity, ...]:
    """Return what is named, with titles of several occupations taken for the one that the text tells.

    A word of it makes the title one of its own ("social workers with kids"), or the industry that it names
    employs mostly one of them ("mechanics at car dealerships").
    """
    named = tuple(linked)
    titles = [one.typed for one in named if one.kind == "occupation"]
    if len(titles) != 1 or not any(one.candidates for one in named):
        return named
    return tuple(_decided(connection, one, text) if one.candidates else one for one in named)


def _decided(connection: Connection, one: LinkedEntity, text: str) -> LinkedEntity:
    code = (
        _by_words(connection, one, text)
        or _by_industry(connection, one.candidates, text)
        or _by_run(connection, one, text)
    )
    occupation = occupation_of_code(connection, code=code) if code else None
    return replace(one, occupation=occupation, candidates=()) if occupation else one


def _by_words(connection: Connection, one: LinkedEntity, text: str) -> str | None:
    """Return the code of the title that one word makes with the one that is named; None where several do."""
    title = singulars(normalise(one.typed))[-1]
    codes = {match.code for match in one.candidates if match.kind in KINDS}
    beside = re.sub(rf"\b{re.escape(one.typed)}s?\b", " ", text, flags=re.IGNORECASE)
    found = set()
    for word in _telling_words(beside):
        resolved = resolve_title(connection, title=f"{word} {title}")
        if resolved.clear and resolved.matches[0].code in codes:
            found.add(resolved.matches[0].code)
    return found.pop() if len(found) == 1 else None


def _by_run(connection: Connection, one: LinkedEntity, text: str) -> str | None:
    """Return the code of the title that several words make with the one behind them; None where none does.

    "A chip fab technician" has no title of just these words, but one with most of them.
    """
    typed, words = normalise(one.typed).split(), normalise(text).split()
    places = (at for at in range(len(words)) if words[at : at + len(typed)] == typed)
    for at in places:
        run = list(takewhile(_may_tell, reversed(words[:at])))[::-1]
        for first in range(len(run) - FEWEST_OF_RUN + 1):
            title = " ".join((*run[first:], *typed[:-1], singulars(typed[-1])[-1]))
            resolved = resolve_title(connection, title=title)
            if resolved.clear:
                return resolved.matches[0].code
    return None


def _may_tell(word: str) -> bool:
    """Return whether a word may be part of a title, as no word of a question nor of a level is."""
    plain = phrases("nobody_who_is_paid") | phrases("no_words_of_a_field") | _words_of_questions()
    return len(word) >= SHORTEST and word not in plain and bool(content_words(word))


def _telling_words(text: str) -> Iterator[str]:
    """Yield the words that may belong to a title, each in the singular, and what they stand for."""
    synonyms = phrases("words_for_children")
    words = normalise(text).split()
    for first, second in pairwise(words):
        if len(content_words(f"{first} {second}")) > 1:
            yield f"{first} {second}"  # "a teacher in high school"
    for word in words:
        if len(word) < SHORTEST or word in _words_of_questions() or not content_words(word):
            continue
        yield "child" if word in synonyms else singulars(word)[-1]


def _by_industry(connection: Connection, candidates: Sequence[TitleMatch], text: str) -> str | None:
    """Return the code of the occupation of which by far most work in the industry that a text names."""
    for name in usual_names(where_of_work(text))[:1]:
        counted = sorted(
            ((_employed(connection, one.code, name), one.code) for one in candidates), reverse=True
        )
        (most, code), (next_most, _code) = counted[0], (counted[1:] or [(0, "")])[0]
        if most and most >= LEADS * next_most:
            return code
    return None


def _employed(connection: Connection, code: str, industry: str) -> int:
    onet = onet_occupation_by_code(connection, code=code)
    if onet is None or not onet.has_own_wages or onet.wage_code is None:
        return 0
    rows = wages_by_industry(connection, code=onet.wage_code)
    return max(
        (row.employment or 0 for row in rows if row.industry and row.industry.name.startswith(industry)),
        default=0,
    )


@cache
def _words_of_questions() -> frozenset[str]:
    """Return the words that ask for something: "training for a manager" names no training manager."""
    topics = (cue for cue, _topic in ALL_TOPICS_OF_CUES)
    cues = ("words_of_topics", "search_words", *topics)
    words = {word for cue in cues for phrase in phrases(cue) for word in phrase.split()}
    return frozenset(words - phrases("words_for_children") | set(numerals("counted")))
