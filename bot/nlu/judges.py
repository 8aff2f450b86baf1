"""Learns the small judges of ``actions``: softmax regressions over features that are named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from actions.questions.judge_model import JudgeModel, Verdict
from bot.nlu.softmax_regression import fit_softmax

CONSTANT = "constant"  # the feature that every example has
FEWEST = 2  # examples that a feature is seen with, to be learned
DIGITS = 3  # of a weight that are kept


def fit_judge(
    examples: Sequence[tuple[Mapping[str, float], Verdict]],
    verdicts: tuple[Verdict, ...],
    inverse_penalty: float,
    trained_from: str = "",
) -> JudgeModel[Verdict]:
    """Learn verdicts from examples: their features, and the verdict on each."""
    seen = Counter(name for features, _verdict in examples for name in features)
    names = sorted(name for name, count in seen.items() if count >= FEWEST)
    columns = {name: place for place, name in enumerate(names)}
    matrix = np.zeros((len(examples), len(names)), np.float32)
    for row, (features, _verdict) in enumerate(examples):
        for name, value in features.items():
            if name in columns:
                matrix[row, columns[name]] = value
    fitted = fit_softmax(matrix, np.array([verdict for _features, verdict in examples]), inverse_penalty)
    order = [fitted.classes.index(one) for one in verdicts]
    table = fitted.coefficients[order].T
    weights = {
        name: tuple(round(float(one), DIGITS) for one in row) for name, row in zip(names, table, strict=True)
    }
    constant = [a + b for a, b in zip(weights[CONSTANT], fitted.intercepts[order].tolist(), strict=True)]
    weights[CONSTANT] = tuple(round(one, DIGITS) for one in constant)
    return JudgeModel(verdicts, weights, trained_from)
