"""What was asked in vain, and the groups that a job makes of it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from bot.conversations.desk_models import unanswered_group, unanswered_turn
from bot.conversations.keys import one_of
from bot.conversations.models import conversation_event, feedback, turn

IN_VAIN = ("unknown", "clarify", "error")


@dataclass(frozen=True)
class AskedInVain:
    """A turn without an answer, or with one that did not help; ``event`` is the user's, as Rasa writes it."""

    conversation_id: str
    turn_id: str
    at: float  # seconds since 1970
    event: dict[str, Any]
    occupation: str | None  # of the answer


@dataclass(frozen=True)
class Group:
    """Turns that ask the same; ``facts`` are keys of rows, times seconds since 1970."""

    id: str
    made_at: float
    since: float
    turns: int
    earlier: int
    occupation: str | None
    topic: str | None
    facts: tuple[str, ...]

    @property
    def before(self) -> float:
        """When the period before began, which is as long as that of the group."""
        return 2 * self.since - self.made_at


@dataclass(frozen=True)
class Member:
    """A turn of a group, with its text as it was typed, and where in it NLU has found what (start, end)."""

    conversation_id: str
    turn_id: str
    at: float
    channel: str
    outcome: str
    intent: str | None
    confidence: float | None
    text: str
    found: tuple[tuple[int, int], ...]

    @property
    def address(self) -> str:
        """How the pages of conversations name this turn."""
        return f"{self.at!r}-{self.turn_id}"


def newest(connection: Connection, *, since: float, most: int) -> list[AskedInVain]:
    """Return what was asked in vain since a time (seconds since 1970), the newest first, at most so many."""
    kept = (turn.c.at >= since, turn.c.sequence.is_not(None))
    columns = (turn.c.conversation_id, turn.c.id, turn.c.at, turn.c.sequence, turn.c.occupation)
    rows: dict[tuple[str, str], Any] = {}
    for outcome in IN_VAIN:  # one by one, so that each is read in the order of its index
        found = select(*columns).where(turn.c.outcome == outcome, *kept)
        rows |= _by_key(connection, found.order_by(turn.c.at.desc()).limit(most))
    rated = (feedback.c.conversation_id == turn.c.conversation_id) & (
        feedback.c.answer_id == turn.c.answer_id
    )
    down = select(*columns).join(feedback, rated).where(feedback.c.rating == -1, *kept)
    rows |= _by_key(connection, down.order_by(turn.c.at.desc()).limit(most))
    chosen = sorted(rows.values(), key=lambda row: -row.at)[:most]
    events = _events(connection, [(row.conversation_id, row.sequence) for row in chosen])
    return [
        AskedInVain(row.conversation_id, row.id, row.at, event, row.occupation)
        for row in chosen
        if (event := events.get((row.conversation_id, row.sequence)))
    ]


def replace_groups(connection: Connection, groups: Sequence[tuple[Group, Sequence[AskedInVain]]]) -> None:
    """Store groups in place of the earlier ones, each with its turns from the middle outwards."""
    connection.execute(delete(unanswered_turn))
    connection.execute(delete(unanswered_group))
    for group, turns in groups:
        row = {**vars(group), "facts": json.dumps(group.facts)}
        connection.execute(insert(unanswered_group).values(**row))
        members = [
            {
                "conversation_id": one.conversation_id,
                "turn_id": one.turn_id,
                "group_id": group.id,
                "place": place,
            }
            for place, one in enumerate(turns)
        ]
        connection.execute(insert(unanswered_turn), members)
    # What was erased while they were made must not come back.
    there = (turn.c.conversation_id == unanswered_turn.c.conversation_id) & (
        turn.c.id == unanswered_turn.c.turn_id
    )
    connection.execute(delete(unanswered_turn).where(~select(turn.c.id).where(there).exists()))


def groups(connection: Connection, *, first: int = 0, limit: int) -> list[Group]:
    """Return groups, the largest first, from the place ``first`` on."""
    order = unanswered_group.c.turns.desc(), unanswered_group.c.earlier.desc(), unanswered_group.c.id
    found = select(unanswered_group).order_by(*order).offset(first).limit(limit)
    return [_group(row) for row in connection.execute(found)]


def group(connection: Connection, group_id: str) -> Group | None:
    """Return a group; None if there is none of that id, or no more."""
    row = connection.execute(select(unanswered_group).where(unanswered_group.c.id == group_id)).first()
    return _group(row) if row else None


def number_of_groups(connection: Connection) -> int:
    """Return how many groups there are."""
    return int(connection.execute(select(func.count()).select_from(unanswered_group)).scalar_one())


def members(connection: Connection, group_ids: Sequence[str], *, most: int) -> dict[str, list[Member]]:
    """Return up to so many turns of each group with their texts, from the middle of the group outwards."""
    same = (turn.c.conversation_id == unanswered_turn.c.conversation_id) & (
        turn.c.id == unanswered_turn.c.turn_id
    )
    found = (
        select(turn, unanswered_turn.c.group_id)
        .join(unanswered_turn, same)
        .where(
            unanswered_turn.c.group_id.in_(group_ids),
            unanswered_turn.c.place < most,
        )
        .order_by(unanswered_turn.c.group_id, unanswered_turn.c.place)
    )
    rows = connection.execute(found).all() if group_ids else []
    events = _events(connection, [(row.conversation_id, row.sequence) for row in rows])
    of_groups: dict[str, list[Member]] = defaultdict(list)
    for row in rows:
        event = events.get((row.conversation_id, row.sequence), {})
        of_groups[row.group_id].append(
            Member(
                row.conversation_id,
                row.id,
                row.at,
                row.channel,
                row.outcome,
                row.intent,
                row.confidence,
                str(event.get("text") or ""),
                _found(event),
            )
        )
    return dict(of_groups)


def _by_key(connection: Connection, found: Select) -> dict[tuple[str, str], Any]:
    return {(row.conversation_id, row.id): row for row in connection.execute(found)}


def _events(connection: Connection, keys: Iterable[tuple[str, int]]) -> dict[tuple[str, int], dict[str, Any]]:
    event, found = conversation_event.c, {}
    for these in one_of((event.conversation_id, event.sequence), keys):
        rows = select(event.conversation_id, event.sequence, event.data).where(these)
        for row in connection.execute(rows):
            found[row.conversation_id, row.sequence] = json.loads(row.data)
    return found


def _found(event: dict[str, Any]) -> tuple[tuple[int, int], ...]:
    entities = (event.get("parse_data") or {}).get("entities") or []
    return tuple(
        (int(one["start"]), int(one["end"]))
        for one in entities
        if one.get("start") is not None and one.get("end") is not None
    )


def _group(row: Any) -> Group:
    return Group(**{**row._mapping, "facts": tuple(json.loads(row.facts))})
