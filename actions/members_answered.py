"""Answers a message that points back at several occupations, for just those."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.compose import Reply
from actions.datasets.comparison import MOST
from actions.datasets.of_members import answer_of_members
from actions.questions.members_records import MembersAsked
from actions.questions.question import Question
from actions.topic_answers import answer_topic

# What a comparison tells in the same words, whoever is compared.
_COMPARED = frozenset({"", "pay", "growth", "openings", "employment", "way"})


def members_answered(connection: Connection, question: Question) -> Reply | None:
    """Return what is asked of the occupations that a message points back to; None if it points at none."""
    asked = question.of_members
    if asked is None:
        return None
    if asked.operation == "related" or _is_a_comparison(asked):
        return answer_topic(connection, replace(question, of_members=None))
    return answer_of_members(connection, question, asked)


def _is_a_comparison(asked: MembersAsked) -> bool:
    """Return whether the comparison of the datasets tells what is asked: who has more pay or growth."""
    few = asked.members.whence != "listed" and len(asked.members.keys) <= MOST
    told = asked.operation in ("beside", "each") or (asked.operation == "first" and not asked.least)
    return few and told and asked.measure in _COMPARED and not asked.part
