"""The index compares a question with the questions of a fact and with its text."""

from __future__ import annotations

import pytest

np = pytest.importorskip("numpy", reason="the encoder's libraries are not part of this environment")

from knowledge.queries.fact_index import FEATURES, Postings, fact_index  # noqa: E402

EAST, NORTH = np.array([1, 0], np.float32), np.array([0, 1], np.float32)
NORTHEAST = np.array([0.6, 0.8], np.float32)


def index() -> object:
    texts = {"east": ("sun rises", EAST), "north": ("polar bear", NORTH)}
    return fact_index(["east", "north"], texts, {"east": [("where is morning?", EAST), ("dawn", NORTHEAST)]})


def test_each_fact_has_a_value_for_each_feature() -> None:
    features = index().features(EAST, frozenset({"sun", "whale"}))
    assert features.shape == (2, len(FEATURES))
    columns = dict(zip(FEATURES, features.T, strict=True))
    assert columns["nearest_question"].tolist() == pytest.approx([1.0, 0.0])
    assert columns["two_nearest_questions"].tolist() == pytest.approx([0.8, 0.0])
    assert columns["text"].tolist() == pytest.approx([1.0, 0.0])
    assert columns["discriminant"][0] > columns["discriminant"][1]
    assert 0 < columns["words"][0] < 1 and columns["words"][1] == 0


def test_a_fact_without_questions_is_asked_for_by_its_text() -> None:
    features = index().features(NORTH, frozenset())
    assert features[1, FEATURES.index("nearest_question")] == pytest.approx(1.0)


def test_words_of_questions_count_as_well_as_those_of_the_text() -> None:
    assert index().words_of("east", {"morn", "sun", "polar"}) >= {"sun"}
    assert index().words_of("north", {"sun", "polar"}) == {"polar"}
    assert index().unknown_share({"polar"}) == 0
    assert index().unknown_share({"whale"}) == 1
    assert index().unknown_share(()) == 0


def test_a_word_weighs_the_more_the_fewer_facts_have_it() -> None:
    postings = Postings.of([frozenset({"a", "b"}), frozenset({"a"}), frozenset({"c"})])
    assert postings.weight("unknown") > postings.weight("b") > postings.weight("a")
    assert postings.shared({"a", "unknown"}).tolist()[:2] == [postings.weight("a")] * 2


def test_the_size_grows_with_what_is_held() -> None:
    assert index().size > 2 * 2 * 4
