"""Which names a load adds to the knowledge base and takes from it, in a line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from knowledge.records import Term

MOST_SHOWN = 10
LIVE_SECONDS = 2  # after a load running servers find new names (bot/nlu/live_names.py looks every second)


def name_changes(before: Iterable[Term], after: Iterable[Term]) -> str:
    """Return which names are new and which are gone: ``new names: cord, line; names that are gone: rope``."""
    old, new = ({term.alias: term for term in terms} for terms in (before, after))
    parts = [
        f"{title}: {listed(names)}"
        for title, names in (
            ("new names", [alias for alias in new if alias not in old]),
            ("names that are gone", [alias for alias in old if alias not in new]),
        )
        if names
    ]
    return "; ".join(parts)


def listed(names: Sequence[str]) -> str:
    """Return the first of the names, and how many more there are."""
    rest = len(names) - MOST_SHOWN
    return ", ".join(names[:MOST_SHOWN]) + (f" and {rest} more" if rest > 0 else "")
