"""Advice on what was shown last: the list, where the last one leads."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.advice.asked import asks
from actions.advice.change.asked_of_aim import answer_of_aim
from actions.advice.change.stand_ins import stand_ins
from actions.advice.fit.list_questions import answer_on_list
from actions.advice.fit.order import fits_of
from actions.advice.fit.profile import known_of
from actions.advice.fit.table import sourced_table
from actions.advice.with_occupations import answer_of
from actions.answer import Answer, TextBlock
from actions.composition.compose import Reply
from actions.datasets.base import occupation_items
from actions.formatting import joined
from actions.messages import message
from actions.questions.question import Question
from knowledge.queries.occupations import get_occupation
from knowledge.records import Occupation


def answer_of_shown(connection: Connection, question: Question) -> Reply | None:
    """Return the answer to a message about what was shown last; None to any other."""
    for answer in (answer_on_list, leads_to, answer_of_aim):
        if reply := answer(connection, question):
            return reply
    return None


def leads_to(connection: Connection, question: Question) -> Reply | None:
    """Return what the occupation that was talked about last leads to: "what can that turn into?".

    From the armed forces that is the civilian work most like it.
    """
    named = question.message.values("occupation")
    if question.message.is_payload or named or not asks("where_it_leads", question.message.words):
        return None
    last = get_occupation(connection, key=question.state.last_occupation)
    if last is None or not last.code:
        return None
    if civilian := stand_ins(connection, code=last.code):
        return _by_judgement(connection, question, last, civilian)
    return answer_of(connection, question, "related_occupations", last.key)


def _by_judgement(
    connection: Connection, question: Question, last: Occupation, civilian: tuple[str, ...]
) -> Reply:
    """Return the civilian work nearest to an occupation of the armed forces, which O*NET relates to none."""
    known = known_of(connection, question.person)
    fits = fits_of(connection, known, civilian)
    names = joined([one.plural for one in fits])
    lead = TextBlock(message("fit.by_judgement", occupations=last.plural, others=names))
    blocks = (lead, *sourced_table(connection, known, fits))
    state = replace(
        question.state,
        topic="related_occupations",
        mentions=(),
        items=occupation_items(one.code for one in fits),
        misses=0,
    )
    return Reply(Answer("answered", "related_occupations", last.key, blocks), state)
