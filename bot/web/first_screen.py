"""What the page says before anybody asks: what it knows, from where, and questions to begin with.

Counts and questions come from the knowledge base, so that nothing is promised that is not loaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import Connection

from actions.composition.offers import topic_buttons
from bot.web.assets import PAGE
from bot.web.versioned import Versioned
from knowledge.queries.dataset_rows import ONET, PROJECTIONS, WAGES
from knowledge.queries.datasets import loaded_datasets
from knowledge.queries.occupation_search import EDUCATION, OccupationQuery, search_occupations
from knowledge.queries.occupations import list_occupations, occupation_of_code
from knowledge.queries.onet import count_onet_occupations
from knowledge.queries.sources import list_sources
from knowledge.queries.topics import get_topics
from knowledge.records import DatasetVersion, Occupation
from knowledge.texts import TextFile

TEXTS = TextFile(PAGE / "starters.yml")
STARTERS = 6
MOST_ARTICLES = 1_000


@dataclass(frozen=True)
class FirstScreen:
    """How many occupations of the datasets are held, on what it all rests, and starters."""

    occupations: int = 0
    datasets: tuple[DatasetVersion, ...] = ()
    articles: int = 0
    starters: tuple[str, ...] = ()


def read_first_screen(connection: Connection) -> FirstScreen:
    """Read it all."""
    loaded = loaded_datasets(connection)
    return FirstScreen(
        count_onet_occupations(connection),
        tuple(loaded),
        len(list_sources(connection, limit=MOST_ARTICLES)),
        tuple(dict.fromkeys(_starters(connection, {one.key for one in loaded})))[:STARTERS],
    )


def _starters(connection: Connection, loaded: set[str]) -> Iterator[str]:
    """Return questions that what is loaded answers, each of another kind."""
    if {ONET, WAGES, PROJECTIONS} <= loaded:
        for kind in TEXTS.tree["common"].values():
            for occupation in _most_common(connection, kind):
                yield from _about(connection, occupation, *kind["topics"])
        yield from (one.question for one in get_topics(connection, keys=TEXTS.tree["general"]))
        yield from TEXTS.tree["ranking"].values()
    for occupation in list_occupations(connection, limit=1):
        yield from _about(connection, occupation, *TEXTS.tree["featured"])


def _most_common(connection: Connection, kind: dict[str, Any]) -> Iterator[Occupation]:
    """Return the occupation of a kind in which most people work."""
    query = OccupationQuery(
        measure="employment",
        groups=(kind["group"],),
        education=(EDUCATION.index(kind["education"]),) if "education" in kind else (),
        training=(kind["training"],) if "training" in kind else (),
    )
    for match in search_occupations(connection, query=query, limit=1)[0]:
        if occupation := occupation_of_code(connection, code=match.code):
            yield occupation


def _about(connection: Connection, occupation: Occupation, *topics: str) -> list[str]:
    return [one.title for one in topic_buttons(connection, occupation=occupation, keys=topics)]


_first_screen = Versioned(read_first_screen, FirstScreen())


def first_screen() -> FirstScreen:
    """Return it from the knowledge base of the setting; empty while that does not answer."""
    return _first_screen.get()
