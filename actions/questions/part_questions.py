"""Parts of a message that are questions of their own, without those that only name, place or shape one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from actions.questions.cues import contains, phrases, says_no_more_than, without_names, without_phrases
from actions.questions.kinds import CUES, PLACES
from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.question import Question
from actions.thresholds import UNDOUBTED_ANSWER, WHOLE_OUTRANKS_PARTS
from knowledge.queries.lexical import content_words
from knowledge.terms import normalise

# Refused by themselves, but beside one of these topics they ask who offers it: "ML bootcamp, which uni?".
_ASKS_WITHIN: Mapping[str, frozenset[str]] = {
    "university_choice": frozenset({"certifications", "bootcamp"}),
}


_ONLY_YEARS = re.compile(
    r"(?:about |over |for |almost |nearly )?(?:\d+|[a-z]+) (?:years?|yrs?)"
    r"(?: (?:there|here|now|in|total|experience|of experience|on the job|in the trade))*$"
)


def with_questions_alone(message: UserMessage) -> UserMessage:
    """Return a message whose parts all ask something; without parts where only one question is left.

    A message that is clear as a whole, but in none of its parts, was torn apart.
    """
    unclear = tuple(part for part in message.unclear if not _only_shapes(part))
    parts = tuple(part for part in message.parts if not _only_names(part) and not _only_shapes(part.words))
    intents = {part.intent for part in parts}
    parts = tuple(part for part in parts if not _ASKS_WITHIN.get(part.intent, frozenset()) & intents)
    years = any(map(tells_years, message.parts))  # "Locksmith. 25 yrs. Is AI coming for me": one asks
    torn = message.confidence >= WHOLE_OUTRANKS_PARTS and message.intent not in intents
    torn = torn or _goes_on_about_what_is_named(message, parts)
    if torn or (len(parts) < 2 and not unclear and not years):
        return replace(message, parts=(), unclear=())
    return replace(message, parts=parts, unclear=unclear)


def tells_years(part: UserMessage) -> bool:
    """Return whether a part tells no more than how long somebody has done something: "4 years there"."""
    return _ONLY_YEARS.match(normalise(part.words)) is not None


def with_scope(part: UserMessage, whole: Question) -> UserMessage:
    """Return a part with the occupations and the place that the whole message tells.

    "As a child protection social worker, could I live there? What do they earn?" says which social workers
    are meant, and whom "they" stands for, in another part.
    """
    said = [one for one in whole.of("occupation") if one.origin == "said" and one.occupation]
    typed = {one.typed: one.value for one in said}
    own = f" {normalise(part.text)} "
    entities = tuple(
        replace(one, value=typed[one.typed]) if one.kind == "occupation" and one.typed in typed else one
        for one in part.entities
        if not (said and one.kind == "occupation" and one.typed not in typed)
        or f" {normalise(one.typed)} " in own
    )
    if not any(one.kind == "occupation" for one in entities):
        entities += tuple(ParsedEntity("occupation", one.value, one.typed) for one in said)
    if not any(one.kind in PLACES for one in entities):
        places = (one for one in whole.of(*PLACES) if one.origin == "said")
        entities += tuple(ParsedEntity(one.kind, one.value, one.typed) for one in places)
    return replace(part, entities=entities)


def _goes_on_about_what_is_named(message: UserMessage, parts: Sequence[UserMessage]) -> bool:
    """Return whether a message first names a value and then asks of it: "under 25s, what slice are they?"."""
    if len(parts) != 2:
        return False
    first, second = parts
    names = [one for one in first.entities if one.kind not in (*CUES, "occupation")]
    asks = any(contains(cue, first.words) for cue in ("wh_words", "wh_adverbs", "opens_explanation"))
    leans = contains("third_person_plural", second.words) and second.confidence < UNDOUBTED_ANSWER
    return bool(names) and not asks and leans and message.intent == first.intent


def _only_names(part: UserMessage) -> bool:
    """Return whether a part holds no more than names: "data scientist and ml engineer, …"."""
    words = f" {normalise(part.words)} "
    asks = ("wh_words", "wh_adverbs", "opens_explanation", "opens_yes_no")
    first, *rest = words.split() or [""]
    if first in phrases("opens_yes_no"):  # "are ML" of "are ML and AI the same?" asks nothing
        return not without_phrases("names_machine_learning", " ".join(rest))
    if any(set(words.split()) & phrases(name) for name in asks):
        return False
    if len(part.values("occupation")) > 1 and contains("compares_with_last", words):
        return False  # "pharmacist versus physician assistant. money?" compares them
    words = without_names(words, (one.typed for one in part.entities if one.kind not in CUES))
    return not content_words(without_phrases("names_machine_learning", words))


def _only_shapes(words: str) -> bool:
    """Return whether words only say how an answer is to be put, "give me both numbers", or tell years.

    So do the points of the pay that are asked for beside it: "what do they earn, bottom to top".
    """
    shapes = not without_phrases("shapes_an_answer", words) or says_no_more_than("points_of_pay", words)
    return shapes or _ONLY_YEARS.match(normalise(words)) is not None
