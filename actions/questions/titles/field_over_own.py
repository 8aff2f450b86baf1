"""A question about the field of the articles from somebody who says what they are: "for ML? A nurse"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.about_you.reader import own_titles
from actions.about_you.told import tag_of
from actions.questions.cues import contains, phrases, without_names, without_phrases
from actions.questions.kinds import CUES
from actions.questions.message import BEFORE, NOW, ParsedEntity, UserMessage
from actions.questions.topic_slots import ADVICE_TOPICS
from knowledge.terms import normalise

_OWN = (NOW, BEFORE)
_AGE = re.compile(r"\b\d{1,2}(?: years?(?: old)?| yo)?\b")


def read_field_over_own(message: UserMessage) -> UserMessage:
    """Return a question that names the field without what the one who writes is, which it does not ask about.

    Advice is asked from what one is. That one is a beginner asks for no pay of beginners.
    """
    if message.is_payload or message.intent in ADVICE_TOPICS:
        return message
    if not contains("names_machine_learning", message.words):
        return message
    titles = own_titles(message)
    own = [one for one in message.entities if one.kind == "occupation" and _is_own(message, one, titles)]
    tells = bool(own) or contains("tells_a_beginner", message.words)
    if not tells:
        return message
    dropped = {(one.kind, one.typed) for one in own}
    begins = phrases("tells_a_beginner") if own or message.intent != "salary" else frozenset()
    levels = (one for one in message.entities if one.kind == "level" and normalise(one.typed) in begins)
    dropped |= {(one.kind, one.typed) for one in levels}
    parts = tuple(_without(one, dropped) for one in message.parts if not _only_tells(one))
    unclear = tuple(one for one in message.unclear if not _only_tells(UserMessage(one, "")))
    if len(parts) == 1:
        message = replace(message, intent=parts[0].intent, confidence=parts[0].confidence)
    parts = parts if len(parts) > 1 else ()
    return replace(_without(message, dropped), parts=parts, unclear=unclear if parts else ())


def _is_own(message: UserMessage, one: ParsedEntity, titles: frozenset[str]) -> bool:
    tag = tag_of(message, one)
    of_field = contains("names_machine_learning", one.typed)
    return not of_field and (one.typed in titles or (tag is not None and tag.tag in _OWN))


def _without(message: UserMessage, dropped: set[tuple[str, str]]) -> UserMessage:
    kept = tuple(one for one in message.entities if (one.kind, one.typed) not in dropped)
    return replace(message, entities=kept)


def _only_tells(part: UserMessage) -> bool:
    """Return whether a part says no more than what somebody is, how old, or that they begin."""
    words = f" {normalise(part.words)} "
    if set(words.split()) & (phrases("wh_words") | phrases("opens_yes_no")) - {"am"}:
        return False
    rest = without_names(words, (one.typed for one in part.entities if one.kind not in CUES))
    rest = without_phrases("tells_a_beginner", _AGE.sub(" ", rest))
    return set(rest.split()) <= phrases("beside_oneself")
