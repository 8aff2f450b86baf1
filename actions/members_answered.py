"""Answers a message that points back at several occupations, for just those."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.composition.compose import Reply
from actions.datasets.compared.comparison import MOST
from actions.datasets.compared.of_members import answer_of_members, holds_of_any
from actions.datasets.search.answer import answer_search
from actions.questions.cues import contains
from actions.questions.members.meant import FEWEST
from actions.questions.members.records import MembersAsked
from actions.questions.question import Question
from actions.questions.topic_slots import OCCUPATION_SEARCH
from actions.topic_answers import answer_topic
from knowledge.queries.occupations import get_occupation

# What a search is asked for anew where none of its first page keeps it.
_NARROWS = frozenset({"pay", "education", "experience", "openings", "employment"})
# Measures for which a comparison of the datasets has the answer already.
_COMPARED = frozenset({"", "pay", "growth", "openings", "employment", "way"})


def members_answered(connection: Connection, question: Question) -> Reply | None:
    """Return what is asked of the occupations that a message points back to; None if it points at none."""
    asked = question.of_members
    if asked is None:
        return None
    uncounted = [
        one for key in asked.members.keys if (one := get_occupation(connection, key=key)) and not one.code
    ]
    apart = len(asked.members.keys) - len(uncounted) < FEWEST or asked.operation == "each"
    if uncounted and apart and asked.operation != "beside":
        return answer_topic(connection, replace(question, of_members=None))  # what is held of each
    if asked.operation == "related" or _is_a_comparison(asked):
        return answer_topic(connection, replace(question, of_members=None))
    if asked.measure == "duties" and contains("asks_what_each_does", question.text) and _are_few(asked):
        return answer_topic(connection, replace(question.about("comparison"), of_members=None))
    reply = answer_of_members(connection, question, asked)
    return _with_search(connection, question, asked, reply)


def _with_search(connection: Connection, question: Question, asked: MembersAsked, reply: Reply) -> Reply:
    """Return an answer, and where none of a search's first page keeps what is asked, those of it that do."""
    state = question.state
    goes_on = state.topic == OCCUPATION_SEARCH and asked.members.whence == "listed" and state.pages > 1
    asks = asked.operation == "holds" and not asked.members.against and asked.measure in _NARROWS
    if not (goes_on and asks) or holds_of_any(connection, question, asked):
        return reply
    kept = tuple(one for one in question.entities if one.kind != "occupation")
    again = replace(question.about(OCCUPATION_SEARCH, origin="carried over"), entities=kept, of_members=None)
    found = answer_search(connection, replace(again, occupations=()))
    if found.answer.outcome != "answered":
        return reply
    blocks = (*reply.answer.blocks[:1], *found.answer.blocks)
    return replace(found, answer=replace(found.answer, blocks=blocks))


def _are_few(asked: MembersAsked) -> bool:
    return asked.members.whence != "listed" and len(asked.members.keys) <= MOST


def _is_a_comparison(asked: MembersAsked) -> bool:
    """Return whether the comparison of the datasets tells what is asked: who has more pay or growth."""
    told = asked.operation in ("beside", "each") or (asked.operation == "first" and not asked.least)
    return _are_few(asked) and told and asked.measure in _COMPARED and not asked.part
