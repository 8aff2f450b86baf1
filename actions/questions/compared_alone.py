"""What sounds like a comparison and names one occupation alone: "are bakers more about bread or cakes?"."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.questions.cues import asks_for, contains
from actions.questions.message import UserMessage
from actions.questions.question import Question
from actions.questions.topic_cues import ALL_TOPICS_OF_CUES
from actions.thresholds import LIKELY_INTENTS, UNDOUBTED_ANSWER

COMPARISON = "comparison"
_SENTENCE_ENDS = re.compile(r"[.?!;\n]+")
# Topics of one occupation that a doubtful comparison may be about.
_OF_ONE = ("salary", "skills", "outlook", "education", "duties", "interests", "experience", "tools")


def as_of_one(question: Question) -> Question:
    """Return a doubtful comparison that opens a conversation as a question about the one that it names.

    One that compares two titles of one occupation, or asks whether a title is one, asks what it is as well.

    Otherwise it would be compared with the occupation that the articles are about.
    """
    message, state, words = question.message, question.state, question.message.words
    named = question.of("occupation")
    if _names_one_twice(question):
        return question.about("salary" if contains("search_by_pay", words) else "definition")
    if contains("asks_if_a_title", words) and len(named) == 1 and named[0].occupation:
        return question.about("definition")
    opens = state.topic is None and not state.occupations and not message.is_payload
    if not (opens and question.topic_is(COMPARISON)) or message.confidence >= UNDOUBTED_ANSWER:
        return question
    if len(named) != 1 or named[0].occupation is None or not named[0].occupation.only_in_datasets:
        return question
    others = ("holds_against", "names_the_field")
    if asks_for("others", words) or any(contains(cue, words) for cue in others):
        return question
    told = (topic for cue, topic in ALL_TOPICS_OF_CUES if contains(cue, words))
    likely = (one for one in message.ranking[:LIKELY_INTENTS] if one in _OF_ONE)
    topic = next(told, next(likely, None))
    return question.about(topic) if topic else question


def read_one_comparison(message: UserMessage) -> UserMessage:
    """Return a comparison of several occupations in one sentence as one question: "x, y and z earn each?".

    One behind which something is asked of one of them stays in its parts: "x or y, and which degree for x?".
    """
    several = len({one.value for one in message.entities if one.kind == "occupation"}) > 1
    sentences = [one for one in _SENTENCE_ENDS.split(message.text) if one.strip()]
    if message.intent != COMPARISON or not several or len(sentences) > 1:
        return message
    return message if any(map(_asks_of_one, message.parts)) else replace(message, parts=(), unclear=())


def _asks_of_one(part: UserMessage) -> bool:
    """Return whether a part asks of one occupation, of which it says the name."""
    named = {one.value for one in part.entities if one.kind == "occupation"}
    return part.intent != COMPARISON and len(named) == 1


def _names_one_twice(question: Question) -> bool:
    """Return whether a comparison has two titles of one occupation: "a lawyer or an attorney?"."""
    named = [one.occupation for one in question.of("occupation")]
    keys = {one.key if one and one.only_in_datasets else None for one in named}
    compares = question.topic_is(COMPARISON) or question.intent in (COMPARISON, "difference")
    return compares and len(named) > 1 and len(keys) == 1 and None not in keys
