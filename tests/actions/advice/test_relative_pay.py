"""Work that pays better than one's own is held against what that pays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from actions.advice.advise import advise
from actions.advice.kinds import advice_topic
from actions.person import Person
from actions.state import ConversationState
from tests.actions.asking import question

CLERK, NURSE = "43-4051.00", "29-1141.00"
BETTER = "what's close to that but pays better"


def median(connection: Connection, code: str) -> float:
    query = "SELECT annual_p50 FROM wage WHERE code = :code AND area_code = '0000000' AND industry_code = ''"
    return float(connection.execute(text(query), {"code": code[:7]}).scalar() or 0)


@pytest.mark.parametrize("person", [Person(CLERK), Person(former=(CLERK,))])
def test_what_pays_better_than_ones_own_work_fits_from_what_that_pays(
    datasets: Connection, person: Person
) -> None:
    asked = question(datasets, "occupation_search", text=BETTER, state=ConversationState(person=person))
    assert advice_topic(asked, Person()) == "career_fit"
    reply = advise(datasets, asked)
    assert reply is not None
    assert reply.state.person == replace(person, pay=median(datasets, CLERK))


def test_more_than_that_is_held_against_what_was_told_last(datasets: Connection) -> None:
    state = ConversationState(topic="salary", occupations=(NURSE,), person=Person(CLERK))
    asked = question(datasets, "occupation_search", text="something that pays more than that", state=state)
    reply = advise(datasets, asked)
    assert reply is not None
    assert reply.state.person.pay == median(datasets, NURSE)


def test_a_stranger_is_held_against_nothing(datasets: Connection) -> None:
    asked = question(datasets, "occupation_search", text=BETTER)
    assert advice_topic(asked, Person()) is None
