"""What a reply without an answer offers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.composition.ways_on import is_elsewhere, offered_topics
from actions.person import Person
from actions.state import ConversationState, Item
from tests.actions.asking import MLE, Talk, choices, message, plain, question, told

Begin = Callable[..., Talk]
NURSES, ROOFERS = "29-1141.00", "47-2181.00"
TO_FIND_ONE = ["/interest_finder", "/occupation_search", "/career_fit"]


def payloads(connection: Connection, state: ConversationState) -> list[str]:
    return [one.payload for one in offered_topics(connection, state, ("salary", "duties"))]


def test_of_the_occupation_that_is_talked_about_the_topics_nearest_to_the_message_are_offered(
    datasets: Connection,
) -> None:
    offered = payloads(datasets, ConversationState("outlook", (ROOFERS,)))
    assert offered[:2] == [f'/salary{{"occupation": "{ROOFERS}"}}', f'/duties{{"occupation": "{ROOFERS}"}}']


def test_a_conversation_about_no_occupation_is_helped_to_find_one(datasets: Connection) -> None:
    assert payloads(datasets, ConversationState()) == TO_FIND_ONE


def test_who_told_of_themselves_is_offered_what_fits_first(datasets: Connection) -> None:
    state = ConversationState(person=Person(likes=("music",)))
    assert payloads(datasets, state) == [TO_FIND_ONE[2], TO_FIND_ONE[0], TO_FIND_ONE[1]]


def test_of_a_list_its_first_two_are_offered(datasets: Connection) -> None:
    items = tuple(Item("occupation", code) for code in (NURSES, ROOFERS, "35-2014.00"))
    offered = payloads(datasets, ConversationState("career_fit", items=items))
    assert [NURSES in offered[0], ROOFERS in offered[1]] == [True, True]
    assert offered[2] == "/interest_finder"


def test_who_told_their_work_is_offered_what_is_missing_for_another(datasets: Connection) -> None:
    state = ConversationState("salary", (ROOFERS,), person=Person(occupation=NURSES))
    assert payloads(datasets, state)[2] == f'/skill_gap{{"occupation": "{ROOFERS}"}}'
    own = ConversationState("salary", (NURSES,), person=Person(occupation=NURSES))
    assert payloads(datasets, own)[2] == "/career_fit"


@pytest.mark.parametrize("text", ["do people in ML frobnicate", "do people with an LLM frobnicate"])
def test_who_speaks_of_the_field_is_offered_those_of_the_articles(datasets: Connection, text: str) -> None:
    reply = Talk(datasets).ask("nlu_fallback", text=text, ranking=("salary", "duties"))
    assert all(MLE in one for one in choices(reply))


def test_without_datasets_those_of_the_articles_are_offered(connection: Connection) -> None:
    assert all(MLE in one for one in payloads(connection, ConversationState()))
    assert not is_elsewhere(connection, question(connection, "nlu_fallback"))


def test_a_conversation_that_has_begun_about_nobody_is_elsewhere(datasets: Connection) -> None:
    fresh = question(datasets, "nlu_fallback", text="and my dad?")
    assert not is_elsewhere(datasets, fresh)
    here = Talk(datasets, ConversationState(misses=1))
    reply = here.send(message("nlu_fallback", text="is it what it is", ranking=("duties",)))
    assert "machine learning engineer" not in plain(reply).lower()


def test_what_is_refused_of_nobody_names_no_occupation(datasets: Connection) -> None:
    reply = Talk(datasets).ask("job_interview", text="fnord", ranking=("job_interview",))
    assert "workers" in told(reply) and choices(reply) == TO_FIND_ONE


def test_a_first_remark_that_is_hardly_understood_is_asked_back(datasets: Connection) -> None:
    text = "the person I work for is mean"
    reply = Talk(datasets).ask("definition", text=text, ranking=("definition",), confidence=0.3)
    assert reply.answer.outcome == "clarify" and choices(reply) == TO_FIND_ONE
    sure = Talk(datasets).ask("definition", text=text, confidence=0.8)
    assert sure.answer.outcome == "answered"
    asks = Talk(datasets).ask("definition", text="I want to know this role", confidence=0.3)
    assert asks.answer.outcome == "answered"
