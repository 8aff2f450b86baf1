"""The words that a typed word may be intended as, and the bounds of the search for them."""

from __future__ import annotations

from functools import cache
from itertools import product
from string import ascii_lowercase

import pytest

from bot.nlu.spelling.candidates import (
    CACHED_WORDS,
    MAX_CANDIDATES,
    MAX_LETTERS,
    MAX_SEARCHES,
    MAX_UNKNOWN,
    CandidateFinder,
    Capitals,
    capitals,
)
from bot.nlu.spelling.english import english_words
from bot.nlu.spelling.language_model import LanguageModel
from bot.nlu.spelling.project_counts import project_counts


@cache
def unknown_words() -> list[str]:
    three_letters = ("".join(letters) for letters in product("aeiost", ascii_lowercase, "rndst"))
    return [word for word in three_letters if word not in english_words()]


@cache
def known_words() -> list[str]:
    return [word for word in sorted(english_words()) if word.isalpha() and len(word) == 5]


@pytest.fixture
def finder() -> CandidateFinder:
    counts = project_counts([["what", "is", "the", "salary"]] * 9, [["pytorch"]], ["pytorch"])
    return CandidateFinder(counts, LanguageModel(counts))


def test_the_typed_word_is_the_first_candidate_and_costs_nothing(finder: CandidateFinder) -> None:
    (typed, cost), *others = finder.of_word("salry", Capitals.NONE)
    assert (typed, cost) == ("salry", 0.0)
    assert others[0][0] == "salary"
    assert len(others) <= MAX_CANDIDATES


def test_capitals_count_within_a_sentence_only() -> None:
    assert capitals(["What", "is", "BERT", "Keras"]) == [Capitals.NONE] * 4
    shapes = capitals(["What", "is", "the", "BERT", "or", "Keras", "salary"])
    assert shapes == [0, 0, 0, Capitals.ALL, 0, Capitals.FIRST, 0]


def test_only_so_many_unknown_words_of_a_message_are_corrected(finder: CandidateFinder) -> None:
    words = unknown_words()[: 3 * MAX_UNKNOWN]
    found = finder.of_message(words, words)
    assert [len(options) for options in found[MAX_UNKNOWN:]] == [1] * (2 * MAX_UNKNOWN)
    assert any(len(options) > 1 for options in found[:MAX_UNKNOWN])
    assert finder.of_word.cache_info().misses <= MAX_UNKNOWN


def test_a_word_that_comes_again_is_no_further_search(finder: CandidateFinder) -> None:
    words = ["salry"] * 300
    assert {options[1][0] for options in finder.of_message(words, words)} == {"salary"}


def test_the_typing_error_after_many_words_that_exist_is_still_found(finder: CandidateFinder) -> None:
    words = [*known_words()[: MAX_SEARCHES - 1], "salry"]
    assert finder.of_message(words, words)[-1][1][0] == "salary"
    words = [*known_words()[:MAX_SEARCHES], "salry"]
    assert finder.of_message(words, words)[-1] == (("salry", 0.0),)


def test_the_candidates_do_not_depend_on_what_was_asked_before(finder: CandidateFinder) -> None:
    words = unknown_words()[: 2 * MAX_UNKNOWN]
    before = finder.of_message(words, words)
    for word in words:
        finder.of_word(word, Capitals.NONE)
    assert finder.of_message(words, words) == before


def test_a_word_longer_than_any_is_left_alone(finder: CandidateFinder) -> None:
    for word in ("x" * (MAX_LETTERS + 1), "salary" * 200):
        assert finder.of_word(word, Capitals.NONE) == ((word, 0.0),)


def test_however_many_words_are_asked_a_fixed_number_is_kept(finder: CandidateFinder) -> None:
    for number in range(CACHED_WORDS + 100):
        finder.of_word(f"x{number}", Capitals.NONE)
    assert finder.of_word.cache_info().currsize == CACHED_WORDS


def test_a_word_that_is_written_as_it_sounds_is_a_candidate() -> None:
    counts = project_counts([["what", "do", "receptionist", "electrician", "earn"]] * 9, [], [])
    heard = CandidateFinder(counts, LanguageModel(counts))
    for typed, meant in (("recepshunist", "receptionist"), ("elektrishun", "electrician")):
        assert meant in [word for word, _cost in heard.of_word(typed, Capitals.NONE)]
    assert "receptionist" not in [word for word, _cost in heard.of_word("perception", Capitals.NONE)]
