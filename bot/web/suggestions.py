"""What somebody who types may be about to write: titles of occupations, and questions about one.

The names are read once for each version of the knowledge base and kept sorted, so a lookup needs no query.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from actions.composition.offers import topic_button
from actions.formatting import capitalised
from bot.web.versioned import Versioned
from knowledge.dataset_records import OnetOccupation, TitleMatch
from knowledge.queries.lexical import content_words
from knowledge.queries.occupations import list_occupations, topics_held, topics_of
from knowledge.queries.onet import onet_occupations
from knowledge.queries.titles import titles_of_kinds
from knowledge.queries.topics import get_topics
from knowledge.records import Occupation, Topic
from knowledge.terms import normalise

TITLES_SHOWN = 5
QUESTIONS_SHOWN = 3
QUESTION_TOPICS = ("salary", "duties", "education", "outlook")
FEWEST_LETTERS = 2  # of a title; after other words one more, as "do" and "as" begin titles too
MOST_WORDS = 5  # of what is typed that may begin a title
MOST_TITLES = 50_000  # the lightest beyond these are not suggested
CURATED = 200
LAST = "\U0010ffff"
# The weightiest first. Alternate titles, of which there are most, are seldom what somebody looks for.
SUGGESTED = ("occupation", "everyday", "reported", "short")
_ARTICLE = re.compile(r"\b(?:an?|one|every|each)\s+$", re.IGNORECASE)  # before a singular
_ENDED = re.compile(r"[?!.]\s*$")


@dataclass(frozen=True)
class Suggestion:
    """What is shown, what stands beside it, and what the text becomes when it is chosen."""

    kind: str  # "occupation" or "question"
    label: str
    detail: str
    value: str


@dataclass(frozen=True)
class Held:
    """An occupation, and the topics under which something is held for it."""

    occupation: Occupation
    topics: frozenset[str]


@dataclass(frozen=True)
class Titles:
    """Titles by weight, their places by each beginning in alphabetical order, and what is held of whom."""

    titles: tuple[TitleMatch, ...] = ()
    beginnings: tuple[str, ...] = ()
    places: tuple[int, ...] = ()
    held: Mapping[str, Held] = field(default_factory=dict)
    topics: tuple[Topic, ...] = ()

    def find(self, beginning: str) -> list[TitleMatch]:
        """Return titles with words that begin so, each occupation once, the weightiest first."""
        first = bisect_left(self.beginnings, beginning)
        last = bisect_left(self.beginnings, beginning + LAST, lo=first)
        found: dict[str, TitleMatch] = {}
        for place in sorted(set(self.places[first:last])):
            found.setdefault(self.titles[place].code, self.titles[place])
            if len(found) == TITLES_SHOWN:
                break
        return list(found.values())

    def suggest(self, typed: str) -> list[Suggestion]:
        """Return what may be meant by the last words that were typed, none after a full stop."""
        if _ENDED.search(typed):
            return []
        typed = typed.lstrip()
        words = list(re.finditer(r"\S+", typed))
        for word in words[-MOST_WORDS:]:
            head, tail = typed[: word.start()], normalise(typed[word.start() :])
            if len(tail) < FEWEST_LETTERS + bool(head) or not content_words(tail):
                continue
            if head and content_words(head.split()[-1]):  # what goes on with that word is no title
                continue
            if found := self.find(tail):
                titles = [_completed(head, one) for one in found]
                return [*titles, *([] if head else self._questions(found[0]))]
        return []

    def _questions(self, title: TitleMatch) -> list[Suggestion]:
        held = self.held.get(title.code)
        if held is None:
            return []
        asked = [topic_button(one, held.occupation).title for one in self.topics if one.key in held.topics]
        return [Suggestion("question", one, "", one) for one in asked[:QUESTIONS_SHOWN]]


def read_titles(connection: Connection) -> Titles:
    """Read the titles of all occupations, and what is held of these."""
    curated = list_occupations(connection, limit=CURATED)
    named = [
        TitleMatch(one.code or one.key, "occupation", name, one.name, one.plural, 0)
        for one in curated
        for name in (one.name, one.plural)
    ]
    titles = sorted([*named, *titles_of_kinds(connection, kinds=SUGGESTED)], key=_weight)[:MOST_TITLES]
    index = sorted((beginning, place) for place, one in enumerate(titles) for beginning in _beginnings(one))
    codes = tuple(sorted({one.code for one in titles}))
    held = {one.key: _held(one) for one in onet_occupations(connection, codes=codes)}
    for one in curated:
        topics = frozenset(topics_held(connection, key=one.key, code=one.code))
        held[one.code or one.key] = Held(one, topics)
    return Titles(
        titles=tuple(titles),
        beginnings=tuple(beginning for beginning, _ in index),
        places=tuple(place for _, place in index),
        held=held,
        topics=tuple(get_topics(connection, keys=QUESTION_TOPICS)),
    )


def _held(onet: OnetOccupation) -> Held:
    return Held(
        Occupation(onet.key, onet.name, onet.plural, featured=False, code=onet.key),
        frozenset(topics_of(onet)),
    )


def _weight(one: TitleMatch) -> tuple[int, int, int, str]:
    return SUGGESTED.index(one.kind), -one.employment, len(one.title), one.title


def _beginnings(one: TitleMatch) -> Iterator[str]:
    """Return where a title may be begun: at each of its words."""
    words = normalise(one.title).split()
    yield from (" ".join(words[place:]) for place in range(len(words)))


def _completed(head: str, title: TitleMatch) -> Suggestion:
    own = title.kind == "occupation"
    word = title.title if not own else title.name if _ARTICLE.search(head) else title.plural
    label = capitalised(title.plural) if own else title.title
    return Suggestion("occupation", label, "" if own else title.plural, f"{head}{word}")


_titles = Versioned(read_titles, Titles())


def suggestions(typed: str) -> list[Suggestion]:
    """Return suggestions from the knowledge base of the setting; none while it does not answer."""
    return _titles.get().suggest(typed)
