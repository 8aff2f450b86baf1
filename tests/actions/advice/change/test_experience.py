"""The years that somebody worked are held against the experience that an occupation asks for."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.advice.change.verdict import answer_change
from actions.advice.gap import answer_gap
from tests.actions.advice.changing import ELECTRICIAN, TRUCK_DRIVER, asked
from tests.actions.asking import Named, told

NURSE_MANAGER: Named = ("occupation", "11-9111.00", "health services manager")
CHIEF: Named = ("occupation", "11-1011.00", "chief executive")
NURSE, COOK = "29-1141.00", "35-2014.00"
MET, COUNTS, APART = "meet that", "count towards that", "may not count for that"


@pytest.mark.parametrize(
    ("person", "years", "target", "said"),
    [
        (NURSE, 12.0, NURSE_MANAGER, MET),
        (NURSE, 3.0, NURSE_MANAGER, COUNTS),
        (COOK, 12.0, NURSE_MANAGER, APART),
        ("11-1021.00", 3.0, CHIEF, "You have 3 of them"),
        ("11-1021.00", 5.0, CHIEF, MET),
    ],
)
def test_own_years_meet_what_is_typical_in_a_related_occupation(
    datasets: Connection, person: str, years: float, target: Named, said: str
) -> None:
    reply = answer_change(datasets, asked(datasets, "could I", target, occupation=person, years=years))
    assert said in told(reply)
    plan = asked(datasets, "a plan", target, topic="skill_gap", aspect="plan", occupation=person, years=years)
    assert said in told(answer_gap(datasets, plan))


def test_years_of_another_or_for_what_asks_for_none_are_held_against_nothing(datasets: Connection) -> None:
    said = (MET, COUNTS, APART, "You have 12 of them")
    unsaid = asked(datasets, "could I", NURSE_MANAGER, occupation=NURSE)
    none_needed = asked(datasets, "could I", ELECTRICIAN, occupation=NURSE, years=12.0)
    of_another = asked(
        datasets, "from truck driver to health services manager", TRUCK_DRIVER, NURSE_MANAGER, years=12.0
    )
    for question in (unsaid, none_needed, of_another):
        assert not any(one in told(answer_change(datasets, question)) for one in said)
