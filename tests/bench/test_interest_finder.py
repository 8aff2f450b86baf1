"""The measurement of the interest finder."""

from __future__ import annotations

import numpy as np
from sqlalchemy.engine import Engine

from actions.advice.interest_finder.items import FEWEST, finder, scores
from bench.interest_finder import FLOOR, answers, by_correlation, by_coverage, share_found
from knowledge.queries.occupation_matrix import INTERESTS, occupation_matrix

ITEMS = len(finder().items)


def test_the_answers_of_many_are_on_average_the_interest_and_repeat() -> None:
    interests = np.full((4_000, 6), 4.0, dtype=np.float32)
    drawn = answers(interests, ITEMS, seed=1)
    assert drawn == answers(interests, ITEMS, seed=1) != answers(interests, ITEMS, seed=2)
    means = np.array([[score for _name, score in scores(taps)] for taps in drawn]).mean(axis=0)
    assert np.abs(means - 50).max() < 2
    assert len(means) == len(INTERESTS)


def test_the_finder_keeps_its_floor_and_is_better_than_correlation_alone(dataset_engine: Engine) -> None:
    with dataset_engine.connect() as connection:
        matrix = occupation_matrix(connection)
    assert matrix is not None
    found = share_found(matrix, by_coverage, ITEMS, seeds=(7,))
    assert found >= FLOOR
    assert found > share_found(matrix, by_correlation, ITEMS, seeds=(7,))
    assert found > share_found(matrix, by_coverage, FEWEST, seeds=(7,))
