"""That the figures of an occupation say how it is and not why, and what bears on them."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.answer import TextBlock
from actions.composition.sections import Finding
from actions.datasets.base import Subject, not_held
from actions.datasets.preparation import answer_education
from actions.messages import message
from actions.questions.kinds import PLACES
from actions.questions.question import Question
from actions.questions.reasons import OF_FIGURES, asks_for_reason


def with_no_reason(connection: Connection, question: Question, subject: Subject, finding: Finding) -> Finding:
    """Return a finding on figures behind the sentence that they give no reason, where one is asked for.

    The figure is told where it is of an occupation or a place that the message names; beside pay, what it
    takes to enter.
    """
    asks = not question.message.is_payload and asks_for_reason(question.message.words)
    if not asks or question.topic_key not in OF_FIGURES or finding.outcome != "answered":
        return finding
    first = finding.sections[0]
    named = any(one.origin == "said" for one in question.of("occupation", *PLACES))
    texts = [one for one in first.blocks if isinstance(one, TextBlock)][:1] if named else []
    rows = list(first.rows) if named else []
    if question.topic_is("salary"):
        entered = answer_education(connection, question.about("education"), subject).sections[0]
        texts += [one for one in entered.blocks if isinstance(one, TextBlock)][:1]
        rows += entered.rows
    name = "data.reason.beside" if texts else "data.reason.none"
    return not_held(message(name, occupations=subject.plural), *texts, rows=rows)
