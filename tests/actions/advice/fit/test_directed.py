"""Work in a field, or in one of several, is listed rather than one occupation of it advised."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.advice.fit.directed import answer_directed
from actions.person import Person
from actions.questions.message import FALLBACK
from actions.state import ConversationState
from tests.actions.asking import question

CASHIER = Person(occupation="41-2011.00")


def directed(
    connection: Connection, text: str, *towards: str, intent: str = FALLBACK, person: Person = CASHIER
) -> bool:
    state = ConversationState(person=replace(person, towards=towards))
    asked = question(connection, intent, text=text, state=state)
    return answer_directed(connection, asked, Person(towards=towards)) is not None


def test_several_directions_and_a_whole_field_are_listed(datasets: Connection) -> None:
    assert directed(datasets, "maybe writing or teaching", "writing", "teaching")
    assert directed(datasets, "want to get into IT", "information technology")
    assert directed(datasets, "is there a job where you train workers", "train workers")
    assert not directed(datasets, "what about forklifts", "forklifts")
    assert not directed(datasets, "what else")


def test_a_plan_is_another_question(datasets: Connection) -> None:
    assert not directed(datasets, "make me a plan for writing or teaching", "writing", "teaching")


def test_facts_and_searches_of_strangers_are_left_to_their_topics(datasets: Connection) -> None:
    two = ("writing", "teaching")
    assert not directed(datasets, "salary of writing or teaching", *two, intent="salary")
    search = "which jobs in writing or teaching grow fastest"
    assert not directed(datasets, search, *two, intent="occupation_search", person=Person())
