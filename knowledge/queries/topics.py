"""Topics, in the order in which people see them."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge.models import topic as topic_table
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import read
from knowledge.records import Topic

_TOPICS = select(*(topic_table.c[name] for name in ("key", "title", "question", "group", "rank"))).order_by(
    topic_table.c.rank
)


@cached_query
def list_topics(connection: Connection) -> list[Topic]:
    """Return every topic by rank."""
    return [Topic(*row) for row in read(connection, _TOPICS)]


def get_topics(connection: Connection, *, keys: Iterable[str]) -> list[Topic]:
    """Return the topics with these keys, in the order of ``keys``; unknown keys are left out.

    There are dozens of topics, however many occupations there are, and a turn lists them anyway.
    """
    found = {topic.key: topic for topic in list_topics(connection)}
    return [found[key] for key in dict.fromkeys(keys) if key in found]
