"""Facts of one occupation, asked for in everyday words: whether one lives off it, how many there are."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import contains
from actions.questions.kinds import THINGS
from actions.questions.message import FALLBACK, ParsedEntity, UserMessage
from actions.questions.topic_slots import ADVICE_TOPICS, CAREER_CHANGE
from actions.questions.wording import item_position
from actions.state import ConversationState
from actions.thresholds import OUTRANKS_CONVERSATION, UNDOUBTED_ANSWER
from knowledge.queries.occupations import get_occupation

EDUCATION, OUTLOOK, SALARY, NEEDED = "education", "outlook", "salary", "requirement_check"
# Intents for which a question that asks how many there are, or how long it takes, is taken.
_COUNTED = frozenset({"startups", "companies", "market_size", "regional_demand", "out_of_scope", FALLBACK})
_NOT_UNDERSTOOD = frozenset({"unanswered_career_question", FALLBACK})
_OF_THE_WAY = _NOT_UNDERSTOOD | {EDUCATION, "experience", "career_path"}
_OF_PAPERS = _NOT_UNDERSTOOD | {"certifications", NEEDED, "qualifications", "bootcamp"}
_OF_TOOLS = frozenset({"about_you", "tools", "skills", FALLBACK})
_BESIDE_A_COUNT = frozenset({"country"})


def read_facts_of_one(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message that asks a fact of one occupation of the datasets as a question on its topic."""
    if message.is_payload or contains("names_machine_learning", message.words):
        return message
    if one := _way_to_one_of_several(message, state):
        return one
    if not _is_of_one(connection, message, state):
        return message
    topic = _topic(message, state)
    if topic is None or topic == message.intent:
        return message
    return replace(message, intent=topic, confidence=UNDOUBTED_ANSWER, parts=(), unclear=())


def _is_of_one(connection: Connection, message: UserMessage, state: ConversationState) -> bool:
    named = [one.value for one in message.entities if one.kind == "occupation"]
    if named:
        known = (get_occupation(connection, key=one) for one in named)
        return all(one is None or one.only_in_datasets for one in known)  # a title is no key
    return bool(state.topic and state.occupations and not state.of_articles)


def _topic(message: UserMessage, state: ConversationState) -> str | None:
    words, intent = message.words, message.intent
    unsure = message.confidence < OUTRANKS_CONVERSATION
    beside = message.named_kinds() - _BESIDE_A_COUNT
    if contains("counts_workers", words) and not beside and (unsure or intent in _COUNTED):
        return OUTLOOK
    if contains("asks_if_one_lives_off_it", words) and not beside:
        return SALARY
    if contains("asks_how_long_the_way_is", words) and intent in _OF_THE_WAY:
        return EDUCATION
    asks = "?" in message.text or any(contains(cue, words) for cue in ("asks_whether_needed", "wh_words"))
    papers = asks and contains("asks_for_licence", words)  # "nursing certificate, 2016" tells one
    if papers and intent in _OF_PAPERS and not beside & set(THINGS):
        return EDUCATION
    leaves = contains("leaves_own_work", words) and contains("for_what_is_talked_about", words)
    if leaves and state.occupations:
        return CAREER_CHANGE
    return NEEDED if contains("asks_if_they_use_it", words) and intent in _OF_TOOLS else None


def _way_to_one_of_several(message: UserMessage, state: ConversationState) -> UserMessage | None:
    """Return "what do you need to be the second kind" as a question for the way into that one."""
    words = message.words
    elsewhere = bool(message.values("occupation")) or state.topic in ADVICE_TOPICS
    if elsewhere or not contains("asks_what_it_takes_to_be", words):
        return None
    last = state.last_question()
    listed = [one.key for one in state.items if one.kind == "occupation"]
    keys = listed or (list(last.together()) if last else [])
    position = 0 if contains("the_former", words) else 1 if contains("the_latter", words) else None
    position = item_position(message) if position is None else position
    if position is None or not -1 <= position < len(keys) or len(keys) < 2:
        return None
    named = ParsedEntity("occupation", keys[position], keys[position])
    kept = tuple(one for one in message.entities if one.kind != "ordinal")
    return replace(
        message, intent=EDUCATION, confidence=UNDOUBTED_ANSWER, entities=(*kept, named), parts=(), unclear=()
    )
