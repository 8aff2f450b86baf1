"""The standing of a title: a softmax regression over its features, learned by ``bot/nlu/standing``."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

WEIGHTS = Path(__file__).with_name("weights.json")
# One's own work, now or before; asked about or aimed at; turned down; said not to be one's own work; named
# beside, as somebody else's or as no title at all.
Standing = Literal["own", "asked", "refused", "denied", "aside"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)


@dataclass(frozen=True)
class StandingModel:
    """For each feature, what it adds to each standing, in their order; and what it was learned from."""

    weights: Mapping[str, tuple[float, ...]]
    trained_from: str = ""

    def probabilities(self, features: Mapping[str, float]) -> dict[Standing, float]:
        """Return the probability of each standing; what was not seen in training says nothing."""
        scores = [0.0] * len(STANDINGS)
        for name, value in features.items():
            for place, weight in enumerate(self.weights.get(name, ())):
                scores[place] += weight * value
        most = max(scores)
        odds = [math.exp(one - most) for one in scores]
        return {standing: one / sum(odds) for standing, one in zip(STANDINGS, odds, strict=True)}

    def save(self, file: Path = WEIGHTS) -> None:
        """Write what was learned, one feature on each line."""
        lines = (f"{json.dumps(name)}: {list(row)}" for name, row in sorted(self.weights.items()))
        trained = json.dumps(self.trained_from)
        text = ",\n".join(lines)
        file.write_text(f'{{"trained_from": {trained}, "weights": {{\n{text}\n}}}}\n', encoding="utf-8")


@cache
def standing_model(file: Path = WEIGHTS) -> StandingModel:
    """Read what was learned."""
    kept = json.loads(file.read_text(encoding="utf-8"))
    return StandingModel({name: tuple(row) for name, row in kept["weights"].items()}, kept["trained_from"])
