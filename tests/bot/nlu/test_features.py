"""The features of phrases: sentence vectors with and without names, and characters."""

from __future__ import annotations

import json

import numpy as np
import pytest

from bot.nlu.features import VECTORS, Phrase, PhraseFeatures

WEIGHT = 0.7
NEEDED = (
    Phrase("do i need pytorch", "do i need _tool_", "do i need a tool"),
    Phrase("do i need kubernetes", "do i need _tool_", "do i need a tool"),
)
PHRASES = [
    *NEEDED,
    *(
        Phrase(text, text, text)
        for text in (
            "what do they earn",
            "how much do they earn",
            "how many hours do they work",
            "do they work long hours",
            "do i need a degree",
            "is a degree needed",
        )
    ),
]


def features(dimensions: int = 4) -> PhraseFeatures:
    return PhraseFeatures(character_weight=WEIGHT, character_dimensions=dimensions)


@pytest.fixture(scope="module")
def fitted() -> PhraseFeatures:
    learned = features()
    learned.fit(PHRASES)
    return learned


def test_a_phrase_has_the_same_row_whatever_stands_beside_it(fitted: PhraseFeatures) -> None:
    together = fitted.transform([*PHRASES, PHRASES[3], PHRASES[0]])
    for place, phrase in enumerate([*PHRASES, PHRASES[3], PHRASES[0]]):
        np.testing.assert_allclose(fitted.transform([phrase])[0], together[place], atol=1e-6)
    assert (together[len(PHRASES)] == together[3]).all()


def test_fitting_returns_the_rows_of_its_phrases() -> None:
    learned = features()
    # Those of a training are kept on disk, as float16.
    np.testing.assert_allclose(learned.fit(PHRASES), learned.transform(PHRASES), atol=2e-4)


def test_names_make_a_difference_in_the_first_half_of_the_vectors_only(fitted: PhraseFeatures) -> None:
    first, second = fitted.transform(NEEDED)
    half = VECTORS // 2
    assert np.abs(first[:half] - second[:half]).max() > 0.01
    np.testing.assert_array_equal(first[half:], second[half:])


def test_each_half_is_a_unit_vector_and_the_characters_have_their_weight(fitted: PhraseFeatures) -> None:
    rows = fitted.transform(PHRASES)
    half = VECTORS // 2
    for columns, length in ((rows[:, :half], 1), (rows[:, half:VECTORS], 1), (rows[:, VECTORS:], WEIGHT)):
        assert np.linalg.norm(columns, axis=1) == pytest.approx(np.full(len(PHRASES), length), abs=1e-4)


def test_a_phrase_of_characters_never_seen_has_none(fitted: PhraseFeatures) -> None:
    (row,) = fitted.transform([Phrase("机器学习", "机器学习", "机器学习")])
    assert np.isfinite(row).all()
    assert not row[VECTORS:].any()
    assert row[:VECTORS].any()


@pytest.mark.parametrize("phrase", [Phrase("", "", ""), Phrase("x" * 1000, "x" * 1000, "x" * 1000)])
def test_an_empty_phrase_and_a_long_one_have_a_row_of_numbers(fitted: PhraseFeatures, phrase: Phrase) -> None:
    row = fitted.transform([phrase])
    assert row.shape == (1, VECTORS + 4)
    assert np.isfinite(row).all()


def test_what_was_learned_comes_back_from_json_and_arrays_with_the_same_rows(fitted: PhraseFeatures) -> None:
    vocabulary, arrays = fitted.state()
    restored = features()
    restored.restore(json.loads(json.dumps(vocabulary)), arrays)
    before, after = fitted.transform(PHRASES), restored.transform(PHRASES)
    np.testing.assert_array_equal(before[:, :VECTORS], after[:, :VECTORS])
    np.testing.assert_allclose(before, after, atol=1e-3)  # the components are kept in 16 bits
    again = features()
    again.restore(*restored.state())
    np.testing.assert_array_equal(after, again.transform(PHRASES))


def test_fewer_phrases_than_dimensions_give_as_many_as_there_can_be() -> None:
    learned = features(dimensions=256)
    rows = learned.fit(PHRASES)
    assert rows.shape == (len(PHRASES), VECTORS + len(PHRASES) - 1)
    assert np.isfinite(rows).all()
    np.testing.assert_allclose(rows, learned.transform(PHRASES), atol=2e-4)
