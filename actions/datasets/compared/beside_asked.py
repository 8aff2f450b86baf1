"""What is asked of occupations of which the articles alone tell at least one, and in which measures."""

from __future__ import annotations

from collections.abc import Sequence

from actions.questions.cues import contains
from actions.questions.question import Question
from knowledge.records import Occupation

FIGURES = ("pay", "growth", "openings", "employment")
# The measure that a topic asks for where no word does, and the topic that a measure belongs to.
MEASURE_OF_TOPIC = {
    "salary": "pay",
    "outlook": "growth",
    "education": "education",
    "experience": "education",
    "skills": "skills",
    "duties": "duties",
}
TOPIC_OF_MEASURE = {"pay": "salary", "education": "education", "skills": "skills", "duties": "duties"}
_CUES = (
    ("openings", "asks_for_openings"),
    ("pay", "search_by_pay"),
    ("employment", "asks_how_many_work"),
    ("employment", "compares_employment"),
    ("growth", "search_by_growth"),
    ("duties", "asks_what_each_does"),
    ("skills", "asks_for_skills"),
    ("education", "asks_for_education"),
)
COMPARED_BY_ARTICLES = 2  # occupations at once


def is_beside_articles(occupations: Sequence[Occupation]) -> bool:
    """Return whether of some of these occupations BLS has figures, and of others only the articles tell."""
    return len(occupations) > 1 and any(one.code is None for one in occupations)


def figures_compare(question: Question, occupations: Sequence[Occupation]) -> bool:
    """Return whether figures compare occupations rather than the articles, which tell of all of them."""
    by_figures = bool(set(measures_asked(question)) & set(FIGURES))
    several = len([one for one in occupations if one.code]) > 1
    if is_beside_articles(occupations):
        return by_figures
    return several and (by_figures or len(occupations) > COMPARED_BY_ARTICLES)


def sets_against(question: Question) -> bool:
    """Return whether a question sets occupations against each other, and does not just name several."""
    words = question.message.words
    cues = (
        "asks_to_compare",
        "holds_against",
        "search_more",
        "holds_more",
        "asks_of_each",
        "compares_two",
        "asks_for_choice",
    )
    carried = question.topic is not None and question.topic.origin == "carried over"
    compares = (
        question.topic_is("comparison")
        or question.topic_is("outlook")
        or question.intent in ("comparison", "difference")
    )
    return compares or carried or any(contains(cue, words) for cue in cues)


def measures_asked(question: Question) -> list[str]:
    """Return what occupations are compared by, as the words or the topic ask; empty for all of it."""
    named = list(dict.fromkeys(name for name, cue in _CUES if contains(cue, question.text)))
    if not named and question.of("degree"):
        return ["education"]  # "do those need a doctorate?"
    of_topic = MEASURE_OF_TOPIC.get(question.topic_key)
    return named or ([of_topic] if of_topic else [])


def topic_of(question: Question) -> str:
    """Return the topic that a comparison belongs to: that of the first measure that is asked for."""
    asked = measures_asked(question)
    return TOPIC_OF_MEASURE.get(asked[0], "outlook") if asked else question.topic_key
