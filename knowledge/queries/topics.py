"""Topics, in the order in which people see them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge.models import topic as topic_table
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import read
from knowledge.records import Topic

_COLUMNS = ("key", "title", "question", "group", "rank", "tells")
_TOPICS = select(*(topic_table.c[name] for name in _COLUMNS)).order_by(topic_table.c.rank)


@cached_query
def list_topics(connection: Connection) -> list[Topic]:
    """Return every topic by rank."""
    return [
        Topic(row.key, row.title, row.question, row.group, row.rank, tuple(row.tells.split()))
        for row in read(connection, _TOPICS)
    ]


def has_topic(connection: Connection, *, key: str) -> bool:
    """Return whether there is a topic with this key."""
    return any(topic.key == key for topic in list_topics(connection))


def get_topics(connection: Connection, *, keys: Iterable[str]) -> list[Topic]:
    """Return the topics with these keys, in the order of ``keys``; unknown keys are left out.

    There are dozens of topics, however many occupations there are, and a turn lists them anyway.
    """
    found = {topic.key: topic for topic in list_topics(connection)}
    return [found[key] for key in dict.fromkeys(keys) if key in found]
