"""The weekly digest: figures of seven days beside the seven before, and nothing that anybody wrote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

from sqlalchemy.engine import Connection

from bot.conversations.figures.queries import Span, Subject, latency, top_occupations, top_topics, totals
from desk.queries.unanswered import groups
from desk.queries.watch import Message, add_message
from desk.texts import say
from knowledge.queries.occupations import get_occupation
from knowledge.queries.topics import list_topics

DIGEST = "digest"
HOUR = 7  # UTC, from which on it is made
DAYS = 7
LISTED = 5


def make_digest(
    connection: Connection, knowledge: Connection, ways: Sequence[str], *, weekday: int, now: float
) -> Message | None:
    """Store the digest of the seven days before today, if today is its weekday; else return None.

    A week has one digest, whichever process makes it and however often it is asked for.

    Args:
        connection: to the conversations' database, in a transaction.
        knowledge: to the knowledge base, for names.
        ways: in which it will be sent.
        weekday: 1 (Monday) to 7; 0 for none.
        now: seconds since 1970.
    """
    then = datetime.fromtimestamp(now, timezone.utc)
    if then.isoweekday() != weekday or then.hour < HOUR:
        return None
    span = _week_before(then.date())
    details = figures(connection, knowledge, span)
    message = Message(f"digest-{span.last.isoformat()}", now, DIGEST, text_of(details), details)
    return message if add_message(connection, message, ways) else None


def figures(connection: Connection, knowledge: Connection, span: Span) -> dict[str, Any]:
    """Return what a digest tells of a span."""
    now, before, times = (
        totals(connection, span),
        totals(connection, span.before()),
        latency(connection, span),
    )
    topics = {topic.key: topic.title for topic in list_topics(knowledge)}

    def listed(found: Sequence[Subject], names: dict[str, str]) -> list[dict[str, Any]]:
        return [{"name": names.get(one.key, one.key), "turns": one.tally.turns} for one in found]

    jobs = top_occupations(connection, span, limit=LISTED)
    asked = groups(connection, limit=LISTED)
    names = {
        key: held.name
        for key in {one.key for one in jobs} | {one.occupation for one in asked if one.occupation}
        if (held := get_occupation(knowledge, key=key))
    }
    return {
        "first": span.first.isoformat(),
        "last": span.last.isoformat(),
        "turns": now.turns,
        "turns_before": before.turns,
        "people": now.people,
        "answered": now.answered + now.partial,
        "missed": now.missed,
        "missed_before": before.missed,
        "errors": now.error,
        "up": now.up,
        "down": now.down,
        "p95_milliseconds": round(times.p95) if times.p95 else None,
        "topics": listed(top_topics(connection, span, limit=LISTED), topics),
        "occupations": listed(jobs, names),
        "unanswered": [
            {
                "occupation": names.get(one.occupation or "", one.occupation),
                "topic": topics.get(one.topic or "", one.topic),
                "turns": one.turns,
            }
            for one in asked
        ],
    }


def text_of(details: dict[str, Any]) -> str:
    """Return a digest as lines of text."""
    lines = [
        say("digest.title", first=details["first"], last=details["last"]),
        say("digest.turns", turns=f"{details['turns']:,}", before=f"{details['turns_before']:,}"),
        say("digest.people", people=f"{details['people']:,}"),
        say(
            "digest.missed",
            missed=f"{details['missed']:,}",
            share=_share(details["missed"], details["turns"]),
            before=_share(details["missed_before"], details["turns_before"]),
            errors=f"{details['errors']:,}",
        ),
        say("digest.ratings", up=details["up"], down=details["down"]),
    ]
    if details["p95_milliseconds"] is not None:
        lines.append(say("digest.latency", seconds=f"{details['p95_milliseconds'] / 1000:.2f}"))
    for name in ("topics", "occupations"):
        if details[name]:
            listed = ", ".join(f"{one['name']} ({one['turns']:,})" for one in details[name])
            lines.append(say(f"digest.{name}", listed=listed))
    for one in details["unanswered"]:
        what = " × ".join(part for part in (one["occupation"], one["topic"]) if part) or say("digest.other")
        lines.append(say("digest.unanswered", what=what, turns=f"{one['turns']:,}"))
    return "\n".join(lines)


def _week_before(day: date) -> Span:
    return Span(day - timedelta(days=DAYS), day - timedelta(days=1))


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"
