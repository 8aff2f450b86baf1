"""What the pages say, from ``texts.yml``, and how they write figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from knowledge.currencies import BILLIONS, currency_of, money
from knowledge.dataset_records import Wage
from knowledge.numbers import number
from knowledge.queries.wages import TOP_CODE
from knowledge.records import Figure, Source
from knowledge.texts import TextFile

TEXTS = TextFile(Path(__file__).with_name("texts.yml"))
say = TEXTS.text
PERIODS = ("annual", "hourly")


def capitalised(text: str) -> str:
    """Return a text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def joined(names: Sequence[str]) -> str:
    """Return ``a, b and c``."""
    return say("and", others=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else "".join(names)


def dollars(value: float, period: str = "annual") -> str:
    """Return an amount: whole dollars for a year, cents for an hour."""
    return f"${value:,.0f}" if period == "annual" else f"${value:,.2f}"


def pay(row: Wage, name: str, period: str) -> str | None:
    """Return a figure of a row, such as ``p50``, or the bound that it is at least; None if not published."""
    column = f"{period}_{name}"
    if column in row.values:
        return dollars(row.values[column], period)
    return say("pay.at_least", value=dollars(TOP_CODE[period], period)) if column in row.top_coded else None


def best_pay(row: Wage, name: str = "p50") -> str | None:
    """Return a figure by the year, else by the hour, with its period."""
    for period in PERIODS:
        if value := pay(row, name, period):
            return say(f"pay.{period}", value=value)
    return None


def change(percent: float) -> str:
    """Return a change in per cent with its sign: ``+8%``, ``−2.1%``."""
    return f"{percent:+g}%".replace("-", "−") if percent else "0%"


def span(years: str | None) -> str:
    """Return ``2024–2034`` for the years ``2024-2034``."""
    return (years or "").replace("-", "–")


def amount(figure: Figure) -> str:
    """Return a figure with unit and bound: ``about $118,000``, ``at least 40 hours``."""
    written, unit = number(figure.value), figure.unit
    if currency := currency_of(unit):
        value = money(written, currency)
        value = say("unit.billion", value=value) if unit.endswith(BILLIONS) else value
    else:
        value = say(f"unit.{unit}", value=written)
    return say(f"bound.{figure.bound}", value=value) if figure.bound else value


def published(source: Source) -> str:
    """Return the date of a source as precise as known, or that there is none."""
    if not source.published:
        return source.date_note or say("sources.undated")
    parts = [int(part) for part in source.published.split("-")]
    if len(parts) == 1:
        return source.published
    day = date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    return f"{day:%B %Y}" if len(parts) == 2 else f"{day.day} {day:%B %Y}"
