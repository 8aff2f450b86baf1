"""A small judge that was learned: a softmax regression over features that are named, carried as a table."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

Verdict = TypeVar("Verdict", bound=str)


@dataclass(frozen=True)
class JudgeModel(Generic[Verdict]):
    """For each feature, what it adds to each verdict, in their order; and what it was learned from."""

    verdicts: tuple[Verdict, ...]
    weights: Mapping[str, tuple[float, ...]]
    trained_from: str = ""

    def probabilities(self, features: Mapping[str, float]) -> dict[Verdict, float]:
        """Return the probability of each verdict; what was not seen in training says nothing."""
        scores = [0.0] * len(self.verdicts)
        for name, value in features.items():
            for place, weight in enumerate(self.weights.get(name, ())):
                scores[place] += weight * value
        most = max(scores)
        odds = [math.exp(one - most) for one in scores]
        return {verdict: one / sum(odds) for verdict, one in zip(self.verdicts, odds, strict=True)}

    def save(self, file: Path) -> None:
        """Write what was learned, one feature on each line."""
        lines = (f"{json.dumps(name)}: {list(row)}" for name, row in sorted(self.weights.items()))
        trained = json.dumps(self.trained_from)
        text = ",\n".join(lines)
        file.write_text(f'{{"trained_from": {trained}, "weights": {{\n{text}\n}}}}\n', encoding="utf-8")


def read_judge(file: Path, verdicts: tuple[Verdict, ...]) -> JudgeModel[Verdict]:
    """Read what was learned of some verdicts."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    weights = {name: tuple(row) for name, row in kept["weights"].items()}
    return JudgeModel(verdicts, weights, kept["trained_from"])
