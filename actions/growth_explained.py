"""Why an occupation grows or shrinks by BLS: "why is it shrinking?", "is that because of AI?"."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.composition.compose import Reply, compose
from actions.datasets.base import Subject
from actions.datasets.counted_with import counted_occupations
from actions.datasets.growth_reasons import among_others, reasons_of_growth
from actions.follow_ups.choices import aside
from actions.questions.question import Question
from actions.questions.reasons import AI, AUTOMATION, OUTLOOK, reason_of_growth_asked, supposed_reason
from knowledge.queries.occupations import featured_occupation, get_occupation
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.records import Occupation

MOST_OCCUPATIONS = 3


def growth_explained(connection: Connection, question: Question) -> Reply | None:
    """Tell what BLS names as the reason; None where no reason of a growth is asked for."""
    sentence = reason_of_growth_asked(question.message, question.state)
    if sentence is None:
        return None
    supposed = supposed_reason(sentence if supposed_reason(sentence).kind else question.message.words)
    about = _asked_of(connection, question)
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


def _asked_of(connection: Connection, question: Question) -> list[Occupation]:
    """Return the occupations that are asked about: those that are named, else the last that was told of."""
    left_out = {one.value for one in question.exclusions}
    said = (one for one in question.of("occupation") if one.origin == "said")
    named = [one.occupation for one in said if one.occupation and one.value not in left_out]
    if named:
        featured = featured_occupation(connection).key
        return [one for one in named if one.key != featured][:MOST_OCCUPATIONS] or named[:1]
    told = [get_occupation(connection, key=key) for key in question.state.occupations]
    return [one for one in told if one][-1:]
