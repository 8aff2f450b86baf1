"""Regression over features, and how sure it says it is."""

from __future__ import annotations

import numpy as np
import pytest

from bot.nlu import intent_model
from bot.nlu.features import VECTORS, Matrix
from bot.nlu.intent_model import FOLDS, MIN_EXAMPLES, IntentModel

EXAMPLES = 2 * MIN_EXAMPLES
NOISE = 0.02


def directions(count: int) -> Matrix:
    """Return unit vectors that stand at right angles to each other, one an intent."""
    half = np.eye(VECTORS // 2, dtype=np.float32)[:count]
    return np.hstack([half, half]) / np.sqrt(2, dtype=np.float32)


def drawn(intents: int, each: int, seed: int = 0) -> tuple[Matrix, list[str]]:
    """Return phrases that lie around the direction of their intent, as two vectors of length one would."""
    random = np.random.RandomState(seed)
    rows = np.repeat(directions(intents), each, axis=0)
    rows = rows + random.normal(0, NOISE, rows.shape).astype(np.float32)
    rows *= np.sqrt(2) / np.linalg.norm(rows, axis=1, keepdims=True)
    return rows, [f"intent {place // each}" for place in range(intents * each)]


def fitted(intents: int, each: int) -> IntentModel:
    model = IntentModel(20.0)
    model.fit(*drawn(intents, each))
    return model


@pytest.fixture(scope="module")
def model() -> IntentModel:
    return fitted(6, EXAMPLES)


def likeliest(model: IntentModel, rows: Matrix) -> list[str]:
    return [model.intents[verdict.probabilities.argmax()] for verdict in model.judge(rows)]


@pytest.mark.parametrize("intents", [2, 3, 6])
def test_phrases_like_the_examples_are_told_apart(intents: int) -> None:
    rows, names = drawn(intents, 5, seed=1)
    model = fitted(intents, EXAMPLES)
    assert model.intents == sorted(set(names))
    assert likeliest(model, rows) == names


def test_probabilities_are_shares_of_all_intents(model: IntentModel) -> None:
    for verdict in model.judge(drawn(6, 2, seed=1)[0]):
        assert verdict.probabilities.shape == (6,)
        assert verdict.probabilities.sum() == pytest.approx(1)
        assert 0 <= verdict.confidence <= 1


def test_a_phrase_unlike_all_examples_is_less_certain_than_one_like_them(model: IntentModel) -> None:
    paraphrases = model.judge(drawn(6, 3, seed=1)[0])
    strange = np.zeros((2, VECTORS), np.float32)
    strange[0, 100] = np.sqrt(2)
    strange[1, 100:110] = np.sqrt(2 / 10)
    unlike = model.judge(strange)
    assert max(one.confidence for one in unlike) < 0.5 < min(one.confidence for one in paraphrases)


def test_a_phrase_between_two_intents_is_less_certain_than_one_of_either(model: IntentModel) -> None:
    one, other = directions(2) * np.sqrt(2)
    between, clear = model.judge(np.stack([(one + other) / np.sqrt(2), one]))
    assert between.confidence < clear.confidence
    assert sorted(between.probabilities)[-2] > 0.2


def test_the_nearest_example_speaks_for_its_intent(monkeypatch: pytest.MonkeyPatch) -> None:
    rows, names = drawn(3, EXAMPLES)
    stray = directions(4)[3:] * np.sqrt(2, dtype=np.float32)  # unlike the other examples of its intent
    model = IntentModel(0.1)
    model.fit(np.vstack([rows, stray]), [*names, names[0]])
    between = (stray + rows[-1:]) / np.sqrt(2, dtype=np.float32)
    (verdict,) = model.judge(between)
    monkeypatch.setattr(intent_model, "NEAREST_WEIGHT", 0.0)
    (without,) = model.judge(between)
    assert verdict.probabilities[0] > 1.2 * without.probabilities[0]


def test_an_intent_of_few_examples_is_not_outweighed() -> None:
    few, many = drawn(2, MIN_EXAMPLES + 1), drawn(2, 60, seed=1)
    rows = np.vstack([few[0][: MIN_EXAMPLES + 1], many[0][60:]])
    model = IntentModel(0.01)
    model.fit(rows, ["few"] * (MIN_EXAMPLES + 1) + ["many"] * 60)
    assert likeliest(model, directions(2) * np.sqrt(2, dtype=np.float32)) == ["few", "many"]


def test_doubt_is_learned_from_the_features_and_not_the_default(model: IntentModel) -> None:
    assert (model.arrays()["calibration"] != [0.0, 1.0, 0.0, 0.0, 0.0]).all()


@pytest.mark.parametrize(("intents", "each"), [(FOLDS, EXAMPLES), (FOLDS + 2, MIN_EXAMPLES - 1), (2, 1)])
def test_with_too_few_examples_or_intents_certainty_goes_by_the_lead_alone(intents: int, each: int) -> None:
    model = fitted(intents, each)
    assert model.arrays()["calibration"].tolist() == [0.0, 1.0, 0.0, 0.0, 0.0]
    rows, names = drawn(intents, 2, seed=1)
    assert likeliest(model, rows) == names
    for verdict in model.judge(rows):
        first, second = sorted(verdict.probabilities)[:-3:-1]
        assert verdict.confidence == pytest.approx(first / (first + second))


def test_just_enough_examples_are_learned_from() -> None:
    assert fitted(FOLDS + 1, MIN_EXAMPLES).arrays()["calibration"].tolist() != [0.0, 1.0, 0.0, 0.0, 0.0]


def test_of_two_intents_the_likelier_comes_first() -> None:
    two = fitted(2, 5)
    first, second = two.judge(directions(2))
    assert first.probabilities[0] > 0.9 > 0.1 > first.probabilities[1]
    assert second.probabilities[1] > 0.9 > 0.1 > second.probabilities[0]


@pytest.mark.parametrize(("intents", "each"), [(2, 4), (6, EXAMPLES)])
def test_what_was_learned_comes_back_from_its_arrays(intents: int, each: int) -> None:
    before = fitted(intents, each)
    restored = IntentModel(1.0)
    restored.restore(before.intents, before.arrays())
    rows = drawn(intents, 3, seed=1)[0]
    for one, other in zip(before.judge(rows), restored.judge(rows), strict=True):
        np.testing.assert_array_equal(one.probabilities, other.probabilities)
        assert one.confidence == pytest.approx(other.confidence, abs=1e-3)  # examples are kept in 16 bits
    assert restored.intents == before.intents
    assert {array.dtype.kind for array in before.arrays().values()} == {"f", "i"}


def test_the_same_phrases_teach_the_same() -> None:
    one, other = fitted(6, EXAMPLES).arrays(), fitted(6, EXAMPLES).arrays()
    assert one.keys() == other.keys()
    assert all((one[name] == other[name]).all() for name in one)
