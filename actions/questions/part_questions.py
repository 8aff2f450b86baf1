"""Parts of a message that are questions of their own, without those that only name, place or shape one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from actions.questions.cues import contains, phrases, without_phrases
from actions.questions.kinds import CUES
from actions.questions.message import UserMessage
from actions.thresholds import WHOLE_OUTRANKS_PARTS
from knowledge.queries.lexical import content_words
from knowledge.terms import normalise

# Refused by themselves, but beside one of these topics they ask who offers it: "ML bootcamp, which uni?".
_ASKS_WITHIN: Mapping[str, frozenset[str]] = {
    "university_choice": frozenset({"certifications", "bootcamp"}),
}


def with_questions_alone(message: UserMessage) -> UserMessage:
    """Return a message whose parts all ask something; without parts where only one question is left.

    A message that is clear as a whole, but in none of its parts, was torn apart.
    """
    unclear = tuple(part for part in message.unclear if not _only_shapes(part))
    parts = tuple(part for part in message.parts if not _only_names(part) and not _only_shapes(part.words))
    intents = {part.intent for part in parts}
    parts = tuple(part for part in parts if not _ASKS_WITHIN.get(part.intent, frozenset()) & intents)
    torn = message.confidence >= WHOLE_OUTRANKS_PARTS and message.intent not in intents
    if torn or (len(parts) < 2 and not unclear):
        return replace(message, parts=(), unclear=())
    return replace(message, parts=parts, unclear=unclear)


def _only_names(part: UserMessage) -> bool:
    """Return whether a part holds no more than names: "data scientist and ml engineer, …"."""
    words = f" {normalise(part.words)} "
    asks = ("wh_words", "wh_adverbs", "opens_explanation", "opens_yes_no")
    if any(set(words.split()) & phrases(name) for name in asks):
        return False
    if len(part.values("occupation")) > 1 and contains("compares_with_last", words):
        return False  # "pharmacist versus physician assistant. money?" compares them
    for entity in part.entities:
        if entity.kind in CUES:
            continue  # "salary"
        words = words.replace(f" {normalise(entity.typed)} ", " ")
    return not content_words(without_phrases("names_machine_learning", words))


def _only_shapes(words: str) -> bool:
    """Return whether words only say how an answer is to be put: "name me a few", "give me both numbers"."""
    return not without_phrases("shapes_an_answer", words)
