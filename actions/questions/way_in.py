"""How one gets into an occupation, and what is near it: "steps into nursing", "similar to teaching"."""

from __future__ import annotations

import re
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import contains, is_yes_no
from actions.questions.message import FALLBACK, ParsedEntity, UserMessage
from actions.questions.titles.fields_as_titles import LONGEST, title_of
from actions.questions.topic_slots import CAREER_CHANGE, SKILL_GAP
from actions.state import ConversationState
from actions.thresholds import UNDOUBTED_ANSWER
from knowledge.terms import normalise

THE_WAY, NEAR = "career_path", "related_occupations"  # topics
_ASKED = re.compile(
    r"\b(?:(?:path|pathway|way|route|road|steps?|track|start) (?:into|in to|towards?|to)"
    r"|(?:how (?:do|does|did|can|could|would|should) "
    r"(?:i|you|u|one|we|they|he|she|people|somebody|someone)|how to) "
    r"(?:get (?:into|in to|to be|started (?:in|as))|be|become|break into|go into|start (?:in|as|out as)))"
    r" (?:(?:being|be|become|becoming|get into|getting into|to|a|an|the) )*(.+)$"
)
_NEAR = re.compile(
    r"\b(?:alternatives? to|similar to|related to|close to|comparable (?:to|with)|instead of"
    r"|(?:jobs?|careers?|something|anything) like|near to|adjacent to) (?:(?:being|a|an|the) )*(.+)$"
)
# Intents that such a question is often recognised as.
_TAKEN_FOR_WAY = frozenset(
    {
        FALLBACK,
        "skills",
        SKILL_GAP,
        "education",
        "definition",
        "duties",
        "salary",
        "qualifications",
    }
)


def read_way_in(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message that asks how to get into an occupation or a field as one about the way there.

    Where the person's own occupation is known, it is advice that is asked for.
    """
    asked = _ASKED.search(normalise(message.words))
    if message.is_payload or not asked or len(message.values("occupation")) > 1:
        return message
    if contains("names_the_field", message.words) or _asks_more(message):
        return message
    if message.values("occupation"):
        if message.intent == FALLBACK:
            return message  # of which advice is read by its words
    else:
        if not (field := _field(connection, asked[1])):
            return message
        title, typed = field
        message = replace(message, entities=(*message.entities, ParsedEntity("occupation", title, typed)))
    sure = message.confidence >= UNDOUBTED_ANSWER and message.intent != SKILL_GAP
    advice = state.person.occupation or contains("tells_of_oneself", message.words)
    if sure or advice or message.intent not in _TAKEN_FOR_WAY or contains("asks_for_gap", message.words):
        return message
    topic = CAREER_CHANGE if message.intent == SKILL_GAP else THE_WAY
    return replace(message, intent=topic, confidence=UNDOUBTED_ANSWER, parts=())


def _asks_more(message: UserMessage) -> bool:
    """Return whether a part of a message asks something else: "how do I become one and what does it pay?"."""
    others = (part.words for part in message.parts if not _ASKED.search(normalise(part.words)))
    cues = ("wh_words", "asks_for_number", "wants_to_hear")
    return any(is_yes_no(one) or any(contains(cue, one) for cue in cues) for one in others)


def read_near_field(connection: Connection, message: UserMessage) -> UserMessage:
    """Return an unclear message that asks for what is near a field of work as one about who works in it."""
    asked = _NEAR.search(normalise(message.words))
    if message.is_payload or not asked or message.intent != FALLBACK or message.named_kinds():
        return message
    if message.values("occupation") or not (field := _field(connection, asked[1])):
        return message
    named = (*message.entities, ParsedEntity("occupation", *field))
    return replace(message, entities=named, intent=NEAR, confidence=UNDOUBTED_ANSWER, parts=())


def _field(connection: Connection, text: str) -> tuple[str, str] | None:
    """Return the title of those in the field with which a text begins, and the words that name it."""
    words = text.split()
    for length in range(min(LONGEST, len(words)), 0, -1):
        field = " ".join(words[:length])
        if title := title_of(connection, field):
            return title, field
    return None
