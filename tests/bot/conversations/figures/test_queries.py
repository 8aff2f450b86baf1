"""The figures of a span are those that its turns give when they are counted one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy.engine import Connection

from bot.conversations.figures import queries
from bot.conversations.figures.counting import count_turns, moment
from bot.conversations.figures.queries import Span
from bot.conversations.tracker_store import ConversationTrackerStore
from bot.conversations.turn_records import TurnRecord
from tests.bot.conversations.figures.sample_turns import START, keep, many

TURNS = many(2000)
FIRST = moment(START)[0]
SPANS = [
    Span(FIRST, FIRST + timedelta(days=9)),
    Span(FIRST + timedelta(days=2), FIRST + timedelta(days=4), "slack"),
    Span(FIRST + timedelta(days=3), FIRST + timedelta(days=3), "web"),
    Span(FIRST - timedelta(days=9), FIRST - timedelta(days=5)),
    # Of months, from which days are taken away or to which some are added.
    Span(FIRST + timedelta(days=3), FIRST + timedelta(days=70), "web"),
    Span(FIRST - timedelta(days=40), FIRST + timedelta(days=5)),
    Span(FIRST - timedelta(days=365), FIRST + timedelta(days=29)),
]
MISSED = ("unknown", "clarify", "error")


@pytest.fixture
def connection(store: ConversationTrackerStore) -> Iterator[Connection]:
    with store.engine.begin() as opened:
        keep(opened, TURNS)
        count_turns(opened, limit=len(TURNS))
        yield opened


def within(span: Span) -> list[TurnRecord]:
    return [
        one
        for one in TURNS
        if span.first <= moment(one.at)[0] <= span.last and span.channel in (None, one.channel)
    ]


def check_traffic(connection: Connection) -> None:
    for span in SPANS:
        mine = within(span)
        figures = queries.totals(connection, span)
        assert figures.turns == len(mine)
        assert figures.missed == sum(one.outcome in MISSED for one in mine)
        assert {name: getattr(figures, name) for name in queries.OUTCOMES} == {
            name: sum(one.outcome == name for one in mine) for name in queries.OUTCOMES
        }
        assert figures.people == sum(one.first_today for one in mine)
        assert figures.conversations == sum(one.first_ever for one in mine)
        days = queries.by_day(connection, span)
        assert list(days) == span.days()
        assert {day: one.turns for day, one in days.items() if one.turns} == Counter(
            moment(one.at)[0] for one in mine
        )
        hours = Counter(moment(one.at)[1] for one in mine)
        assert [one.turns for one in queries.by_hour(connection, span)] == [hours[hour] for hour in range(24)]
        weekdays = Counter((moment(one.at)[0].weekday(), moment(one.at)[1]) for one in mine)
        assert queries.by_weekday_and_hour(connection, span) == [
            [weekdays[weekday, hour] for hour in range(24)] for weekday in range(7)
        ]
        channels = Counter(one.channel for one in mine)
        assert {name: one.turns for name, one in queries.by_channel(connection, span).items()} == channels
        assert list(queries.channels(connection, span)) == sorted(channels)
        both = queries.by_day_and_channel(connection, span)
        assert {(day, name): one.turns for day, found in both.items() for name, one in found.items()} == (
            Counter((moment(one.at)[0], one.channel) for one in mine)
        )


def check_topics_and_occupations(connection: Connection) -> None:
    for span in SPANS:
        topics = Counter(one.topic for one in within(span) if one.topic)
        found = queries.top_topics(connection, span)
        assert {one.key: one.tally.turns for one in found} == topics
        assert [one.tally.turns for one in found] == sorted(topics.values(), reverse=True)
        occupations = Counter(one.occupation for one in within(span) if one.occupation)
        top = queries.top_occupations(connection, span, limit=2)
        assert [one.tally.turns for one in top] == sorted(occupations.values(), reverse=True)[:2]


@pytest.mark.parametrize("length", [1, 31, 32, 33, 45, 60, 90, 365])
def test_months_and_the_days_beside_them_are_the_days_of_the_span(length: int) -> None:
    for start in range(0, 400, 3):
        span = Span(FIRST + timedelta(days=start), FIRST + timedelta(days=start + length - 1))
        months, parts = queries.months_and_days(span)
        counted: Counter[date] = Counter()
        if months:
            month = months[0]
            while month <= months[1]:
                following = (month + timedelta(days=31)).replace(day=1)
                counted.update(Span(month, following - timedelta(days=1)).days())
                month = following
        for first, last, sign in parts:
            for day in Span(first, last).days():
                counted[day] += sign
        assert +counted == Counter(span.days()) and min(counted.values()) >= 0
        assert sum((last - first).days + 1 for first, last, _sign in parts) <= 32


def check_cells(connection: Connection) -> None:
    span = SPANS[0]
    asked = Counter((one.occupation, one.topic) for one in TURNS if one.occupation and one.topic)
    missed = Counter(
        (one.occupation, one.topic) for one in TURNS if one.occupation and one.topic and one.outcome in MISSED
    )
    assert {(one.occupation, one.topic): one.tally.turns for one in queries.cells(connection, span)} == asked
    found = queries.cells(connection, span, missed_first=True, limit=5)
    assert [one.tally.missed for one in found] == sorted(missed.values(), reverse=True)[:5]


def check_percentiles(connection: Connection) -> None:
    for span in SPANS[:3]:
        times = sorted(one.milliseconds for one in within(span))
        told = queries.latency(connection, span)
        assert told.p50 == pytest.approx(times[len(times) // 2], rel=0.19)
        assert told.p95 == pytest.approx(times[len(times) * 95 // 100], rel=0.19)
    days = queries.latency_by_day(connection, SPANS[0])
    assert list(days) == SPANS[0].days() and all(one.p50 and one.p95 for one in days.values())
    assert queries.latency(connection, SPANS[3]) == queries.Latency(None, None)


def test_every_figure_is_that_of_its_turns(connection: Connection) -> None:
    check_traffic(connection)
    check_topics_and_occupations(connection)
    check_cells(connection)
    check_percentiles(connection)


def test_the_span_before_is_as_long_and_ends_where_this_begins() -> None:
    span = Span(date(2026, 3, 1), date(2026, 3, 28), "web")
    assert span.before() == Span(date(2026, 2, 1), date(2026, 2, 28), "web")
    assert len(span.before().days()) == len(span.days()) == 28


async def test_turns_show_in_the_figures_once_they_are_counted(store: ConversationTrackerStore) -> None:
    await store.write(partial(keep, records=TURNS[:3]))
    assert (await store.read(partial(queries.totals, span=SPANS[0]))).turns == 0
    await store.write(count_turns)
    assert (await store.read(partial(queries.totals, span=SPANS[0]))).turns == 3
