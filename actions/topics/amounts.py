"""An amount that a question states, compared with the figures that are known: "is $95,000 a good salary?"."""

from __future__ import annotations

from collections.abc import Sequence

from actions.answer import TextBlock
from actions.composition.sections import Section, begins_with_verdict, merged
from actions.formatting import amount, joined, lower_first, with_unit
from actions.messages import message
from actions.questions.cues import contains, is_claim
from actions.questions.kinds import PLACES
from actions.questions.question import Quantity, Question
from actions.topics.base import CURRENCY
from knowledge.currencies import currencies_of, currency_of, name_of
from knowledge.records import Figure
from knowledge.terms import normalise

_BEFORE_AMOUNT = 2  # words in which "more than" stands
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
    if claimed := _claimed(question, quantity, compared):
        return claimed
    below = max((one for one in compared if one.value < quantity.value), key=_value, default=None)
    above = min((one for one in compared if one.value > quantity.value), key=_value, default=None)
    equal = next((one for one in compared if one.value == quantity.value), None)
    written = with_unit(quantity.value, compared[0].unit)
    shown = [equal] if equal else [one for one in (below, above) if one]
    text = _comparison(written, equal, below, above, single=len(compared) == 1)
    overall = [figure for figure in compared if figure.entity is None]
    if len(overall) == 1 and overall[0] not in shown and not equal:
        name = "less_than_overall" if quantity.value < overall[0].value else "more_than_overall"
        text = f"{text} {message(f'amount.{name}', figure=labelled(overall[0]))}"
        shown.append(overall[0])
    return Section((TextBlock(text),), tuple(shown))


def behind_verdict(verdict: Section, figures: Section) -> Section:
    """Return what was worked out of figures with these behind it; a plain yes or no needs them no more."""
    if begins_with_verdict(verdict):
        return verdict
    return merged([verdict, figures])


def _claimed(question: Question, quantity: Quantity, figures: Sequence[Figure]) -> Section | None:
    """Return the verdict on whether the only figure is more, or less, than an amount: "over 20 percent?"."""
    before = normalise(question.text.partition(quantity.typed)[0]).split()[-_BEFORE_AMOUNT:]
    more, less = (contains(cue, " ".join(before)) for cue in ("holds_more", "holds_less"))
    if len(figures) != 1 or figures[0].bound or more == less or not is_claim(question.text):
        return None
    (figure,) = figures
    right = figure.value > quantity.value if more else figure.value < quantity.value
    written = with_unit(quantity.value, figure.unit)
    text = held_against(labelled(figure), figure.value, written, quantity.value, right)
    return Section((TextBlock(text),), (figure,))


def held_against(first: str, value: float, second: str, other: float, right: bool | None) -> str:
    """Return how one value stands to another, each told in words, with the verdict on what is asked of it."""
    if value > other:
        text = message("gap.more", first=first, second=second)
    elif value < other:
        text = message("gap.less", first=first, second=second)
    else:
        text = message("gap.same", first=first, second=second)
    if right is None:
        return text
    return message("verdict.yes", text=text) if right else message("verdict.no", text=text)


def _comparison(
    written: str, equal: Figure | None, below: Figure | None, above: Figure | None, *, single: bool
) -> str:
    if equal:
        return message("amount.equal", amount=written, figure=labelled(equal))
    if below and above:
        return message("amount.between", amount=written, low=labelled(below), high=labelled(above))
    if below:
        return message(f"amount.{'more' if single else 'above'}", amount=written, figure=labelled(below))
    if above:
        return message(f"amount.{'less' if single else 'below'}", amount=written, figure=labelled(above))
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


def labelled(figure: Figure) -> str:
    """Return a figure with what it is of: "$170,000 (senior level)"."""
    if figure.bound in ("at_least", "at_most"):
        return message(f"amount.labelled_{figure.bound}", value=with_unit(figure.value, figure.unit))
    label = figure.entity.name if figure.entity else figure.measure.title
    named = bool(figure.entity and figure.entity.kind in PLACES)
    return message("amount.labelled", value=amount(figure), of=label if named else lower_first(label))
