"""The stemmed content words of a text, and its numbers."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.terms import normalise

SHORTEST_STEM = 3
STOP_WORDS = Path(__file__).resolve().parents[1] / "stop_words.yml"
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")
_DASHES = str.maketrans("‐‑‒–—", "-----")


def numbers_in(text: str) -> set[str]:
    """Return the numbers and codes in a text, without commas; a range such as 25–34 adds both ends."""
    found = set()
    for number in _NUMBER.findall(text.translate(_DASHES)):
        found.add(number.replace(",", ""))
        ends = number.split("-")
        if len(ends) == 2 and len(ends[0]) == len(ends[1]):
            found |= set(ends)
    return found | {
        str(_word_lists()["numbers"][word]) for word in _words(text) if word in _word_lists()["numbers"]
    }


def written_numbers(text: str) -> set[str]:
    """Return the numbers that a text writes in digits, as :func:`numbers_in` writes them."""
    return {number.replace(",", "") for number in _NUMBER.findall(text.translate(_DASHES))}


def content_words(text: str) -> frozenset[str]:
    """Return the stems of a text's words without the stop words, and its numbers."""
    endings, stop_words = _word_lists()["endings"], _word_lists()["words"]
    words = {
        word for word in _words(text) if word not in stop_words and len(word) > 1 and not word[0].isdigit()
    }
    stems = {
        next(
            (
                word[: -len(ending)]
                for ending in endings
                if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM
            ),
            word,
        )
        for word in words
    }
    return frozenset(stems | numbers_in(text))


def _words(text: str) -> list[str]:
    return normalise(text).split()


@cache
def _word_lists() -> dict[str, Any]:
    tree = YAML(typ="safe").load(STOP_WORDS.read_text(encoding="utf-8"))
    words = {normalise(word) for name in ("small", "occupation") for word in tree[name].split()}
    return {"words": words, "numbers": tree["numbers"], "endings": tree["endings"]}
