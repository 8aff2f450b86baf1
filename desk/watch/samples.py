"""What is watched: samples of the hours just past, and of the same hours on earlier days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.engine import Connection

from bot.conversations.figures.queries import Hour, Tally, by_day_and_hour
from desk.watch.bands import FEWEST_TURNS, Band, Sample, band

MEASURES = ("unknown", "error", "down")
HOURS = (2, 3, 6, 12, 24)  # of a sample, the present one included: as few as hold enough turns
EARLIER_DAYS = 28
WEEKEND = (5, 6)


@dataclass(frozen=True)
class Reading:
    """A share as it is now, and what is usual of it; ``usual`` is None while that is not known."""

    measure: str
    sample: Sample
    usual: Band | None
    since: datetime  # UTC, when the sample begins
    hours: int  # that it covers, the present one included


def readings(connection: Connection, now: datetime) -> list[Reading]:
    """Return how the watched shares are now (UTC), each over as few hours as hold enough turns."""
    hours = by_day_and_hour(
        connection, first=(now - timedelta(days=EARLIER_DAYS + 1)).date(), last=now.date()
    )
    return [reading(measure, hours, now) for measure in MEASURES]


def reading(measure: str, hours: Mapping[Hour, Tally], now: datetime) -> Reading:
    """Return how one share is now, from the tallies of hours.

    Days of the week and of the weekend are not compared with each other.
    """
    chosen = next(
        (number for number in HOURS if _sample(measure, hours, _last(now, number)).turns >= FEWEST_TURNS),
        HOURS[-1],
    )
    sample = _sample(measure, hours, _last(now, chosen))
    is_weekend = now.weekday() in WEEKEND
    days = [now - timedelta(days=days) for days in range(EARLIER_DAYS, 0, -1)]
    earlier = [
        _sample(measure, hours, _last(day, chosen))
        for day in days
        if (day.weekday() in WEEKEND) == is_weekend
        # Not the sample itself, nor what it overlaps.
        and day + timedelta(hours=chosen) <= now
    ]
    since = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=chosen - 1)
    return Reading(measure, sample, band(earlier, sample.turns), since, chosen)


def _last(now: datetime, number: int) -> list[Hour]:
    """Return the hour of a time and those before it."""
    times = [now - timedelta(hours=back) for back in range(number)]
    return [(time.date(), time.hour) for time in times]


def _sample(measure: str, hours: Mapping[Hour, Tally], wanted: Sequence[Hour]) -> Sample:
    found = [hours[hour] for hour in wanted if hour in hours]
    cases = sum(getattr(one, measure) for one in found)
    if measure == "down":  # of the answers that were rated
        return Sample(cases, sum(one.up + one.down for one in found))
    return Sample(cases, sum(one.turns for one in found))
