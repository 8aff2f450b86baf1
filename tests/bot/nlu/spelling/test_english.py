"""Frequencies of general English."""

from __future__ import annotations

import pytest

from bot.nlu.spelling.english import english, english_words


def test_english_words_are_common_ones() -> None:
    assert {"career", "nice", "reading", "dont", "whats"} <= english_words()
    assert not {"salry", "mle"} & english_words()


def test_a_frequent_word_is_more_probable_than_a_rare_one_and_an_unlisted_one_has_probability_zero() -> None:
    assert english().probability("the") > english().probability("salary") > 0
    assert english().probability("salry") == 0


def test_frequencies_after_a_word_add_up_to_one_at_most() -> None:
    after = [english().probability_after("machine", word) or 0 for word in english().counts]
    assert sum(after) == pytest.approx(1)


def test_a_word_that_begins_no_bigram_has_no_frequencies_after_it() -> None:
    assert english().probability_after("salry", "salary") is None
    assert english().probability_after("machine", "salry") == 0
