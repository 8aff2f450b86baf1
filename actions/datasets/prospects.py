"""What bears on whether an occupation is worth it: pay, growth, what it takes to enter, and whom it suits."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.answer import ListBlock, TextBlock
from actions.composition.sections import Finding
from actions.datasets.abilities import answer_interests
from actions.datasets.base import Subject, found, not_held
from actions.datasets.outlook import answer_outlook
from actions.datasets.pay import answer_pay
from actions.datasets.preparation import answer_education
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.question import Question
from knowledge.records import Row

PERSONAL_DECISION = "personal_decision"
_TOPICS = {
    "salary": answer_pay,
    "outlook": answer_outlook,
    "education": answer_education,
    "interests": answer_interests,
}


def asks_if_worth(question: Question) -> bool:
    """Return whether somebody asks if an occupation is a good choice: "is nursing worth it?"."""
    return question.intent == PERSONAL_DECISION or contains("asks_if_worth", question.text)


def answer_prospects(connection: Connection, question: Question, subject: Subject) -> Finding:
    """Return the first sentence on each topic that bears on the choice, which stays the person's own."""
    texts: list[str] = []
    rows: dict[str, Row] = {}
    # Who asks whether AI will "kill it" wants to hear first how it is projected to fare.
    fears = contains("fears_for_the_work", question.text)
    for topic, answer in sorted(_TOPICS.items(), key=lambda one: fears and one[0] != "outlook"):
        finding = answer(connection, question.about(topic), subject)
        first = finding.sections[0]
        if finding.outcome == "answered" and isinstance(first.blocks[0], TextBlock):
            texts.append(first.blocks[0].text)
            rows |= {row.key: row for row in first.rows}
    if not texts:
        return not_held(message("data.prospects.none", occupations=subject.plural))
    lead, *more = texts
    items = (*more, message("data.prospects.yours"))
    return found(lead, ListBlock(items, message("data.prospects.title")), rows=tuple(rows.values()))
