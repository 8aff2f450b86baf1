"""The words of a text in normal form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.words import MAX_LETTERS, normal_form, split, words

LONG_FORM = "\ufdfa"  # one character whose normal form has eighteen


@pytest.mark.parametrize("text", [LONG_FORM * 1000, f"{LONG_FORM} " * 500, "a" * 1000])
def test_a_word_in_normal_form_is_never_longer_than_its_bound(text: str) -> None:
    assert {len(word) <= MAX_LETTERS for word in words(text)} == {True}


def test_a_word_that_fits_is_kept_whole() -> None:
    assert words("a" * MAX_LETTERS) == ["a" * MAX_LETTERS]
    assert words("b" * (MAX_LETTERS + 1)) == ["b" * MAX_LETTERS]


def test_the_offsets_of_a_long_word_cover_all_of_it() -> None:
    (token,) = split("x" * 500)
    assert (token.start, token.end) == (0, 500)


@given(st.text(max_size=200))
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


def test_signs_that_stand_alone_are_the_words_that_they_stand_for() -> None:
    assert words("with a PhD, %? $$$") == ["with", "a", "phd", "percent", "money"]
    assert words("12%, 12 % and $500") == ["12", "12", "and", "500"]
