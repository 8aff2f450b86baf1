"""What a turn asks, and the context that a slot keeps."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa_sdk import Tracker
from sqlalchemy.engine import Connection

from actions.request import Context, Item, Turn, resolve
from tests.actions.asking import MLE

text = st.text(max_size=30)
pairs = st.lists(st.tuples(text, text), max_size=4).map(tuple)
texts = st.lists(text, max_size=4).map(tuple)
contexts = st.builds(
    Context,
    topic=st.none() | text,
    occupations=texts,
    mentions=pairs,
    hints=pairs,
    question=text,
    page=st.integers(0, 50),
    pages=st.integers(0, 50),
    items=st.lists(st.builds(Item, text, text), max_size=4).map(tuple),
    choices=texts,
    rows=texts,
    sources=pairs,
    asked=texts,
    misses=st.integers(0, 9),
)
values: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)


def tracker(message: dict[str, Any], context: Any = None) -> Tracker:
    return Tracker("someone", {"context": context}, message, [], False, None, {}, "action_listen")


@settings(deadline=None)
@given(contexts)
def test_a_context_comes_back_from_its_slot(context: Context) -> None:
    assert Context.from_slot(json.loads(json.dumps(context.as_slot()))) == context


@settings(deadline=None)
@given(values)
def test_a_slot_of_any_other_shape_is_a_fresh_context(value: Any) -> None:
    assert Context.from_slot(value) == Context()


@settings(deadline=None)
@given(st.sampled_from(sorted(Context().as_slot())), values)
def test_a_slot_with_one_odd_value_is_a_context_all_the_same(name: str, value: Any) -> None:
    assert isinstance(Context.from_slot(Context().as_slot() | {name: value}), Context)


@pytest.mark.parametrize("name", sorted(Context().as_slot()))
def test_a_slot_that_lacks_a_part_is_a_fresh_context(name: str) -> None:
    slot = Context(topic="salary", misses=2).as_slot()
    del slot[name]
    assert Context.from_slot(slot) == Context()


def test_a_turn_is_read_off_the_tracker() -> None:
    message = {
        "text": "salary in Canada",
        "intent": {"name": "salary"},
        "intent_ranking": [{"name": "salary"}, {"name": "outlook"}],
        "entities": [{"entity": "place", "value": "canada", "start": 10, "end": 16}],
    }
    turn = Turn.from_tracker(tracker(message, Context(topic="duties").as_slot()))
    assert turn.entities == (("place", "canada", "Canada"),)
    assert turn.ranking == ("salary", "outlook")
    assert turn.context.topic == "duties"


def test_entities_of_a_payload_are_named_by_their_values() -> None:
    message = {
        "text": '/salary{"occupation":"x"}',
        "intent": {"name": "salary"},
        "entities": [{"entity": "occupation", "value": MLE, "start": 7, "end": 19}],
    }
    assert Turn.from_tracker(tracker(message)).entities == (("occupation", MLE, MLE),)


@pytest.mark.parametrize(
    "message", [{}, {"text": None, "intent": None, "entities": None, "intent_ranking": None}]
)
def test_an_empty_message_is_an_empty_turn(message: dict[str, Any]) -> None:
    assert Turn.from_tracker(tracker(message)) == Turn("", "", ())


def test_the_knowledge_base_decides_what_a_mention_is(connection: Connection) -> None:
    (mention,) = resolve(connection, (("company", "google certificate", "google certificate"),))
    assert mention.entity is None
    (mention,) = resolve(connection, (("place", "germany", "Germany"),))
    assert (mention.kind, mention.value) == ("country", "germany")
    (mention,) = resolve(connection, (("place", "Deutschland", "german"),))
    assert (mention.kind, mention.value) == ("country", "germany")


def test_occupations_are_found_by_key_and_by_what_people_call_them(connection: Connection) -> None:
    found = resolve(
        connection,
        (("occupation", MLE, "MLE"), ("occupation", "?", "ML engineers"), ("occupation", "nurse", "nurse")),
    )
    assert [mention.value for mention in found] == [MLE, MLE, "nurse"]
    assert found[2].occupation is None


def test_how_people_ask_names_nothing_and_no_thing_is_named_twice(connection: Connection) -> None:
    found = resolve(
        connection,
        (("aspect", "price", "cost"), ("tool", "r", "R"), ("tool", "r", "R"), ("number", "5", "5")),
    )
    assert [mention.value for mention in found] == ["r"]


def test_the_fallback_is_no_intent_that_may_have_been_meant() -> None:
    ranked = [{"name": "nlu_fallback"}, {"name": "salary"}, {"name": "outlook"}]
    turn = Turn.from_tracker(tracker({"text": "x", "intent": ranked[0], "intent_ranking": ranked}))
    assert turn.ranking == ("salary", "outlook")


def test_the_questions_of_a_message_are_turns_with_what_they_name() -> None:
    text = "What do juniors earn and how old are they?"
    entities = [
        {"entity": "level", "value": "entry_level", "start": 8, "end": 15},
        {"entity": "question", "value": "salary", "start": 0, "end": 20},
        {"entity": "question", "value": "age_distribution", "start": 25, "end": 41},
    ]
    turn = Turn.from_tracker(tracker({"text": text, "intent": {"name": "salary"}, "entities": entities}))
    assert [question.intent for question in turn.questions] == ["salary", "age_distribution"]
    assert [question.entities for question in turn.questions] == [
        (("level", "entry_level", "juniors"),),
        (),
    ]
    assert turn.entities == (("level", "entry_level", "juniors"),)


def message(text: str, *entities: tuple[str, str, str], **fields: Any) -> dict[str, Any]:
    """Return a message whose entities, (kind, value, as typed), stand where they are typed."""
    found = []
    for kind, value, typed in entities:
        start = text.index(typed)
        found.append({"entity": kind, "value": value, "start": start, "end": start + len(typed)})
    return {"text": text, "intent": {"name": "salary"}, "entities": found, **fields}


def test_the_certainty_of_a_turn_is_the_confidence_of_its_intent() -> None:
    told = {"text": "salary", "intent": {"name": "salary", "confidence": 0.42}}
    assert Turn.from_tracker(tracker(told)).confidence == 0.42
    assert Turn.from_tracker(tracker({"text": "/salary", "intent": {"name": "salary"}})).confidence == 1


def test_what_a_message_asks_that_was_not_understood_is_kept_as_typed() -> None:
    text = "🙂 What do they earn? And WHY do elephants dance?"
    told = message(
        text, ("question", "salary", "What do they earn"), ("unclear", "", "WHY do elephants dance")
    )
    turn = Turn.from_tracker(tracker(told))
    assert turn.unclear == ("WHY do elephants dance",)
    assert [(one.intent, one.text) for one in turn.questions] == [("salary", "What do they earn")]
    assert turn.entities == ()


def test_an_occupation_named_anywhere_holds_for_the_parts_that_name_none() -> None:
    told = message(
        "what do data scientists earn, how old are they, and are nurses happy",
        ("occupation", "data_scientist", "data scientists"),
        ("occupation", "nurses", "nurses"),
        ("question", "salary", "what do data scientists earn"),
        ("question", "age_distribution", "how old are they"),
        ("question", "job_satisfaction", "are nurses happy"),
    )
    first, second, third = Turn.from_tracker(tracker(told)).questions
    assert first.values("occupation") == ["data_scientist"]
    assert second.values("occupation") == ["data_scientist", "nurses"]
    assert third.values("occupation") == ["nurses"]


def test_what_else_is_named_in_one_part_is_of_that_part_alone() -> None:
    told = message(
        "demand in Africa, and the price of it",
        ("region", "africa", "Africa"),
        ("aspect", "price", "price"),
        ("question", "regional_demand", "demand in Africa"),
        ("question", "certifications", "the price of it"),
    )
    first, second = Turn.from_tracker(tracker(told)).questions
    assert first.entities == (("region", "africa", "Africa"),)
    assert second.entities == (("aspect", "price", "price"),)


def test_a_payload_has_no_parts_whatever_it_is_marked_with() -> None:
    told = message("/salary{}", ("question", "salary", "salary"), ("unclear", "", "{}"))
    turn = Turn.from_tracker(tracker(told))
    assert (turn.questions, turn.unclear, turn.entities) == ((), (), ())
