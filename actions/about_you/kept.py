"""What of somebody's words may be kept as something that they like, can do or studied: content words.

Hedges and fillers are trimmed at either end, and what is left must name something: no pronoun, no school,
no ailment and no "this degree".
"""

from __future__ import annotations

from actions.about_you.patterns import pattern, words_of


def trimmed(item: str) -> str:
    """Return an item without what only hedges or fills; empty where it names nothing that may be kept."""
    if pattern("ailment").search(item):
        return ""
    words = pattern("asides").sub(" ", item).split()
    hedges = words_of("hedges")
    while words and (length := _filler(words, hedges, ends=True)):
        words = words[:-length]
    while words and (length := _filler(words, hedges, ends=False)):
        words = words[length:]
    while words and words[-1] in words_of("opens_a_noun"):
        words = words[:-1]  # "making things with"
    while words and words[0] in words_of("opens_a_noun"):
        words = words[1:]
    kept = " ".join(words)
    named = set(words) - words_of("names_nothing")
    return kept if named and not pattern("names_no_work").fullmatch(kept) else ""


def _filler(words: list[str], hedges: frozenset[str], *, ends: bool) -> int:
    """Return how many words at the end, or at the start, are one hedge; the longest counts."""
    for length in (4, 3, 2, 1):
        part = words[-length:] if ends else words[:length]
        if len(part) == length and " ".join(part) in hedges:
            return length
    return 0
