"""What a phrase asks for that counts as told by no source: "remote" in "can I work from home?"."""

from __future__ import annotations

from functools import cache

from bot.nlu.entity_finder import EntityFinder, Word
from bot.nlu.lexicon import read_lexicon
from bot.nlu.words import words

UNTOLD = "untold"


@cache
def _finder() -> EntityFinder:
    return EntityFinder([], read_lexicon())


def untold_in(text: str) -> list[str]:
    """Return the keys of the lexicon's ``untold`` that a phrase names."""
    said = [Word(word, word, 0, 0) for word in words(text)]
    return [span.value for span in _finder().find(said) if span.kind == UNTOLD]


def untold_keys() -> set[str]:
    """Return all keys of the lexicon's ``untold``."""
    return {value for kind, value in read_lexicon().phrases.values() if kind == UNTOLD}
