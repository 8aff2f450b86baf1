"""What is asked of which occupation, as a job counts it anew: too many figures to add up for each page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from bot.conversations.desk_models import demand


class Asked(NamedTuple):
    """What was asked of an occupation on a topic, by their keys: turns, and those without an answer."""

    occupation: str
    topic: str
    turns: int
    missed: int


def stored_demand(connection: Connection) -> list[Asked]:
    """Return what was counted last; nothing if nothing was."""
    rows = connection.execute(select(demand.c.occupation, demand.c.topic, demand.c.turns, demand.c.missed))
    return [Asked(*row) for row in rows]


def replace_demand(connection: Connection, found: Sequence[Asked]) -> None:
    """Store what was counted in place of what was counted before."""
    connection.execute(delete(demand))
    if found:
        connection.execute(insert(demand), [one._asdict() for one in found])
