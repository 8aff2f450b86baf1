"""Work that one process at a time does for all."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.engine import Connection

from bot.conversations.desk_models import LONGEST_PROBLEM, desk_job
from bot.conversations.upsert import insert_or_ignore


@dataclass(frozen=True)
class Run:
    """When a job was begun last and ended (seconds since 1970), and what went wrong."""

    begun_at: float
    ended_at: float | None
    problem: str | None


def begin(connection: Connection, name: str, *, now: float, every: float) -> bool:
    """Begin a job unless it was begun within the last ``every`` seconds, by any process; return whether."""
    insert_or_ignore(connection, desk_job, {"name": name, "begun_at": 0.0})
    due = (desk_job.c.name == name) & (desk_job.c.begun_at <= now - every)
    begun = connection.execute(update(desk_job).where(due).values(begun_at=now))
    return bool(begun.rowcount == 1)


def end(connection: Connection, name: str, *, now: float, problem: str | None) -> None:
    """Note that a job has ended, and how."""
    values = {"ended_at": now, "problem": problem[:LONGEST_PROBLEM] if problem else None}
    connection.execute(update(desk_job).where(desk_job.c.name == name).values(**values))


def last_run(connection: Connection, name: str) -> Run | None:
    """Return the last run of a job; None if there was none."""
    row = connection.execute(select(desk_job).where(desk_job.c.name == name)).first()
    return Run(row.begun_at, row.ended_at, row.problem) if row and row.begun_at else None
