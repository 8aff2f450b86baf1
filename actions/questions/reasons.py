"""A question for the reason of a figure that was told: "why so much in Iowa?", "is it because of AI?"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from actions.questions.cues import contains, is_yes_no, phrases, phrases_in, without_names, words_of_question
from actions.questions.message import UserMessage
from actions.questions.topic_cues import LIKELY_TOPICS_OF_CUES
from actions.state import ConversationState
from actions.thresholds import PART_IS_A_QUESTION, UNDOUBTED_ANSWER

WHY = "why"
OUTLOOK = "outlook"
OF_FIGURES = frozenset({"salary", OUTLOOK, "industries", "regional_demand"})
AI, AUTOMATION, OTHER = "ai", "automation", "other"
_SENTENCES = re.compile(r"[^.!?;]+[.!?;]*")


@dataclass(frozen=True)
class Supposed:
    """What a question takes for the reason: its kind, "" where it names none, its words, what to call it."""

    kind: str = ""
    text: str = ""
    shown: str = ""


def asks_for_reason(text: str) -> bool:
    """Return whether a text begins by asking for a reason: "but why do they earn so much"."""
    asked = f"{' '.join(words_of_question(text))} "
    return any(asked.startswith(f"{one} ") for one in phrases("opens_a_reason"))


def reason_of_growth_asked(message: UserMessage, state: ConversationState) -> str | None:
    """Return the sentence that asks why an occupation grows or shrinks; None where none does.

    The growth is named, or is what the last answer told.
    """
    if message.is_payload:
        return None
    words = without_names(message.words, message.values("occupation"))
    sentences: list[str] = _SENTENCES.findall(message.words)
    for sentence in reversed(sentences):
        if not _asks_for_cause(sentence) or contains("asks_of_the_level", sentence):
            continue
        if contains("tells_of_growth", sentence):
            return sentence
        told = any(topic != OUTLOOK and contains(cue, sentence) for cue, topic in LIKELY_TOPICS_OF_CUES)
        if not told and (contains("tells_of_growth", words) or state.topic == OUTLOOK):
            return sentence
    return None


def supposed_reason(text: str) -> Supposed:
    """Return what a text takes for the reason of a growth: AI, automation, what stands behind "because"."""
    for kind in (AI, AUTOMATION):
        if named := phrases_in(text, phrases(f"names_{kind}")):
            return Supposed(kind, named[0], "AI" if kind == AI else max(named, key=len))
    padded = f" {' '.join(words_of_question(text))} "
    for cue in sorted(phrases("opens_a_cause"), key=len, reverse=True):
        _before, found, behind = padded.partition(f" {cue} ")
        if found and behind.strip():
            supposed = behind.partition(" or ")[0].strip()
            return Supposed(OTHER, supposed, supposed)
    return Supposed()


def _asks_for_cause(sentence: str) -> bool:
    """Return whether a sentence asks for a cause, and not whether the person should do something."""
    if contains("asks_of_ones_own_doing", sentence):
        return False
    if contains("asks_for_a_reason", sentence) or contains("asks_for_a_cause", sentence):
        return True
    asks = "?" in sentence or is_yes_no(sentence)
    return asks and contains("supposes_a_cause", sentence)


def read_reason(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a question for a reason behind a figure as one on the topic of this, which says no reason.

    Of those that the articles tell of, and of what a message says of the person, other questions are meant.
    """
    named = message.values("occupation")
    words = message.words
    if message.is_payload or not asks_for_reason(words) or contains("first_person", words):
        return message
    if contains("names_the_field", words) or (state.of_articles and not named):
        unclear = message.confidence < PART_IS_A_QUESTION and state.rows and not named
        return replace(message, intent=WHY, confidence=UNDOUBTED_ANSWER) if unclear else message
    told = next((topic for cue, topic in LIKELY_TOPICS_OF_CUES if contains(cue, words)), None)
    last = state.topic if state.topic in OF_FIGURES else None
    topic = told if told in OF_FIGURES else (last if told is None and state.occupations else None)
    if topic is None or not (named or state.occupations):
        return message
    return replace(message, intent=topic, confidence=UNDOUBTED_ANSWER, parts=(), unclear=())
