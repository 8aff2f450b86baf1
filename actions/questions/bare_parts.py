"""Several questions in a few words each, of which NLU sees but one: "dietitian: degree needed? openings?"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.questions.cues import contains, phrases, without_names
from actions.questions.kinds import PLACES
from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.topic_cues import LIKELY_TOPICS_OF_CUES
from knowledge.terms import normalise

MOST_WORDS = 9  # of a part, beside the names of occupations and places
_ENDS = re.compile(r"\?+|[;/,.!]+\s|\s[–—-]+\s|:\s|&|\s\+\s|\bplus\b|\band\b(?: also\b)?", re.IGNORECASE)
# The levels of school that a part names ask for education: "and is high school enough".
_SCHOOL = (
    "search_high_school",
    "search_no_degree",
    "search_bachelor",
    "asks_for_training",
    "asks_for_licence",
)
_TOPICS = (*LIKELY_TOPICS_OF_CUES, *((cue, "education") for cue in _SCHOOL))
_ONE_TOPIC = {"experience": "education"}  # which one answer tells together


def with_bare_parts(message: UserMessage) -> UserMessage:
    """Return a message about one occupation with the questions that its words ask, each a part of its own.

    Every part asks for one thing by its words, in no more than a few; what only tells something is none.
    """
    named = [one for one in message.entities if one.kind == "occupation"]
    if message.is_payload or len(named) != 1 or contains("names_the_field", message.words):
        return message
    told = message.words
    if contains("holds_against", told):
        return message
    names = [one.typed for one in message.entities if one.kind in ("occupation", *PLACES)]
    asked: dict[str, str] = {}
    for clause in _ENDS.split(told):
        words = without_names(clause, names)
        if set(words.split()) <= phrases("fragment_prepositions"):
            continue  # "barbers in Ohio: pay, growth"
        topic = _topic(words)
        if topic is None:
            return message
        asked.setdefault(_ONE_TOPIC.get(topic, topic), clause.strip())
    if len(asked) < 2 or len(asked) <= len({part.intent for part in message.parts}):
        return message
    beside = tuple(one for one in message.entities if one.kind in PLACES)
    parts = tuple(
        UserMessage(clause, topic, (*_cues(message, clause), *beside, _whole(named[0])), (topic,), 1.0)
        for topic, clause in asked.items()
    )
    return replace(message, intent=parts[0].intent, confidence=1.0, parts=parts, unclear=())


def _topic(words: str) -> str | None:
    """Return the one topic that a clause asks for by its words; None where it asks for none, or at length."""
    count = len(words.split())
    if count > MOST_WORDS or set(words.split()[:1]) & phrases("opens_no_question"):
        return None
    found = dict.fromkeys(topic for cue, topic in _TOPICS if contains(cue, words))
    if len(found) > 1 and "salary" in found and contains("asks_for_openings", words):
        del found["salary"]  # "openings per year"
    return next(iter(found)) if len(found) == 1 else None


def _cues(message: UserMessage, clause: str) -> tuple[ParsedEntity, ...]:
    """Return what else a message names within a clause."""
    words = f" {normalise(clause)} "
    return tuple(
        one
        for one in message.entities
        if one.kind not in ("occupation", *PLACES) and f" {normalise(one.typed)} " in words
    )


def _whole(named: ParsedEntity) -> ParsedEntity:
    return ParsedEntity("occupation", named.value, named.typed, is_work=named.is_work)
