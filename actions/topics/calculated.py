"""What figures come to when they are held against each other: a gap, a sum, which is more, more than half."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import TextBlock
from actions.composition.sections import Section
from actions.formatting import capitalised, joined, with_unit
from actions.messages import message
from actions.questions.cues import contains, is_claim, numerals
from actions.questions.question import Question
from actions.questions.topic_slots import SCALES
from actions.topics.amounts import held_against, labelled
from knowledge.records import Figure, Occupation
from knowledge.terms import normalise

ADDED_UP = frozenset({"percent", "people", "startups"})  # units of what can be added up
AGES = "age_distribution"
_TWO = 2
_ABOUT = 0.02  # so near is as good as exact: "is that double?"
_HALF = 50
_BEFORE_A_PART = 2  # words in which "more than" and the like stand before "half"


def calculated(question: Question, figures: Sequence[Figure]) -> Section | None:
    """Return what the figures that a question names come to, where it asks for more than the figures."""
    for work_out in (_part_of_all, _gap, _total, _more):
        if told := work_out(question, figures):
            return told
    return None


def asks_of_a_part(question: Question) -> bool:
    """Return whether a question is whether a share is as much as a part of all: "are over half women?"."""
    on_scale = question.topic is not None and question.of(*SCALES.get(question.topic_key, ()))
    return bool(on_scale) and is_claim(question.text) and _part(question) is not None


def _gap(question: Question, figures: Sequence[Figure]) -> Section | None:
    """Return how far two figures of one unit are apart, where that is asked for."""
    if len(figures) != _TWO or not any(
        contains(cue, question.text) for cue in ("asks_for_the_gap", "asks_for_the_ratio")
    ):
        return None
    less, most = sorted(figures, key=lambda one: one.value)
    if less.unit != most.unit or less.bound or most.bound or not (less.entity and most.entity):
        return None
    if contains("asks_for_the_ratio", question.text):
        return _ratio(question, less, most)
    apart = most.value - less.value
    points = message("gap.points", value=f"{apart:g}")
    text = message(
        "gap.between",
        first=capitalised(labelled(most)),
        value=points if most.unit == "percent" else with_unit(apart, most.unit),
        second=labelled(less),
    )
    return Section((TextBlock(text),), (most, less))


def _ratio(question: Question, less: Figure, most: Figure) -> Section | None:
    """Return how many times a figure another is, and whether that is as many times as the question says."""
    if not less.value:
        return None
    times = most.value / less.value
    asked = [factor for word, factor in numerals("factors").items() if _says(word, question.text)]
    exact = bool(asked) and abs(times - asked[0]) <= _ABOUT * asked[0]
    name = "times" if not asked else "times_yes" if exact else "times_no"
    text = message(
        f"gap.{name}",
        first=labelled(most) if asked else capitalised(labelled(most)),
        value=f"{times:.2f}".rstrip("0").rstrip("."),
        second=labelled(less),
    )
    return Section((TextBlock(text),), (most, less))


def _says(word: str, text: str) -> bool:
    return f" {word} " in f" {normalise(text)} "


def _total(question: Question, figures: Sequence[Figure]) -> Section | None:
    """Return what two figures of one measure come to together, where that is asked and means something."""
    adds = contains("asks_for_the_sum", question.text) or contains("adds_up", question.text)
    if not adds or len(figures) != _TWO:
        return None
    first, second = figures
    if first.unit not in ADDED_UP or first.measure != second.measure or first.bound or second.bound:
        return None
    if not (first.entity and second.entity):
        return None
    text = message(
        "gap.sum",
        first=labelled(first),
        second=labelled(second),
        value=with_unit(first.value + second.value, first.unit),
    )
    return Section((TextBlock(text),), (first, second))


def added_up(figures: Sequence[Figure], occupation: Occupation) -> Section | None:
    """Return what shares of several groups come to together, each told; None where they do not."""
    units = {(one.unit, one.measure) for one in figures}
    plain = all(one.entity and not one.bound for one in figures)
    if len(figures) < _TWO or len(units) != 1 or figures[0].unit not in ADDED_UP or not plain:
        return None
    text = message(
        "gap.added_up",
        occupations=occupation.plural,
        value=with_unit(sum(one.value for one in figures), figures[0].unit),
        parts=joined([labelled(one) for one in figures]),
    )
    return Section((TextBlock(text),), tuple(figures))


def _more(question: Question, figures: Sequence[Figure]) -> Section | None:
    """Return which of two figures is more, and whether that is as a question has it: "is Asia ahead?"."""
    says_less = contains("holds_less", question.text)
    if len(figures) != _TWO or not (says_less or contains("holds_more", question.text)):
        return None
    if question.topic_is(AGES) and question.asks_for("below", "above"):
        return None  # "how many are over 45?"
    places = {one.entity.key: _place(question, one.typed) for one in question.entities if one.entity}
    first, second = sorted(figures, key=lambda one: places.get(one.entity.key, 0) if one.entity else 0)
    if first.measure != second.measure or first.unit != second.unit or first.bound or second.bound:
        return None
    if not (first.entity and second.entity):
        return None
    named = {places.get(first.entity.key), places.get(second.entity.key)}
    claims = len(named - {None}) == _TWO and is_claim(question.text)
    claims = claims and not contains("versus", question.text)
    if not claims and (first.value < second.value) != says_less:
        first, second = second, first
    right = None
    if claims:
        right = first.value < second.value if says_less else first.value > second.value
    text = held_against(labelled(first), first.value, labelled(second), second.value, right)
    return Section((TextBlock(text),), (first, second))


def _place(question: Question, typed: str) -> int:
    return f" {normalise(question.text)} ".find(f" {normalise(typed)} ")


def _part(question: Question) -> tuple[str, int, str | None] | None:
    """Return the part of all that a question names, its percentage, and the words before it that hold it.

    "Most of them" are more than half.
    """
    words = normalise(question.text).split()
    for name, percent in sorted(numerals("parts_of_all").items(), key=lambda one: -len(one[0])):
        length = len(name.split())
        for place in range(len(words) - length + 1):
            if " ".join(words[place : place + length]) == name:
                before = " ".join(words[max(0, place - _BEFORE_A_PART) : place])
                return name, percent, before
    most = (question.rank is not None and question.rank.majority) or contains("majority", question.text)
    return (message("gap.half"), _HALF, None) if most else None


def _part_of_all(question: Question, figures: Sequence[Figure]) -> Section | None:
    """Return how a share, or those of all ages below or above one together, stands to a part of all."""
    part = _part(question) if is_claim(question.text) else None
    if part is None or not figures or any(one.unit != "percent" or one.bound for one in figures):
        return None
    if len(figures) > 1 and not (question.topic_is(AGES) and question.asks_for("below", "above")):
        return None
    name, percent, before = part
    value = sum(one.value for one in figures)
    text = joined([labelled(one) for one in figures])
    if len(figures) > 1:
        text = message("gap.together", figures=text, value=with_unit(value, "percent"))
    if before is not None and contains("roughly", before):
        right = None
    elif before is not None and contains("at_least", before):
        right = value >= percent
    elif before is None or contains("holds_more", before):
        right = value > percent
    elif contains("holds_less", before):
        right = value < percent
    else:
        right = value == percent
    return Section((TextBlock(held_against(text, value, name, percent, right)),), tuple(figures))
