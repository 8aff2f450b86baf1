"""Occupation by topic: how much there is to answer from, and how often it is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.engine import Connection

from actions.questions.topic_slots import ADVICE_TOPICS, OCCUPATION_SEARCH
from bot.conversations.figures.queries import Cell, Span, cells
from desk.content.occupation_names import meant_occupation
from knowledge.queries.coverage import rows_by_topic
from knowledge.queries.occupations import get_occupation, list_occupations, topics_held
from knowledge.queries.topics import list_topics
from knowledge.records import Occupation, Topic

FULL, THIN, EMPTY = "full", "thin", "empty"
STATES = (FULL, THIN, EMPTY)
ENOUGH_ROWS = 3  # of the content; what a dataset covers is full, too
DEMAND_DAYS = 90
MOST_CELLS = 20_000
MOST_CURATED = 2_000


@dataclass(frozen=True)
class Covered:
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


def demand(conversations: Connection, today: date) -> list[Cell]:
    """Return what was asked of which occupation in the last days."""
    span = Span(today - timedelta(days=DEMAND_DAYS), today)
    return cells(conversations, span, limit=MOST_CELLS)


def coverage(knowledge: Connection, asked: Iterable[Cell], *, search: str = "") -> list[Covered]:
    """Return every topic of each occupation that the content holds, that was asked about or that is searched.

    Args:
        knowledge: the knowledge base.
        asked: of :func:`demand`.
        search: part of a name or a title; with it only occupations that have it are returned.
    """
    counted: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    occupations = {one.key: one for one in list_occupations(knowledge, limit=MOST_CURATED)}
    by_code = {one.code: one for one in occupations.values() if one.code}
    for cell in asked:
        known = by_code.get(cell.occupation) or get_occupation(knowledge, key=cell.occupation)
        if known is None:
            continue
        occupations[known.key] = known
        before = counted[known.key].get(cell.topic, (0, 0))
        counted[known.key][cell.topic] = (before[0] + cell.tally.turns, before[1] + cell.tally.missed)
    if search:
        found, _problem = meant_occupation(knowledge, search)
        wanted = [one for one in occupations.values() if search.lower() in one.name.lower()]
        occupations = {one.key: one for one in (*wanted, *((found,) if found else ()))}
    rows, topics = rows_by_topic(knowledge), topics_of_one(knowledge)
    return [
        covered
        for one in occupations.values()
        for covered in _of_occupation(knowledge, one, topics, rows.get(one.key, {}), counted[one.key])
    ]


def _of_occupation(
    knowledge: Connection,
    occupation: Occupation,
    topics: list[Topic],
    rows: dict[str, int],
    asked: dict[str, tuple[int, int]],
) -> list[Covered]:
    held = set(topics_held(knowledge, key=occupation.key, code=occupation.code))
    found = []
    for topic in topics:
        number = rows.get(topic.key, 0)
        by_dataset = topic.key in held and number == 0
        state = FULL if number >= ENOUGH_ROWS or by_dataset else THIN if number else EMPTY
        turns, missed = asked.get(topic.key, (0, 0))
        found.append(Covered(occupation, topic, state, number, turns, missed))
    return found
