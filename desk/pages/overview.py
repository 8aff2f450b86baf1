"""What was asked of the advisor, and how it did: any days, any channel."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.engine import Connection

from bot.conversations.figures import queries
from bot.conversations.figures.queries import Span, Subject, Tally, Traffic
from bot.conversations.models import OUTCOMES
from desk import charts
from desk.databases import reading
from desk.formats import share
from desk.names import occupation_names, topic_titles
from desk.pages.page import Page
from desk.people import ROOT
from desk.roles import Role, open_to
from desk.spans import asked_span, quick_spans
from desk.tables import csv_download
from desk.texts import say

overview_pages = Blueprint("overview", __name__, url_prefix=ROOT)
PAGE = Page(overview_pages, label="page.overview")
TOP = 12  # topics, occupations
HEAD = ("people", "conversations", *OUTCOMES, "up", "down")


@dataclass(frozen=True)
class Row:
    """A topic, an occupation or a channel, with its bar."""

    key: str
    name: str
    tally: Tally
    bar: list[charts.Rectangle]


@overview_pages.get("/")
@open_to(Role.READER)
def index() -> ResponseReturnValue:
    """Show the overview."""
    span = asked_span()
    titles = topic_titles()
    with reading() as connection:
        total, before = queries.totals(connection, span), queries.totals(connection, span.before())
        days = queries.by_day(connection, span)
        channels = queries.by_channel(connection, span)
        latency, slow = queries.latency(connection, span), queries.latency_by_day(connection, span)
        hours = queries.by_weekday_and_hour(connection, span)
        topics = queries.top_topics(connection, span, limit=TOP)
        occupations = queries.top_occupations(connection, span, limit=TOP)
        all_channels = queries.channels(connection, Span(span.first, span.last))
        reasons = queries.reasons(connection, span)
        waiting = queries.uncounted(connection)
    names = occupation_names(one.key for one in occupations)
    return render_template(
        "overview.html",
        span=span,
        quick=quick_spans(span),
        channels=sorted({*all_channels, *([span.channel] if span.channel else [])}),
        total=total,
        before=before,
        outcomes=OUTCOMES,
        days=days,
        chart=_outcome_chart(days),
        latency=latency,
        slow=slow,
        latency_chart=charts.lines(
            list(slow),
            {"p95": [one.p95 for one in slow.values()], "p50": [one.p50 for one in slow.values()]},
        ),
        hours=hours,
        busiest=max((number for day in hours for number in day), default=0),
        level=charts.level,
        topics=_rows(topics, titles),
        occupations=_rows(occupations, names),
        by_channel=_rows([Subject(name, tally) for name, tally in channels.items()], {}),
        reasons=reasons,
        waiting=waiting,
    )


@overview_pages.get("/figures/<kind>.csv")
@open_to(Role.READER)
def download(kind: str) -> ResponseReturnValue:
    """Give what a table shows as CSV: ``days``, ``topics``, ``occupations`` or ``hours``."""
    if kind not in TABLES:
        abort(404)
    span = asked_span()
    head, rows = TABLES[kind]
    with reading() as connection:
        found = list(rows(connection, span))
    name = "-".join([kind, span.first.isoformat(), span.last.isoformat()])
    return csv_download(name, head, found)


def _outcome_chart(days: dict[Any, Traffic]) -> charts.Columns:
    parts = [{name: getattr(one, name) for name in OUTCOMES} for one in days.values()]
    titles = [
        say(
            "overview.day",
            day=f"{day.day} {day:%B %Y}",
            messages=f"{one.turns:,}",
            missed=share(one.missed, one.turns),
        )
        for day, one in days.items()
    ]
    return charts.columns(list(days), parts, titles)


def _rows(subjects: Sequence[Subject], names: dict[str, str]) -> list[Row]:
    most = max((one.tally.turns for one in subjects), default=0)
    return [
        Row(
            one.key,
            names.get(one.key, one.key),
            one.tally,
            charts.strip({name: getattr(one.tally, name) for name in OUTCOMES}, most),
        )
        for one in subjects
    ]


def _numbers(tally: Tally, names: Iterable[str] = HEAD) -> list[int]:
    return [getattr(tally, name) for name in names]


def _days(connection: Connection, span: Span) -> Iterable[Sequence[object]]:
    for day, channels in queries.by_day_and_channel(connection, span).items():
        for channel, traffic in channels.items():
            yield [day.isoformat(), channel, traffic.turns, *_numbers(traffic)]


def _topics(connection: Connection, span: Span) -> Iterable[Sequence[object]]:
    titles = topic_titles()
    for one in queries.top_topics(connection, span, limit=10_000):
        yield [one.key, titles.get(one.key, one.key), one.tally.turns, *_numbers(one.tally, HEAD[2:])]


def _occupations(connection: Connection, span: Span) -> Iterable[Sequence[object]]:
    found = queries.top_occupations(connection, span, limit=10_000)
    names = occupation_names(one.key for one in found)
    for one in found:
        yield [one.key, names[one.key], one.tally.turns, *_numbers(one.tally, HEAD[2:])]


def _hours(connection: Connection, span: Span) -> Iterable[Sequence[object]]:
    for weekday, hours in enumerate(queries.by_weekday_and_hour(connection, span)):
        for hour, turns in enumerate(hours):
            yield [say(f"weekday.{weekday}"), hour, turns]


Rows = Callable[[Connection, Span], Iterable[Sequence[object]]]
TABLES: dict[str, tuple[Sequence[str], Rows]] = {
    "days": (("day", "channel", "messages", *HEAD), _days),
    "topics": (("topic", "title", "messages", *HEAD[2:]), _topics),
    "occupations": (("occupation", "name", "messages", *HEAD[2:]), _occupations),
    "hours": (("weekday", "hour_utc", "messages"), _hours),
}
