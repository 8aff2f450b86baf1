"""Occupations that a message names only to say what is meant, or who one is: "not nurse, i meant baker"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.questions.blanking import blanked
from actions.questions.cues import contains, words_of_question
from actions.questions.message import BEFORE, NOW, UserMessage
from actions.questions.topic_cues import LIKELY_TOPICS_OF_CUES
from actions.questions.topic_slots import ADVICE_TOPICS
from actions.state import ConversationState
from actions.thresholds import TAG_IS_OWN_WORK
from knowledge.queries.occupation_wishes import GROWTH, PAY
from knowledge.terms import normalise

_PAIR = 2
_TOPIC_OF_WISH = ((GROWTH, "outlook"), (PAY, "salary"))  # what was asked for in a list of what fits
_NOT = re.compile(r"^(?:(?:no|nah|nope|sorry) )*not (?:a |an |the |any )?$")
_MEANT = re.compile(r"\b(?:i|we) (?:mean|meant|asked (?:about|for)|am asking about|was asking about)\b")
_SENTENCE = re.compile(r"[^.?!\n]+[.?!\n]*")


def read_meant(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return "not nurse, i meant baker" as the last question about the one that is meant."""
    named = [one for one in message.entities if one.kind == "occupation" and one.start is not None]
    if message.is_payload or state.topic is None or len(named) != _PAIR:
        return message
    first, _meant = sorted(named, key=lambda one: one.start or 0)
    before = normalise(message.text[: first.start]).strip()
    if not _NOT.match(f"{before} ".lstrip()) or not _MEANT.search(normalise(message.text)):
        return message
    asked = next((topic for cue, topic in LIKELY_TOPICS_OF_CUES if contains(cue, state.question)), None)
    wished = next((topic for wish, topic in _TOPIC_OF_WISH if wish in state.person.wants), "definition")
    topic = asked or (state.topic if state.topic not in ADVICE_TOPICS else wished)
    end = (first.start or 0) + len(first.typed)
    kept = blanked(message, [(0, end)])
    return replace(kept, intent=topic, confidence=1.0, tagged=(), refused=())


def without_own_work(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return "and without a degree? i was a clerk for years" without the work, of which nothing is asked.

    So it goes on with the occupation that was talked about.
    """
    named = [one for one in message.entities if one.kind == "occupation" and one.start is not None]
    if message.is_payload or len(named) != 1 or not state.occupations or state.topic is None:
        return message
    (own,) = named
    tags = {one.tag for one in message.tagged if one.overlaps(own) and one.confidence >= TAG_IS_OWN_WORK}
    if not tags & {NOW, BEFORE} or state.topic in ADVICE_TOPICS:
        return message
    start = own.start or 0
    sentences = [one for one in _SENTENCE.finditer(message.text) if one[0].strip()]
    asking = [one for one in sentences if not one.start() <= start < one.end()]
    leans = [one for one in asking if one[0].rstrip().endswith("?") and _leans(one[0])]
    telling = [one for one in sentences if one.start() <= start < one.end() and "?" not in one[0]]
    if not leans or not telling:
        return message
    return replace(message, entities=tuple(one for one in message.entities if one is not own))


def _leans(text: str) -> bool:
    """Return whether a question goes on with the last one: it begins with "and", "but", "what about"."""
    first = normalise(text).split()[:1]
    return bool(set(first) & {"and", "but", "so"}) or words_of_question(text)[:1] == ["without"]
