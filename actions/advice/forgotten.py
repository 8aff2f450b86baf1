"""What a message takes back, and what it asks behind that: "forget the salary. What else could I do?"."""

from __future__ import annotations

from actions.about_you.patterns import pattern
from actions.about_you.telegrams import asks
from actions.about_you.told import plain_text
from actions.questions.blanking import blanked
from actions.questions.message import UserMessage


def forgotten_words(message: UserMessage) -> str:
    """Return the words with which a message says what is to be forgotten; empty where it says nothing."""
    return " ".join(one["what"] for one in pattern("forgotten").finditer(_folded(message.words)))


def asked_behind_forgotten(message: UserMessage) -> UserMessage | None:
    """Return what a message asks behind what it takes back; None where it asks nothing else."""
    folded = message.text.casefold().replace("'", " ").replace("’", " ")
    rest = blanked(message, [one.span("what") for one in pattern("forgotten").finditer(folded)])
    told = plain_text(rest)
    return rest if rest != message and (asks(told.text) or not told.tells_only()) else None


def _folded(text: str) -> str:
    return text.casefold().replace("'", "").replace("’", "")
