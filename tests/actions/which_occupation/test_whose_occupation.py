"""Asking for an occupation that was not recognised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.composition.compose import say
from actions.person import Person
from actions.state import ConversationState, Item
from actions.which_occupation.occupation_named import with_occupation_named
from tests.actions.asking import Named, Talk, plain, question

Begin = Callable[..., Talk]
MISSED = ConversationState(misses=1)
ENGINEER: Named = ("occupation", "machine_learning_engineer", "ML engineer")
OFFERED = ('/salary{"occupation": "machine_learning_engineer"}',)


@pytest.mark.parametrize(
    "state", [ConversationState(), MISSED, ConversationState("career_change", ("29-1141.00",))]
)
@pytest.mark.parametrize("text", ["which of the two has more openings?", "so which one pays more?"])
def test_two_that_are_compared_and_were_not_recognised_are_asked_for(
    talk: Begin, state: ConversationState, text: str
) -> None:
    reply = talk(state).ask("comparison", text=text)
    assert reply.answer.outcome == "clarify" and "Which two occupations" in plain(reply)


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (ConversationState("salary", ("machine_learning_engineer",)), "which one pays more?"),
        (ConversationState("salary", ("29-1141.00", "47-2031.00")), "which one pays more?"),
        (ConversationState(), "how does the role differ from others?"),
    ],
)
def test_two_that_are_known_are_compared(talk: Begin, state: ConversationState, text: str) -> None:
    assert "Which two occupations" not in plain(talk(state).ask("comparison", text=text))


@pytest.mark.parametrize("topic", ["salary", "education", "duties"])
def test_after_a_turn_without_an_answer_it_is_asked_who_is_meant(talk: Begin, topic: str) -> None:
    reply = talk(MISSED).ask(topic, text="and what about the pay?")
    assert reply.answer.outcome == "clarify"
    assert reply.answer.occupation is None


@pytest.mark.parametrize(
    ("state", "named", "text"),
    [
        (ConversationState(), (), "what is the pay?"),
        (
            MISSED,
            (("occupation", "machine_learning_engineer", "ML engineer"),),
            "what does an ML engineer earn?",
        ),
        (MISSED, (), "what is the pay in this field?"),
        (replace(MISSED, occupations=("machine_learning_engineer",)), (), "what is the pay?"),
        (
            replace(MISSED, choices=('/salary{"occupation": "machine_learning_engineer"}',)),
            (),
            "the pay please",
        ),
    ],
)
def test_where_it_is_known_or_offered_the_question_is_answered(
    talk: Begin, state: ConversationState, named: tuple[Named, ...], text: str
) -> None:
    assert talk(state).ask("salary", *named, text=text).answer.outcome == "answered"


@pytest.mark.parametrize("text", ["what would I earn here?", "what is the pay in my state?"])
def test_who_told_of_themselves_and_no_occupation_is_asked_for_one(talk: Begin, text: str) -> None:
    told = ConversationState(person=Person(education=6, field="chemistry", place="Ohio"))
    assert talk(told).ask("salary", text=text).answer.outcome == "clarify"
    assert talk(told).ask("salary", text="what is the pay in this field?").answer.outcome == "answered"


def test_an_occupation_that_was_named_and_not_answered_is_what_is_spoken_of(datasets: Connection) -> None:
    nurse = ("occupation", "registered nurse", "registered nurse")
    asked = question(datasets, "about_you", nurse, text="hm, registered nurse, they said", state=MISSED)
    noted = with_occupation_named(asked, say(MISSED, "smalltalk", "Noted."))
    answered = with_occupation_named(asked, say(replace(MISSED, occupations=("x",)), "answered", "Yes."))
    assert noted.state.occupations == ("29-1141.00",)
    assert answered.state.occupations == ("x",)


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("salary", "I could do eyelashes. hourly pay?"),
        ("salary", "my cousin wants to do makeup, how much per hour"),
        ("nlu_fallback", "how many openings for lamp lighters"),
    ],
)
def test_words_of_titles_that_no_fact_has_ask_who_is_meant(
    datasets: Connection, intent: str, text: str
) -> None:
    reply = Talk(datasets).ask(intent, text=text, ranking=("salary", "outlook"))
    assert (reply.answer.outcome, reply.answer.occupation) == ("clarify", None)


@pytest.mark.parametrize(
    "text",
    [
        "what is the pay?",
        "what do they earn with a PhD?",
        "I could do eyelashes, but what is the pay of an ML engineer?",
        "is the pay good in tech, at least on average?",
    ],
)
def test_words_of_every_question_ask_of_the_featured_occupation(datasets: Connection, text: str) -> None:
    assert Talk(datasets).ask("salary", text=text).answer.outcome != "clarify"


def test_what_is_asked_of_the_advisor_asks_of_no_occupation(datasets: Connection) -> None:
    reply = Talk(datasets).ask("nlu_fallback", text="which docs do you use", ranking=("tools", "salary"))
    assert "Which occupation is that?" not in str(reply.answer.lead)


@pytest.mark.parametrize("text", ["how do I get paint off a carpet", "can bakers' dough be frozen at home"])
def test_what_asks_for_no_measure_of_work_is_not_asked_back_for_an_occupation(
    datasets: Connection, text: str
) -> None:
    reply = Talk(datasets).ask("nlu_fallback", text=text, ranking=("duties", "skills"))
    assert "Which occupation is that?" not in plain(reply)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("how far can the pay go", "clarify"), ("what do machine learning engineers earn", "answered")],
)
def test_behind_a_list_of_what_fits_none_of_the_articles_is_meant(
    datasets: Connection, text: str, outcome: str
) -> None:
    listed = ConversationState("career_fit", items=(Item("occupation", "29-1141.00"),))
    named = [ENGINEER] if outcome == "answered" else []
    assert Talk(datasets, listed).ask("salary", *named, text=text).answer.outcome == outcome
