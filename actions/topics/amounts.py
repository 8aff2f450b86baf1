"""An amount that a question states, compared with the figures that are known: "is $95,000 a good salary?"."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import TextBlock
from actions.formatting import amount, capitalised, joined, lower_first, with_unit
from actions.messages import message
from actions.questions.cues import contains, numerals
from actions.questions.kinds import PLACES
from actions.questions.question import Quantity, Question
from actions.sections import Section
from actions.topics.base import CURRENCY
from knowledge.currencies import currencies_of, currency_of, name_of
from knowledge.records import Figure
from knowledge.terms import normalise

ADDED_UP = frozenset({"percent", "people", "startups"})  # units of what can be added up
_TWO = 2
_ABOUT = 0.02  # so near is as good as exact: "is that double?"
JUDGED_FORMS = frozenset({"yes_no", "personal", "statement"})


def amount_verdict(question: Question, figures: Sequence[Figure]) -> Section | None:
    """Return how the amount in a question compares with figures of its unit; None if it does not ask that."""
    quantity = question.quantity
    judges = question.form in JUDGED_FORMS or contains("judging", question.text)
    untold = set(question.cue("untold"))
    if quantity is None or not judges or untold - {CURRENCY}:
        return None
    unit = quantity.unit or _only_currency(figures)
    compared = [figure for figure in figures if figure.unit == unit]
    if not compared:
        return _in_other_currencies(question, quantity, figures)
    below = max((one for one in compared if one.value < quantity.value), key=_value, default=None)
    above = min((one for one in compared if one.value > quantity.value), key=_value, default=None)
    equal = next((one for one in compared if one.value == quantity.value), None)
    written = with_unit(quantity.value, compared[0].unit)
    shown = [equal] if equal else [one for one in (below, above) if one]
    text = _comparison(written, equal, below, above, single=len(compared) == 1)
    overall = [figure for figure in compared if figure.entity is None]
    if len(overall) == 1 and overall[0] not in shown and not equal:
        name = "less_than_overall" if quantity.value < overall[0].value else "more_than_overall"
        text = f"{text} {message(f'amount.{name}', figure=_labelled(overall[0]))}"
        shown.append(overall[0])
    return Section((TextBlock(text),), tuple(shown))


def gap(question: Question, figures: Sequence[Figure]) -> Section | None:
    """Return how far two figures of one unit are apart, where that is asked for."""
    if len(figures) != _TWO or not any(
        contains(cue, question.text) for cue in ("asks_for_the_gap", "asks_for_the_ratio")
    ):
        return None
    less, most = sorted(figures, key=_value)
    if less.unit != most.unit or less.bound or most.bound or not (less.entity and most.entity):
        return None
    if contains("asks_for_the_ratio", question.text):
        return _ratio(question, less, most)
    apart = most.value - less.value
    points = message("gap.points", value=f"{apart:g}")
    text = message(
        "gap.between",
        first=capitalised(_labelled(most)),
        value=points if most.unit == "percent" else with_unit(apart, most.unit),
        second=_labelled(less),
    )
    return Section((TextBlock(text),), (most, less))


def _ratio(question: Question, less: Figure, most: Figure) -> Section | None:
    """Return how many times a figure another is, and whether that is as many times as the question says."""
    if not less.value:
        return None
    times = most.value / less.value
    asked = [factor for word, factor in numerals("factors").items() if contains_word(word, question.text)]
    exact = bool(asked) and abs(times - asked[0]) <= _ABOUT * asked[0]
    name = "times" if not asked else "times_yes" if exact else "times_no"
    text = message(
        f"gap.{name}",
        first=_labelled(most) if asked else capitalised(_labelled(most)),
        value=f"{times:.2f}".rstrip("0").rstrip("."),
        second=_labelled(less),
    )
    return Section((TextBlock(text),), (most, less))


def contains_word(word: str, text: str) -> bool:
    """Return whether a text contains a word or phrase in normal form."""
    return f" {word} " in f" {normalise(text)} "


def total(question: Question, figures: Sequence[Figure]) -> Section | None:
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
        first=_labelled(first),
        second=_labelled(second),
        value=with_unit(first.value + second.value, first.unit),
    )
    return Section((TextBlock(text),), (first, second))


def _comparison(
    written: str, equal: Figure | None, below: Figure | None, above: Figure | None, *, single: bool
) -> str:
    if equal:
        return message("amount.equal", amount=written, figure=_labelled(equal))
    if below and above:
        return message("amount.between", amount=written, low=_labelled(below), high=_labelled(above))
    if below:
        return message(f"amount.{'more' if single else 'above'}", amount=written, figure=_labelled(below))
    if above:
        return message(f"amount.{'less' if single else 'below'}", amount=written, figure=_labelled(above))
    raise ValueError("an amount is compared with no figure")


def _value(figure: Figure) -> float:
    return figure.value


def _only_currency(figures: Sequence[Figure]) -> str | None:
    """Return the currency that a bare number is in: that of the figures, if they share one."""
    found = currencies_of(figure.unit for figure in figures)
    return found[0] if len(found) == 1 else None


def _in_other_currencies(question: Question, quantity: Quantity, figures: Sequence[Figure]) -> Section | None:
    """Say that an amount of money is compared with none, as the figures are in other currencies."""
    held = currencies_of(figure.unit for figure in figures)
    asked = currency_of(quantity.unit) if quantity.unit else None
    if not held or asked in held or (quantity.unit and not asked) or CURRENCY in question.cue("untold"):
        return None
    names = joined([name_of(code) for code in held])
    text = message("amount.other_currency" if asked else "amount.which_currency", currencies=names)
    return Section((TextBlock(text),), ())


def _labelled(figure: Figure) -> str:
    if figure.bound in ("at_least", "at_most"):
        return message(f"amount.labelled_{figure.bound}", value=with_unit(figure.value, figure.unit))
    label = figure.entity.name if figure.entity else figure.measure.title
    named = bool(figure.entity and figure.entity.kind in PLACES)
    return message("amount.labelled", value=amount(figure), of=label if named else lower_first(label))
