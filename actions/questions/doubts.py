"""Messages that depend on the conversation for what they mean, and are taken by NLU for something else."""

from __future__ import annotations

from dataclasses import replace

from actions.no_answer.refusals import refusals
from actions.questions.cues import contains, is_yes_no, phrases, words_of_question
from actions.questions.message import FALLBACK, SMALL_TALK, UserMessage
from actions.questions.topic_slots import ADVICE_TOPICS, SKILL_GAP
from actions.state import ConversationState
from actions.thresholds import ADVICE_IS_ASKED, PART_IS_A_QUESTION, UNDOUBTED_ANSWER
from knowledge.terms import normalise

SOURCE, NEEDS, UNANSWERED = "source_of", "qualifications", "unanswered_career_question"
OUTLOOK = "outlook"
MOST_WORDS_OF_THANKS = 8
HOW_TO = "technical_how_to"
_OF_TOOLS = frozenset(
    {"requirement_check", "tools", "algorithms", "programming_languages", "coding_need", "machine_learning"}
)
_TAKEN_FOR = frozenset({FALLBACK, "affirm", "deny", "why", "more", "praise", "insult", *SMALL_TALK})


def read_doubt(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return "really?", after an answer, as the question where that comes from."""
    doubts = " ".join(normalise(message.words).split()) in phrases("doubts_alone")
    if not doubts or message.is_payload or not state.sources or message.named_kinds():
        return message
    taken = message.intent in {*_TAKEN_FOR, *refusals()} or message.confidence < UNDOUBTED_ANSWER
    return replace(message, intent=SOURCE, confidence=1.0) if taken else message


def read_age_of_sources(message: UserMessage) -> UserMessage:
    """Return "how fresh is what you know?" as the question for the sources, which tell their dates."""
    words = message.words
    asks = contains("asks_how_old", words) and contains("names_the_sources", words)
    asks = asks or (contains("asks_for_a_date", words) and contains("names_an_article", words))
    if not asks or message.is_payload or message.intent == SOURCE:
        return message
    return replace(message, intent=SOURCE, confidence=1.0, parts=(), unclear=())


def read_needs_of_others(message: UserMessage) -> UserMessage:
    """Return "what does an accountant need?", which sounds like advice, as one about the occupation."""
    unsure = message.intent == SKILL_GAP and message.confidence < ADVICE_IS_ASKED
    named = message.values("occupation")
    if not (unsure and named) or contains("first_person", message.words):
        return message
    return replace(message, intent=NEEDS, confidence=PART_IS_A_QUESTION)


def read_if_still_needed(message: UserMessage) -> UserMessage:
    """Return "do we still need librarians?" as a question about the outlook of the occupation."""
    asks = contains("asks_if_still_needed", message.words) and not contains("first_person", message.words)
    if message.is_payload or not asks or len(message.values("occupation")) != 1:
        return message
    return replace(message, intent=OUTLOOK, confidence=UNDOUBTED_ANSWER, parts=())


def read_if_a_plus(message: UserMessage) -> UserMessage:
    """Return "is a Ph.D. a plus?" as the question whether it is needed, which says if it is preferred."""
    things = message.named_kinds() & {"degree", "skill", "tool"}
    asks = is_yes_no(message.words) and contains("asks_if_a_plus", message.words)
    if message.is_payload or not asks or not things or message.intent in ADVICE_TOPICS:
        return message
    return replace(message, intent="requirement_check", confidence=1.0, parts=(), unclear=())


def read_age_limit(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return "how old do you have to be to tend bar?", taken for school or outlook, as what nobody tells."""
    asks = contains("asks_for_an_age_limit", message.words)
    about_one = len(message.values("occupation")) == 1 or bool(state.occupations)
    if message.is_payload or not (asks and about_one) or message.intent in ADVICE_TOPICS:
        return message
    if message.parts:  # "do you need a degree, and is there an age limit" asks both
        parts = tuple(_as_unanswered(one) for one in message.parts)
        asks_of_age = any(one.intent == UNANSWERED for one in parts)
        if asks_of_age or any(contains("asks_for_an_age_limit", one) for one in message.unclear):
            return replace(message, parts=parts)
    return replace(message, intent=UNANSWERED, confidence=UNDOUBTED_ANSWER, parts=(), unclear=())


def _as_unanswered(part: UserMessage) -> UserMessage:
    if not contains("asks_for_an_age_limit", part.words):
        return part
    return replace(part, intent=UNANSWERED, confidence=UNDOUBTED_ANSWER)


def read_past(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return "has it gone up since last year?", behind pay and taken for its outlook, as one about pay."""
    leans = message.intent in (FALLBACK, OUTLOOK) and message.confidence < UNDOUBTED_ANSWER
    named = message.values("occupation")
    if message.is_payload or not leans or named or state.topic != "salary" or state.of_articles:
        return message
    if not contains("asks_for_past", message.words):
        return message
    return replace(message, intent="salary", confidence=UNDOUBTED_ANSWER)


def read_order(message: UserMessage) -> UserMessage:
    """Return "can you code me a Docker file?", which orders work, as a question on how things are built."""
    if message.is_payload or not contains("asks_for_work_done", message.words):
        return message
    unclear = message.intent == FALLBACK and bool(message.named_kinds() & {"tool", "algorithm", "product"})
    ordered = unclear or message.intent in _OF_TOOLS
    return replace(message, intent=HOW_TO, confidence=1.0) if ordered else message


def read_thanks(message: UserMessage) -> UserMessage:
    """Return a few unclear words that begin with thanks and ask nothing as thanks: "thx, how depressing"."""
    words = words_of_question(message.words)
    opens = any(f"{' '.join(words)} ".startswith(f"{one} ") for one in phrases("opens_thanks"))
    asks = "?" in message.text or bool(message.entities or message.parts)
    asks = asks or bool(set(words) & (phrases("wh_words") | phrases("asks_after_thanks")))
    unclear = message.intent in {FALLBACK, *SMALL_TALK}
    if message.is_payload or not (unclear and opens) or asks or len(words) > MOST_WORDS_OF_THANKS:
        return message
    return replace(message, intent="thank", confidence=1.0)
