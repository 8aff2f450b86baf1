"""Typing errors as fingers make them, the same for the same text and seed in every process."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable

LEAST_LETTERS = 4
_WORD = re.compile(rf"[^\W\d_]{{{LEAST_LETTERS},}}")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def with_typing_errors(text: str, seed: int) -> str:
    """Return ``text`` with one typing error in every second of its words of at least four letters.

    The first such word always gets one, so that a short message is not left as it was.
    """
    # Seeded with a string: unlike hash(), that is the same in every process.
    chance = random.Random(f"{seed} {text}")
    pieces, end = [], 0
    for word in list(_WORD.finditer(text))[::2]:
        pieces += [text[end : word.start()], _mistyped(word.group(), chance)]
        end = word.end()
    return "".join([*pieces, text[end:]])


def _mistyped(word: str, chance: random.Random) -> str:
    """Return the word with one error: its kind is drawn first, then its place."""
    results = [found for kind in _KINDS if (found := kind(word))]
    return chance.choice(chance.choice(results))


def _swapped(word: str) -> list[str]:
    return [
        word[:i] + word[i + 1] + word[i] + word[i + 2 :]
        for i in range(len(word) - 1)
        if word[i] != word[i + 1]
    ]


def _dropped(word: str) -> list[str]:
    return [word[:i] + word[i + 1 :] for i in range(len(word))]


def _doubled(word: str) -> list[str]:
    return [word[: i + 1] + word[i:] for i in range(len(word))]


def _on_a_neighbouring_key(word: str) -> list[str]:
    return [
        word[:i] + (key.upper() if letter.isupper() else key) + word[i + 1 :]
        for i, letter in enumerate(word)
        for key in _NEIGHBOURS.get(letter.lower(), "")
    ]


def _neighbours() -> dict[str, str]:
    """Return the keys beside each letter, left and right, and above and below as the rows are shifted."""
    near: dict[str, set[str]] = {letter: set() for row in _ROWS for letter in row}
    for number, row in enumerate(_ROWS):
        pairs = list(itertools.pairwise(row))
        if number + 1 < len(_ROWS):
            below = _ROWS[number + 1]
            pairs += [(row[i], below[j]) for i in range(len(row)) for j in (i - 1, i) if 0 <= j < len(below)]
        for key, other in pairs:
            near[key].add(other)
            near[other].add(key)
    return {letter: "".join(sorted(keys)) for letter, keys in near.items()}


_NEIGHBOURS = _neighbours()
_KINDS: tuple[Callable[[str], list[str]], ...] = (_swapped, _dropped, _doubled, _on_a_neighbouring_key)
