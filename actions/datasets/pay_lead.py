"""The first line of an answer on pay: the part, the period or the amount that is asked for."""

from __future__ import annotations

from actions.datasets.base import Subject, best_pay, dollars, has_annual, pay, where_of
from actions.datasets.part_of_pay import COLUMNS
from actions.formatting import capitalised
from actions.messages import message
from actions.questions.cues import contains, says_no_more_than, without_phrases
from actions.questions.question import Quantity, Question
from knowledge.dataset_records import Wage
from knowledge.queries.wages import HOURS_A_YEAR, TOP_CODE, median_of

PERCENTILES = ("p10", "p25", "p50", "p75", "p90")
_LEAST_YEAR = 1_000  # dollars: a smaller amount is pay by the hour
_PARTS_OF_A_YEAR = {"month": 12, "week": 52}
_ONLY = {"lowest_tenth": "the_bottom", "highest_tenth": "the_highest"}  # cues by the part of the pay

_POINTS = ("low_pay", "middle_pay", "high_pay")


def median_told(subject: Subject, row: Wage, release_name: str) -> str:
    """Return the sentence with the median of a row, the mean where no median is published."""
    name, value = ("median", best_pay(row)) if best_pay(row) else ("mean", best_pay(row, "mean"))
    return message(
        f"data.pay.{name}", occupations=subject.Plural, place=where_of(row), value=value, release=release_name
    )


def first_line(question: Question, subject: Subject, row: Wage, release_name: str) -> str:
    """Return the figure that is asked for, the median where no other is."""
    where, period = where_of(row), period_of(question, row)
    if text := _range(question, subject, row, period, release_name) or _by_parts(
        question, subject, row, release_name
    ):
        return text
    asked_for = without_phrases("says_what_is_meant", question.text)  # "I mean …" asks for no mean
    for cue, name in COLUMNS.items():
        begins = cue == "lowest_tenth" and _of_beginners(question)
        asked = begins or contains(f"asks_for_{cue}", asked_for) or _is_only(cue, question)
        if asked and (value := pay(row, name, period)):
            amount = message(f"data.{period}", value=value)
            text = message(
                f"data.pay.{cue}", occupations=subject.plural, place=where, value=amount, release=release_name
            )
            return capitalised(text)
    if not has_annual(row) and contains("asks_for_a_year", question.text):
        text = message("data.pay.no_annual", occupations=subject.plural)
        return f"{text} {median_told(subject, row, release_name)}"
    if period == "hourly" and (value := pay(row, "p50", "hourly")):
        amount = message("data.hourly", value=value)
        return message(
            "data.pay.median", occupations=subject.Plural, place=where, value=amount, release=release_name
        )
    if "hourly" in question.cue("untold"):
        text = message("data.pay.no_hourly", occupations=subject.plural)
        return f"{text} {median_told(subject, row, release_name)}"
    return median_told(subject, row, release_name)


def _is_only(part: str, question: Question) -> bool:
    """Return whether a message says no more than the lowest or the highest: "and lowest?"."""
    return part in _ONLY and says_no_more_than(_ONLY[part], question.message.words)


def _range(question: Question, subject: Subject, row: Wage, period: str, release_name: str) -> str | None:
    """Return from where to where the pay goes; None where that is not asked or not published."""
    low, high = pay(row, "p10", period), pay(row, "p90", period)
    ends = sum(contains(cue, question.text) for cue in _POINTS) > 1  # "bottom, middle and top"
    if not (low and high and (ends or contains("asks_for_the_range", question.text))):
        return None
    return message(
        f"data.pay.range_{period}",
        occupations=subject.plural,
        place=where_of(row),
        low=low,
        high=high,
        median=pay(row, "p50", period) or message("table.none"),
        release=release_name,
    )


def _by_parts(question: Question, subject: Subject, row: Wage, release_name: str) -> str | None:
    """Return the median by the month or the week, which BLS does not publish: a part of that by the year."""
    asked = next(
        (one for one in _PARTS_OF_A_YEAR if contains(f"asks_by_the_{one}", question.message.words)), None
    )
    if asked is None or question.quantity is not None or "annual_p50" not in row.values:
        return None
    return message(
        f"data.pay.by_{asked}",
        occupations=subject.Plural,
        place=where_of(row),
        value=dollars(row.values["annual_p50"] / _PARTS_OF_A_YEAR[asked]),
        annual=best_pay(row),
        release=release_name,
    )


def _of_beginners(question: Question) -> bool:
    """Return whether the pay of those who begin is asked for: "junior?"."""
    return any(contains("beginner_levels", one.name) for one in question.of("level"))


def period_of(question: Question, row: Wage) -> str:
    """Return the period of pay that is told: the hour where it is asked for or nothing else is known."""
    asked = "hourly" in question.cue("untold") and pay(row, "p50", "hourly") is not None
    return "hourly" if asked or not has_annual(row) else "annual"


def held_against(question: Question, row: Wage, release_name: str) -> str | None:
    """Return how an amount that the question states compares with what is earned."""
    amount = question.quantity
    if amount is None or amount.unit not in (None, "usd"):
        return None
    period = "annual" if amount.value >= _LEAST_YEAR and has_annual(row) else "hourly"
    values = [(name, row.values.get(f"{period}_{name}", TOP_CODE[period])) for name in PERCENTILES]
    if f"{period}_p50" not in row.values:
        return None
    by_year = period == "hourly" and amount.value >= _LEAST_YEAR  # of whom pay is told by the hour alone
    stated = amount.value / HOURS_A_YEAR if by_year else amount.value
    below = [name for name, value in values if value <= stated]
    place = message(f"data.pay.above.{below[-1]}") if below else message("data.pay.above.none")
    median = dollars(row.values[f"{period}_p50"], period)
    told = message(
        "data.pay.verdict_by_hours" if by_year else "data.pay.verdict",
        amount=amount.typed,
        stated=dollars(stated, period),
        hours=f"{HOURS_A_YEAR:,}",
        place=place,
        where=where_of(row),
        median=median,
        release=release_name,
    )
    if not contains("asks_for_the_gap", question.text):
        return told
    return f"{_gap(amount, row, period)} {told}"


def _gap(amount: Quantity, row: Wage, period: str) -> str:
    """Return how far an amount is from the median, both by the year."""
    by_hours = period == "hourly" and amount.value < _LEAST_YEAR
    value = amount.value * (HOURS_A_YEAR if by_hours else 1)
    apart = value - median_of(row)
    return message(
        f"data.pay.gap.{'more' if apart > 0 else 'less'}{'_by_hours' if by_hours else ''}",
        typed=amount.typed,
        amount=dollars(value),
        value=dollars(abs(apart)),
        median=dollars(median_of(row)),
        hours=f"{HOURS_A_YEAR:,}",
    )
