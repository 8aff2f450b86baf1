"""A job queue in SQL: what a channel has acknowledged is stored until it is done, by one process at a time.

A channel that answers later stores each job before it acknowledges it. The process that accepted a job holds
a lease on it, which it extends while it lives; the jobs of a dead process are taken over.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.engine import Connection

from bot.conversations import idempotency
from bot.conversations.leases import CLOCK_STEP_FACTOR
from bot.conversations.models import job as jobs
from bot.conversations.upsert import insert_or_ignore

Json = dict[str, Any]


@dataclass(frozen=True)
class Job:
    """A job of a channel, whose own data is in ``data``; from ``sent_from`` on its answer may be out."""

    id: str
    channel: str
    conversation_id: str
    data: Json
    accepted_at: float = 0.0  # seconds since 1970
    sent_from: float | None = None


def accept(connection: Connection, job: Job, *, owner: str, seconds: float) -> bool:
    """Store a new job, leased to ``owner`` for so many seconds; False if it was accepted before."""
    now = time.time()
    row = {
        "id": job.id,
        "channel": job.channel,
        "conversation_id": job.conversation_id,
        "accepted_at": now,
        "data": json.dumps(job.data),
        "owner": owner,
        "lease_expires_at": now + seconds,
    }
    return insert_or_ignore(connection, jobs, row)


def renew_leases(connection: Connection, channel: str, *, owner: str, seconds: float) -> None:
    """Extend the leases on all open jobs of ``owner`` to so many seconds from now."""
    connection.execute(
        update(jobs).where(*_open_of(channel, owner)).values(lease_expires_at=time.time() + seconds)
    )


def begin_sending(connection: Connection, job_id: str, *, owner: str, seconds: float) -> bool:
    """Record that the answer is sent now; False if another process has the job, and sends it."""
    now = time.time()
    mine = (jobs.c.id == job_id, jobs.c.owner == owner, jobs.c.done_at.is_(None))
    if connection.execute(update(jobs).where(*mine).values(lease_expires_at=now + seconds)).rowcount != 1:
        return False
    connection.execute(update(jobs).where(*mine, jobs.c.sent_from.is_(None)).values(sent_from=now))
    return True


def take_over(
    connection: Connection, channel: str, *, owner: str, seconds: float, at_once: bool = False
) -> list[Job]:
    """Take over the open jobs of processes that are gone, the oldest first.

    Args:
        connection: in a transaction.
        channel: whose jobs.
        owner: the process that takes them.
        seconds: for which it leases them.
        at_once: whether to take all jobs of others, because their processes are known to be gone.
    """
    now = time.time()
    expired = jobs.c.lease_expires_at < now
    # A clock that was set back must not leave jobs to the future.
    far = jobs.c.lease_expires_at > now + CLOCK_STEP_FACTOR * seconds
    others = jobs.c.owner != owner
    unfinished = select(jobs).where(
        jobs.c.channel == channel,
        jobs.c.done_at.is_(None),
        others if at_once else or_(expired, far) & others,
    )
    taken = []
    for row in connection.execute(unfinished.order_by(jobs.c.accepted_at)).all():
        claimed = connection.execute(
            update(jobs)
            .where(jobs.c.id == row.id, jobs.c.owner == row.owner, jobs.c.done_at.is_(None))
            .values(owner=owner, lease_expires_at=now + seconds)
        )
        if claimed.rowcount == 1:
            # The dead process may have been answering it; should it live after all, its turn is refused.
            idempotency.release(connection, row.conversation_id, row.id)
            taken.append(_job(row))
    return taken


def finish(connection: Connection, job_id: str, *, owner: str) -> None:
    """Record that a job is done: its id stays known, its data is deleted."""
    connection.execute(
        update(jobs).where(jobs.c.id == job_id, jobs.c.owner == owner).values(done_at=time.time(), data="{}")
    )


def delete_before(connection: Connection, *, before: float) -> int:
    """Delete jobs that were accepted before this time (seconds since 1970); return how many."""
    return int(connection.execute(delete(jobs).where(jobs.c.accepted_at < before)).rowcount)


def jobs_of(connection: Connection, conversation_id: str) -> list[Json]:
    """Return all jobs of a conversation, the oldest first."""
    rows = connection.execute(
        select(jobs).where(jobs.c.conversation_id == conversation_id).order_by(jobs.c.accepted_at)
    )
    return [
        {"id": row.id, "accepted_at": row.accepted_at, "done_at": row.done_at, "data": json.loads(row.data)}
        for row in rows
    ]


def open_jobs(connection: Connection, channel: str, *, owner: str) -> list[Job]:
    """Return the jobs that ``owner`` still has to do, the oldest first."""
    rows = connection.execute(select(jobs).where(*_open_of(channel, owner)).order_by(jobs.c.accepted_at))
    return [_job(row) for row in rows]


def release(connection: Connection, channel: str, *, owner: str) -> None:
    """Leave open jobs to others at once, because this process ends.

    They have no owner then, so that a call of this process that is still running cannot claim them again.
    """
    connection.execute(update(jobs).where(*_open_of(channel, owner)).values(owner="", lease_expires_at=0.0))


def _open_of(channel: str, owner: str) -> tuple[Any, ...]:
    return (jobs.c.channel == channel, jobs.c.done_at.is_(None), jobs.c.owner == owner)


def _job(row: Any) -> Job:
    data = json.loads(row.data)
    return Job(row.id, row.channel, row.conversation_id, data, row.accepted_at, row.sent_from)
