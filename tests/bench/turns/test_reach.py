"""Figures beside their bounds."""

from __future__ import annotations

from bench.turns.plan import window
from bench.turns.reach import Verdict, figures, verdicts
from tests.bench.turns.samples import results


def test_each_figure_is_told_in_terms_of_the_other_side() -> None:
    found = figures(results())
    assert found["first_turn"] == 0.5
    assert found["own_growth"] == 1.2
    assert found["late_turn"] == 20.0
    assert found["throughput"] == 3.0
    assert found["memory"] == 0.6
    assert found["start"] == 0.5


def test_a_project_that_meets_every_bound_reaches_all() -> None:
    assert [one.title for one in verdicts(results()) if not one.met] == []


def test_slow_turns_at_one_mark_fail_the_bound_of_the_tail_alone() -> None:
    slow = results()
    slow.ours.turns += [(100, 1000.0)] * 12
    (failed,) = (one for one in verdicts(slow) if not one.met)
    assert failed.title == "p95 at any turn, relative to our p50 there"
    assert failed.measured and failed.measured > 3


def test_the_tail_is_not_measured_where_a_mark_is_not() -> None:
    cut = results()
    cut.ours.turns = [sample for sample in cut.ours.turns if sample[0] not in window(100)]
    assert figures(cut)["tail"] is None


def test_one_message_without_an_answer_is_too_many() -> None:
    for lost in ("failed", "silent"):
        found = results()
        setattr(found.ours, lost, 1)
        assert [one.title for one in verdicts(found) if not one.met] == ["messages without an answer"]


def test_what_was_not_measured_meets_no_bound() -> None:
    found = results()
    found.template.turns = [sample for sample in found.template.turns if sample[0] < 400]
    (missing,) = (one for one in verdicts(found) if one.measured is None)
    assert "turn 500" in missing.title and not missing.met


def test_a_bound_itself_is_met_on_either_side() -> None:
    for at_least in (True, False):
        assert Verdict("", 3.0, 3.0, at_least, "×").met
    assert not Verdict("", 2.9, 3.0, True, "×").met
    assert not Verdict("", 3.1, 3.0, False, "×").met
