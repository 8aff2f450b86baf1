"""What is held of a place where what is asked is not told by place: pay, and how many work there."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.answer import TextBlock
from actions.composition.sections import Finding
from actions.datasets.base import Subject, count_sentence, median_sentence, names_of, not_held
from actions.datasets.places import Place, place_of
from actions.formatting import lower_first
from actions.messages import message
from actions.questions.question import Question
from actions.questions.topic_slots import OF_PLACES
from knowledge.dataset_records import Wage
from knowledge.models import NATION
from knowledge.queries.topics import get_topics
from knowledge.queries.wages import release, wage_in


def held_there(connection: Connection, subject: Subject, place: Place) -> tuple[list[TextBlock], list[Wage]]:
    """Return what an occupation earns in a place and how many work there; empty if that is not held."""
    if place.area is None or place.area.code == NATION:
        return [], []
    row = wage_in(connection, code=subject.onet.wage_code, area_code=place.area.code)
    if row is None:
        return [], []
    name = release(connection)
    paid = median_sentence(subject, row, name)
    counted = count_sentence(subject, row, name) if row.employment else None
    texts = [text for text in (paid, counted) if text]
    return ([TextBlock(" ".join(texts))], [row]) if texts else ([], [])


def answer_elsewhere(connection: Connection, question: Question, subject: Subject) -> Finding | None:
    """Return that the last topic is not told by place, and what is, for a place that is asked for alone."""
    topic = question.topic
    if topic is None or topic.origin != "carried over" or topic.value in OF_PLACES:
        return None
    place = place_of(connection, question)
    if place is None or place.named.origin != "said":
        return None
    blocks, rows = held_there(connection, subject, place)
    (asked,) = get_topics(connection, keys=[topic.value])
    where = place.area.name if place.area else names_of([place.named])
    text = message("data.not_by_place", topic=lower_first(asked.title), place=where)
    return not_held(text, *blocks, rows=rows)
