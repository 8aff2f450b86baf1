"""Which advice a message asks for: by its words, by what is known of the person, and by its intent."""

from __future__ import annotations

from actions.about_you.reader import own_titles
from actions.questions.cues import contains
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_CHANGE, CAREER_FIT, SKILL_GAP
from actions.thresholds import ADVICE_IS_ASKED, UNDOUBTED_ANSWER


def advice_topic(question: Question) -> str | None:
    """Return the topic of advice that a message asks for, None where it asks for something else."""
    if question.message.is_payload or not _has_words(question):
        return None
    intent = question.intent if question.confidence >= ADVICE_IS_ASKED else ""
    words = question.message.words
    aims = names_target(question)
    if contains("asks_for_gap", words) or contains("asks_for_plan", words) or intent == SKILL_GAP:
        return SKILL_GAP if aims or question.state.occupations else None
    if aims and _changes(question, intent):
        return CAREER_CHANGE
    if contains("asks_for_fit", words) or intent == CAREER_FIT:
        return None if aims else CAREER_FIT
    return None


def names_target(question: Question) -> bool:
    """Return whether a message names an occupation beside the person's own, or the field."""
    own = own_titles(question.message)
    others = [one for one in question.of("occupation") if one.typed not in own]
    return bool(others) or contains("names_the_field", question.message.text)


def asks_for_plan(question: Question) -> bool:
    """Return whether the steps are asked for rather than the gap."""
    return contains("asks_for_plan", question.message.words)


def _has_words(question: Question) -> bool:
    return any(letter.isalpha() for letter in question.message.text)


def _changes(question: Question, intent: str) -> bool:
    """Return whether a message asks how to get from the person's occupation to the one that it names."""
    person = question.person
    if not (person.occupation or person.former):
        return False
    told = bool(own_titles(question.message))
    sure = question.topic is not None and question.confidence >= UNDOUBTED_ANSWER
    if contains("asks_for_change", question.message.words):
        return told or not sure or intent == CAREER_CHANGE
    return intent == CAREER_CHANGE
