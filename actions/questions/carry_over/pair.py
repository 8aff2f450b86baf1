"""What a message that names nothing asks of those that were compared last: "per hour", "why so long?"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.datasets.unheld import unheld
from actions.questions.carry_over.carrying import carried, names
from actions.questions.carry_over.occupations import compared_in_last
from actions.questions.carry_over.of_a_pair import SAID_OF_EACH
from actions.questions.cues import contains, phrases, without_phrases, words_of_question
from actions.questions.kinds import PLACES
from actions.questions.question import Question
from actions.questions.topic_cues import LIKELY_TOPICS_OF_CUES

FEW_WORDS = 5  # of a question for reasons that says no more: "why is that so?"
# What a reason is asked for, and the topic that holds its figures.
_OF_REASONS = (
    ("search_by_pay", "salary"),
    ("asks_for_the_gap", "salary"),
    ("search_by_growth", "outlook"),
    ("asks_for_education", "education"),
    ("asks_why_it_takes_long", "education"),
)


def asked_of_pair(connection: Connection, question: Question) -> Question | None:
    """Ask those that were compared last for pay by the hour, for a reason, or for what nothing is held of.

    Of the last two the answer says that no source tells them, and shows what is held of each.
    """
    state = question.state
    compared = compared_in_last(state)
    named = [one.value for one in question.of("occupation")]
    if question.message.is_payload or not compared or not set(named) <= set(compared):
        return None
    if named and not contains("asks_for_a_reason", question.message.words):
        return None  # "why does the orthodontist earn more"
    if names(question) - PLACES or contains("names_the_field", question.message.words):
        return None
    topic = _topic(question)
    if topic is None:
        return None
    kept = [one for one in state.mentions if one[0] in PLACES] if not names(question) & PLACES else []
    if topic == state.topic and contains("asks_for_a_reason", question.message.words):
        question = replace(question, text=f"{state.question} {question.text}".strip())  # "but why?"
    return carried(connection, question, [*(("occupation", key) for key in compared), *kept], topic=topic)


def _topic(question: Question) -> str | None:
    words = question.message.words
    if contains("asks_by_the_hour", words):
        rest = set(without_phrases("asks_by_the_hour", words).split())
        return "salary" if rest <= phrases("beside_an_hour") | phrases("asks_of_each") else None
    if contains("asks_for_a_reason", words):
        told = next((topic for cue, topic in _OF_REASONS if contains(cue, words)), None)
        few = len(words_of_question(words)) <= FEW_WORDS and not contains("first_person", words)
        return told or (question.state.topic if few else None)
    if short := _says_a_topic(question):
        return short
    asks_which = contains("one_of_two", words) and contains("asks_which_of_them", words)
    beyond = question.intent == "difference" or bool(unheld(question, of_work=True))
    return "comparison" if asks_which and beyond else None


def _says_a_topic(question: Question) -> str | None:
    """Return the topic that a message names and says no more: "what about pay"."""
    words = question.message.words
    for cue, topic in LIKELY_TOPICS_OF_CUES:
        rest = set(without_phrases(cue, words).split())
        if contains(cue, words) and topic in SAID_OF_EACH and not rest - phrases("beside_a_fragment"):
            return topic
    return None
