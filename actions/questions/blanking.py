"""Words of a message blanked out: the message says no more of them, and all other offsets hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from actions.questions.message import UserMessage


def without_picks(message: UserMessage) -> UserMessage:
    """Return a message without what it picks of a list, which tells nothing of the one who writes."""
    spans = [(one.start, one.start + len(one.typed)) for one in message.picked if one.start is not None]
    return blanked(message, spans) if spans else message


def blanked(message: UserMessage, spans: Sequence[tuple[int, int]]) -> UserMessage:
    """Return a message with spaces in place of the words between some offsets."""

    def outside(start: int) -> bool:
        return not any(first <= start < last for first, last in spans)

    text = "".join(letter if outside(place) else " " for place, letter in enumerate(message.text))
    typed = list(re.finditer(r"\S+", message.text))
    meant = message.corrected.split()
    alike = len(typed) == len(meant)
    kept = [word for one, word in zip(typed, meant, strict=False) if outside(one.start())]
    return replace(
        message,
        text=text,
        corrected=" ".join(kept) if alike else "",
        entities=tuple(one for one in message.entities if one.start is None or outside(one.start)),
        tagged=tuple(one for one in message.tagged if outside(one.start)),
        parts=(),
        unclear=(),
    )
