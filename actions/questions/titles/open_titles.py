"""Behind "which teachers do you mean?": the one that is chosen by name, or what is asked of them still."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.carry_over.carrying import LEANING
from actions.questions.cues import contains, phrases, without_names, without_phrases, words_of_question
from actions.questions.kinds import PLACES
from actions.questions.licence_asked import asks_which_licence
from actions.questions.message import FALLBACK, ParsedEntity, UserMessage
from actions.questions.payloads import message_of_payload
from actions.questions.titles.open_by_meaning import nearest_meant
from actions.questions.topic_cues import ALL_TOPICS_OF_CUES
from actions.questions.topic_slots import SKILL_GAP
from actions.state import ConversationState
from actions.thresholds import UNDOUBTED_ANSWER
from knowledge.queries.lexical import content_words
from knowledge.queries.nearest_occupations import NearOccupation
from knowledge.queries.titles import resolve_title
from knowledge.terms import normalise

# Topics of occupations, which are asked of those that were named and of nobody else.
_OF_OCCUPATIONS = frozenset(
    {
        "definition",
        "duties",
        "skills",
        "tools",
        "education",
        "experience",
        "qualifications",
        "career_path",
        "salary",
        "outlook",
        "industries",
        "interests",
        "related_occupations",
        "comparison",
    }
)
# Intents of questions that lean on what was named, where the words tell the topic.
_BY_WORDS = LEANING | {SKILL_GAP, "difference", "working_hours", "requirement_check"}


def with_open_title(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message behind the question which occupation is meant, with what it leaves out.

    A choice by name is the button itself, so that it answers all that was asked; a question that names
    nobody is put of those that were named, of whom it is still open which are meant.
    """
    if message.is_payload or not (state.open_titles and state.choices):
        return message
    if chosen := _chosen(connection, message, state):
        return _completed(state.choices[0], chosen)
    if near := _told(connection, message, state):
        if not near[1:]:
            return _completed(state.choices[0], near[0].code)
        pressed = message_of_payload(state.choices[0])
        told = tuple(ParsedEntity("occupation", one, one) for one in state.open_titles)
        entities = (*(one for one in pressed.entities if one.kind in PLACES), *told)
        return replace(
            message, intent=pressed.intent, confidence=1.0, entities=entities, parts=(), unclear=()
        )
    named = message.values("occupation") or contains("names_the_field", message.words)
    if named or (topic := _topic(message, state)) is None:
        return message
    entities = tuple(one for one in message.entities if one.kind != "ordinal")
    titles = tuple(ParsedEntity("occupation", one, one) for one in _pointed_at(message, state.open_titles))
    kinds = {one.kind for one in entities}
    asked = message_of_payload(state.choices[0]).entities  # with the place that was named
    kept = tuple(one for one in asked if one.kind in PLACES and not kinds & PLACES)
    return replace(
        message, intent=topic, confidence=1.0, entities=(*entities, *kept, *titles), parts=(), unclear=()
    )


def _chosen(connection: Connection, message: UserMessage, state: ConversationState) -> str | None:
    """Return the code of the one that a message names and says no more; None where it names none of them."""
    candidates = resolve_title(connection, title=state.open_titles[0]).matches
    codes = {one.code for one in candidates}
    named = [one for one in message.entities if one.kind == "occupation"]
    beside = without_names(message.words, (one.typed for one in named)).split()
    if len(named) == 1 and set(beside) <= phrases("beside_a_chosen_title"):
        meant = resolve_title(connection, title=normalise(named[0].typed))
        if meant.clear and meant.matches[0].code in codes:
            return meant.matches[0].code
    said = " ".join(
        one for one in normalise(message.words).split() if one not in phrases("beside_a_chosen_title")
    )
    asked = content_words(said)
    offered = {message_of_payload(one).values("occupation")[0] for one in state.choices}
    called = [one for one in candidates if asked and asked <= content_words(one.plural)]
    called = [one for one in called if one.code in offered] or called
    return called[0].code if len({one.plural for one in called}) == 1 else None


def _told(connection: Connection, message: UserMessage, state: ConversationState) -> list[NearOccupation]:
    """Return which of them a message tells by what they do; none where it asks something, or of others."""
    rest, (opening, *_behind) = message.words, words_of_question(message.words) or [""]
    for cue, _topic_of_cue in ALL_TOPICS_OF_CUES:
        rest = without_phrases(cue, rest)
    told = set(rest.split()) - phrases("beside_a_chosen_title")  # but by "pay please" nobody is told of
    opens = ("wh_words", "wh_adverbs", "opens_yes_no", "opens_explanation")
    asks = any(opening in phrases(one) for one in opens) or not told
    sure = message.intent not in LEANING and message.confidence >= UNDOUBTED_ANSWER
    meant = (resolve_title(connection, title=normalise(one)) for one in message.values("occupation"))
    if asks or sure or any(one.clear for one in meant):
        return []
    return nearest_meant(connection, state.open_titles[0], message.text)


def _completed(choice: str, code: str) -> UserMessage:
    """Return what a button asks, with another one of those that the open title may mean."""
    pressed = message_of_payload(choice)
    first = next(one for one in pressed.entities if one.kind == "occupation")
    chosen = ParsedEntity("occupation", code, code)
    return replace(pressed, entities=tuple(chosen if one is first else one for one in pressed.entities))


def _topic(message: UserMessage, state: ConversationState) -> str | None:
    if asks_which_licence(message.words):
        return "education"
    if message.intent in _OF_OCCUPATIONS:
        return message.intent
    if message.intent not in _BY_WORDS:
        return None
    told = (topic for cue, topic in ALL_TOPICS_OF_CUES if contains(cue, message.words))
    return next(told, state.topic if message.intent == FALLBACK else None)


def _pointed_at(message: UserMessage, titles: tuple[str, ...]) -> tuple[str, ...]:
    """Return the titles that a message is about: the one at the place that it names, else all of them."""
    places = [int(value) for value in message.values("ordinal")]
    if not places:
        return titles
    place = places[-1] - 1 if places[-1] > 0 else -1
    return (titles[place],) if place < len(titles) else titles
