"""The plan as tables."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from bench.sizing.figures import Assumption, Measured
from bench.sizing.plan import Limit, Size
from bench.tables import Row

NEEDED: Row = ("what", "how much", "of it")
BREAKS: Row = ("people a day", "what breaks", "what takes over")
TAKEN: Row = ("assumption", "value", "is")


def needed(size: Size, spare: int) -> list[Row]:
    """Return what is needed."""
    load = size.load
    return [
        ("messages", f"{load.messages:,.0f} a day", f"{load.messages_a_second:,.1f} a second at the peak"),
        ("pages", f"{load.pages:,.0f} a day", f"{load.pages_a_second:,.1f} a second at the peak"),
        ("Rasa servers", f"{size.rasa:,}", f"{spare} to spare; the others busy: {size.rasa_busy:.0%}"),
        (
            "action servers",
            f"{size.actions:,}",
            f"{spare} to spare; the others busy: {size.actions_busy:.0%}",
        ),
        ("wait", f"{1000 * size.wait:,.0f} ms", "at most, of 95 in 100 messages at the peak"),
        ("cores of the databases", f"{size.database_busy:,.1f}", "busy at the peak in PostgreSQL and Redis"),
        ("machines", f"{size.machines:,}", "that hold all of it"),
        ("connections", f"{size.connections:,}", "to PostgreSQL at most, with the desk"),
        ("memory", amount(size.memory), "of all processes"),
        ("disk", amount(size.disk), "of the conversations in PostgreSQL"),
    ]


def breaks(limits: Sequence[Limit], people: float) -> list[Row]:
    """Return what breaks, in its order; what holds for so many people is told from what does not."""
    return [
        (
            f"{'from' if one.people < people else 'later, from'} {rounded(one.people)}",
            one.name,
            one.then,
        )
        for one in limits
        if math.isfinite(one.people)
    ]


def taken(assumptions: Mapping[str, Assumption]) -> list[Row]:
    """Return what is taken for granted."""
    return [(one.name, f"{one.value:,g} {one.unit}", one.says) for one in assumptions.values()]


def amount(size: float) -> str:
    """Return bytes as people read them, by thousands."""
    for unit in ("MB", "GB", "TB"):
        size /= 1e6 if unit == "MB" else 1e3
        if size < 1000:
            return f"{size:,.0f} {unit}" if size >= 10 or unit == "MB" else f"{size:,.1f} {unit}"
    return f"{size / 1000:,.1f} PB"


def rounded(number: float) -> str:
    """Return two significant digits of a number."""
    if number < 1:
        return "1"
    return f"{round(number, 1 - math.floor(math.log10(number))):,.0f}"


OF_A_TURN: Row = ("figure", "measured")


def of_a_turn(measured: Measured) -> list[Row]:
    """Return what was measured."""
    milliseconds = {
        "Rasa server, of a turn": measured.rasa,
        "action server, of a turn": measured.actions,
        "PostgreSQL, of a turn": measured.database,
        "Redis, of a turn": measured.redis,
        "Rasa server, of a page": measured.page,
        "from a message to its answer, when there is no other": measured.alone,
    }
    return [
        *((name, f"{1000 * seconds:.2f} ms") for name, seconds in milliseconds.items()),
        ("squared coefficient of variation of that", f"{measured.variation:.2f}"),
        ("operations of Redis, of a turn", f"{measured.redis_operations:.1f}"),
        ("kept in PostgreSQL, of a turn", f"{measured.bytes_kept / 1000:.1f} kB"),
        (
            "memory of a Rasa server, of an action server",
            f"{measured.rasa_mb:.0f} MB, {measured.actions_mb:.0f} MB",
        ),
    ]
