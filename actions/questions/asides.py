"""Parts of a message that NLU takes no notice of (``bot/nlu/asides.py``): offsets with and without them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Offsets = tuple[int, int]  # of the first character, and after the last


def without(text: str, parts: Sequence[Offsets]) -> str:
    """Return a text without some of its parts, which are in order."""
    return "".join(text[start:end] for start, end in kept(text, parts))


def kept(text: str, parts: Sequence[Offsets]) -> list[Offsets]:
    """Return the offsets of what is left of a text."""
    starts = [0, *(end for _start, end in parts)]
    ends = [*(start for start, _end in parts), len(text)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def moved(offset: int, parts: Iterable[Offsets]) -> int:
    """Return the offset that a character outside of these parts has without them."""
    return offset - sum(end - start for start, end in parts if end <= offset)
