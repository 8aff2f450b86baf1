"""Which of the occupations that were compared last needs something more, or at all."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.carry_over import shown
from actions.questions.carry_over.carrying import carried
from actions.questions.carry_over.occupations import COMPARED_BY, last_compared
from actions.questions.cues import contains
from actions.questions.question import Question
from knowledge.queries.occupations import get_occupation

FEWEST = 2
# Topics of what occupations need in different measure.
_OF_NEEDS = frozenset(
    {"skills", "mathematics", "coding_need", "programming_languages", "requirement_check", "tools"}
)


def which_needs(connection: Connection, question: Question) -> Question | None:
    """Ask those that were compared who needs a degree, or more of a skill: "which needs a doctorate?".

    Those that the articles compare are compared anew: what they say of each tells who needs more.
    """
    words = question.message.words
    which = contains("one_of_two", words) or contains("asks_which_of_them", words)
    needs = contains("asks_whether_needed", words) or contains("says_uses", words)
    if not (which and needs) or question.of("occupation") or question.message.is_payload:
        return None
    compared = last_compared(question)
    if len(compared) < FEWEST:
        return None
    taken = [("occupation", key) for key in compared]
    if question.of("degree") or contains("asks_for_education", words):
        return carried(connection, question, taken, topic="education")
    skill = question.of("skill", "tool") or (question.topic is not None and question.topic_key in _OF_NEEDS)
    if not skill or not contains("search_more", words):
        return None
    featured = [get_occupation(connection, key=key) for key in compared]
    told_of = all(one is not None and not one.only_in_datasets for one in featured)
    return carried(connection, question, taken, topic="comparison" if told_of else "skills")


def first_of_shown(connection: Connection, question: Question) -> Question | None:
    """Ask which of the two that were shown comes first: "and the best paid one?", "which is quickest?".

    The two are those that were compared, or the sides of a change that was talked about.
    """
    state, words = question.state, question.message.words
    if question.of("occupation") or question.message.is_payload or not shown.ranks_shown(words):
        return None
    past = state.last_question()
    compared = past.together() if past and len(past.together()) >= FEWEST else ()
    together = compared or shown.sides_of_change(state) or last_compared(question)
    if shown.listed(state) or len(together) < FEWEST:
        return None
    topic = next((name for cue, name in COMPARED_BY if contains(cue, words)), None)
    if topic is None and contains("asks_for_the_quickest", words):
        topic = "education"
    if topic is None:
        return None
    asked = replace(question, rank=None, item=None, item_position=None)
    return carried(connection, asked, [("occupation", key) for key in together], topic=topic)
