"""What is known about the bootcamp; its price or duration is looked up like a certificate's."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from actions.composition.sections import Finding
from actions.questions.question import LinkedEntity, Question
from actions.topics.base import TopicHandler
from actions.topics.certificate_attributes import asked_attributes, describe
from actions.topics.statements import StatementRows, Statements
from knowledge.queries.entities import certifications
from knowledge.records import Certification, Occupation


@dataclass(frozen=True)
class BootcampRows(StatementRows):
    """… with the details of the courses."""

    courses: tuple[Certification, ...]


class Bootcamp(TopicHandler[BootcampRows]):
    """The bootcamp's statements, or the attribute asked for."""

    topics = ("bootcamp",)

    def __init__(self) -> None:
        """Leave all but the attributes to the handler of statements."""
        self._statements = Statements()

    def fetch(self, connection: Connection, question: Question, occupation: Occupation) -> BootcampRows:
        """Return the rows and the details of the courses under the topic."""
        rows = self._statements.fetch(connection, question, occupation)
        keys = [association.entity.key for association in rows.held.associations]
        courses = certifications(connection, keys=keys) if keys else []
        return BootcampRows(**vars(rows), courses=tuple(courses))

    def decide(self, question: Question, rows: BootcampRows) -> Finding:
        """Return the attribute asked for, or the statements."""
        if rows.courses and asked_attributes(question):
            return describe(question, rows.courses, rows.held.associations)
        return self._statements.decide(question, rows)

    def _is_missing(self, question: Question, rows: BootcampRows, entity: LinkedEntity) -> bool:
        return self._statements._is_missing(question, rows, entity)
