"""An occupation that a message tells by what is done: "what is the person called who sells houses?"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.questions.cues import contains, phrases
from actions.questions.fields_of_work import named_groups
from actions.questions.kinds import PLACES
from actions.questions.message import FALLBACK, ParsedEntity, UserMessage
from actions.questions.topic_cues import ALL_TOPICS_OF_CUES
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
_BY_PLACE = re.compile(
    r"(?:^|[.?!] )(?:the|those) (?:people|men|guys|folks|ladies|women|lady|woman|man|guy|person|workers?) "
    r"(?:(?:who|that) )?(?P<work>(?:with|in|on|at|from|behind|under|up|inside|outside|\w+ing) .{3,60}?)"
    r"(?:\s*[,:;?–—]+|\s+-+)\s+(?P<asked>(?:what|how|which|do|does|are|is|where)\b.+)$",
    re.IGNORECASE,
)
_BY_HOBBY = re.compile(
    r"^i (?:(?:like|love|enjoy|always|often|also) (?:to )?)?"
    r"(?!am\b|have\b|know\b|want\b|work\b|need\b)"
    r"(?P<work>\w{3,} .{3,60}?)[.!;:]+ (?P<asked>.+)$",
    re.IGNORECASE,
)
_DOING = re.compile(
    r"\bdo(?:ing)? (?!it\b|that\b|this\b)(\w+(?: \w+)?) (?:professionally|for a living|as a (?:job|career))\b"
)
# Topics that are asked of those who do some work.
OF_WORKERS = frozenset({"duties", "salary", "skills", "education", "outlook", "tools", "definition"})
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
    if described_by := _told_by_place(message) or _told_by_hobby(message):
        worker, topic = described_by
        entities = (*(one for one in message.entities if one.kind != "gender"),)
        named = replace(message, entities=(*entities, ParsedEntity("occupation", worker, worker)))
        return replace(named, intent=topic, confidence=PART_IS_A_QUESTION, parts=(), unclear=())
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


def _told_by_place(message: UserMessage) -> tuple[str, str] | None:
    """Return who is meant by what is seen of them, and the topic: "the men with the tripod, their pay?"."""
    found = _BY_PLACE.search(message.words)
    if not found or contains("names_the_field", message.words):
        return None
    topic = _topic_of(message, found["asked"])
    return (f"someone {normalise(found['work'])}", topic) if topic else None


def _told_by_hobby(message: UserMessage) -> tuple[str, str] | None:
    """Return who does for a living what somebody does for fun, and the topic: "I bake. Skills of a pro?"."""
    found = _BY_HOBBY.search(message.words)
    if not found or not contains("for_a_living", found["asked"]):
        return None
    if contains("names_the_field", message.words):
        return None
    if message.named_kinds() - {"gender", "skill"}:
        return None  # "I know Python. What do the pros earn?"
    topic = _topic_of(message, found["asked"])
    doing = _DOING.search(normalise(found["asked"]))
    work = f"{normalise(found['work'])} {doing[1] if doing else ''}".strip()
    return (f"someone who {work}", topic) if topic else None


def _topic_of(message: UserMessage, asked: str) -> str | None:
    """Return the topic that is asked of them: NLU's own if it is sure, else that of the words."""
    if message.intent in OF_WORKERS and message.confidence >= PART_IS_A_QUESTION:
        return message.intent
    told = next((topic for cue, topic in ALL_TOPICS_OF_CUES if contains(cue, asked)), None)
    likely = (*([message.intent] if message.intent in OF_WORKERS else []), *message.ranking[:2])
    return told or next((one for one in likely if one in OF_WORKERS), None)


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
