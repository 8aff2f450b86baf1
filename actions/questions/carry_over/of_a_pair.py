"""What a message says of two occupations that were talked about: "the first lot", "in dollars"."""

from __future__ import annotations

from actions.questions.carry_over.carrying import LEANING
from actions.questions.cues import contains, phrases, phrases_in, words_of_question
from actions.questions.question import Question
from actions.state import ConversationState
from knowledge.terms import normalise

SAID_OF_EACH = frozenset({"salary", "outlook", "education", "skills"})
MOST_WORDS_OF_FIGURES = 4
_ARTICLE_AND_PLACE = 2  # words of "the first"


def topic_of_figures(state: ConversationState, words: str) -> str | None:
    """Return the topic whose figures a message wants and says no more: "in dollars", "percents please"."""
    if contains("in_figures", words):
        return "salary"
    last = state.topic if state.topic in SAID_OF_EACH else "salary"
    percents = last == "outlook" and contains("in_percent", words)
    if len(words_of_question(words)) > MOST_WORDS_OF_FIGURES:
        return None
    return last if percents or contains("in_numbers", words) else None


def points_at_one_alone(question: Question) -> bool:
    """Return whether "the first" in a message is one of those talked about, and not "the first step".

    Where the message asks something of its own, it has to be "the first one", or "the first lot".
    """
    if contains("doubts_the_answer", question.message.words):
        return False  # "so you don't know the second?"
    padded = f" {normalise(question.message.words)} "
    leans = question.intent in LEANING
    allowed = phrases("one_of_two_itself") | (phrases("behind_one_of_two") if leans else frozenset())
    found = [one for name in ("the_former", "the_latter") for one in phrases_in(padded, phrases(name))]
    if any(len(one.split()) != _ARTICLE_AND_PLACE for one in found):
        return True  # "the first one", "the latter"
    behind = [padded.partition(f" {one} ")[2].split()[:1] for one in found]
    return bool(behind) and all(set(one) <= allowed and (one or leans) for one in behind)
