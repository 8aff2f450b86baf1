"""Figures from judged replies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bench.understanding.judge import NO_DOUBT, Reply, Verdict
from bench.understanding.utterances import Utterance

WORST = 10
HARM = list(Verdict)


@dataclass(frozen=True)
class Judged:
    """A message, the reply to it, and the verdict."""

    asked: Utterance
    reply: Reply
    verdict: Verdict

    @property
    def right(self) -> bool:
        return self.verdict is Verdict.RIGHT


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def percent(self) -> float:
        return 100 * self.part / self.whole if self.whole else 0.0


def share(judged: Iterable[Judged], counts: Callable[[Judged], bool] = lambda case: case.right) -> Share:
    """Return the share of replies that count, by default the right ones."""
    found = [counts(case) for case in judged]
    return Share(sum(found), len(found))


def set_figures(judged: Sequence[Judged]) -> dict[str, float]:
    """Return the figures of one set, in percent; only those that have something to count."""
    typed = [case for case in judged if not case.asked.mistyped]
    with_errors = [case for case in judged if case.asked.mistyped]
    without = [case for case in typed if case.asked.kind == "answerable" and case.asked.form != "typo"]
    shares = {
        "answerable_right": share(case for case in typed if case.asked.kind == "answerable"),
        "refused": share(case for case in typed if case.asked.kind == "refuse"),
        "small_talk_right": share(case for case in typed if case.asked.kind == "smalltalk"),
        "wrong_without_doubt": share(typed, lambda case: case.verdict in NO_DOUBT),
        "mistyped_right": share(with_errors),
        "mistyped_wrong_without_doubt": share(with_errors, lambda case: case.verdict in NO_DOUBT),
    }
    figures = {name: part.percent for name, part in shares.items() if part.whole}
    if with_errors:
        figures["typing_errors_cost"] = share(without).percent - share(with_errors).percent
    return figures


def by(judged: Iterable[Judged], group: Callable[[Judged], str]) -> dict[str, Counter[Verdict]]:
    """Count the verdicts of each group."""
    counts: dict[str, Counter[Verdict]] = defaultdict(Counter)
    for case in judged:
        counts[group(case)][case.verdict] += 1
    return dict(counts)


def form_of(case: Judged) -> str:
    """Return the form of a message, with a form of its own for those typed with errors on purpose."""
    return "made_errors" if case.asked.mistyped else case.asked.form


def topic_of(case: Judged) -> str:
    """Return the topic that a message was written for."""
    return case.asked.topic


def worst(judged: Iterable[Judged], number: int = WORST) -> list[Judged]:
    """Return the replies that do most harm: the worst verdicts, to the plainest messages, first."""
    failed = [case for case in judged if not case.right]
    return sorted(failed, key=_harm, reverse=True)[:number]


def _harm(case: Judged) -> tuple[int, bool, bool, int, str]:
    return (
        HARM.index(case.verdict),
        not case.asked.mistyped,
        case.asked.form == "question",
        -len(case.asked.text),
        case.asked.text,
    )
