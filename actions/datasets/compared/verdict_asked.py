"""Yes or no to whether one occupation is ahead of another: "does a nurse make more than a dentist?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from actions.questions.cues import asking, contains, is_claim, is_yes_no
from actions.questions.question import Question
from knowledge.records import Occupation
from knowledge.terms import normalise


@dataclass(frozen=True)
class Verdict:
    """Whether what a question asks or claims of two occupations holds."""

    holds: bool


def verdict_asked(question: Question, ordered: Sequence[Occupation]) -> Verdict | None:
    """Return whether the occupation that a question asks about is ahead; None where no yes or no is asked.

    Args:
        question: what is asked.
        ordered: those that are compared, the one with most first.
    """
    words = asking(question.text) if "?" in question.text else question.text
    if not (is_yes_no(words) or is_claim(question.text)):
        return None
    less = contains("holds_less", words)
    more = not less and any(contains(cue, words) for cue in ("search_more", "holds_more"))
    subject = _asked_of(question, words)
    if more == less or subject is None or subject not in [one.key for one in ordered]:
        return None
    ahead = ordered[0].key == subject
    behind = ordered[-1].key == subject
    return Verdict(behind if less else ahead)


def _asked_of(question: Question, words: str) -> str | None:
    """Return the key of the occupation that is asked about: not the one behind "than"."""
    padded = f" {normalise(words)} "
    said = [one for one in question.of("occupation") if one.occupation and one.origin == "said"]
    held_against = [
        one
        for one in said
        if any(
            f" {cue} {article}{normalise(one.typed)} " in padded
            for cue in ("than", "as", "to", "against")
            for article in ("", "a ", "an ", "the ")
        )
    ]
    others = [one for one in question.of("occupation") if one.occupation and one not in held_against]
    first = next(iter(sorted(others, key=lambda one: one.origin != "said")), None)
    return first.occupation.key if first and first.occupation else None
