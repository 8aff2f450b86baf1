"""What a message takes back, and what it asks behind that: "forget the salary. What else could I do?"."""

from __future__ import annotations

from actions.about_you.patterns import pattern
from actions.about_you.telegrams import asks
from actions.about_you.told import plain_text
from actions.questions.blanking import blanked
from actions.questions.message import UserMessage


def forgotten_words(message: UserMessage) -> str:
    """Return the words with which a message says what is to be forgotten; empty where it says nothing.

    What somebody denies to have said is meant as well: "I never said 60k".
    """
    text = folded(message.words)
    said = (one["what"] for name in ("forgotten", "denies_saying") for one in pattern(name).finditer(text))
    return " ".join(said)


def asked_behind_forgotten(message: UserMessage) -> UserMessage | None:
    """Return what a message asks behind what it takes back; None where it asks nothing else."""
    folded = message.text.casefold().replace("'", " ").replace("’", " ")
    names = ("forgotten", "denies_saying")
    rest = blanked(message, [one.span("what") for name in names for one in pattern(name).finditer(folded)])
    return rest if rest != message and asks_something(rest) else None


def asks_something(message: UserMessage) -> bool:
    """Return whether a message asks something, be it without a question mark."""
    told = plain_text(message)
    return asks(told.text) or not told.tells_only()


def folded(text: str) -> str:
    """Return a text as the patterns read it: in small letters, without apostrophes."""
    return text.casefold().replace("'", "").replace("’", "")
