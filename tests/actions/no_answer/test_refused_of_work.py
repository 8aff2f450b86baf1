"""How the work of an occupation is: refused by what is asked, with what is held beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.person import Person
from actions.state import ConversationState
from tests.actions.asking import MLE, Talk, told
from tests.actions.datasets.figures import NURSE

Begin = Callable[..., Talk]
OF_NURSES = ConversationState("salary", (NURSE[1],), question="what do nurses earn")
OF_ENGINEERS = ConversationState("working_hours", (MLE,), question="how many hours do they work")


@pytest.mark.parametrize(
    ("intent", "text", "says"),
    [
        ("unanswered_career_question", "is it dangerous", "how safe the work is"),
        ("unanswered_career_question", "how risky is it?", "how safe the work is"),
        ("working_conditions", "do they work outside in winter too", "in what weather"),
        ("nlu_fallback", "summers off?", "time off"),
        ("nlu_fallback", "fear of heights matter?", "asks of the body"),
        ("nlu_fallback", "do you have to be strong", "asks of the body"),
        ("nlu_fallback", "tattoos ok?", "what people wear"),
    ],
)
def test_what_is_not_said_of_the_work_is_named_and_the_work_told(
    datasets: Connection, intent: str, text: str, says: str
) -> None:
    reply = Talk(datasets, OF_NURSES).ask(intent, text=text)
    shown = " ".join(told(reply).split())
    assert reply.answer.outcome == "unknown"
    assert says in shown and "What I hold comes no nearer" in shown
    assert any(block for block in reply.answer.blocks if getattr(block, "items", ()))


@pytest.mark.parametrize(
    ("intent", "text"),
    [
        ("automation", "will robots replace them"),
        ("job_market", "is it hard to find a job right now"),
        ("working_conditions", "do they get a company car"),
    ],
)
def test_another_refusal_keeps_its_own_words(datasets: Connection, intent: str, text: str) -> None:
    shown = told(Talk(datasets, OF_NURSES).ask(intent, text=text))
    assert "My sources do not say this of" not in shown


def test_what_comes_nearest_in_the_content_stands_below_a_refusal(talk: Begin) -> None:
    reply = talk(OF_ENGINEERS).ask(
        "working_conditions", ("untold", "remote", "from home"), text="do they work from home"
    )
    assert reply.answer.outcome == "unknown" and "an office of their own" in " ".join(told(reply).split())


def test_pay_outside_a_place_asks_nothing_of_the_weather(datasets: Connection) -> None:
    reply = Talk(datasets, OF_NURSES).ask("salary", ("place", "texas", "texas"), text="pay outside of texas")
    assert reply.answer.outcome == "answered"


@pytest.mark.parametrize(
    ("person", "says"), [(Person(occupation=NURSE[1]), "nurses"), (Person(field="geology"), "")]
)
def test_who_told_of_themselves_is_not_answered_about_whom_the_articles_describe(
    datasets: Connection, person: Person, says: str
) -> None:
    state = ConversationState(person=person)
    reply = Talk(datasets, state).ask("job_market", text="will there be layoffs next year?")
    assert reply.answer.outcome == "unknown"
    assert "machine learning engineers is projected" not in told(reply)
    assert says in told(reply)


def test_a_stranger_is_still_answered_about_whom_the_articles_describe(datasets: Connection) -> None:
    reply = Talk(datasets, ConversationState()).ask("job_market", text="will there be layoffs next year?")
    assert reply.answer.outcome == "unknown"
