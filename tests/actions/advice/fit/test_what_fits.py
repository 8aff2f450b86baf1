"""What asks in words what fits is taken so, whatever it sounds like to NLU."""

from __future__ import annotations

import pytest

from actions.advice.fit.what_fits import says_what_fits
from actions.person import Person
from actions.questions.message import UserMessage
from actions.questions.question import Question
from actions.state import ConversationState

NURSE = Person("29-1141.00")


def asked(text: str, told: Person, *, aims: bool = False) -> bool:
    question = Question(UserMessage(text, "skill_gap"), ConversationState(), text=text)
    return says_what_fits(question, told, aims=aims)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("I like cars. what should I look at", Person()),
        ("I'm a nurse. what else is there for me?", NURSE),
        ("I'm a nurse. what's next for me", NURSE),
        ("our print shop is closing. what do we do", Person()),
        ("I have a felony. what jobs will take me", Person()),
    ],
)
def test_it_asks_what_fits(text: str, told: Person) -> None:
    assert asked(text, told)


@pytest.mark.parametrize("text", ["what gap is there for me", "what do nurses do", "what do we do"])
def test_it_asks_something_else(text: str) -> None:
    assert not asked(text, Person())
    assert not asked("what should I look at", Person(), aims=True)


def test_what_is_good_for_somebody_asks_what_fits() -> None:
    assert asked("my friend is a nurse, whats good for him", NURSE)
    assert asked("my wife was a nurse, what about her", Person(former=("29-1141.00",)))


def test_one_of_two_people_is_begun_with() -> None:
    state = ConversationState(person=NURSE)
    question = Question(UserMessage("start with her", "nlu_fallback"), state, text="start with her")
    assert says_what_fits(question, Person(), aims=False)
