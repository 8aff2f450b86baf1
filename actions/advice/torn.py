"""Somebody who wants other work than others want for them: "my parents want a pharmacist, I want music"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.patterns import pattern
from actions.about_you.told import Told, plain_text
from actions.composition.compose import Reply
from actions.questions.linking import link, link_values
from actions.questions.message import ParsedEntity
from actions.questions.question import Question
from actions.questions.titles.named_fields import fields_in
from actions.thresholds import AIM_IS_OCCUPATION
from actions.topic_answers import answer_topic
from knowledge.queries.nearest_occupations import nearest_occupations
from knowledge.terms import normalise

_TWO = 2


def answer_torn(connection: Connection, question: Question) -> Reply | None:
    """Compare what others want for somebody with what they want; None where no message tells both."""
    if question.message.is_payload:
        return None
    told = plain_text(question.message)
    theirs = pattern("wanted_by_others").search(told.text)
    if theirs is None:
        return None
    of_others = told.occupations[int(theirs["theirs"])]
    own = _own_wish(connection, told, theirs.span())
    if own is None:
        return None
    two = link(connection, [of_others, own])
    both = {one.occupation.key if one.occupation else one.typed for one in two}
    if len(both) < _TWO or not all(one.occupation or one.candidates for one in two):
        return None
    compared = replace(question, entities=tuple(two))
    return answer_topic(connection, compared.about("comparison"))


def _own_wish(connection: Connection, told: Told, others: tuple[int, int]) -> ParsedEntity | None:
    """Return what somebody says that they want themselves, as a title or the work nearest to it."""
    start, end = others
    rest = f"{told.text[:start]}{' ' * (end - start)}{told.text[end:]}"
    for found in pattern("wanted_by_oneself").finditer(rest):
        if found["own"]:
            return told.occupations[int(found["own"])]
        field = found["field"]
        named = next(iter(fields_in(connection, field)), None)
        if named:
            return ParsedEntity("occupation", named.code, field)
        near = next(iter(nearest_occupations(connection, text=field)), None)
        if near and near.similarity >= AIM_IS_OCCUPATION:
            return ParsedEntity("occupation", near.code, field)
    return None


def with_last(connection: Connection, question: Question) -> Reply | None:
    """Compare with the occupation that was asked about last, for "or a social worker?" of a stranger."""
    person, last = question.person, question.state.occupations[-1:]
    alike = normalise(question.message.words).split()[:1] == ["or"]
    if not alike or not last or person.occupation or person.former:
        return None
    before = link_values(connection, [("occupation", key) for key in last])
    compared = replace(question, entities=(*before, *question.entities))
    return answer_topic(connection, compared.about("comparison"))
