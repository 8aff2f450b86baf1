"""What BLS publishes of all occupations together: "what does the median worker make?"."""

from __future__ import annotations

from dataclasses import fields, replace

from sqlalchemy.engine import Connection

from actions.composition.compose import Reply, compose
from actions.datasets.base import Subject
from actions.datasets.outlook import answer_outlook
from actions.datasets.pay import answer_pay
from actions.messages import message
from actions.questions.about_all import asks_of_all
from actions.questions.question import AGAINST_ALL, Question
from knowledge.dataset_records import OnetOccupation
from knowledge.models import ALL_OCCUPATIONS
from knowledge.queries.projections import projection_of
from knowledge.records import Occupation, Row

ANSWERS = {"salary": answer_pay, "outlook": answer_outlook}


def answer_all_occupations(connection: Connection, question: Question) -> Reply | None:
    """Return the pay or the outlook of all occupations together; None where something else is asked.

    The occupation under discussion stays so.
    """
    answer = ANSWERS.get(question.topic_key)
    said = any(one.origin == "said" for one in question.of("occupation"))
    said = said or question.asks_for(AGAINST_ALL)  # which holds an occupation against them
    if answer is None or said or question.message.is_payload or not asks_of_all(question.text):
        return None
    subject = _all_together(connection)
    if subject is None:
        return None
    finding = answer(connection, question, subject)
    found = [(subject.occupation, finding)]
    reply = compose(
        connection, topic=question.topic_key, found=found, state=question.state, question=question
    )
    after = replace(reply.state, occupations=question.state.occupations)
    return Reply(replace(reply.answer, occupation=None), after)


def _all_together(connection: Connection) -> Subject | None:
    row = projection_of(connection, code=ALL_OCCUPATIONS)
    if row is None:
        return None
    name = message("data.all_occupations")
    of_row = {one.name: getattr(row, one.name) for one in fields(Row)} | {"key": f"{ALL_OCCUPATIONS}.00"}
    onet = OnetOccupation(
        **of_row,
        title=row.title,
        name=name,
        plural=name,
        job_zone=None,
        wage_code=ALL_OCCUPATIONS,
        wage_title=row.title,
        projection_code=ALL_OCCUPATIONS,
        description=None,
    )
    return Subject(Occupation(ALL_OCCUPATIONS, name, name, featured=False, code=onet.key), onet)
