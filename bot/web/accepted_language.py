"""The languages that a browser asks for."""

from __future__ import annotations

MOST = 20  # that are looked at


def accepted_language(header: str) -> list[str]:
    """Return the languages of an ``Accept-Language`` header, the most wanted first, without regions."""
    found: list[tuple[float, str]] = []
    for part in header.split(",")[:MOST]:
        name, _, parameters = part.strip().partition(";")
        weight = parameters.strip().removeprefix("q=") or "1"
        try:
            found.append((-float(weight), name.split("-")[0].lower()))
        except ValueError:
            continue
    return [name for _, name in sorted(found, key=lambda one: one[0])]
