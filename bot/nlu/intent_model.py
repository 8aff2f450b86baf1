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
FEWEST = FOLDS  # examples of an intent below which nothing can be said about certainty


@dataclass(frozen=True)
class Verdict:
    """What the model makes of a phrase. ``certainty`` is the probability that the first intent is meant."""

    probabilities: NDArray[np.float64]
    certainty: float


class IntentModel:
    """Logits from logistic regression; certainty from the largest, its lead and the nearest examples.

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
        self._meant: NDArray[np.int64] = np.zeros(0, np.int64)  # the examples' intents, by place
        self._trust: NDArray[np.float64] = np.zeros(5)  # weights of the signals, and the intercept

    def fit(self, features: Matrix, intents: Sequence[str]) -> None:
        """Learn from one row a phrase."""
        names = np.asarray(intents)
        self._fit_logits(features, names)
        self._keep_examples(features, names)
        self._trust = self._learn_trust(features, names)

    def _keep_examples(self, features: Matrix, names: NDArray[np.str_]) -> None:
        self._examples = features[:, :DIMENSIONS]
        self._meant = np.searchsorted(self.intents, names)

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
        ordered = np.sort(logits, axis=1)
        likeness = features[:, :DIMENSIONS] @ self._examples.T
        own = self._meant == logits.argmax(axis=1)[:, None]
        nearest_own = np.where(own, likeness, -1).max(axis=1)
        nearest_other = np.where(own, -1, likeness).max(axis=1)
        lead, nearest = ordered[:, -1] - ordered[:, -2], np.maximum(nearest_own, nearest_other)
        return np.column_stack([ordered[:, -1], lead, nearest, nearest_own - nearest_other])

    def judge(self, features: Matrix) -> list[Verdict]:
        """Return a verdict for each row."""
        logits = self._logits(features).astype(np.float64)
        sure = self._signals(features, logits) @ self._trust[:-1] + self._trust[-1]
        exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
        probabilities = exponents / exponents.sum(axis=1, keepdims=True)
        certainty = 1 / (1 + np.exp(-sure))
        return [Verdict(row, float(one)) for row, one in zip(probabilities, certainty, strict=True)]

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Return what was learned, without the intents' names."""
        return {
            "coefficients": self._coefficients,
            "intercepts": self._intercepts,
            "examples": self._examples.astype(np.float16),
            "meant": self._meant,
            "trust": self._trust,
        }

    def restore(self, intents: Sequence[str], arrays: Mapping[str, NDArray[Any]]) -> None:
        """Take what :meth:`arrays` returned."""
        self.intents = list(intents)
        self._coefficients, self._intercepts = arrays["coefficients"], arrays["intercepts"]
        self._examples = arrays["examples"].astype(np.float32)
        self._meant = arrays["meant"]
        self._trust = arrays["trust"]


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
