"""Occupation by topic: how much there is to answer from, and how often it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy.engine import Connection

from actions.questions.topic_slots import ADVICE_TOPICS, OCCUPATION_SEARCH
from bot.conversations.figures.queries import Span, cells
from desk.content.occupation_names import meant_occupation
from desk.queries.demand import Asked, stored_demand
from knowledge.queries.coverage import rows_by_topic
from knowledge.queries.occupations import get_occupation, list_occupations, topics_of
from knowledge.queries.onet import onet_occupations
from knowledge.queries.topics import list_topics
from knowledge.records import Occupation, Topic

FULL, THIN, EMPTY = "full", "thin", "empty"
STATES = (FULL, THIN, EMPTY)
ENOUGH_ROWS = 3  # of the content; what a dataset covers is full, too
DEMAND_DAYS = 90
MOST_CELLS = 20_000
MOST_CURATED = 2_000


class Covered(NamedTuple):
    """A topic of an occupation: how full it is, and what was asked about it in the last days."""

    occupation: Occupation
    topic: Topic
    state: str
    rows: int
    asked: int
    missed: int


def topics_of_one(connection: Connection) -> list[Topic]:
    """Return the topics that one occupation can be asked about."""
    others = (*ADVICE_TOPICS, OCCUPATION_SEARCH)
    return [one for one in list_topics(connection) if one.key not in others]


def demand(conversations: Connection, today: date) -> list[Asked]:
    """Return what was asked of which occupation in the last days: as the job has counted it, if it has."""
    return stored_demand(conversations) or counted_demand(conversations, today)


def counted_demand(conversations: Connection, today: date) -> list[Asked]:
    """Count what was asked of which occupation in the last days, the most frequent first."""
    span = Span(today - timedelta(days=DEMAND_DAYS), today)
    found = cells(conversations, span, limit=MOST_CELLS)
    return [Asked(one.occupation, one.topic, one.tally.turns, one.tally.missed) for one in found]


@dataclass(frozen=True)
class Coverage:
    """Occupations, those most asked about first, by topics; a cell is made when it is looked at."""

    occupations: Sequence[Occupation]
    topics: Sequence[Topic]
    rows: Mapping[str, Mapping[str, int]]  # of the content, by the keys of occupation and topic
    held: Mapping[str, Collection[str]]  # topics of the datasets, by the code of an occupation
    asked: Mapping[str, Mapping[str, tuple[int, int]]]  # turns and those without an answer, as ``rows``

    def __iter__(self) -> Iterator[Covered]:
        """Yield every topic of each occupation."""
        for one in self.occupations:
            yield from self.of(one)

    def of_asked(self) -> Iterator[Covered]:
        """Yield the topics of each occupation that were asked about."""
        for one in self.occupations:
            if asked := self.asked.get(one.key):
                yield from self.of(one, [topic for topic in self.topics if topic.key in asked])

    def of(self, occupation: Occupation, topics: Sequence[Topic] | None = None) -> list[Covered]:
        """Return the topics of an occupation, all or some.

        With rows of the content those of a dataset do not count.
        """
        rows, held = self.rows.get(occupation.key, {}), self.held.get(occupation.code or "", ())
        asked, found = self.asked.get(occupation.key, {}), []
        for topic in self.topics if topics is None else topics:
            number = rows.get(topic.key, 0)
            is_full = number >= ENOUGH_ROWS or (number == 0 and topic.key in held)
            state = FULL if is_full else THIN if number else EMPTY
            turns, missed = asked.get(topic.key, (0, 0))
            found.append(Covered(occupation, topic, state, number, turns, missed))
        return found


def coverage(knowledge: Connection, asked: Iterable[Asked], *, search: str = "") -> Coverage:
    """Return every topic of each occupation that the content holds, that was asked about or that is searched.

    Args:
        knowledge: the knowledge base.
        asked: of :func:`demand`.
        search: part of a name or a title; with it only occupations that have it are returned.
    """
    occupations = {one.key: one for one in list_occupations(knowledge, limit=MOST_CURATED)}
    counted: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    cells_of: dict[str, list[Asked]] = defaultdict(list)
    for cell in asked:
        cells_of[cell.occupation].append(cell)
    for key, known in _known(knowledge, cells_of, occupations.values()).items():
        occupations[known.key] = known
        mine = counted[known.key]
        for cell in cells_of[key]:
            turns, missed = mine.get(cell.topic, (0, 0))
            mine[cell.topic] = turns + cell.turns, missed + cell.missed
    if search:
        found, _problem = meant_occupation(knowledge, search)
        wanted = [one for one in occupations.values() if search.lower() in one.name.lower()]
        occupations = {one.key: one for one in (*wanted, *((found,) if found else ()))}
    turns_of = {key: sum(turns for turns, _missed in mine.values()) for key, mine in counted.items()}
    codes = tuple(one.code for one in occupations.values() if one.code)
    return Coverage(
        sorted(occupations.values(), key=lambda one: (-turns_of.get(one.key, 0), one.name)),
        topics_of_one(knowledge),
        rows_by_topic(knowledge),
        {one.key: topics_of(one) for one in onet_occupations(knowledge, codes=codes)},
        counted,
    )


def _known(
    knowledge: Connection, keys: Collection[str], curated: Collection[Occupation]
) -> dict[str, Occupation]:
    """Return the occupations of keys and codes, those of the datasets by one query for all of them."""
    by_key = {one.code: one for one in curated if one.code} | {one.key: one for one in curated}
    rest = tuple(key for key in keys if key not in by_key)
    by_key |= {
        one.key: Occupation(one.key, one.name, one.plural, featured=False, code=one.key)
        for one in onet_occupations(knowledge, codes=rest)
    }
    for key in rest:
        if key not in by_key and (found := get_occupation(knowledge, key=key)):
            by_key[key] = found
    return {key: by_key[key] for key in keys if key in by_key}
