"""The skills of several occupations side by side: one that is named, or those that matter most to each."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from actions.datasets.abilities import SKILL_OF_TOPIC
from actions.datasets.base import Subject
from actions.datasets.registry import words_beside_names
from actions.formatting import joined
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.question import Question
from knowledge.dataset_records import Rating
from knowledge.queries.dataset_rows import ONET
from knowledge.queries.lexical import content_words
from knowledge.queries.onet import ratings

SKILLS = 10  # of each occupation that are compared
OWN_SHOWN = 4  # … that others do not share


def compared_skill(
    connection: Connection, question: Question, subjects: Sequence[Subject]
) -> tuple[str, list[Rating]] | None:
    """Return to whom the skill that is asked for matters most, and the ratings; None without one of all."""
    if not (question.topic_is("skills") or question.of("skill")):
        return None
    rated = [_rating(connection, question, subject) for subject in subjects]
    told = sorted(
        ((row, subject) for row, subject in zip(rated, subjects, strict=True) if row),
        key=lambda one: -one[0].value,
    )
    if len(told) < len(subjects) or len({row.element for row, _subject in told}) != 1:
        return None
    texts = [
        message("data.comparison.of", value=f"{row.value:g}", occupations=subject.plural)
        for row, subject in told
    ]
    text = message("data.comparison.skill", skill=told[0][0].element, texts=joined(texts))
    return text, [row for row, _subject in told]


def compared_skills(connection: Connection, question: Question, subjects: Sequence[Subject]) -> list[str]:
    """Return which of their most important skills occupations share, and which they do not.

    The latter come first where it is asked what one needs that another does not.
    """
    tops = {
        one: [
            row.element.lower()
            for row in ratings(connection, code=one.onet.key, scale="skill")[:SKILLS]
            if row.source.key == ONET
        ]
        for one in subjects
    }
    unrated = joined([one.plural for one, top in tops.items() if not top])
    rated = {one: top for one, top in tops.items() if top}
    told = [message("members.missing", names=unrated)] if unrated else []
    if len(rated) > 1:
        first, *others = rated.values()
        shared = [name for name in first if all(name in other for other in others)]
        names = joined(shared) or message("table.none")
        told.insert(0, message("data.comparison.shared", skills=names, count=SKILLS))
    else:
        shared = []
    own = [
        message("data.comparison.own", occupations=one.plural, skills=joined(rest))
        for one, top in rated.items()
        if (rest := [name for name in top if name not in shared][:OWN_SHOWN])
    ]
    return [*own, *told] if own and contains("that_others_lack", question.text) else [*told, *own]


def _rating(connection: Connection, question: Question, subject: Subject) -> Rating | None:
    """Return how the skill that a question names is rated for an occupation."""
    named = [one.name for one in question.of("skill")]
    asked = content_words(" ".join((words_beside_names(question), *named)))
    of_intent = SKILL_OF_TOPIC.get(question.intent)
    return next(
        (
            row
            for row in ratings(connection, code=subject.onet.key, scale="skill")
            if row.element == of_intent or content_words(row.element) <= asked
        ),
        None,
    )
