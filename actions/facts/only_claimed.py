"""A belief that people of an occupation do one thing and no other: "do they only work with algorithms?"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import ListBlock, TextBlock
from actions.composition.compose import Reply, compose
from actions.composition.sections import Finding, Section, statement_items
from actions.formatting import capitalised
from actions.messages import message
from actions.questions.cues import contains, is_claim
from actions.questions.occupations import discussed_occupation
from actions.questions.question import Question
from actions.thresholds import BELIEF_IS_MISCONCEPTION
from knowledge.queries import facts
from knowledge.queries.search import search_misconceptions

DUTIES = "duties"
FEWEST, SHOWN = 2, 6  # duties that refute it


def only_claimed(connection: Connection, question: Question) -> Reply | None:
    """Refute the belief by the duties that the articles name; None where one of their own is meant."""
    words = question.message.words
    if question.message.is_payload or not (contains("says_they_only_do", words) and is_claim(words)):
        return None
    named = [one.occupation for one in question.of("occupation")]
    occupation = named[0] if named else discussed_occupation(connection, question.state)
    if len(named) > 1 or occupation is None or occupation.only_in_datasets:
        return None
    beliefs = search_misconceptions(connection, occupation=occupation.key, question=question.text, limit=1)
    if any(similarity >= BELIEF_IS_MISCONCEPTION for _belief, similarity in beliefs):
        return None
    rows = facts.statements(connection, occupation=occupation.key, topic=DUTIES)[:SHOWN]
    if len(rows) < FEWEST:
        return None
    lead = message("facts.no", text=message("facts.do_more", occupations=capitalised(occupation.plural)))
    blocks = (TextBlock(lead), ListBlock(tuple(row.text for row in rows)))
    section = Section(blocks, tuple(rows), statement_items(rows))
    found = [(occupation, Finding((section,)))]
    reply = compose(connection, topic=DUTIES, found=found, state=question.state, question=question)
    return replace(reply, answer=replace(reply.answer, unsure=False))
