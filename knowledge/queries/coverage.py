"""How many rows the content holds for each occupation under each topic, and where all sources are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import func, select, union_all
from sqlalchemy.engine import Connection

from knowledge.models import association, dataset, figure, misconception, occupation, source, statement, topic

_TABLES = (statement, association, figure, misconception)
_SOURCE = ("key", "title", "publisher", "published", "location")


@dataclass(frozen=True)
class CitedSource:
    """A source of the content, or a dataset; ``published`` is as precise as known, None if nothing is."""

    key: str
    title: str
    publisher: str | None
    published: str | None
    location: str | None
    dataset: bool


def rows_by_topic(connection: Connection) -> dict[str, dict[str, int]]:
    """Return the number of rows by the occupation's key and the topic's."""
    each = union_all(*(select(table.c.occupation_id, table.c.topic_id) for table in _TABLES)).subquery()
    counted = (
        select(occupation.c.key, topic.c.key.label("topic"), func.count().label("rows"))
        .select_from(
            each.join(occupation, each.c.occupation_id == occupation.c.id).join(
                topic, each.c.topic_id == topic.c.id
            )
        )
        .group_by(occupation.c.key, topic.c.key)
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in connection.execute(counted):
        found[row.key][row.topic] = int(row.rows)
    return dict(found)


def cited_sources(connection: Connection) -> list[CitedSource]:
    """Return the sources of the content and the datasets, by title."""
    found = [
        CitedSource(row.key, row.title, row.publisher, row.published, row.location, table is dataset)
        for table in (source, dataset)
        for row in connection.execute(select(*(table.c[name] for name in _SOURCE)))
    ]
    return sorted(found, key=lambda one: one.title.lower())
