"""Softmax regression over features, with a calibrated confidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bot.nlu.features import VECTORS, Matrix
from bot.nlu.softmax_regression import fit_softmax

FOLDS = 3
MIN_EXAMPLES = FOLDS  # of each intent; with fewer, confidence cannot be calibrated
COMPARED = 10  # most probable intents, whose examples a phrase is compared with; all would be 20 MB to read
# Of the cosine of a phrase and an intent's nearest example, added to its logit. Chosen by cross-validation:
# 3 to 4 gained half a point of accuracy, 6 nothing. Vectors without names alone were as good there, but fewer
# messages were answered as they should be.
NEAREST_WEIGHT = 4.0


@dataclass(frozen=True)
class Verdict:
    """The probability of each intent, and the calibrated one that the most probable is right (confidence)."""

    probabilities: NDArray[np.float64]
    confidence: float


class IntentModel:
    """Logits by logistic regression and the nearest examples, each intent of equal weight; and a confidence.

    Confidence depends on the largest logit, its margin and the nearest examples. It is calibrated without
    out-of-scope examples: models trained without some of the intents judge held-out phrases of all intents,
    and confidence is the probability that such a judgement is right.
    """

    def __init__(self, regularisation: float) -> None:
        """Take the inverse of the regularisation strength, scikit-learn's ``C``."""
        self._c = regularisation
        self.intents: list[str] = []
        self._coefficients: Matrix = np.zeros((0, 0), np.float32)
        self._intercepts: Matrix = np.zeros(0, np.float32)
        self._examples: Matrix = np.zeros((0, VECTORS), np.float32)
        self._starts: NDArray[np.int64] = np.zeros(1, np.int64)  # first example of each intent, and the end
        self._calibration: NDArray[np.float64] = np.zeros(5)  # weights of the signals, then the intercept

    def fit(self, features: Matrix, intents: Sequence[str]) -> None:
        """Learn from features (a row for each phrase) and the intent of each phrase."""
        names = np.asarray(intents)
        self._fit_logits(features, names)
        self._keep_examples(features, names)
        self._calibration = self._calibrate(features, names)

    def _keep_examples(self, features: Matrix, names: NDArray[np.str_]) -> None:
        order = np.argsort(names, kind="stable")
        self._examples = _half_precision(_sentences(features[order])).astype(np.float32)
        self._starts = np.append(np.searchsorted(names[order], self.intents), len(order))

    def _fit_logits(self, features: Matrix, names: NDArray[np.str_]) -> None:
        fitted = fit_softmax(features, names, self._c)
        self.intents = fitted.classes
        self._coefficients, self._intercepts = fitted.coefficients, fitted.intercepts

    def _calibrate(self, features: Matrix, names: NDArray[np.str_]) -> NDArray[np.float64]:
        distinct, counts = np.unique(names, return_counts=True)
        if len(distinct) <= FOLDS or counts.min() < MIN_EXAMPLES:
            return np.array([0.0, 1.0, 0.0, 0.0, 0.0])  # too little to learn from: the margin alone
        shuffled = np.random.RandomState(0).permutation(distinct)
        signals, right = [], []
        split = StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(features, names)
        for fold, (rest, held_out) in enumerate(split):
            unseen = np.isin(names, shuffled[fold::FOLDS])
            model = IntentModel(self._c)
            seen = rest[~unseen[rest]]
            model._fit_logits(features[seen], names[seen])
            model._keep_examples(features[seen], names[seen])
            logits, found = model._logits(features[held_out])
            signals.append(found)
            right.append(np.asarray(model.intents)[logits.argmax(1)] == names[held_out])
        return _weights(np.vstack(signals), np.hstack(right))

    def _logits(self, features: Matrix) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the logits of all intents and, in four columns, what confidence depends on.

        The columns: largest logit, its margin, similarity to the nearest example, and by how much the nearest
        example of the most probable intent is more similar than that of any other intent.
        """
        linear = (features @ self._coefficients.T + self._intercepts).astype(np.float64)
        compared = np.argsort(-linear, axis=1)[:, :COMPARED]
        nearest = np.array(
            [
                [self._similarity(vector, intent) for intent in intents]
                for vector, intents in zip(_sentences(features), compared, strict=True)
            ]
        )
        logits = linear + NEAREST_WEIGHT * nearest.min(axis=1, keepdims=True)
        blended = np.take_along_axis(linear, compared, axis=1) + NEAREST_WEIGHT * nearest
        np.put_along_axis(logits, compared, blended, axis=1)
        order = np.argsort(-blended, axis=1)
        largest = np.take_along_axis(blended, order[:, :2], axis=1)
        nearest = np.take_along_axis(nearest, order, axis=1)
        lead = nearest[:, 0] - nearest[:, 1:].max(axis=1)
        signals = [largest[:, 0], largest[:, 0] - largest[:, 1], nearest.max(axis=1), lead]
        return logits, np.column_stack(signals)

    def _similarity(self, vector: Matrix, intent: int) -> float:
        """Return the cosine of a phrase and the nearest example of an intent."""
        examples = self._examples[self._starts[intent] : self._starts[intent + 1]]
        return float((examples @ vector).max())

    def judge(self, features: Matrix) -> list[Verdict]:
        """Return a verdict for each row."""
        logits, signals = self._logits(features)
        log_odds = signals @ self._calibration[:-1] + self._calibration[-1]
        exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
        probabilities = exponents / exponents.sum(axis=1, keepdims=True)
        confidence = 1 / (1 + np.exp(-log_odds))
        return [Verdict(row, float(sure)) for row, sure in zip(probabilities, confidence, strict=True)]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned, by name, without the names of the intents."""
        return {
            "coefficients": self._coefficients,
            "intercepts": self._intercepts,
            "examples": _half_precision(self._examples),
            "starts": self._starts,
            "calibration": self._calibration,
        }

    def restore(self, intents: Sequence[str], arrays: Mapping[str, NDArray[Any]]) -> None:
        """Restore what :meth:`arrays` returned."""
        self.intents = list(intents)
        self._coefficients, self._intercepts = arrays["coefficients"], arrays["intercepts"]
        self._examples = arrays["examples"].astype(np.float32)
        self._starts = arrays["starts"]
        self._calibration = arrays["calibration"]


def _sentences(features: Matrix) -> Matrix:
    """Return both sentence vectors of the phrases, together of length one: with their names and without."""
    sentences: Matrix = features[:, :VECTORS] / np.sqrt(2, dtype=np.float32)
    return sentences


def _half_precision(vectors: Matrix) -> NDArray[np.float16]:
    """Return vectors as a model stores them."""
    return vectors.astype(np.float16)


def _weights(signals: NDArray[Any], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the weights with which the signals predict that a judgement is right, then the intercept.

    The largest logit and the similarity share a weight, scaled by their standard deviations: held-out phrases
    are still of the same domain as the examples, so training alone does not show how far off messages can be.
    """
    means, spreads = signals.mean(axis=0), signals.std(axis=0) + np.finfo(float).eps
    logit, margin, similarity, lead = ((signals - means) / spreads).T
    model = LogisticRegression(C=1e3).fit(np.column_stack([logit + similarity, margin, lead]), right)
    weights = model.coef_[0][[0, 1, 0, 2]] / spreads
    return np.append(weights, model.intercept_[0] - weights @ means)
