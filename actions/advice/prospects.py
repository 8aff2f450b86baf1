"""What fits and grows, behind whether some work does: "is my job dying?", "should I switch majors?"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.advice.answers import ADVICE
from actions.advice.asked import asks
from actions.answer import TextBlock
from actions.composition.compose import Reply
from actions.questions.linking import link, link_values
from actions.questions.question import Question
from actions.questions.reader import retopic
from actions.questions.topic_slots import CAREER_FIT
from actions.thresholds import AIM_IS_OCCUPATION
from actions.topic_answers import answer_topic
from knowledge.queries.nearest_occupations import nearest_occupations
from knowledge.queries.occupation_wishes import GROWTH
from knowledge.queries.occupations import get_occupation


def answer_major(connection: Connection, question: Question) -> Reply | None:
    """Return the outlook of the work that a subject leads to, and what else it is good for that grows.

    None where no message asks whether to change what its writer studies.
    """
    message = question.message
    if message.is_payload or not asks("changes_major", message.words):
        return None
    said = [one for one in question.of("occupation") if one.origin == "said"]
    keys = [one.likeliest for one in (*said, *link(connection, message.refused)) if one.likeliest]
    field = question.person.field
    near = nearest_occupations(connection, text=field, limit=1) if field and not keys else []
    keys += [one.code for one in near if one.similarity >= AIM_IS_OCCUPATION]
    if not keys:
        return None
    person = question.person
    # "No reporter jobs left" refuses none.
    declined = tuple(one for one in person.declined if one not in keys)
    asked = replace(question, state=replace(question.state, person=replace(person, declined=declined)))
    return fit_that_grows(connection, asked, keys[0])


def fit_that_grows(connection: Connection, question: Question, key: str) -> Reply:
    """Return what fits somebody and grows, behind whether an occupation does; ``key`` may be empty."""
    person = question.person
    wants = tuple(dict.fromkeys((*person.wants, GROWTH)))
    grows = replace(question, state=replace(question.state, person=replace(person, wants=wants)))
    reply = ADVICE[CAREER_FIT](connection, grows.about(CAREER_FIT))
    own = get_occupation(connection, key=key)
    if own is None:
        return reply
    linked = link_values(connection, [("occupation", own.key)])
    plain = replace(question.message, text="", corrected="")  # whose words tell of more than the outlook
    outlook = replace(question, entities=linked, message=plain, text="")
    told = answer_topic(connection, retopic(connection, outlook, "outlook"))
    first = next((one for one in told.answer.blocks if isinstance(one, TextBlock)), None)
    if told.answer.outcome != "answered" or first is None:
        return reply
    return replace(reply, answer=replace(reply.answer, blocks=(first, *reply.answer.blocks)))
