"""The pay that people say they get, held against the pay of an occupation: "I make 19/hr. Is that bad?"."""

from __future__ import annotations

from dataclasses import replace

from actions.about_you.notes import OFFER, PAY, notes_in
from actions.questions.carry_over.judged import judges
from actions.questions.cues import contains
from actions.questions.message import ABOUT_YOU, FALLBACK, UserMessage
from actions.questions.question import Quantity, Question
from actions.questions.topic_slots import OCCUPATION_SEARCH
from actions.questions.wording import rate_of_pay
from actions.state import ConversationState
from actions.thresholds import PART_IS_A_QUESTION, UNDOUBTED_ANSWER

SALARY = "salary"
_BESIDE_AN_OFFER = frozenset({SALARY, FALLBACK, ABOUT_YOU, OCCUPATION_SEARCH})


def read_own_pay(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message that asks whether pay which it names, or was told before, is good as one about pay."""
    if message.is_payload or message.intent == OCCUPATION_SEARCH:
        return message
    words = message.words
    named = rate_of_pay(words) is not None and (judges_pay(words) or contains("asks_if_underpaid", words))
    told_now = state.topic is None and judges(words)  # it points at what the person said before
    calculates = contains("names_own_pay", words) and contains("asks_for_the_gap", words)
    if not (named or (own_pay(state) and (told_now or calculates or _asks_of_own_pay(words)))):
        return message
    return replace(message, intent=SALARY, confidence=UNDOUBTED_ANSWER, parts=())


def read_offer(message: UserMessage) -> UserMessage:
    """Return a message that tells of an offer for some work as one about the pay of that work."""
    asks_else = message.intent not in _BESIDE_AN_OFFER and message.confidence >= PART_IS_A_QUESTION
    if asks_else or not tells_offer(message):
        return message
    return replace(message, intent=SALARY, confidence=UNDOUBTED_ANSWER, parts=())


def tells_offer(message: UserMessage) -> bool:
    """Return whether a message tells of pay that is offered for work which it names."""
    named = not message.is_payload and bool(message.values("occupation"))
    return named and any(kind == OFFER for kind, _value in notes_in(message))


def with_own_pay(question: Question) -> Question:
    """Return a question about pay with the amount that the person gets, where it is held against that.

    Behind pay that was told, "is that a lot?" asks of the figure told, and not of one's own.
    """
    words = question.message.words
    told = own_pay(question.state)
    if told is None or question.quantity is not None or not question.topic_is(SALARY):
        return question
    points = question.state.topic is None and judges(words)
    if not (points or contains("names_own_pay", words) or contains("asks_if_underpaid", words)):
        return question
    return replace(question, quantity=told)


def own_pay(state: ConversationState) -> Quantity | None:
    """Return the pay that the person told last; None where they told none."""
    told = [value for kind, value in state.notes if kind == PAY]
    return rate_of_pay(told[-1]) if told else None


def judges_pay(words: str) -> bool:
    """Return whether a text asks whether pay that it names is much or little: "I get 20/hr, is that ok"."""
    return _judges_it(words) and contains("asks_if_it_is", words)


def _asks_of_own_pay(words: str) -> bool:
    return contains("asks_if_underpaid", words) or (_judges_it(words) and contains("names_own_pay", words))


def _judges_it(words: str) -> bool:
    return any(contains(cue, words) for cue in ("judges_much", "judges_little", "judges_fair"))
