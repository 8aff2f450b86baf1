"""How numbers, times and keys are written on pages."""

from __future__ import annotations

from datetime import datetime, timezone

from flask import Flask

from desk.texts import TEXTS


def add_formats(app: Flask) -> None:
    """Give templates the formats as filters."""
    for one in (moment, share, milliseconds, short, named):
        app.jinja_env.filters[one.__name__] = one


def moment(seconds: float) -> str:
    """Return a time (seconds since 1970) as it is shown: ``2026-03-14 09:26`` in UTC."""
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%d %H:%M")


def share(part: float, whole: float) -> str:
    """Return a share in per cent: ``12.3%``; a dash of nothing."""
    return f"{100 * part / whole:.1f}%" if whole else "–"


def milliseconds(value: float | None) -> str:
    """Return a time in the unit that suits it: ``85 ms``, ``1.2 s``; a dash for none."""
    if value is None:
        return "–"
    return f"{value:,.0f} ms" if value < 1000 else f"{value / 1000:,.1f} s"


def short(number: int) -> str:
    """Return a number in at most four characters: ``980``, ``12k``; nothing for 0."""
    if not number:
        return ""
    if number < 1000:
        return str(number)
    return f"{number / 1000:.1f}k" if number < 10_000 else f"{number / 1000:.0f}k"


def named(key: str | None, kind: str) -> str:
    """Return the name of a key of ``texts.yml``, such as a channel's, or the key if it has none there."""
    return TEXTS.texts.get(f"{kind}.{key}", key or "–")
