"""What an occupation is and does, which titles it has, and which occupations are near it."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.answer import ListBlock, TextBlock
from actions.composition.sections import Finding
from actions.datasets.base import Subject, found, median_sentence, not_held, occupation_items
from actions.datasets.published import description_sections, rating_sections, task_sections
from actions.formatting import capitalised, joined, lower_first
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.message import NAMES
from actions.questions.question import Question
from knowledge.dataset_records import Wage
from knowledge.queries.onet import duties, related, titles_of
from knowledge.queries.wages import release, wage_in

DUTIES_SHOWN = 3  # beside the description
RELATED_SHOWN = 10
TITLES_SHOWN = 12


def answer_definition(connection: Connection, question: Question, subject: Subject) -> Finding:
    """Return what the occupation is, and its first duties; its pay if it is named alone or pay is asked."""
    done = duties(connection, code=subject.onet.key)
    further = description_sections(connection, subject)
    if not subject.onet.description and further:
        return Finding(further)
    if not subject.onet.description:
        titles = titles_of(connection, code=subject.onet.key, kind="alternate")[:TITLES_SHOWN]
        text = message("data.profile.none", title=subject.onet.title)
        more = [TextBlock(message("data.titles.some", titles=joined(titles)))] if titles else []
        return not_held(text, *more, rows=(subject.onet,))
    shown = done[:DUTIES_SHOWN]
    listed = [ListBlock(tuple(one.text for one in shown), message("data.profile.do"))] if shown else []
    pays = _is_named_alone(question) or contains("asks_what_one_makes", question.text)
    paid, wages = _pay(connection, subject) if pays else ([], [])
    rows = (subject.onet, *shown, *wages)
    return found(subject.onet.description, *paid, *listed, rows=rows, further=further)


def _is_named_alone(question: Question) -> bool:
    """Return whether a message does no more than name the occupation: "pharmacist", "and the nurse?"."""
    carried = question.topic is not None and question.topic.origin == "carried over"
    named = any(one.origin == "said" for one in question.of("occupation"))
    return question.message.form == NAMES or (carried and named)


def _pay(connection: Connection, subject: Subject) -> tuple[list[TextBlock], list[Wage]]:
    """Return the sentence on the pay in the nation and its row; empty where none is published."""
    row = wage_in(connection, code=subject.onet.wage_code) if subject.onet.has_own_wages else None
    text = median_sentence(subject, row, release(connection)) if row else None
    return ([TextBlock(text)], [row]) if row and text else ([], [])


def answer_duties(connection: Connection, _question: Question, subject: Subject) -> Finding:
    """Return what people in the occupation do, and of a release its tasks and activities."""
    done = duties(connection, code=subject.onet.key)
    further = (
        *task_sections(connection, subject),
        *rating_sections(connection, subject, "activity"),
    )
    if not done:
        none = not_held(message("data.duties.none", title=subject.onet.title))
        return Finding(further) if further else none
    first, *others = done
    lead = message("data.duties.first", occupations=subject.Plural, duty=lower_first(first.text))
    listed = [ListBlock(tuple(one.text for one in others), message("data.duties.also"))] if others else []
    return found(lead, *listed, rows=done, further=further)


def answer_titles(connection: Connection, question: Question, subject: Subject) -> Finding:
    """Return other titles of the occupation."""
    code = subject.onet.key
    reported = titles_of(connection, code=code, kind="reported")
    titles = (reported + titles_of(connection, code=code, kind="alternate"))[:TITLES_SHOWN]
    if not titles:
        return not_held(message("data.titles.none", title=subject.onet.title))
    name = "called" if contains("asks_for_the_name", question.message.words) else "lead"
    lead = message(f"data.titles.{name}", occupations=subject.Plural, titles=joined(titles[:4]))
    rest = titles[4:]
    listed = [TextBlock(message("data.titles.some", titles=joined(rest)))] if rest else []
    return found(lead, *listed, rows=(subject.onet,))


def answer_related(connection: Connection, question: Question, subject: Subject) -> Finding:
    """Return the related occupations, the nearest first, for who wants to move up with what is not held."""
    near = related(connection, code=subject.onet.key)[:RELATED_SHOWN]
    if not near:
        return not_held(message("data.related.none", title=subject.onet.title))
    lead = message(
        "data.related.lead", occupations=subject.plural, others=joined([one.plural for one in near[:3]])
    )
    items = tuple(capitalised(one.plural) for one in near)
    listed = ListBlock(items, message("data.related.list"))
    later = contains("asks_what_comes_later", question.text)
    ladder = [TextBlock(message("data.related.no_ladder"))] if later else []
    return found(lead, *ladder, listed, rows=near, items=occupation_items(one.code for one in near))
