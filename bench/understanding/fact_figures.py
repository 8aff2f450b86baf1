"""Figures of the questions for facts and of the conversations, in percent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bench.understanding.counting import Share
from bench.understanding.fact_judge import AskedFact, HeldConversation
from bench.understanding.utterances import TYPO

Count = Callable[[AskedFact], bool]


def fact_figures(asked: Sequence[AskedFact]) -> dict[str, float]:
    """Return the figures of one half; only those that have something to count."""
    typed = [case for case in asked if not case.question.mistyped]
    with_errors = [case for case in asked if case.question.mistyped]
    held = [case for case in typed if not case.question.refuse]
    without = [case for case in held if case.question.form != TYPO]
    judged = [case for case in typed if case.question.verdict]
    shares = {
        "told": fact_share(held, lambda case: case.told),
        "told_first": fact_share(held, lambda case: case.told_first),
        "refused": fact_share((case for case in typed if case.question.refuse), lambda case: case.refused),
        "refused_though_held": fact_share(held, lambda case: case.refused_though_held),
        "wrong_without_doubt": fact_share(typed, lambda case: case.wrong_without_doubt),
        "asked_back": fact_share(typed, lambda case: case.asked_back),
        "verdict_given": fact_share(judged, lambda case: case.verdict == case.question.verdict),
        "verdict_contradicted": fact_share(
            judged, lambda case: case.verdict not in (None, case.question.verdict)
        ),
        "long": fact_share(typed, lambda case: case.long),
        "mistyped_told": fact_share(with_errors, lambda case: case.told),
        "mistyped_wrong_without_doubt": fact_share(with_errors, lambda case: case.wrong_without_doubt),
    }
    figures = {name: share.percent for name, share in shares.items() if share.whole}
    if with_errors:
        told = fact_share(without, lambda case: case.told)
        figures["typing_errors_cost"] = told.percent - shares["mistyped_told"].percent
    return figures


def conversation_figures(held: Sequence[HeldConversation]) -> dict[str, float]:
    """Return how many conversations are right in every turn, and how many turns are right."""
    turns = [turn.right for conversation in held for turn in conversation.turns]
    return {
        "right": Share(sum(conversation.right for conversation in held), len(held)).percent,
        "turns_right": Share(sum(turns), len(turns)).percent,
    }


def fact_share(asked: Iterable[AskedFact], counts: Count) -> Share:
    """Return the share of replies that count."""
    found = [counts(case) for case in asked]
    return Share(sum(found), len(found))
