"""What a message tells as not wanted, which is never what it aims at: "I don't wanna sit in a class"."""

from __future__ import annotations

from actions.about_you.patterns import pattern, plain
from actions.questions.message import UNWANTED_TAGS, UserMessage
from actions.thresholds import WORDS_ARE_REFUSED

_PATTERNS = ("unwanted", "unwanted_behind")


def unwanted_in(text: str) -> list[tuple[int, int]]:
    """Return where a plain text tells of what is not wanted, as offsets."""
    return [found.span() for name in _PATTERNS for found in pattern(name).finditer(text)]


def without_unwanted(text: str) -> str:
    """Return a plain text without what it tells as not wanted."""
    for start, end in unwanted_in(text):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def wanted_words(message: UserMessage) -> str:
    """Return the words of a message, in small letters, without what they or its tags say is not wanted."""
    words = plain(message.words)
    for one in message.tagged:
        if one.tag in UNWANTED_TAGS and one.confidence >= WORDS_ARE_REFUSED:
            words = words.replace(plain(message.text[one.start : one.end]), " ", 1)
    return without_unwanted(words)


def is_unwanted(message: UserMessage, words: str) -> bool:
    """Return whether words of a message stand only where it tells of what is not wanted."""
    return plain(words) not in wanted_words(message)
