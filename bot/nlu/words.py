"""The words of a text in normal form, with their offsets in it."""

from __future__ import annotations

import re

from rasa.nlu.tokenizers.tokenizer import Token

from knowledge.terms import normalise

MAX_LETTERS = 64  # of a word that count: one typed character may have a normal form of eighteen
# Abbreviations with dots (Ph.D.), numbers with separators (118,000), words with an apostrophe or sign (C++),
# signs of money and of per cent that stand for the word ("senior engineer $$$", "what % are women").
_WORD = re.compile(
    r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}\b\.?|\d[\d,.]*\d|[^\W_]+(?:['’][^\W_]+)*[+#]*"
    r"|[$€£]+(?!\s*\d)|(?<!\d)(?<!\d )%"
)
_SIGNS = {"%": "percent", "$": "money", "€": "money", "£": "money"}


def normal_form(typed: str) -> str:
    """Return the normal form of a word, at most :data:`MAX_LETTERS` characters of it."""
    return normalise(typed[:MAX_LETTERS])[:MAX_LETTERS].rstrip()


def split(text: str) -> list[Token]:
    """Return the words of ``text`` in normal form with their offsets in it."""
    tokens = []
    for match in _WORD.finditer(text):
        word = _SIGNS.get(match.group()[0]) or normal_form(match.group())
        if word:
            tokens.append(Token(word, match.start(), match.end()))
    return tokens


def words(text: str) -> list[str]:
    """Return the words of ``text`` in normal form."""
    return [token.text for token in split(text)]
