"""What the figures say of a span of days, on one channel or on all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Column, Table, func, select, union_all
from sqlalchemy.engine import Connection
from sqlalchemy.sql import ColumnElement, FromClause, Select

from bot.conversations.figures.latency import percentile
from bot.conversations.models import (
    OUTCOMES,
    TALLIES,
    UNCOUNTED,
    cell_figures,
    hour_figures,
    latency_figures,
    occupation_figures,
    occupation_month_figures,
    reason_figures,
    topic_figures,
    turn,
)

DAYS_ALONE = 32  # of a span that is added up from its days
Hour = tuple[date, int]  # a day and an hour of it, 0 to 23


@dataclass(frozen=True)
class Span:
    """Days (UTC) from ``first`` to ``last``, both included; ``channel`` None means all channels."""

    first: date
    last: date
    channel: str | None = None

    def days(self) -> list[date]:
        """Return every day of the span."""
        return [self.first + timedelta(days=place) for place in range((self.last - self.first).days + 1)]

    def before(self) -> Span:
        """Return the span of the same length that ends the day before."""
        length = self.last - self.first
        last = self.first - timedelta(days=1)
        return Span(last - length, last, self.channel)


@dataclass(frozen=True)
class Tally:
    """How many turns ended how, and how many of their answers were rated up and down."""

    answered: int = 0
    partial: int = 0
    unknown: int = 0
    clarify: int = 0
    smalltalk: int = 0
    error: int = 0
    up: int = 0
    down: int = 0

    @property
    def turns(self) -> int:
        """All turns."""
        return sum(getattr(self, name) for name in OUTCOMES)

    @property
    def missed(self) -> int:
        """Turns without an answer: unknown, asked back, failed."""
        return self.unknown + self.clarify + self.error


@dataclass(frozen=True)
class Traffic(Tally):
    """A tally with its people.

    ``people``: conversations that had a turn, each once a day; so over several days, once for each of them.
    ``conversations``: those that began.
    """

    people: int = 0
    conversations: int = 0


@dataclass(frozen=True)
class Latency:
    """Percentiles of the time from a message to its answer, in milliseconds; None without turns."""

    p50: float | None
    p95: float | None


@dataclass(frozen=True)
class Subject:
    """A topic or an occupation by its key, and its turns."""

    key: str
    tally: Tally


@dataclass(frozen=True)
class Cell:
    """What was asked of an occupation on a topic, by their keys."""

    occupation: str
    topic: str
    tally: Tally


def totals(connection: Connection, span: Span) -> Traffic:
    """Return the traffic of a span."""
    row = connection.execute(select(*_sums(hour_figures, TRAFFIC)).where(*_within(hour_figures, span))).one()
    return Traffic(**_numbers(row._mapping))


def by_day(connection: Connection, span: Span) -> dict[date, Traffic]:
    """Return the traffic of every day of a span, in order; days without turns are zero."""
    found = _traffic_by(connection, span, hour_figures.c.day)
    return {day: found.get(day, Traffic()) for day in span.days()}


def by_channel(connection: Connection, span: Span) -> dict[str, Traffic]:
    """Return the traffic of each channel of a span, the busiest first."""
    found = _traffic_by(connection, span, hour_figures.c.channel)
    return dict(sorted(found.items(), key=lambda one: (-one[1].turns, one[0])))


def by_day_and_channel(connection: Connection, span: Span) -> dict[date, dict[str, Traffic]]:
    """Return the traffic of each channel on each day of a span that had any."""
    day, channel = hour_figures.c.day, hour_figures.c.channel
    rows = connection.execute(
        select(day, channel, *_sums(hour_figures, TRAFFIC))
        .where(*_within(hour_figures, span))
        .group_by(day, channel)
        .order_by(day, channel)
    )
    found: dict[date, dict[str, Traffic]] = defaultdict(dict)
    for row in rows:
        found[row.day][row.channel] = Traffic(**_numbers(row._mapping))
    return dict(found)


def by_hour(connection: Connection, span: Span) -> list[Traffic]:
    """Return the traffic of each hour of the day (UTC, 0 to 23), added up over the days of a span."""
    found = _traffic_by(connection, span, hour_figures.c.hour)
    return [found.get(hour, Traffic()) for hour in range(24)]


def by_day_and_hour(connection: Connection, *, first: date, last: date) -> dict[Hour, Tally]:
    """Return the tally of each hour from a day to another that had any turn, on all channels."""
    day, hour = hour_figures.c.day, hour_figures.c.hour
    rows = connection.execute(
        select(day, hour, *_sums(hour_figures, TALLIES)).where(day >= first, day <= last).group_by(day, hour)
    )
    return {(row.day, row.hour): Tally(**_numbers(row._mapping)) for row in rows}


def by_weekday_and_hour(connection: Connection, span: Span) -> list[list[int]]:
    """Return the turns of each hour of each weekday (Monday first), added up over the days of a span."""
    day, hour = hour_figures.c.day, hour_figures.c.hour
    turns = func.sum(_all_outcomes(hour_figures)).label("turns")
    rows = connection.execute(
        select(day, hour, turns).where(*_within(hour_figures, span)).group_by(day, hour)
    )
    found = [[0] * 24 for _ in range(7)]
    for row in rows:
        found[row.day.weekday()][row.hour] += int(row.turns)
    return found


def latency(connection: Connection, span: Span) -> Latency:
    """Return how long the answers of a span took."""
    bucket, turns = latency_figures.c.bucket, func.sum(latency_figures.c.turns).label("turns")
    rows = connection.execute(select(bucket, turns).where(*_within(latency_figures, span)).group_by(bucket))
    return _percentiles({row.bucket: int(row.turns) for row in rows})


def latency_by_day(connection: Connection, span: Span) -> dict[date, Latency]:
    """Return how long the answers of every day of a span took, in order."""
    day, bucket = latency_figures.c.day, latency_figures.c.bucket
    turns = func.sum(latency_figures.c.turns).label("turns")
    rows = connection.execute(
        select(day, bucket, turns).where(*_within(latency_figures, span)).group_by(day, bucket)
    )
    found: dict[date, dict[int, int]] = defaultdict(dict)
    for row in rows:
        found[row.day][row.bucket] = int(row.turns)
    return {day: _percentiles(found.get(day, {})) for day in span.days()}


def reasons(connection: Connection, span: Span) -> dict[str, int]:
    """Return how often each reason was given for a thumb down, the most frequent first."""
    reason, ratings = reason_figures.c.reason, func.sum(reason_figures.c.ratings).label("ratings")
    rows = connection.execute(select(reason, ratings).where(*_within(reason_figures, span)).group_by(reason))
    found = {row.reason: int(row.ratings) for row in rows if row.ratings > 0}
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def top_topics(connection: Connection, span: Span, *, limit: int = 20) -> list[Subject]:
    """Return the topics that were asked most."""
    days = select(topic_figures).where(*_within(topic_figures, span)).subquery()
    return _top(connection, days, days.c.topic, limit)


def top_occupations(connection: Connection, span: Span, *, limit: int = 20) -> list[Subject]:
    """Return the occupations that were asked about most."""
    table, months = occupation_figures, occupation_month_figures
    parts = [_signed(table, "day", "occupation", span, *part) for part in months_and_days(span)[1]]
    if whole := months_and_days(span)[0]:
        parts.append(_signed(months, "month", "occupation", span, *whole, 1))
    each = union_all(*parts).subquery()
    return _top(connection, each, each.c.occupation, limit)


def cells(connection: Connection, span: Span, *, limit: int = 50, missed_first: bool = False) -> list[Cell]:
    """Return what was asked most of which occupation, on all channels.

    Args:
        connection: to read from.
        span: whose days count.
        limit: how many to return at most.
        missed_first: whether those come first that went without an answer most often; others are left out.
    """
    table = cell_figures
    missed = func.sum(table.c.unknown + table.c.clarify + table.c.error)
    turns = func.sum(_all_outcomes(table))
    found = (
        select(table.c.occupation, table.c.topic, *_sums(table, TALLIES))
        .where(table.c.day >= span.first, table.c.day <= span.last)
        .group_by(table.c.occupation, table.c.topic)
        .order_by((missed if missed_first else turns).desc(), table.c.occupation, table.c.topic)
        .limit(limit)
    )
    if missed_first:
        found = found.having(missed > 0)
    return [
        Cell(row.occupation, row.topic, Tally(**_numbers(row._mapping))) for row in connection.execute(found)
    ]


def channels(connection: Connection, span: Span) -> Sequence[str]:
    """Return the channels with turns in a span."""
    channel = hour_figures.c.channel
    found = select(channel).where(*_within(hour_figures, span)).distinct().order_by(channel)
    return [str(one) for one in connection.execute(found).scalars()]


def uncounted(connection: Connection) -> int:
    """Return how many turns are not in the figures yet."""
    found = select(func.count()).select_from(turn).where(UNCOUNTED)
    return int(connection.execute(found).scalar_one())


TRAFFIC = (*TALLIES, "people", "conversations")


def _within(table: Table, span: Span) -> list[ColumnElement]:
    found = [table.c.day >= span.first, table.c.day <= span.last]
    return found if span.channel is None else [*found, table.c.channel == span.channel]


def _sums(table: FromClause, names: Sequence[str]) -> list[ColumnElement]:
    return [func.coalesce(func.sum(table.c[name]), 0).label(name) for name in names]


def _all_outcomes(table: FromClause) -> ColumnElement:
    first, *others = (table.c[name] for name in OUTCOMES)
    for one in others:
        first = first + one
    return first


def _numbers(row: Any) -> dict[str, int]:
    """Return the sums of a row; PostgreSQL adds integers up to a type that is none."""
    return {name: int(row[name]) for name in TRAFFIC if name in row}


def _traffic_by(connection: Connection, span: Span, column: Column) -> dict[Any, Traffic]:
    rows = connection.execute(
        select(column, *_sums(hour_figures, TRAFFIC))
        .where(*_within(hour_figures, span))
        .group_by(column)
        .order_by(column)
    )
    return {row[0]: Traffic(**_numbers(row._mapping)) for row in rows}


def months_and_days(span: Span) -> tuple[tuple[date, date] | None, list[tuple[date, date, int]]]:
    """Return the whole months of a span and what days have to be added or taken away beside them.

    Of a month at an end, either the days within the span are added, or it counts as whole and those without
    are taken away, whichever are fewer.

    Returns:
        the first days of the first and the last whole month, None if there is none; and for each part of a
        month its first and last day, and 1 or -1.
    """
    first, last = span.first, span.last
    parts: list[tuple[date, date, int]] = []
    begin, end = first.replace(day=1), last.replace(day=1)
    if (last - first).days < DAYS_ALONE:
        return None, [(first, last, 1)]
    if first.day - 1 > _end_of(first).day // 2:
        parts.append((first, _end_of(first), 1))
        begin = _end_of(first) + timedelta(days=1)
    elif first.day > 1:
        parts.append((begin, first - timedelta(days=1), -1))
    if last.day < _end_of(last).day // 2:
        parts.append((end, last, 1))
        end = (end - timedelta(days=1)).replace(day=1)
    elif last < _end_of(last):
        parts.append((last + timedelta(days=1), _end_of(last), -1))
    return (begin, end), parts


def _end_of(day: date) -> date:
    """Return the last day of a month."""
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _signed(table: Table, at: str, key: str, span: Span, first: date, last: date, sign: int) -> Select:
    """Return the rows of days or months of a span's channel, as they are or to be taken away."""
    tallies = [(table.c[name] if sign > 0 else -table.c[name]).label(name) for name in TALLIES]
    found = select(table.c[key], *tallies).where(table.c[at] >= first, table.c[at] <= last)
    return found if span.channel is None else found.where(table.c.channel == span.channel)


def _top(connection: Connection, table: FromClause, key: ColumnElement, limit: int) -> list[Subject]:
    turns = func.sum(_all_outcomes(table))
    rows = connection.execute(
        select(key, *_sums(table, TALLIES))
        .group_by(key)
        .having(turns + func.sum(table.c.up) + func.sum(table.c.down) > 0)
        .order_by(turns.desc(), key)
        .limit(limit)
    )
    return [Subject(row[0], Tally(**_numbers(row._mapping))) for row in rows]


def _percentiles(histogram: dict[int, int]) -> Latency:
    return Latency(percentile(histogram, 0.5), percentile(histogram, 0.95))
