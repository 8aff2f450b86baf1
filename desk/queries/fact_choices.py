"""What the form of a fact offers: topics, measures, sources, entities and occupations of the content."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from knowledge.queries.catalogue import list_rows
from knowledge.queries.topics import list_topics

Choices = list[tuple[str, str]]  # key and what is shown
UNITS = (
    "usd",
    "eur",
    "gbp",
    "usd_billion",
    "percent",
    "percent_per_year",
    "people",
    "hours",
    "years",
    "rank",
)


@dataclass(frozen=True)
class FactChoices:
    """Keys and names, in the order of the content."""

    topics: Choices
    measures: Choices
    sources: Choices
    entities: Choices
    occupations: Choices
    units: tuple[str, ...] = UNITS


def fact_choices(connection: Connection) -> FactChoices:
    """Return all choices."""
    return FactChoices(
        topics=[(one.key, one.title) for one in list_topics(connection)],
        measures=[
            (key, title.replace("{occupations}", "…"))
            for key, title in list_rows(connection, table="measures")
        ],
        sources=list_rows(connection, table="sources"),
        entities=list_rows(connection, table="entities"),
        occupations=list_rows(connection, table="occupations"),
    )
