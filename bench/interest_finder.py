"""Measures whether the interest finder finds an occupation from its own interests: ``make bench-finder``.

Each occupation answers the items as somebody would whose interests are its own: an answer is drawn around
the value of the item's interest, on the scale of the answers, with a standard deviation of one answer. It is
found if it, or an occupation that O*NET relates to it, is among the first ten. Every run draws the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from actions.advice.interest_finder.answer import SHOWN
from actions.advice.interest_finder.items import DIGITS, FEWEST, finder, scores
from knowledge.database import create_knowledge_engine
from knowledge.queries.fit_respects import interest_correlations
from knowledge.queries.occupation_fit import chosen_of
from knowledge.queries.occupation_matrix import INTERESTS, OccupationMatrix, occupation_matrix

FLOOR = 0.90  # of the occupations, with all items
SEEDS = (1, 2, 3)
NOISE = 1.0  # answers
LEAST, MOST = 1.0, 7.0  # of O*NET's interests
Interests = tuple[tuple[str, float], ...]
Choice = Callable[[OccupationMatrix, Interests], Sequence[int]]


def main() -> int:
    """Measure, report, and return 1 if the finder is below its floor."""
    with create_knowledge_engine().connect() as connection:
        matrix = occupation_matrix(connection)
    if matrix is None:
        print("no occupations: run 'python -m knowledge occupations'")
        return 1
    print(f"{int(matrix.rated.sum())} occupations, {len(SEEDS)} draws, found among the first {SHOWN}:")
    all_items = len(finder().items)
    found = 0.0
    for name, choice in CHOICES.items():
        shares = [share_found(matrix, choice, items) for items in (all_items, FEWEST)]
        found = shares[0] if choice is by_coverage else found
        print(f"  {name:36} {shares[0]:6.1%} with {all_items} answers, {shares[1]:6.1%} with {FEWEST}")
    print(f"floor {FLOOR:.0%}: {'kept' if found >= FLOOR else 'MISSED'}")
    return 0 if found >= FLOOR else 1


def share_found(matrix: OccupationMatrix, choice: Choice, items: int, seeds: Sequence[int] = SEEDS) -> float:
    """Return the share of occupations that are found from so many answers."""
    rows = np.flatnonzero(matrix.rated)
    hits = [
        any(other == row or other in matrix.related[row] for other in choice(matrix, scores(taps)))
        for seed in seeds
        for row, taps in zip(rows, answers(matrix.interests[rows], items, seed), strict=True)
    ]
    return sum(hits) / len(hits)


def answers(interests: NDArray[np.float32], items: int, seed: int) -> list[str]:
    """Return the answers of people with these interests, 1 to 7, to the first items."""
    columns = [INTERESTS.index(item.interest) for item in finder().items[:items]]
    highest = len(DIGITS)
    means = 1 + (interests[:, columns] - LEAST) / (MOST - LEAST) * (highest - 1)
    drawn = means + np.random.default_rng(seed).normal(0, NOISE, means.shape)
    return ["".join(map(str, row)) for row in np.clip(np.rint(drawn), 1, highest).astype(int)]


def by_coverage(matrix: OccupationMatrix, interests: Interests) -> Sequence[int]:
    """Return what the finder shows."""
    return chosen_of(matrix, interest_correlations(matrix, interests), SHOWN)


def by_correlation(matrix: OccupationMatrix, interests: Interests) -> Sequence[int]:
    r = interest_correlations(matrix, interests)
    return np.argsort(-np.nan_to_num(r, nan=-2.0), kind="stable")[:SHOWN].tolist()


def by_distance(matrix: OccupationMatrix, interests: Interests) -> Sequence[int]:
    mine = np.array([LEAST + score / 100 * (MOST - LEAST) for _name, score in interests])
    distances = np.linalg.norm(matrix.interests - mine, axis=1)
    return np.argsort(np.nan_to_num(distances, nan=np.inf), kind="stable")[:SHOWN].tolist()


CHOICES: dict[str, Choice] = {
    "the finder: correlation and coverage": by_coverage,
    "correlation alone": by_correlation,
    "distance alone": by_distance,
}

if __name__ == "__main__":
    raise SystemExit(main())
