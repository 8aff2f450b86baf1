"""The place that is talked of stays as long as the occupation does."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from tests.actions.asking import Talk, told
from tests.actions.datasets.figures import NURSE, TEXAS, WELDER


def counted(connection: Connection) -> Talk:
    talk = Talk(connection)
    talk.ask("outlook", NURSE, TEXAS, text="how many registered nurses in Texas")
    return talk


@pytest.mark.parametrize(
    ("intent", "text"), [("working_hours", "per hour?"), ("salary", "how much is the top 10 percent")]
)
def test_pay_is_that_of_the_last_place(datasets: Connection, intent: str, text: str) -> None:
    talk = counted(datasets)
    assert "in Texas earn" in told(talk.ask(intent, text=text, confidence=0.6))


def test_another_topic_between_them_changes_nothing(datasets: Connection) -> None:
    talk = counted(datasets)
    talk.ask("duties", text="what do they do")
    assert "in Texas earn" in told(talk.ask("salary", text="what do they earn"))


def test_the_whole_country_or_another_occupation_ends_it(datasets: Connection) -> None:
    talk = counted(datasets)
    assert "in the United States" in told(talk.ask("salary", text="what do they earn nationwide"))
    assert "in the United States" in told(talk.ask("salary", text="what do they earn"))
    talk = counted(datasets)
    assert "in the United States" in told(talk.ask("salary", WELDER, text="what do welders earn"))


def test_all_occupations_together_are_those_of_the_country(datasets: Connection) -> None:
    talk = counted(datasets)
    said = told(talk.ask("salary", text="what does the median worker make, all jobs together"))
    assert "All occupations together in the United States" in said


def test_openings_are_those_of_the_nation(datasets: Connection) -> None:
    said = told(counted(datasets).ask("outlook", text="and how many openings a year"))
    assert "openings for registered nurses are expected a year" in said and "Texas" not in said
