"""Few words behind an answer, read first as a question on its own topic: "and blokes?", "back to skills"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from sqlalchemy.engine import Connection

from actions.questions.carry_over.told import figures_of_topic
from actions.questions.cues import contains, phrases, phrases_in, without_phrases
from actions.questions.kinds import CUES
from actions.questions.message import FALLBACK, NAMES, SMALL_TALK, ParsedEntity, UserMessage
from actions.questions.search_intent import NAMED_ANEW
from actions.questions.topic_slots import SCALES
from actions.state import ConversationState
from actions.thresholds import LIKELY_INTENTS, OUTRANKS_CONVERSATION, PART_IS_A_QUESTION, UNDOUBTED_ANSWER
from knowledge.queries.topics import list_topics
from knowledge.terms import normalise

FILE = Path(__file__).with_name("fragments.yml")
MOST_WORDS = 9  # of a message that says too little to ask anything new
FEW_WORDS = 5
TOPICS_KEPT = LISTS_KEPT = 64
SALARY, AGES, SKILLS = "salary", "age_distribution", "skills"
_KEPT = frozenset({"pay", "share"})  # aspects that say what is asked of a value
PICK = "pick"
_CALCULATES = ("asks_for_the_gap", "asks_for_the_ratio", "asks_for_the_sum")
_OF_MEASURES = frozenset({"outlook", "market_size"})
_SOURCE = "source_of"
_MOVES = frozenset({"start_over", "goodbye"})


def read_fragment(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message that goes on with the last answer as one that says so in the words of its topic."""
    if message.is_payload or message.document is not None or state.topic is None:
        return message
    message = _staying(_without_titles(message, state))
    polite = message.intent in SMALL_TALK and message.confidence >= UNDOUBTED_ANSWER  # "love it!"
    if len(message.words.split()) > MOST_WORDS or polite:
        return message
    return (
        _same_of_another(message, state)
        or _topic_returned_to(connection, message, state)
        or _value(connection, message, state)
        or _place_in_order(message, state)
        or _kind_of_skills(message, state)
        or _ages(message, state)
        or _measure(message, state)
        or message
    )


@lru_cache(LISTS_KEPT)
def listed(name: str) -> frozenset[str]:
    """Return a list of ``fragments.yml``, normalised."""
    return frozenset(normalise(str(one)) for one in _tree()[name])


def says(name: str, text: str) -> list[str]:
    """Return which phrases of a list of ``fragments.yml`` a text holds, the longest first."""
    return sorted(phrases_in(text, listed(name)), key=len, reverse=True)


def _staying(message: UserMessage) -> UserMessage:
    """Return a question that sounds like the end of the conversation as one that is not clear."""
    words = normalise(message.words).split()
    asks = bool(set(words) & (phrases("wh_words") | {"how"}))
    leaves = bool(says("starts_over", message.words))
    moves = message.intent in _MOVES and asks and not leaves and len(words) <= FEW_WORDS
    of_source = message.intent == _SOURCE and message.confidence < PART_IS_A_QUESTION
    if moves or (of_source and not says("asks_for_the_source", message.words)):
        return replace(message, intent=FALLBACK, confidence=0.0)
    return message


def _without_titles(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message without everyday words taken for an occupation: "how many extra people is that?"."""
    named = [one for one in message.entities if one.kind == "occupation"]
    words = [one for one in named if normalise(one.typed) in listed("words_that_are_titles")]
    beside = len(normalise(message.words).split()) - len(words)
    if not words or len(words) < len(named) or beside < FEW_WORDS - 1 or not state.of_articles:
        return message
    return replace(message, entities=tuple(one for one in message.entities if one not in words))


def _same_of_another(message: UserMessage, state: ConversationState) -> UserMessage | None:
    """Ask the last question of an occupation talked about before: "same question for the first job"."""
    returns = bool(says("returns_to", message.words)) and len(message.words.split()) <= FEW_WORDS + 1
    if not says("same_question", message.words) and not returns:
        return None
    discussed = [key for key in _in_order(state) if key not in state.occupations[-1:]]
    first, before = (says(name, message.words) for name in ("first_occupation", "occupation_before"))
    if not discussed or not (first or before):
        return None
    key = discussed[0] if first else discussed[-1]
    return _about(message, [ParsedEntity("occupation", key, key)])


def _in_order(state: ConversationState) -> list[str]:
    """Return the occupations that were talked about, as they came up."""
    past = [*state.earlier, *(one for one in [state.last_question()] if one)]
    return list(dict.fromkeys(key for one in past for key in one.together()))


def _topic_returned_to(
    connection: Connection, message: UserMessage, state: ConversationState
) -> UserMessage | None:
    """Return a message as one about the topic that it goes back to: "back to skills, just the soft ones"."""
    words = f" {normalise(message.words)} "
    returns = says("returns_to", words)
    if not returns or message.values("occupation") or contains("first_person", words):
        return None  # "I want to go back to school"
    named = words.partition(f" {returns[0]} ")[2]
    titles = {topic.key: [topic.title, topic.key] for topic in list_topics(connection)}
    by_name = [
        key
        for key, names in titles.items()
        if any(f" {normalise(one)} " in f" {named} " for one in (*names, *_tree()["topics"].get(key, ())))
    ]
    sounds = (*(part.intent for part in message.parts), *message.ranking[:LIKELY_INTENTS])
    topic = next((key for key in (*by_name, *sounds) if key in by_name or key in state.asked), None)
    if topic is None or topic not in titles:
        return None
    kinds = _kinds_of_skills(words) if topic == SKILLS else []
    cues = tuple(ParsedEntity("skill_kind", kind, said) for kind, said in kinds[:1])
    return replace(
        message, intent=topic, confidence=1.0, parts=(), entities=(*message.entities, *cues), ranking=(topic,)
    )


def _kind_of_skills(message: UserMessage, state: ConversationState) -> UserMessage | None:
    """Return a message that names a kind of skills in other words, behind the skills: "the techy ones"."""
    words = f" {normalise(message.words)} "
    kinds = _kinds_of_skills(words) if state.topic == SKILLS else []
    if not kinds or message.values("skill_kind") or message.values("occupation"):
        return None
    ((kind, said), *_others) = kinds
    beside = set(words.replace(f" {said} ", " ").split())
    if beside - _beside():
        return None
    named = ParsedEntity("skill_kind", kind, said)
    return replace(message, intent=NAMED_ANEW, confidence=PART_IS_A_QUESTION, entities=(named,), parts=())


def _kinds_of_skills(words: str) -> list[tuple[str, str]]:
    named = _tree()["skill_kinds"].items()
    return [
        (str(kind), said) for kind, called in named for said in map(normalise, called) if f" {said} " in words
    ]


def _value(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage | None:
    """Return a message that names a value of the last figures in other words: "and blokes?"."""
    topic = SALARY if "pay" in message.values("aspect") else state.topic or ""
    if not _called(topic) and state.earlier:
        topic = state.earlier[-1].topic  # "at the top?", behind "what do they earn, and when do they work?"
    found, words = _found(f" {normalise(message.words)} ", _called(topic))
    if not found or not _held(connection, state, topic) >= {one.value for _at, one in found}:
        return None
    kinds = {one.kind for _at, one in found}
    named = [
        one for one in message.entities if one.kind not in CUES and f" {normalise(one.typed)} " in words
    ]  # what else is named is part of what a value is called
    if {one.kind for one in named} - kinds:
        return None
    others, words = _found(words, [(normalise(one.typed), one.kind, one.value) for one in named])
    calculates = [cue for cue in _CALCULATES if contains(cue, words)]
    for cue in calculates:
        words = f" {without_phrases(cue, words)} "
    against = says("holds_against", words)
    for said in against:
        words = words.replace(f" {said} ", " ")
    if {word for word in words.split() if word.strip("#")} - _beside():
        return None
    values = [one for _at, one in sorted([*found, *others], key=lambda one: one[0])]
    if against and not calculates and len(values) == 1:
        values = [*_last_told(connection, state, topic), *values]
    return _about(message, values)


def _found(words: str, called: Sequence[tuple[str, str, str]]) -> tuple[list[tuple[int, ParsedEntity]], str]:
    """Return which values a text names, and where, and the text with these struck out."""
    found: list[tuple[int, ParsedEntity]] = []
    for said, alike in groupby(called, key=lambda one: one[0]):
        if f" {said} " not in words:
            continue
        at = words.index(f" {said} ")
        values = [ParsedEntity(kind, key, said) for _said, kind, key in alike]
        found += [(at, one) for one in values if one.value not in {value.value for _at, value in found}]
        words = words.replace(f" {said} ", f" {'#' * len(said)} ")
    return found, words


@cache
def _beside() -> frozenset[str]:
    """Return the words that a message which names a value may hold beside it."""
    return phrases("beside_a_value") | listed("beside_a_value")


def _place_in_order(message: UserMessage, state: ConversationState) -> UserMessage | None:
    """Return a message that says no more than a place of an order as one that points at it: "2nd?"."""
    ordinals = {
        word for one in message.entities if one.kind == "ordinal" for word in normalise(one.typed).split()
    }
    words = set(normalise(message.words).split())
    beside = phrases("beside_a_place_in_order") | listed("beside_an_ordinal")
    if not ordinals or not (state.items or state.topic in SCALES) or not words <= ordinals | beside:
        return None
    return replace(message, intent=PICK, confidence=OUTRANKS_CONVERSATION, parts=(), unclear=())


def _about(message: UserMessage, named: list[ParsedEntity]) -> UserMessage:
    """Return a message as one that asks the last question of what it names, and says nothing else."""
    cues = [one for one in message.entities if one.kind == "aspect" and one.value in _KEPT]
    return replace(
        message,
        intent=NAMED_ANEW,
        confidence=1.0,
        form=NAMES,
        entities=tuple(dict.fromkeys((*cues, *named))),
        parts=(),
        unclear=(),
    )


def _ages(message: UserMessage, state: ConversationState) -> UserMessage | None:
    """Return an unclear message as one about ages: "and most are over 40?", behind another share."""
    bounds = {"below", "above"} & set(message.values("aspect"))
    sounds = message.intent == FALLBACK and AGES in message.ranking[:LIKELY_INTENTS]
    if state.topic not in SCALES or not (sounds and bounds and message.values("number")):
        return None
    return replace(message, intent=AGES, confidence=OUTRANKS_CONVERSATION)


def _measure(message: UserMessage, state: ConversationState) -> UserMessage | None:
    """Return a message that asks for another measure of the last figures: "which job code?"."""
    if state.topic not in _OF_MEASURES or message.named_kinds() or message.intent == state.topic:
        return None
    code = state.topic == "outlook" and bool(says("asks_for_the_code", message.words))
    grows = bool(says("asks_for_growth", message.words)) and bool(says("by_the_year", message.words))
    if not (code or grows) or message.values("occupation") or contains("first_person", message.words):
        return None
    cue = ParsedEntity("aspect", "code" if code else "growth", "")
    return replace(message, intent=state.topic, confidence=1.0, entities=(cue,), parts=(), unclear=())


def _held(connection: Connection, state: ConversationState, topic: str) -> set[str]:
    """Return the values for which the occupation that is talked about has figures under a topic."""
    return {one.entity.key for one in figures_of_topic(connection, state, topic) if one.entity}


def _last_told(connection: Connection, state: ConversationState, topic: str) -> list[ParsedEntity]:
    """Return the value that was told last under a topic."""
    last = [one for one in figures_of_topic(connection, state, topic) if one.key in state.told[-1:]]
    return [ParsedEntity(one.entity.kind, one.entity.key, one.entity.name) for one in last if one.entity]


@lru_cache(TOPICS_KEPT)
def _called(topic: str) -> tuple[tuple[str, str, str], ...]:
    """Return what the values of a topic are called, with their kind and key, the longest first."""
    kinds: dict[str, dict[str, list[str]]] = _tree()["values"].get(topic, {})
    named: Iterator[tuple[str, str, str]] = (
        (normalise(str(said)), kind, key)
        for kind, values in kinds.items()
        for key, called in values.items()
        for said in called
    )
    return tuple(sorted(named, key=lambda one: (-len(one[0]), one[0])))


@cache
def _tree() -> dict[str, Any]:
    tree: dict[str, Any] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return tree
