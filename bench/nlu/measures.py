"""Figures from what a pipeline said: accuracy, out-of-scope detection, times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

FALLBACK = "nlu_fallback"
REJECTION_SCORE = "rejection_score"
IN_SCOPE_LOSS = 0.05

Parse = Mapping[str, Any]
Scores = NDArray[np.float64]


def first_intent(parse: Parse) -> str | None:
    """Return the intent that the classifier put first, also where the fallback took its place."""
    ranking = _ranking(parse)
    name: str | None = (ranking[0] if ranking else parse["intent"])["name"]
    return name


def rejected(parse: Parse) -> bool:
    """Return whether the pipeline handed the message to the fallback."""
    return bool(parse["intent"]["name"] == FALLBACK)


def confidence(parse: Parse) -> float:
    """Return how sure the pipeline is that the message is in scope.

    That is the score which its classifier reports for this if there is one, else the highest confidence.
    """
    if isinstance(score := parse.get(REJECTION_SCORE), float):
        return score
    ranking = _ranking(parse)
    return float(ranking[0]["confidence"] if ranking else parse["intent"]["confidence"])


def margin(parse: Parse) -> float:
    """Return how far the first intent is ahead of the second."""
    confidences = [float(intent["confidence"]) for intent in _ranking(parse)[:2]]
    return confidences[0] - (confidences[1] if len(confidences) > 1 else 0.0) if confidences else 0.0


def _ranking(parse: Parse) -> list[dict[str, Any]]:
    return [intent for intent in parse.get("intent_ranking") or [] if intent["name"] != FALLBACK]


def accuracy(said: Sequence[str | None], right: Sequence[str | None]) -> float:
    """Return the share of messages whose intent was right."""
    return float(np.mean([guess == intent for guess, intent in zip(said, right, strict=True)]))


def auroc(in_scope: Scores, out_of_scope: Scores) -> float:
    """Return how often a message in scope scores above one out of scope; ties count half."""
    ordered = np.sort(out_of_scope)
    below = np.searchsorted(ordered, in_scope, side="left")
    not_above = np.searchsorted(ordered, in_scope, side="right")
    return float(np.mean((below + not_above) / 2) / len(ordered))


def threshold_at_loss(in_scope: Scores, loss: float = IN_SCOPE_LOSS) -> float:
    """Return the highest threshold below which at most this share of messages in scope scores."""
    return float(np.sort(in_scope)[int(loss * len(in_scope))])


def out_of_scope_figures(
    in_scope: Scores, out_of_scope: Scores, choosing: tuple[Sequence[int], Sequence[int]]
) -> dict[str, float]:
    """Choose the threshold on one half of both sets and measure the other half.

    Args:
        in_scope: the scores of messages in scope.
        out_of_scope: the scores of messages out of scope.
        choosing: the places in either on which the threshold is chosen.
    """
    threshold = threshold_at_loss(in_scope[list(choosing[0])])
    inside, outside = np.delete(in_scope, choosing[0]), np.delete(out_of_scope, choosing[1])
    return {
        "auroc": auroc(inside, outside),
        "recall": float(np.mean(outside < threshold)),
        "in_scope_loss": float(np.mean(inside < threshold)),
        "threshold": threshold,
    }


def percentile_ms(seconds: Sequence[float], percent: float) -> float:
    """Return a percentile of times in milliseconds."""
    return float(np.percentile(np.asarray(seconds), percent)) * 1000
