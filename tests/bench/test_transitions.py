"""The report on the score of a change of occupation."""

from __future__ import annotations

import numpy as np
import pytest

from bench.transitions import FLOOR, SCORE, Measured, tables
from knowledge.queries.occupation_profiles import PARTS


def measured(auroc: float) -> Measured:
    return Measured(
        occupations=1_234,
        aurocs={**dict.fromkeys(PARTS, 0.5), SCORE: auroc},
        related=np.array([0.4, 0.6, 0.7, 0.8]),
        others=np.array([0.1, 0.2, 0.3, 0.64]),
        stand_in=0.25,
        random=1.0,
        ways=[0, 2, 4, 3],
        milliseconds=[1.0, 1.0, 2.0],
    )


@pytest.mark.parametrize(("auroc", "met"), [(FLOOR, True), (FLOOR - 0.001, False)])
def test_the_floor_is_that_of_the_whole_score(auroc: float, met: bool) -> None:
    assert measured(auroc).met is met


def test_the_tables_tell_weights_shares_and_ways() -> None:
    aurocs, reached, figures = (rows for _columns, rows in tables(measured(0.97)))
    assert [row[0] for row in aurocs] == [*PARTS, SCORE]
    assert aurocs[-1] == (SCORE, "", "0.970", f"at least {FLOOR}")
    assert [row[1:] for row in reached] == [("75%", "25.0%"), ("50%", "25.0%")]
    assert figures[0] == ("occupations", "1,234")
    assert figures[3][1] == "75%"
    assert figures[4][1] == "3.0"
