"""The days and the channel that a page is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from flask import abort, request

from bot.conversations.figures.queries import Span
from bot.conversations.models import LONGEST_CHANNEL

DEFAULT_DAYS = 30
MOST_DAYS = 3 * 366
QUICK_DAYS = (1, 7, 30, 90, 365)


@dataclass(frozen=True)
class Quick:
    """A span that one click leads to, the days up to today."""

    days: int
    first: str
    last: str
    is_shown: bool


def today() -> date:
    """Return the day it is, in UTC as all figures are."""
    return datetime.now(timezone.utc).date()


def asked_span(default_days: int = DEFAULT_DAYS) -> Span:
    """Return the span of the parameters ``first``, ``last`` and ``channel``.

    A page of the desk offers only days that are some; what is none ends in 400.
    """
    now = today()
    last = _day("last") or now
    first = _day("first") or last - timedelta(days=default_days - 1)
    first, last = min(first, last), max(first, last)
    first = max(first, last - timedelta(days=MOST_DAYS - 1))
    channel = request.args.get("channel", "").strip()
    if len(channel) > LONGEST_CHANNEL:
        abort(400)
    return Span(first, last, channel or None)


def quick_spans(span: Span) -> list[Quick]:
    """Return the spans up to today that are offered beside the one shown."""
    last = today()
    firsts = [(days, last - timedelta(days=days - 1)) for days in QUICK_DAYS]
    shown = (span.first, span.last)
    return [
        Quick(days, first.isoformat(), last.isoformat(), shown == (first, last)) for days, first in firsts
    ]


def bounds(span: Span) -> tuple[float, float]:
    """Return when a span begins and ends, in seconds since 1970; the end is not part of it."""
    first = datetime(span.first.year, span.first.month, span.first.day, tzinfo=timezone.utc)
    return first.timestamp(), first.timestamp() + 86_400.0 * ((span.last - span.first).days + 1)


def _day(name: str) -> date | None:
    written = request.args.get(name, "").strip()
    if not written:
        return None
    try:
        day = date.fromisoformat(written)
    except ValueError:
        abort(400)
    if not 2000 <= day.year <= 2200:
        abort(400)
    return day
