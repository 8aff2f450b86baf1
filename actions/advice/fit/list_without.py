"""The list of what fits without occupations that words of their titles name: "take out the oil ones"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.advice.fit.answer import fit_reply
from actions.advice.fit.order import ordered_list
from actions.answer import TextBlock
from actions.composition.compose import Reply
from actions.formatting import joined
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.left_out import titles_left_out
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_FIT
from knowledge.queries.occupation_search import names_by_code

_MOST_WORDS = 14
_MOST_LEFT_OUT = 80  # occupations; a message that means more is about the kind of work


def list_without(connection: Connection, question: Question) -> Reply | None:
    """Return the list without what a message takes out, in the order that it asks for; None to any other."""
    state, words = question.state, question.message.words
    if state.topic != CAREER_FIT or question.message.is_payload or len(words.split()) > _MOST_WORDS:
        return None
    if state.other is not None or not contains("takes_out", words) or contains("first_person", words):
        return None
    told = titles_left_out(connection, f"\n{words}")
    every = names_by_code(connection)
    codes = [code for code in every if told.codes and code.startswith(told.codes)]
    if not told.called or not 0 < len(codes) <= _MOST_LEFT_OUT:
        return None
    declined = tuple(dict.fromkeys((*state.person.declined, *codes)))
    left = replace(state, person=replace(state.person, declined=declined))
    before = message("fit.without", names=joined(told.called, "or"))
    reply = fit_reply(connection, left, before=before)
    others = tuple(one for one in question.message.entities if one.kind != "occupation")
    asked = replace(question.message, entities=others)  # what is taken out is not what is asked about
    ordered = ordered_list(connection, replace(question, message=asked, state=reply.state, item=None))
    if ordered is None:
        return reply
    first, *rest = ordered.answer.blocks
    lead = f"{before} {first.text}" if isinstance(first, TextBlock) else before
    return replace(ordered, answer=replace(ordered.answer, blocks=(TextBlock(lead), *rest)))
