"""Whether an occupation takes the school that a question names: "do electricians need college?"."""

from __future__ import annotations

from actions.messages import message
from actions.questions.cues import asking, asks_if_so, contains
from actions.questions.question import Question
from knowledge.queries.occupation_search import EDUCATION

HIGH_SCHOOL, SOME_COLLEGE, AWARD, ASSOCIATE, BACHELOR, MASTER, DOCTORATE = range(1, len(EDUCATION))
# The least that words name.
_LEAST = (
    ("search_doctorate", DOCTORATE),
    ("search_master", MASTER),
    ("search_bachelor", BACHELOR),
    ("search_associate", ASSOCIATE),
    ("search_high_school", HIGH_SCHOOL),
)
_DENIES = ("search_no_degree", "search_no_diploma", "search_no_doctorate", "does_without", "denies_a_need")


def with_school_verdict(question: Question, told: str, education: str) -> str:
    """Return the sentence on the typical education behind the yes or no that it is to a question.

    Args:
        question: what is asked.
        told: the sentence.
        education: one of ``EDUCATION``.
    """
    taken = _takes_named(question, EDUCATION.index(education))
    return told if taken is None else message("facts.yes" if taken else "facts.no", text=told)


def _takes_named(question: Question, level: int) -> bool | None:
    """Return whether at least what is named is typical; None where that is not asked, or not told by it."""
    text = question.message.words
    asks = asks_if_so(asking(text)) and contains("asks_whether_needed", text)
    if not asks or any(contains(cue, text) for cue in _DENIES):
        return None
    named = [least for cue, least in _LEAST if contains(cue, text)]
    if not named and contains("names_a_degree", text):
        named = [ASSOCIATE]
        if level in (SOME_COLLEGE, AWARD) and not contains("search_degree", text):
            return None  # college may be what leads to a certificate
    return level >= named[0] if len(named) == 1 else None
