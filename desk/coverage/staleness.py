"""Which sources are older than their release cycle (``cycles.yml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from knowledge.queries.coverage import CitedSource
from knowledge.texts import TextFile

FILE = TextFile(Path(__file__).with_name("cycles.yml"))
FRESH, STALE, UNDATED = "fresh", "stale", "undated"


@dataclass(frozen=True)
class Kind:
    """A kind of source, and the months after which one counts as stale."""

    name: str
    months: int
    datasets: tuple[str, ...]
    words: tuple[str, ...]

    def fits(self, source: CitedSource) -> bool:
        """Return whether a source is of this kind; one without conditions takes all."""
        if self.datasets:
            return source.dataset and source.key in self.datasets
        if not self.words:
            return True
        said = set(re.findall(r"\w+", f"{source.title} {source.publisher or ''}".lower()))
        return bool(said & {form for word in self.words for form in (word, f"{word}s")})


@dataclass(frozen=True)
class Age:
    """How old a source is."""

    source: CitedSource
    kind: Kind
    state: str
    months: int | None  # since its date, None without one


@cache
def kinds() -> tuple[Kind, ...]:
    """Return the kinds in the order of the file."""
    found: list[dict[str, Any]] = FILE.tree["kinds"]
    return tuple(
        Kind(one["name"], one["months"], tuple(one.get("datasets", ())), tuple(one.get("words", ())))
        for one in found
    )


def age_of(source: CitedSource, today: date) -> Age:
    """Return how old a source is; a year or a month counts from its end."""
    kind = next(one for one in kinds() if one.fits(source))
    if not source.published:
        return Age(source, kind, UNDATED, None)
    year, month = int(source.published[:4]), int(source.published[5:7] or 12)
    months = max(0, (today.year - year) * 12 + today.month - month)
    return Age(source, kind, STALE if months > kind.months else FRESH, months)
