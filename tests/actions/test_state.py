"""What one turn leaves to the next."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.person import Person
from actions.state import REMEMBERED_QUESTIONS, ConversationState, Item, PastQuestion, Request

text = st.text(max_size=30)
pairs = st.lists(st.tuples(text, text), max_size=4).map(tuple)
texts = st.lists(text, max_size=4).map(tuple)
people = st.builds(
    Person,
    occupation=text,
    former=texts,
    years=st.none() | st.floats(0, 60),
    education=st.none() | st.integers(0, 7),
    skills=texts,
    interests=st.lists(st.tuples(text, st.floats(0, 100)), max_size=3).map(tuple),
    pay=st.none() | st.floats(0, 500_000),
    wants=texts,
)
states = st.builds(
    ConversationState,
    topic=st.none() | text,
    occupations=texts,
    unknown_occupations=texts,
    mentions=pairs,
    hints=pairs,
    question=text,
    page=st.integers(0, 50),
    pages=st.integers(0, 50),
    items=st.lists(st.builds(Item, text, text), max_size=4).map(tuple),
    choices=texts,
    rows=texts,
    amounts=st.lists(texts, max_size=2).map(tuple),
    sources=pairs,
    asked=texts,
    misses=st.integers(0, 9),
    earlier=st.lists(st.builds(PastQuestion, text, texts, pairs, pairs, text), max_size=4).map(tuple),
    person=people,
    requests=st.lists(st.builds(Request, text, text, st.floats(0, 1)), max_size=2).map(tuple),
    finder=st.none() | text,
)
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None)
@given(states)
def test_a_state_comes_back_from_its_slot(state: ConversationState) -> None:
    assert ConversationState.from_slot(json.loads(json.dumps(state.as_slot()))) == state


@settings(deadline=None)
@given(values)
def test_a_slot_of_any_other_shape_is_a_fresh_state(value: Any) -> None:
    assert ConversationState.from_slot(value) == ConversationState()


@settings(deadline=None)
@given(st.sampled_from(sorted(ConversationState().as_slot())), values)
def test_a_slot_with_one_odd_value_is_a_state_all_the_same(name: str, value: Any) -> None:
    assert isinstance(
        ConversationState.from_slot(ConversationState().as_slot() | {name: value}), ConversationState
    )


@pytest.mark.parametrize("name", sorted(ConversationState().as_slot()))
def test_a_slot_that_lacks_a_part_is_a_fresh_state(name: str) -> None:
    slot = ConversationState(topic="salary", misses=2).as_slot()
    del slot[name]
    assert ConversationState.from_slot(slot) == ConversationState()


def test_the_questions_before_the_last_one_are_remembered_within_a_bound() -> None:
    state = ConversationState()
    for number in range(2 * REMEMBERED_QUESTIONS):
        asked = PastQuestion(f"topic {number}")
        state = replace(state, topic=asked.topic, earlier=state.history(asked))
    assert [past.topic for past in state.earlier] == [
        f"topic {number}" for number in range(REMEMBERED_QUESTIONS - 1, 2 * REMEMBERED_QUESTIONS - 1)
    ]


def test_the_same_question_once_more_is_not_remembered_twice() -> None:
    state = ConversationState(topic="salary", question="pay?")
    assert state.history(PastQuestion("salary", question="and the pay?")) == ()
    assert state.history(PastQuestion("salary", ("data_scientist",))) == (
        PastQuestion("salary", question="pay?"),
    )
