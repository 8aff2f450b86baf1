"""Topics, in the order in which they are listed to people."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge.models import topic
from knowledge.records import Topic

_TOPIC = tuple(topic.c[name] for name in ("key", "title", "question", "group", "rank"))


def list_topics(connection: Connection) -> list[Topic]:
    """Return every topic by rank."""
    return [Topic(**row._mapping) for row in connection.execute(select(*_TOPIC).order_by(topic.c.rank))]


def get_topics(connection: Connection, *, keys: Iterable[str]) -> list[Topic]:
    """Return the topics with these keys, in the order of ``keys``; unknown keys are left out."""
    wanted = list(dict.fromkeys(keys))
    rows = connection.execute(select(*_TOPIC).where(topic.c.key.in_(wanted)))
    found = {row.key: Topic(**row._mapping) for row in rows}
    return [found[key] for key in wanted if key in found]
