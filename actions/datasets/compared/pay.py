"""Who of several occupations earns more by the hour, and by how much."""

from __future__ import annotations

from collections.abc import Sequence

from actions.datasets.base import Subject, dollars
from actions.formatting import joined
from actions.messages import message
from actions.questions.cues import contains, without_names
from actions.questions.question import Question
from knowledge.dataset_records import Wage

_MEDIAN = "hourly_p50"


def by_the_hour(question: Question) -> bool:
    """Return whether a question asks for pay by the hour."""
    text = without_names(question.text, (one.typed for one in question.of("occupation")))
    typed = any(cue.value == "hourly" and cue.typed for cue in question.cues)
    return typed or contains("asks_by_the_hour", text)  # not "an HR manager"


def pay_by_the_hour(wage: Wage | None) -> str | None:
    """Return the median by the hour; None where it is not published."""
    value = wage.values.get(_MEDIAN) if wage else None
    return None if value is None else message("data.hourly", value=dollars(value, "hourly"))


def paid_by_the_hour(
    sides: Sequence[tuple[Subject, Wage]], release_name: str, place: str, asked: str
) -> str | None:
    """Return who earns most by the hour and, where that is asked, the gap; None unless two are published."""
    paid = sorted(
        ((wage.values[_MEDIAN], subject) for subject, wage in sides if _MEDIAN in wage.values),
        key=lambda one: -one[0],
    )
    if len(paid) < 2:
        return None
    (most, first), *others = paid
    against = [
        message("data.comparison.hourly", value=dollars(value, "hourly"), occupations=subject.plural)
        for value, subject in others
    ]
    text = message(
        "data.comparison.hourly_pay",
        occupations=first.Plural,
        place=place,
        degree=message("data.comparison.most" if len(others) > 1 else "data.comparison.more"),
        value=dollars(most, "hourly"),
        others=joined(against),
        release=release_name,
    )
    if not contains("asks_for_the_gap", asked):
        return text
    gap = message("data.hourly", value=dollars(most - others[-1][0], "hourly"))
    return f"{text} {message('data.comparison.gap', value=gap)}"
