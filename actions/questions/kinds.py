"""Kinds of entities: what is named, how a question is put, and which kinds stand for each other."""

from __future__ import annotations

PLACES = frozenset({"place", "country", "region"})
CUES = frozenset({"aspect", "untold", "skill_kind", "ordinal", "number"})  # how a question is put
SCOPES = frozenset({"occupation", "company", "place", "country"})  # what holds for all parts of a message
THINGS = ("skill", "tool", "algorithm", "product", "certification", "course", "degree", "company", "industry")
# An answer that passes over one of these answers another question than the one that was asked.
DECISIVE = frozenset({*PLACES, "company", "year", "level", "gender", "age_group", "degree"})
# … and a figure over one of these as well; in prose they are often no more than a word.
DECISIVE_FOR_FIGURES = DECISIVE | {
    "industry",
    "tool",
    "algorithm",
    "product",
    "certification",
    "satisfaction",
}
# A name of one of these replaces another of them: "what about R?" after a question about a certificate.
REPLACE_EACH_OTHER = frozenset({"tool", "skill", "algorithm", "product", "certification", "course"})
# What "there" may stand for.
LOCATIONS = frozenset({"industry", "region", "country", "place", "company"})


def family(kind: str) -> str:
    """Return the family of a kind; what is named replaces what was named before of its family."""
    if kind in PLACES:
        return "place"
    return "thing" if kind in REPLACE_EACH_OTHER else kind
