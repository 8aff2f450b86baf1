"""How values are written: numbers with their unit, dates, names in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from actions.messages import has_message, message
from knowledge.currencies import BILLIONS, currency_of, money
from knowledge.numbers import number
from knowledge.records import Figure, Source

MAX_QUOTE = 60
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“])")  # what stands between two sentences of an answer


def amount(figure: Figure) -> str:
    """Return a figure's value with unit and bound: ``about $118,000``, ``at least 40 hours``."""
    written = with_unit(figure.value, figure.unit)
    return message(f"bound.{figure.bound}", value=written) if figure.bound else written


def with_unit(value: float, unit: str) -> str:
    """Return a number with its unit, in the singular where it needs one: ``1 year``."""
    singular = f"unit.{unit}_singular"
    if value == 1 and has_message(singular):
        return message(singular, value=number(value))
    return in_unit(number(value), unit)


def in_unit(written: str, unit: str) -> str:
    """Return a number, or two with a dash between them, with its unit: ``€62,000``, ``40–50 hours``."""
    currency = currency_of(unit)
    if currency is None:
        return message(f"unit.{unit}", value=written)
    amount = money(written, currency)
    return message("unit.billion", value=amount) if unit.endswith(BILLIONS) else amount


def source_date(source: Source) -> str:
    """Return the date as precise as known, or that there is none."""
    if not source.published:
        return message("render.undated")
    parts = source.published.split("-")
    if len(parts) == 3:
        day = date.fromisoformat(source.published)
        return f"{day.day} {day:%B %Y}"
    return f"{date(int(parts[0]), int(parts[1]), 1):%B %Y}" if len(parts) == 2 else parts[0]


def years(as_of: str | None) -> str:
    """Return ``2020–2030`` for the range ``2020-2030``."""
    return (as_of or "").replace("-", "–")


def holds_for(figure: Figure, *, beside: str = "") -> str:
    """Return the place and the time that a figure holds for, without what stands beside it already."""
    place_and_time = (figure.place, years(figure.as_of))
    return ", ".join(one for one in place_and_time if one and one not in beside)


def capitalised(text: str) -> str:
    """Return ``text`` with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return ``text`` with a small first letter, for the middle of a sentence; abbreviations stay."""
    abbreviated = text[1:2].isupper() or "." in text.partition(" ")[0][:-1]
    return text if abbreviated else text[:1].lower() + text[1:]


def joined(names: Sequence[str], last: str = "and") -> str:
    """Return ``a, b and c``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def quoted(typed: str) -> str:
    """Return what the user typed, safe to show: one line, no control characters, bounded."""
    line = re.sub(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+", " ", typed).strip()
    return line if len(line) <= MAX_QUOTE else line[: MAX_QUOTE - 1] + "…"
