"""Topics, in the order in which they are listed to people."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge.models import topic
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import read
from knowledge.records import Topic

_TOPICS = select(*(topic.c[name] for name in ("key", "title", "question", "group", "rank"))).order_by(
    topic.c.rank
)


@cached_query
def list_topics(connection: Connection) -> list[Topic]:
    """Return every topic by rank."""
    return [Topic(*row) for row in read(connection, _TOPICS)]


def get_topics(connection: Connection, *, keys: Iterable[str]) -> list[Topic]:
    """Return the topics with these keys, in the order of ``keys``; unknown keys are left out.

    There are some dozens of topics however many occupations there are, and a turn lists them anyway.
    """
    found = {one.key: one for one in list_topics(connection)}
    return [found[key] for key in dict.fromkeys(keys) if key in found]
