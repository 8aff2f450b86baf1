"""Holds the score of a change of occupation against O*NET: ``python -m bench.transitions [--publish]``.

The score itself does not use O*NET's list of related occupations. Of each occupation it should rank the
related ones above the others: AUROC is the share of pairs of a related and another one that it orders so.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score
from sqlalchemy.engine import Connection

from bench.advisor import ROOT
from bench.documents import put
from bench.tables import Row, markdown, plain
from knowledge.database import create_knowledge_engine
from knowledge.queries.occupation_profiles import PARTS, WEIGHTS, Profiles, occupation_profiles
from knowledge.queries.onet import related
from knowledge.queries.stepping_stones import stepping_stones
from knowledge.queries.transitions import CLOSE, FAR

DOCUMENT = ROOT / "docs" / "advice.md"
PART = "transitions"
FLOOR = 0.95  # of the score's AUROC
WAYS, SEED = 500, 20
SCORE = "score"
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Measured:
    """What was found: ``aurocs`` by part and of the score, scores of related pairs and of the others."""

    occupations: int
    aurocs: dict[str, float]
    related: Vector
    others: Vector
    stand_in: float  # mean error of the levels of skills that stand for others
    random: float  # … and of those of any other occupation
    ways: list[int]  # steps of ways between occupations drawn at random, 0 where there is none
    milliseconds: list[float]  # that it took to find them

    @property
    def met(self) -> bool:
        return self.aurocs[SCORE] >= FLOOR


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and report; the exit code says whether the floor is met."""
    parser = argparse.ArgumentParser(prog="python -m bench.transitions", description=__doc__)
    parser.add_argument("--publish", action="store_true", help=f"write {DOCUMENT.relative_to(ROOT)}")
    chosen = parser.parse_args(arguments)
    engine = create_knowledge_engine()
    with engine.connect() as connection:
        measured = measure(connection)
    engine.dispose()
    for columns, rows in tables(measured):
        print(f"{plain(columns, rows)}\n")
    if chosen.publish:
        put(DOCUMENT, PART, "\n\n".join(markdown(*table) for table in tables(measured)) + "\n")
    return 0 if measured.met else 1


def measure(connection: Connection, ways: int = WAYS) -> Measured:
    """Measure on the knowledge base.

    Raises:
        LookupError: the datasets are not loaded.
    """
    profiles = occupation_profiles(connection)
    if profiles is None:
        raise LookupError("no occupations: load them with 'make knowledge'")
    count = len(profiles.codes)
    everything = np.arange(count, dtype=np.intp)
    found: dict[str, list[float]] = {name: [] for name in (*PARTS, SCORE)}
    scores: dict[bool, list[Vector]] = {True: [], False: []}
    for row, code in enumerate(profiles.codes):
        others = everything[everything != row]
        listed = {profiles.rows.get(one.code) for one in related(connection, code=code)}
        labels = np.array([one in listed for one in others])
        if not labels.any():
            continue
        rated = {**profiles.parts(row, others), SCORE: profiles.scores(row, others)}
        for name, values in rated.items():
            if not np.isnan(values).any():
                found[name].append(float(roc_auc_score(labels, values)))
            elif (known := ~np.isnan(values)).any() and 0 < labels[known].sum() < known.sum():
                found[name].append(float(roc_auc_score(labels[known], values[known])))
        for label, part in scores.items():
            part.append(np.asarray(rated[SCORE][labels == label], dtype=np.float64))
    steps, taken = _ways(connection, profiles, ways)
    return Measured(
        count,
        {name: float(np.mean(values)) for name, values in found.items()},
        np.concatenate(scores[True]),
        np.concatenate(scores[False]),
        *_stand_ins(profiles),
        steps,
        taken,
    )


def tables(measured: Measured) -> list[tuple[Row, list[Row]]]:
    """Return what was measured as tables."""
    aurocs = [
        (
            name,
            f"{WEIGHTS[name]:g}" if name in WEIGHTS else "",
            f"{value:.3f}",
            f"at least {FLOOR}" if name == SCORE else "",
        )
        for name, value in measured.aurocs.items()
    ]
    reached = [
        (
            f"{name}, {bound:g}",
            f"{(measured.related >= bound).mean():.0%}",
            f"{(measured.others >= bound).mean():.1%}",
        )
        for name, bound in (("not far", FAR), ("close", CLOSE))
    ]
    steps = np.array(measured.ways)
    times = np.percentile(measured.milliseconds, (50, 95))
    figures = [
        ("occupations", f"{measured.occupations:,}"),
        ("mean error of a skill's level (0 to 7) where a stand-in is used", f"{measured.stand_in:.2f}"),
        ("… where any other occupation is", f"{measured.random:.2f}"),
        ("pairs drawn at random with a way of at most four steps", f"{(steps > 0).mean():.0%}"),
        ("mean steps of these ways", f"{steps[steps > 0].mean():.1f}"),
        ("milliseconds to find a way, p50 and p95", " and ".join(f"{value:.1f}" for value in times)),
    ]
    return [
        (("Part", "Weight", "AUROC", "Floor"), aurocs),
        (("Score of at least", "Related pairs", "Other pairs"), reached),
        (("Figure", "Measured"), figures),
    ]


def _stand_ins(profiles: Profiles) -> tuple[float, float]:
    """Return how far off the skills of a stand-in are, and how far those of any other occupation."""
    rated = np.array([row for row, own in enumerate(profiles.rated_as) if row == own], dtype=np.intp)
    drawn = random.Random(SEED)
    near, far = [], []
    for row in rated:
        others = rated[rated != row]
        stand_in = profiles.nearest_rated(int(row), others)
        if stand_in < 0:
            continue
        other = drawn.choice(others.tolist())
        near.append(np.abs(profiles.level[row] - profiles.level[stand_in]).mean())
        far.append(np.abs(profiles.level[row] - profiles.level[other]).mean())
    return float(np.mean(near)), float(np.mean(far))


def _ways(connection: Connection, profiles: Profiles, count: int) -> tuple[list[int], list[float]]:
    """Return the steps of ways between occupations drawn at random, and the milliseconds to find each."""
    drawn = random.Random(SEED)
    steps, taken = [], []
    stepping_stones(connection, source=profiles.codes[0], target=profiles.codes[-1])  # makes the graph
    for _ in range(count):
        source, target = drawn.sample(profiles.codes, 2)
        started = time.perf_counter()
        way = stepping_stones(connection, source=source, target=target)
        taken.append(1000 * (time.perf_counter() - started))
        steps.append(max(0, len(way) - 1))
    return steps, taken


if __name__ == "__main__":
    raise SystemExit(main())
