"""Answers a resume, sent as a file or pasted: what was taken from it, to be corrected, and what fits."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.advice.described import described
from actions.advice.fit.answer import fit_reply
from actions.advice.fit.profile import known_of
from actions.advice.resume.lines import lines_from
from actions.advice.resume.reader import merged, read_resume
from actions.answer import Button, ListBlock, TextBlock
from actions.composition.compose import Reply, say
from actions.composition.offers import payload
from actions.messages import message
from actions.person import Person
from actions.questions.question import Question
from actions.questions.topic_slots import INTEREST_FINDER
from knowledge.queries.technology_names import technology_title


def answer_resume(connection: Connection, question: Question) -> Reply:
    """Return what was taken from a resume, and which occupations fit what is known now."""
    state = question.state
    read = question.message.document
    if read is None:
        read = read_resume(connection, lines_from(question.message))
    if not read:
        buttons = [Button(message("fit.offer.finder"), payload(INTEREST_FINDER))]
        return say(state, "unknown", message("resume.nothing"), buttons, about_occupation=False)
    taken = tuple(described(connection, read))
    lead = message("resume.taken", example=_example(connection, read))
    state = replace(state, person=merged(state.person, read))
    if known_of(connection, state.person).profile.says_nothing:
        return fit_reply(connection, state, before=f"{lead} {' '.join(taken)}")
    return fit_reply(connection, state, opening=(TextBlock(lead), ListBlock(taken)))


def _example(connection: Connection, read: Person) -> str:
    """Return what could be forgotten, for the example."""
    technologies = [technology_title(connection, name=one) for one in read.technologies[:1]]
    names = [*technologies, *(skill.lower() for skill in read.skills[:1]), read.place]
    return next((name for name in names if name), "my education")
