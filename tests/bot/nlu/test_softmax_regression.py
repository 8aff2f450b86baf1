"""Softmax regression by a search of its own, against scikit-learn's."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from bot.nlu.softmax_regression import fit_softmax

COUNTS = (40, 9, 25, 12)  # examples of each class


def drawn() -> tuple[NDArray[np.float32], NDArray[np.str_]]:
    """Return overlapping classes of different size; columns vary by different amounts and go together."""
    random = np.random.RandomState(0)
    labels = np.repeat([f"class {place}" for place in range(len(COUNTS))], COUNTS)
    centres = np.repeat(random.normal(0, 1, (len(COUNTS), 12)), COUNTS, axis=0)
    rows = (centres + random.normal(0, 1.2, centres.shape)) * np.logspace(-1.5, 0, 12)
    rows[:, 3] += rows[:, 4]
    return rows.astype(np.float32), labels


@pytest.mark.parametrize("inverse_penalty", [0.5, 8.0])
@pytest.mark.parametrize("step", [1, 10])
def test_the_logits_are_those_of_scikit_learn(inverse_penalty: float, step: int) -> None:
    rows, labels = (all_of[::step] for all_of in drawn())  # more rows than columns, and fewer
    known = LogisticRegression(C=inverse_penalty, class_weight="balanced", tol=1e-8, max_iter=5000)
    known.fit(rows.astype(np.float64), labels)
    fitted = fit_softmax(rows, labels, inverse_penalty)
    assert fitted.classes == list(known.classes_)
    logits = rows @ fitted.coefficients.T + fitted.intercepts
    # Intercepts have no penalty, so a constant may be added to all of them.
    logits -= logits.mean(axis=1, keepdims=True)
    assert logits == pytest.approx(known.decision_function(rows), abs=0.05)


def test_the_search_ends_after_as_many_steps_as_allowed() -> None:
    rows, labels = drawn()
    few = fit_softmax(rows, labels, 8.0, steps=1)
    assert not np.allclose(few.coefficients, fit_softmax(rows, labels, 8.0).coefficients, atol=0.1)


def test_a_column_that_never_varies_has_no_weight() -> None:
    rows, labels = drawn()
    rows[:, 5] = 3.0
    assert np.abs(fit_softmax(rows, labels, 8.0).coefficients[:, 5]).max() < 1e-3
