"""Who earns more by the hour, and by how much."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from tests.actions.asking import Talk
from tests.actions.datasets.figures import NURSE, TEACHER, WELDER, lead, table, wage


def test_medians_by_the_hour_and_their_gap_are_told(datasets: Connection) -> None:
    talk = Talk(datasets)
    talk.ask("comparison", WELDER, NURSE, text="welder or nurse pay")
    reply = talk.ask("working_hours", text="what is the difference per hour", confidence=0.6)
    values = [wage(datasets, one)["hourly_p50"] for one in (WELDER, NURSE)]
    assert f"${values[1]:.2f} an hour, against ${values[0]:.2f} an hour for welders" in lead(reply)
    assert f"The difference is ${values[1] - values[0]:.2f} an hour." in lead(reply)
    assert [row[1] for row in table(reply).rows] == [f"${one:.2f} an hour" for one in values]


def test_where_one_has_pay_by_the_year_only_the_years_are_compared(datasets: Connection) -> None:
    reply = Talk(datasets).ask("comparison", WELDER, TEACHER, text="welder or teacher by the hour")
    assert "a year" in lead(reply)


def test_an_hr_manager_is_not_asked_for_by_the_hour(datasets: Connection) -> None:
    manager = ("occupation", "11-3121.00", "HR manager")
    reply = Talk(datasets).ask("comparison", NURSE, manager, text="the pay of a nurse and an HR manager")
    assert "a year" in lead(reply)
