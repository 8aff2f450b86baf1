"""A message that says no more than an occupation and places: "civil engineers in Boston"."""

from __future__ import annotations

from dataclasses import replace

from actions.about_you.reader import own_titles
from actions.questions.cues import contains, phrases, without_names
from actions.questions.kinds import CUES, PLACES
from actions.questions.message import UserMessage
from actions.state import ConversationState
from actions.thresholds import UNDOUBTED_ANSWER


def names_alone(message: UserMessage) -> bool:
    """Return whether a message says no more than an occupation and a place: "ok bakers in Reno"."""
    named = [one for one in message.entities if one.kind not in CUES]
    if sorted(one.kind in PLACES for one in named) != [False, True] or not message.values("occupation"):
        return False
    beside = without_names(message.words, (one.typed for one in named)).split()
    return set(beside) <= phrases("beside_a_title") and not own_titles(message)


def pay_in_place(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return the message as one about pay if it opens with no more than an occupation and a place.

    What the datasets hold of places is pay above all: "civil engineers in Boston".
    """
    kinds = [entity.kind for entity in message.entities if entity.kind not in CUES]
    places = sum(kind in PLACES for kind in kinds)
    fragment = kinds.count("occupation") == 1 and places and len(kinds) == places + 1
    goes_on = state.topic not in (None, "salary") and not contains("first_person", message.words)
    if message.is_payload or goes_on or not fragment or message.confidence >= UNDOUBTED_ANSWER:
        return message
    if own_titles(message):
        return message  # "I'm a nurse in Ohio" tells
    names = (one.typed for one in message.entities if one.kind not in CUES)
    beside = without_names(message.words, names).split()
    alone = set(beside) <= phrases("beside_a_place") | phrases("versus")
    return replace(message, intent="salary") if alone else message
