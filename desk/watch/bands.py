"""The usual band of a share: control limits of a proportion that varies from day to day (Laney's p' chart).

Shares of the same hours on earlier days give the mean and, by their moving range, how much more they vary
than chance alone would let them; the limit is three of such standard deviations above the mean, for a sample
of this size. See D. B. Laney, "Improved control charts for attributes", Quality Engineering 14 (2002).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

LIMIT_SIGMAS = 3.0  # above the mean: out of the band …
BACK_SIGMAS = 1.5  # … until it is below this again
FEWEST_DAYS = 5  # earlier days with turns; what is less says nothing of what is usual
FEWEST_EARLIER = 150  # turns on them
FEWEST_TURNS = 30  # of the sample that is judged
FEWEST_CASES = 5  # of a sample that is out
_RANGE_TO_SIGMA = 1.128  # mean moving range of two, in standard deviations


@dataclass(frozen=True)
class Sample:
    """``cases`` of ``turns``: the errors of an hour, say."""

    cases: int
    turns: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 of nothing."""
        return self.cases / self.turns if self.turns else 0.0


@dataclass(frozen=True)
class Band:
    """What is usual of a sample's size: the mean share, and the two limits of the hysteresis."""

    mean: float
    back_below: float
    limit: float


def band(earlier: Sequence[Sample], turns: int) -> Band | None:
    """Return the usual band of a sample of so many turns; None while too little is known.

    Args:
        earlier: samples of the same hours on earlier days, in the order of the days.
        turns: size of the sample that will be judged.
    """
    known = [one for one in earlier if one.turns]
    total = sum(one.turns for one in known)
    if len(known) < FEWEST_DAYS or total < FEWEST_EARLIER or turns < 1:
        return None
    # Half a case is added, so that what has never happened is not impossible.
    mean = (sum(one.cases for one in known) + 0.5) / (total + 1)
    scores = [(one.share - mean) / _sigma(mean, one.turns) for one in known]
    ranges = [abs(after - before) for before, after in pairwise(scores)]
    spread = max(1.0, sum(ranges) / len(ranges) / _RANGE_TO_SIGMA)
    sigma = _sigma(mean, turns) * spread
    return Band(mean, mean + BACK_SIGMAS * sigma, mean + LIMIT_SIGMAS * sigma)


def is_out(sample: Sample, usual: Band, *, was_out: bool) -> bool:
    """Return whether a share is unusually high; one that was so stays so until it is clearly lower."""
    if sample.turns < FEWEST_TURNS:
        return was_out
    if was_out:
        return sample.share >= usual.back_below
    return sample.share > usual.limit and sample.cases >= FEWEST_CASES


def _sigma(mean: float, turns: int) -> float:
    return math.sqrt(mean * (1 - mean) / turns)
