"""Pay that is asked for without a word for it: "what could I pull in?", "what's a welder on in Ohio?"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.no_answer.refusals import refusals
from actions.questions.cues import contains, phrases, without_names, without_phrases
from actions.questions.kinds import PLACES
from actions.questions.message import FALLBACK, UserMessage
from actions.thresholds import PART_IS_A_QUESTION, UNDOUBTED_ANSWER
from knowledge.terms import normalise

SALARY = "salary"
MOST_WORDS = 8  # of an unclear message with a word for pay, beside which it asks nothing
# "What does a nurse get in Ohio?", but not "what do I get into?".
_GETS = re.compile(
    r"\b(?:what|how much)s? (?:do|does|would|will|can|could|should|might)\b.*\b(?:get|gets|getting)\b"
    r"(?! (?:into|to|in to|started|hired|out|rid|it|better|a job|this|that|good))"
    r"|\b(?:do|does|would|will|can)\b.{3,40}\bgets? (?:paid )?(?:less|more)(?= (?:in|at|than|for)\b|$)"
    r"|\b(?:who|which) gets (?:more|most|less|least|better paid)\b"
)
_ON = r"\b(?:whats?|how much|wots)(?: is| are| s| re)? (?:(?:a|an|the|your|most|typical) )*{name}s? on\b"
_BEHIND_ON = r"(?= (?:in|at|around|near|per|a|an|these|nowadays|now|then|average|over)\b|$)"


def read_earned(message: UserMessage) -> UserMessage:
    """Return a message about the pay of an occupation with the intent ``salary``, however it is worded."""
    if message.is_payload or not message.values("occupation"):
        return message
    if _asks_by_the_hour(message):
        return replace(message, intent=SALARY, confidence=UNDOUBTED_ANSWER, parts=())
    if message.intent in (SALARY, *refusals()):
        return message  # "what should I ask for?" is how to negotiate, "take home" may be after tax
    if asks_what_is_earned(message) and message.confidence < UNDOUBTED_ANSWER:
        return replace(message, intent=SALARY, confidence=UNDOUBTED_ANSWER, parts=())
    few = len(message.words.split()) <= MOST_WORDS
    paid = contains("search_by_pay", message.words) and not contains("pays_off", message.words)
    if message.intent == FALLBACK and few and paid and not message.parts:
        return replace(message, intent=SALARY, confidence=UNDOUBTED_ANSWER)
    placed = any(one.kind in PLACES for one in message.entities)
    unclear = message.intent == FALLBACK or message.confidence < PART_IS_A_QUESTION
    if placed and unclear and asks_what_one_gets(message.words):
        return replace(message, intent=SALARY, confidence=UNDOUBTED_ANSWER, parts=())
    return message


def _asks_by_the_hour(message: UserMessage) -> bool:
    """Return whether a message says no more than an occupation, a place and "hourly", which is its pay."""
    if not contains("asks_by_the_hour", message.words) or message.intent == SALARY:
        return False
    named = (one.typed for one in message.entities if one.kind in ("occupation", *PLACES))
    words = without_names(message.words, named)
    rest = without_phrases("asks_by_the_hour", words).split()
    return not set(rest) - phrases("beside_an_hour")


def asks_what_is_earned(message: UserMessage) -> bool:
    """Return whether a message asks for pay by a phrase that means nothing else, or by what one is "on"."""
    if contains("asks_what_one_earns", message.words):
        return True
    words = normalise(message.words)
    names = (re.escape(normalise(one.typed)) for one in message.entities if one.kind == "occupation")
    return any(re.search(_ON.format(name=name) + _BEHIND_ON, words) for name in names)


def asks_what_one_gets(text: str) -> bool:
    """Return whether a text asks what somebody gets, which beside a place or an industry is pay."""
    return bool(_GETS.search(normalise(text)))
