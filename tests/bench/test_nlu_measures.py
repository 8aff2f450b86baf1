"""The figures of the NLU benchmark, against ones that can be counted by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.nlu.measures import (
    FALLBACK,
    REJECTION_SCORE,
    accuracy,
    auroc,
    confidence,
    first_intent,
    margin,
    out_of_scope_figures,
    percentile_ms,
    rejected,
    threshold_at_loss,
)

scores = st.lists(st.sampled_from([0.0, 0.1, 0.2, 0.5, 0.9, 1.0]), min_size=1, max_size=20)


def parse(*ranking: tuple[str, float], **more: Any) -> dict[str, Any]:
    intents = [{"name": name, "confidence": value} for name, value in ranking]
    return {"intent": intents[0], "intent_ranking": intents, **more}


SURE = parse(("pay", 0.75), ("ask", 0.25))
FELL_BACK = parse((FALLBACK, 0.3), ("pay", 0.25), ("ask", 0.125))


def test_the_fallback_does_not_hide_what_the_classifier_said() -> None:
    assert (first_intent(SURE), first_intent(FELL_BACK)) == ("pay", "pay")
    assert (confidence(SURE), confidence(FELL_BACK)) == (0.75, 0.25)
    assert (margin(SURE), margin(FELL_BACK)) == (0.5, 0.125)
    assert (rejected(SURE), rejected(FELL_BACK)) == (False, True)


def test_a_message_without_ranking_has_the_confidence_of_its_intent() -> None:
    alone = {"intent": {"name": "pay", "confidence": 0.5}}
    assert (first_intent(alone), confidence(alone), margin(alone)) == ("pay", 0.5, 0.0)


def test_the_classifier_s_own_score_goes_before_its_confidence() -> None:
    assert confidence(parse(("pay", 0.75), **{REJECTION_SCORE: 0.125})) == 0.125


def test_accuracy_is_the_share_of_right_intents() -> None:
    assert accuracy(["a", "b", None, "c"], ["a", "b", "c", "c"]) == 0.75


def test_auroc_of_scores_apart_is_one_and_of_equal_ones_a_half() -> None:
    assert auroc(np.array([0.8, 0.9]), np.array([0.1, 0.2])) == 1.0
    assert auroc(np.array([0.1, 0.2]), np.array([0.8, 0.9])) == 0.0
    assert auroc(np.array([0.5, 0.5]), np.array([0.5])) == 0.5


@given(scores, scores)
def test_auroc_is_the_share_of_pairs_in_the_right_order(inside: list[float], outside: list[float]) -> None:
    pairs = [(one > other) + (one == other) / 2 for one in inside for other in outside]
    assert auroc(np.array(inside), np.array(outside)) == pytest.approx(sum(pairs) / len(pairs))


@given(scores)
def test_the_threshold_loses_no_more_than_it_may_and_none_higher_does(inside: list[float]) -> None:
    values = np.array(inside)
    threshold = threshold_at_loss(values, 0.25)
    assert np.mean(values < threshold) <= 0.25
    assert np.mean(values <= threshold) > 0.25


def test_the_threshold_is_chosen_on_one_half_and_measured_on_the_other() -> None:
    inside = np.array([*np.linspace(0.5, 0.6, 20), 0.4, 0.7, 0.8, 0.9])
    outside = np.array([0.95, 0.1, 0.2, 0.99, 0.75])
    found = out_of_scope_figures(inside, outside, choosing=(range(20), [0]))
    assert found["threshold"] == pytest.approx(inside[1])
    assert found["in_scope_loss"] == 0.25
    assert found["recall"] == 0.5
    assert found["auroc"] == pytest.approx((2 + 2 + 3 + 3) / 16)


def test_percentiles_are_in_milliseconds() -> None:
    assert percentile_ms([0.001, 0.002, 0.003], 50) == pytest.approx(2.0)
