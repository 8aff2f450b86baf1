"""Why an occupation grows or shrinks by BLS: "why is it shrinking?", "is that because of AI?"."""

from __future__ import annotations

import re

from sqlalchemy.engine import Connection

from actions.composition.compose import Reply, compose
from actions.datasets.base import Subject
from actions.datasets.counted_with import counted_occupations
from actions.datasets.growth_reasons import among_others, reasons_of_growth
from actions.follow_ups.choices import aside
from actions.questions.linking import link
from actions.questions.message import ParsedEntity
from actions.questions.question import Question
from actions.questions.reasons import AI, AUTOMATION, OUTLOOK, reason_of_growth_asked, supposed_reason
from actions.thresholds import AIM_IS_OCCUPATION
from knowledge.queries.nearest_occupations import nearest_occupations
from knowledge.queries.occupations import featured_occupation, get_occupation
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.records import Occupation
from knowledge.terms import normalise

MOST_OCCUPATIONS = 3
_SUBJECT = re.compile(
    r"\b(?:is|are|will|does|do|has|have) "
    r"(?!(?:it|they|this|that|these|those|the|there|their|its|he|she|you|we|i|jobs?|people|workers)\b)"
    r"(?P<work>\w+(?: \w+){0,2}?) (?:jobs? |work )?(?:really |also |only |being )?"
    r"(?:shrink|grow|declin|dying|dead|die|fall|go|los|drop|decreas|increas|ris|disappear|replac|tak|automat)\w*"
)


def growth_explained(connection: Connection, question: Question) -> Reply | None:
    """Tell what BLS names as the reason; None where no reason of a growth is asked for."""
    sentence = reason_of_growth_asked(question.message, question.state)
    if sentence is None:
        return None
    supposed = supposed_reason(sentence)
    supposed = supposed if supposed.kind else supposed_reason(question.message.words)
    about = _asked_of(connection, question, sentence)
    featured = featured_occupation(connection)
    alone = about == [featured]
    if alone:  # what drives their field the articles tell, but not whether it is what is supposed
        about = counted_occupations(connection, featured) if supposed.kind in (AI, AUTOMATION) else []
    found = [
        (one, reasons_of_growth(connection, Subject(one, onet), supposed))
        for one in about
        if (onet := onet_occupation_by_code(connection, code=one.code) if one.code else None)
    ]
    if not found:
        return None
    if alone:
        found = [(featured, among_others(featured, found))]
    state = question.state
    reply = compose(connection, topic=OUTLOOK, found=found, state=state, question=question.about(OUTLOOK))
    return aside(reply, state) if state.topic == OUTLOOK and not question.of("occupation") else reply


def _asked_of(connection: Connection, question: Question, sentence: str) -> list[Occupation]:
    """Return the occupations that are asked about: those that are named, else the last that was told of.

    Work that NLU takes for no title is one where it stands before what it is said to do: "is data entry
    shrinking?"; none are returned where no occupation is called so.
    """
    left_out = {one.value for one in question.exclusions}
    said = (one for one in question.of("occupation") if one.origin == "said")
    named = [one.occupation for one in said if one.occupation and one.value not in left_out]
    if named:
        featured = featured_occupation(connection).key
        return [one for one in named if one.key != featured][:MOST_OCCUPATIONS] or named[:1]
    subject = _SUBJECT.search(normalise(sentence))
    if subject and not question.of("occupation"):
        work = subject["work"]
        linked = link(connection, [ParsedEntity("occupation", work, work)])[0]
        near = () if linked.occupation else nearest_occupations(connection, text=work, limit=1)
        found = [
            get_occupation(connection, key=one.code) for one in near if one.similarity >= AIM_IS_OCCUPATION
        ]
        return [one for one in (linked.occupation, *found) if one]
    told = [get_occupation(connection, key=key) for key in question.state.occupations]
    return [one for one in told if one][-1:]
