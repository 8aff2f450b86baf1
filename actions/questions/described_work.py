"""An occupation that a message tells by what is done: "what is the person called who sells houses?"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.questions.cues import contains, phrases
from actions.questions.fields_of_work import named_groups
from actions.questions.kinds import PLACES
from actions.questions.message import FALLBACK, ParsedEntity, UserMessage
from actions.thresholds import PART_IS_A_QUESTION
from knowledge.terms import normalise

ITS_NAME = "definition"  # the topic of a message that asks what one is called, and is else unclear
FEWEST = 2  # words of what is done
MOST = 8
_TOLD = re.compile(
    r"\b(?:person|people|guy|guys|lady|man|woman|someone|somebody|one|job|profession|occupation)"
    r"(?: (?:is|are|thats|its))?(?: called)? (?:who|that|where you|where they|where people) (.+)$"
)
_AT_WORK = re.compile(
    r"\b(?:do|does|would|can) (?:the )?(?:people|folks|guys|those|someone|somebody)(?: (?:who|that))?"
    r"(?: works?| working)? (at|in|on) (.{3,40}?) (do|does|earn|make|need|get)\b"
)
_ASKED = {"do": "duties", "does": "duties", "need": "education"}  # topics by the verb; of others, pay


def with_described_work(message: UserMessage) -> UserMessage:
    """Return a message with the occupation that it tells by what is done, without what it asks of it."""
    if message.is_payload:
        return message
    described = [one for one in message.entities if one.kind == "occupation" and _opens(one.typed)]
    if len(described) == 1 and (short := _without_question(described[0].typed)) != described[0].typed:
        kept = tuple(
            replace(one, value=short, typed=short) if one in described else one for one in message.entities
        )
        return replace(message, entities=kept)
    if message.values("occupation"):
        return message
    if at_work := _work_at(message):
        worker, topic = at_work
        entities = (*message.entities, ParsedEntity("occupation", worker, worker))
        return replace(message, entities=entities, intent=topic, confidence=PART_IS_A_QUESTION, parts=())
    found = _TOLD.search(normalise(message.words))
    if not found or not set(normalise(message.words).split()) & phrases("asks_what_one_is_called"):
        return message
    work = _without_question(found[1]).split()
    if work[0] in phrases("asked_of_a_field") or not FEWEST <= len(work) <= MOST:
        return message
    told = f"someone who {' '.join(work)}"
    named = replace(message, entities=(*message.entities, ParsedEntity("occupation", told, told)))
    unclear = message.intent == FALLBACK
    return replace(named, intent=ITS_NAME, confidence=PART_IS_A_QUESTION, parts=()) if unclear else named


def _work_at(message: UserMessage) -> tuple[str, str] | None:
    """Return who is meant by where they work, and the topic: "what do people at zoos do?"."""
    found = _AT_WORK.search(normalise(message.words)) if message.intent == FALLBACK else None
    if not found or any(one.kind in (*PLACES, "company", "industry") for one in message.entities):
        return None
    where = found[2]
    plain = contains("names_the_field", where) or contains("no_workplaces", where) or named_groups(where)
    return None if plain else (f"someone who works {found[1]} {where}", _ASKED.get(found[3], "salary"))


def _opens(typed: str) -> bool:
    return bool(set(normalise(typed).split()[:1]) & phrases("somebody"))


def _without_question(text: str) -> str:
    """Return what is done, without a question that is joined to it."""
    words = text.split()
    for place, (word, following) in enumerate(zip(words, [*words[1:], ""], strict=True)):
        joined = normalise(word) in phrases("joins_a_question") and normalise(following) in phrases(
            "opens_a_joined_question"
        )
        if place and joined:
            return " ".join(words[:place]).rstrip(" ,;")
    return text
