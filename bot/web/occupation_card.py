"""The facts of the occupation under discussion, which the page shows beside the conversation, with sources.

Numbers stay numbers, and dates ISO dates: the page writes them in the language of its visitor.
"""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy.engine import Connection, Engine

from actions.composition.offers import topic_button
from knowledge.database import create_knowledge_engine
from knowledge.dataset_records import OnetOccupation, OtherOccupation, Wage
from knowledge.queries.comparisons import related_occupations
from knowledge.queries.datasets import loaded_version
from knowledge.queries.facts import associations, figures, statements
from knowledge.queries.occupations import get_occupation
from knowledge.queries.onet import duties, onet_occupation_by_code, ratings, related
from knowledge.queries.projections import projection_of
from knowledge.queries.topics import get_topics
from knowledge.queries.wages import TOP_CODE, release, wage_in
from knowledge.records import Occupation, Row, Source

Json = dict[str, Any]
AnyRow = TypeVar("AnyRow", bound=Row)
CACHED = 500  # cards, some 3 kB each
DUTIES_SHOWN = 5
SKILLS_SHOWN = 6
RELATED_SHOWN = 6
SHARES_SHOWN = 3
SMALLEST_SHARE = 5.0  # per cent
LEADS_THERE = "duties"  # the topic that another occupation is opened with
ENDS = {"low": "p10", "median": "p50", "high": "p90"}


class Sources:
    """The sources of a card, each once; a section names its own by place."""

    def __init__(self) -> None:
        """Begin with none."""
        self._places: dict[str, int] = {}
        self.items: list[Json] = []

    def place(self, row: Row) -> int:
        """Return the place of a row's source."""
        source: Source = row.source
        if source.key not in self._places:
            self._places[source.key] = len(self.items)
            self.items.append(
                {
                    "title": source.title,
                    "publisher": source.publisher,
                    "published": source.published,
                    "location": source.location,
                    "attribution": source.attribution,
                }
            )
        return self._places[source.key]


def read_card(connection: Connection, key: str) -> Json | None:
    """Return the card of an occupation, by its key in the content or its O*NET-SOC code; None if unknown."""
    occupation = get_occupation(connection, key=key)
    if occupation is None:
        return None
    sources = Sources()
    onet = onet_occupation_by_code(connection, code=occupation.code) if occupation.code else None
    sections = (
        _of_datasets(connection, onet, sources) if onet else _of_content(connection, occupation, sources)
    )
    return {
        "occupation": occupation.key,
        "code": occupation.code,
        "name": occupation.name,
        "plural": occupation.plural,
        **{name: section for name, section in sections.items() if section},
        "sources": sources.items,
    }


def _of_datasets(connection: Connection, onet: OnetOccupation, sources: Sources) -> dict[str, Json | None]:
    code = onet.key
    done = duties(connection, code=code)[:DUTIES_SHOWN]
    rated = ratings(connection, code=code, scale="skill")[:SKILLS_SHOWN]
    near = related(connection, code=code)[:RELATED_SHOWN]
    told = {"text": onet.description, "source": sources.place(onet)} if onet.description else None
    return {
        "summary": told,
        "pay": _pay(wage_in(connection, code=onet.wage_code), release(connection), onet, sources),
        "outlook": _outlook(connection, onet, sources),
        "education": _education(connection, onet, sources),
        "duties": _list([one.text for one in done], done, sources),
        "skills": _list([one.element for one in rated], rated, sources),
        "related": _list([_other(connection, one) for one in near], near, sources),
    }


def _pay(row: Wage | None, as_of: str, onet: OnetOccupation, sources: Sources) -> Json | None:
    """Return median and range of a year, of an hour where no others are published."""
    if row is None:
        return None
    for period in ("annual", "hourly"):
        found = {name: _amount(row, period, column) for name, column in ENDS.items()}
        if found["median"]:
            return {
                **found,
                "period": period,
                "place": row.area.name,
                "as_of": as_of,
                "group": None if onet.has_own_wages else onet.wage_title,
                "employment": row.employment,
                "source": sources.place(row),
            }
    return None


def _amount(row: Wage, period: str, column: str) -> Json | None:
    """Return a figure; what is above the highest that is published, as at least that."""
    name = f"{period}_{column}"
    if name in row.values:
        return {"value": row.values[name]}
    return {"value": TOP_CODE[period], "at_least": True} if name in row.top_coded else None


def _outlook(connection: Connection, onet: OnetOccupation, sources: Sources) -> Json | None:
    row = projection_of(connection, code=onet.projection_code)
    if row is None:
        return None
    return {
        "growth": row.change_percent,
        "openings": row.openings_a_year,
        "years": row.as_of,
        "place": row.place,
        "group": None if onet.has_own_projection else row.title,
        "source": sources.place(row),
    }


def _education(connection: Connection, onet: OnetOccupation, sources: Sources) -> Json | None:
    """Return what is typical for entry, and what most people in the occupation say is required."""
    typical = projection_of(connection, code=onet.projection_code)
    shares = [
        one for one in ratings(connection, code=onet.key, scale="education") if one.value >= SMALLEST_SHARE
    ]
    if not shares and not (typical and typical.education):
        return None
    found: Json = {}
    if typical and typical.education:
        found |= {"typical": typical.education, "source": sources.place(typical)}
    if shares:
        found["shares"] = [{"label": one.element, "percent": one.value} for one in shares[:SHARES_SHOWN]]
        found["shares_source"] = sources.place(shares[0])
    return found


def _of_content(connection: Connection, occupation: Occupation, sources: Sources) -> dict[str, Json | None]:
    key = occupation.key
    told = statements(connection, occupation=key, topic="definition")[:1]
    done = _of_one_source(statements(connection, occupation=key, topic="duties"))[:DUTIES_SHOWN]
    needed = _of_one_source(associations(connection, occupation=key, topic="skills"))[:SKILLS_SHOWN]
    degree = statements(connection, occupation=key, topic="education", kind="overview")[:1]
    paid = figures(connection, occupation=key, topic="salary", measure_key="average_salary_by_level")
    paid = _of_one_source([one for one in paid if one.unit == "usd"])
    levels = [{"label": one.entity.name, "value": one.value} for one in paid if one.entity]
    grown = figures(connection, occupation=key, measure_key="employment_growth")[:1]
    others = related_occupations(connection, occupation=key)
    near = {one.other: get_occupation(connection, key=one.other) for one in others if one.other}
    return {
        "summary": {"text": told[0].text, "source": sources.place(told[0])} if told else None,
        "pay": {"levels": levels, "period": "annual", "source": sources.place(paid[0])} if levels else None,
        "outlook": {
            "growth": grown[0].value,
            "years": grown[0].as_of,
            "place": grown[0].place,
            "source": sources.place(grown[0]),
        }
        if grown
        else None,
        "education": {"text": degree[0].text, "source": sources.place(degree[0])} if degree else None,
        "duties": _list([one.text for one in done], done, sources),
        "skills": _list([one.entity.name for one in needed], needed, sources),
        "related": _list([_other(connection, one) for one in near.values() if one], others, sources),
    }


def _other(connection: Connection, other: Occupation | OtherOccupation) -> Json:
    """Return another occupation, and the question that leads there."""
    code = other.code or other.key
    occupation = Occupation(code, other.name, other.plural, featured=False)
    (topic,) = get_topics(connection, keys=[LEADS_THERE])
    return {"plural": other.plural, "question": topic_button(topic, occupation).title}


def _of_one_source(rows: list[AnyRow]) -> list[AnyRow]:
    """Return the rows that have the same source as the first."""
    return [one for one in rows if one.source.key == rows[0].source.key]


def _list(items: list[Any], rows: list[Any], sources: Sources) -> Json | None:
    return {"items": items, "source": sources.place(rows[0])} if items else None


class Cards:
    """Cards by occupation, read once for each version of the knowledge base. Threads may share it."""

    def __init__(self, engine: Engine | None = None) -> None:
        """Take the engine of the knowledge base, by default that of the setting."""
        self._engine = engine
        self._cached: OrderedDict[tuple[str | None, str], Json | None] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Json | None:
        """Return the card of an occupation; None if there is none of this key.

        Raises:
            SQLAlchemyError: the knowledge base does not answer.
        """
        with self._lock:
            self._engine = self._engine or create_knowledge_engine()
        with self._engine.connect() as connection:
            asked = (loaded_version(connection), key)
            with self._lock:
                if asked in self._cached:
                    self._cached.move_to_end(asked)
                    return self._cached[asked]
            card = read_card(connection, key)
        with self._lock:
            self._cached[asked] = card
            if len(self._cached) > CACHED:
                self._cached.popitem(last=False)
        return card


_cards = Cards()


def occupation_card(key: str) -> Json | None:
    """Return a card from the knowledge base of the setting."""
    return _cards.get(key)
