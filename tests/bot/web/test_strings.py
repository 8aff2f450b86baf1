"""Every language of the interface has every text, with the same placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from bot.conversations.feedback import REASONS
from bot.web.assets import ENGLISH, languages


def flat(tree: dict[str, Any], name: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from flat(value, f"{name}{key}.")
        else:
            yield f"{name}{key}", value


def placeholders(text: str) -> list[str]:
    return sorted(re.findall(r"{(\w+)}", text))


OTHERS = sorted(set(languages()) - {ENGLISH})


def test_english_german_and_spanish_are_there() -> None:
    assert set(languages()) == {"en", "de", "es"} and next(iter(languages())) == ENGLISH


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_the_texts_of_english(language: str) -> None:
    english, other = dict(flat(languages()[ENGLISH])), dict(flat(languages()[language]))
    assert list(other) == list(english)
    for name, text in english.items():
        assert other[name], name
        assert placeholders(other[name]) == placeholders(text), name


@pytest.mark.parametrize("language", OTHERS)
def test_a_text_is_translated(language: str) -> None:
    english, other = dict(flat(languages()[ENGLISH])), dict(flat(languages()[language]))
    bare = {name: re.sub(r"{\w+}", "", text) for name, text in english.items()}
    same = {
        name for name, text in english.items() if other[name] == text and re.search("[a-z]{4}", bare[name])
    }
    assert same <= {"more.sizes.normal", "card.median"}  # which are the same words


def test_each_reason_of_feedback_has_its_words() -> None:
    assert tuple(languages()[ENGLISH]["more"]["reasons"]) == REASONS
