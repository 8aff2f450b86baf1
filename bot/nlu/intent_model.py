"""Softmax regression over features, and how sure it may be of what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from bot.nlu.features import Matrix
from knowledge.encoder.model import DIMENSIONS

FOLDS = 3
ITERATIONS = 300
FEWEST = FOLDS  # examples of an intent below which nothing can be said about confidence
LOOKED_AT = 10  # intents, the likeliest, whose examples a phrase is held to: all of them are 8 MB to read


@dataclass(frozen=True)
class Verdict:
    """What the model makes of a phrase. ``confidence`` is the probability that the first intent is meant."""

    probabilities: NDArray[np.float64]
    confidence: float


class IntentModel:
    """Logits from logistic regression; confidence from the largest, its lead and the nearest examples.

    The weights of these are learned on what training can show: models that have never seen some of the
    intents judge held-out phrases of all of them. A phrase of an intent unknown to the model, or one that it
    takes for another, is to be doubted; so doubt is learned without examples of what is out of scope.
    """

    def __init__(self, regularisation: float) -> None:
        """Take the inverse of the regularisation's strength."""
        self._c = regularisation
        self.intents: list[str] = []
        self._coefficients: Matrix = np.zeros((0, 0), np.float32)
        self._intercepts: Matrix = np.zeros(0, np.float32)
        self._examples: Matrix = np.zeros((0, DIMENSIONS), np.float32)
        self._begins: NDArray[np.int64] = np.zeros(1, np.int64)  # of each intent's examples, and the end
        self._calibration: NDArray[np.float64] = np.zeros(5)  # weights of the signals, and the intercept

    def fit(self, features: Matrix, intents: Sequence[str]) -> None:
        """Learn from one row a phrase."""
        names = np.asarray(intents)
        self._fit_logits(features, names)
        self._keep_examples(features, names)
        self._calibration = self._learn_trust(features, names)

    def _keep_examples(self, features: Matrix, names: NDArray[np.str_]) -> None:
        order = np.argsort(names, kind="stable")
        self._examples = features[order, :DIMENSIONS]
        self._begins = np.append(np.searchsorted(names[order], self.intents), len(order))

    def _fit_logits(self, features: Matrix, names: NDArray[np.str_]) -> None:
        model = LogisticRegression(C=self._c, max_iter=ITERATIONS, random_state=0)
        model.fit(features, names)
        self.intents = [str(intent) for intent in model.classes_]
        coefficients, intercepts = model.coef_, model.intercept_
        if len(self.intents) == 2:  # scikit-learn keeps one row for two classes: that of the second
            coefficients = np.vstack([-coefficients, coefficients])
            intercepts = np.hstack([-intercepts, intercepts])
        self._coefficients, self._intercepts = coefficients.astype(np.float32), intercepts.astype(np.float32)

    def _learn_trust(self, features: Matrix, names: NDArray[np.str_]) -> NDArray[np.float64]:
        distinct, counts = np.unique(names, return_counts=True)
        if len(distinct) <= FOLDS or counts.min() < FEWEST:
            return np.array([0.0, 1.0, 0.0, 0.0, 0.0])  # too little to learn from: the lead alone
        shuffled = np.random.RandomState(0).permutation(distinct)
        signals, right = [], []
        split = StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(features, names)
        for fold, (rest, held_out) in enumerate(split):
            unseen = np.isin(names, shuffled[fold::FOLDS])
            model = IntentModel(self._c)
            seen = rest[~unseen[rest]]
            model._fit_logits(features[seen], names[seen])
            model._keep_examples(features[seen], names[seen])
            logits = model._logits(features[held_out])
            signals.append(model._signals(features[held_out], logits))
            right.append(np.asarray(model.intents)[logits.argmax(1)] == names[held_out])
        return _weights(np.vstack(signals), np.hstack(right))

    def _logits(self, features: Matrix) -> Matrix:
        return features @ self._coefficients.T + self._intercepts

    def _signals(self, features: Matrix, logits: NDArray[Any]) -> NDArray[Any]:
        """Return the largest logit, its lead, the likeness to the nearest example, and that of its own ones.

        The last is how much nearer the nearest example of the likeliest intent is than that of any other.
        """
        order = np.argsort(-logits, axis=1)[:, :LOOKED_AT]
        ordered = np.take_along_axis(logits, order[:, :2], axis=1)
        nearest = np.array(
            [
                [self._likeness(vector, intent) for intent in likeliest]
                for vector, likeliest in zip(features[:, :DIMENSIONS], order, strict=True)
            ]
        )
        own = nearest[:, 0] - nearest[:, 1:].max(axis=1)
        return np.column_stack([ordered[:, 0], ordered[:, 0] - ordered[:, 1], nearest.max(axis=1), own])

    def _likeness(self, vector: Matrix, intent: int) -> float:
        """Return the likeness of a phrase to the nearest example of an intent."""
        examples = self._examples[self._begins[intent] : self._begins[intent + 1]]
        return float((examples @ vector).max())

    def judge(self, features: Matrix) -> list[Verdict]:
        """Return a verdict for each row."""
        logits = self._logits(features).astype(np.float64)
        sure = self._signals(features, logits) @ self._calibration[:-1] + self._calibration[-1]
        exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
        probabilities = exponents / exponents.sum(axis=1, keepdims=True)
        confidence = 1 / (1 + np.exp(-sure))
        return [Verdict(row, float(one)) for row, one in zip(probabilities, confidence, strict=True)]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned, without the intents' names."""
        return {
            "coefficients": self._coefficients,
            "intercepts": self._intercepts,
            "examples": self._examples.astype(np.float16),
            "begins": self._begins,
            "trust": self._calibration,
        }

    def restore(self, intents: Sequence[str], arrays: Mapping[str, NDArray[Any]]) -> None:
        """Take what :meth:`arrays` returned."""
        self.intents = list(intents)
        self._coefficients, self._intercepts = arrays["coefficients"], arrays["intercepts"]
        self._examples = arrays["examples"].astype(np.float32)
        self._begins = arrays["begins"]
        self._calibration = arrays["trust"]


def _weights(signals: NDArray[Any], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the weights with which signals tell what is right, and the intercept behind them.

    The largest logit and the likeness share a weight, by their spread: a phrase that is left out is still of
    the same field as the examples, so training alone does not show how far off messages can be.
    """
    means, spreads = signals.mean(axis=0), signals.std(axis=0) + np.finfo(float).eps
    logit, lead, likeness, own = ((signals - means) / spreads).T
    model = LogisticRegression(C=1e3).fit(np.column_stack([logit + likeness, lead, own]), right)
    weights = model.coef_[0][[0, 1, 0, 2]] / spreads
    return np.append(weights, model.intercept_[0] - weights @ means)
