"""A conversations' database as months of many people would leave it, made of chance alone."""

from __future__ import annotations

import csv
import io
import itertools
import json
import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.engine import Connection, Engine

from bot.conversations.figures.counting import Additions
from bot.conversations.models import conversation, conversation_event, feedback, turn
from bot.conversations.turn_records import DAY_SECONDS, TurnRecord

CHANNELS, SHARES = ("web", "slack", "rest"), (80, 15, 5)
OUTCOMES = {"answered": 62, "partial": 12, "unknown": 12, "clarify": 8, "smalltalk": 5, "error": 1}
HOURS = [1, 1, 1, 1, 1, 2, 3, 5, 8, 10, 10, 9, 8, 9, 10, 10, 9, 8, 8, 9, 9, 8, 5, 3]  # how busy each is
TURNS = (1, 12)  # of a conversation
RATED = 0.05  # of all answers
BATCH = 20_000  # turns of a transaction
UNCOUNTED = 500  # newest turns, which the job counts next
DAYS = 90


@dataclass(frozen=True)
class World:
    """What people may ask: topics, occupations and wordings, the frequent ones first."""

    topics: Sequence[str]
    occupations: Sequence[str]
    wordings: Sequence[str]


def fill(engine: Engine, world: World, *, turns: int, now: float, seed: int = 7) -> None:
    """Store so many turns of the last 90 days, each with two events, and their figures.

    Args:
        engine: of an empty database with all tables.
        world: what is asked.
        turns: how many; each is 20 minutes or less after the one before it in its conversation.
        now: when the last one ends, in seconds since 1970.
        seed: of chance.
    """
    dice, added = random.Random(seed), Additions()
    rows = _turns(dice, world, turns, now)
    with engine.begin() as connection:
        _unhurried(connection)
    while batch := list(itertools.islice(rows, BATCH)):
        with engine.begin() as connection:
            _unhurried(connection)
            _store(connection, dice, batch, added, now)
    with engine.begin() as connection:
        _unhurried(connection)
        added.write(connection)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        _unhurried(connection, local="")
        connection.exec_driver_sql("ANALYZE")


def _turns(dice: random.Random, world: World, number: int, now: float) -> Iterator[tuple[TurnRecord, str]]:
    """Yield turns by conversation, these in the order of their beginnings."""
    topics, jobs = _zipf(len(world.topics)), _zipf(len(world.occupations))
    begun = sorted(now - _age(dice) for _ in range(2 * number // sum(TURNS)))
    made = 0
    for start in itertools.chain(begun, itertools.repeat(now - 3600.0)):
        sender, at, previous = f"web-{uuid.UUID(int=dice.getrandbits(128)).hex}", start, None
        channel = dice.choices(CHANNELS, SHARES)[0]
        for place in range(dice.randint(*TURNS)):
            outcome = dice.choices(tuple(OUTCOMES), tuple(OUTCOMES.values()))[0]
            (topic,) = dice.choices(world.topics, cum_weights=topics)
            (job,) = dice.choices(world.occupations, cum_weights=jobs)
            yield (
                TurnRecord(
                    conversation_id=sender,
                    id=f"{dice.getrandbits(128):032x}",
                    at=min(at, now),
                    sequence=2 * place + 1,
                    channel=channel,
                    outcome=outcome,
                    topic=topic,
                    occupation=job if dice.random() < 0.8 else None,
                    intent=topic,
                    confidence=round(dice.random(), 3),
                    step="topic",
                    milliseconds=round(dice.lognormvariate(3.6, 0.6)),
                    answer_id=f"{dice.getrandbits(128):032x}",
                    first_today=previous is None or previous // DAY_SECONDS < at // DAY_SECONDS,
                    first_ever=place == 0,
                ),
                dice.choice(world.wordings),
            )
            made += 1
            if made == number:
                return
            previous, at = at, at + dice.uniform(10, 1200)


def _age(dice: random.Random) -> float:
    day, hour = dice.randrange(DAYS), dice.choices(range(24), HOURS)[0]
    return day * DAY_SECONDS + (24 - hour) * 3600.0 - dice.uniform(0, 3600)


def _zipf(number: int) -> list[float]:
    """Return cumulative weights that fall as frequencies of words do."""
    return list(itertools.accumulate(1 / (place + 3) for place in range(number)))


def _store(
    connection: Connection,
    dice: random.Random,
    batch: Sequence[tuple[TurnRecord, str]],
    added: Additions,
    now: float,
) -> None:
    known: dict[str, dict[str, Any]] = {}
    events, ratings, records = [], [], []
    for record, text in batch:
        records.append({**asdict(record), "is_counted": record.at < now - 3600.0})
        if record.at < now - 3600.0:
            added.turn(record)
        events += _events(record, text)
        if record.sequence == 1:
            known[record.conversation_id] = {
                "id": record.conversation_id,
                "started_at": record.at,
                "changed_at": record.at,
                "last_sequence": 2 * TURNS[1],
                "last_append": record.id,
                "snapshot_sequence": 0,
                "snapshot_state": "{}",
            }
        if record.outcome in ("answered", "partial") and dice.random() < RATED:
            rating = 1 if dice.random() < 0.8 else -1
            reasons = "wrong" if rating < 0 else None
            ratings.append(
                {
                    "conversation_id": record.conversation_id,
                    "answer_id": record.answer_id,
                    "rating": rating,
                    "comment": None,
                    "reasons": reasons,
                    "given_at": record.at,
                }
            )
            added.rating(record, rating, (reasons or "").split(), 1)
    for table, rows in (
        (conversation, list(known.values())),
        (conversation_event, events),
        (turn, records),
        (feedback, ratings),
    ):
        _insert(connection, table, rows)


def _events(record: TurnRecord, text: str) -> list[dict[str, Any]]:
    intent = {"name": record.intent, "confidence": record.confidence}
    asked = {
        "event": "user",
        "timestamp": record.at,
        "text": text,
        "parse_data": {"intent": intent, "intent_ranking": [intent], "entities": []},
    }
    custom = {
        "outcome": record.outcome,
        "topic": record.topic,
        "occupation": record.occupation,
        "blocks": [{"type": "text", "text": "It depends on where and for whom one works."}],
        "id": record.answer_id,
    }
    answered = {"event": "bot", "timestamp": record.at, "text": "It depends.", "data": {"custom": custom}}
    return [
        {
            "conversation_id": record.conversation_id,
            "sequence": int(record.sequence or 0) + place,
            "type": one["event"],
            "timestamp": record.at,
            "data": json.dumps(one),
        }
        for place, one in enumerate((asked, answered))
    ]


def _insert(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Store rows; on PostgreSQL by COPY, which takes a tenth of the time."""
    if not rows:
        return
    if connection.dialect.name != "postgresql":
        connection.execute(insert(table), rows)
        return
    text, names = io.StringIO(), list(rows[0])
    writer = csv.writer(text)
    writer.writerows([row[name] for name in names] for row in rows)
    text.seek(0)
    cursor = connection.connection.cursor()
    cursor.copy_expert(f"COPY {table.name} ({', '.join(names)}) FROM STDIN WITH (FORMAT csv)", text)


def _unhurried(connection: Connection, local: str = "LOCAL ") -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET {local}statement_timeout = 0")
