"""Where most or fewest people of an occupation are employed."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.answer import Block, ChartBlock, NoteBlock, Point
from actions.composition.sections import Finding
from actions.datasets.base import Subject, found, group_note, number
from actions.datasets.places import asks_for_lowest, kind_of_areas
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.question import Question
from actions.questions.workers_counted import asks_where_jobs_are
from knowledge.queries.wages import employment_by_area, release

SHOWN = 8


def answer_employment_by_area(connection: Connection, question: Question, subject: Subject) -> Finding | None:
    """Return the places that employ most or fewest of an occupation; None where no order is asked for."""
    text = question.text
    ordered = (
        question.rank is not None
        or question.asks_for("highest", "lowest")
        or contains("ranks_people", text)
        or asks_where_jobs_are(text)
        or question.topic_is("regional_demand")
    )
    placed = contains("names_places", text) or asks_where_jobs_are(text)
    if not (ordered and placed) or contains("search_by_pay", text):
        return None
    kind = kind_of_areas(text)
    rows = employment_by_area(connection, code=subject.onet.wage_code or "", kind=kind)
    if not rows:
        return None
    lowest = asks_for_lowest(question)
    shown = (rows[::-1] if lowest else rows)[:SHOWN]
    areas, release_name = message(f"data.areas.{kind}"), release(connection)
    lead = message(
        "data.employment.lowest_area" if lowest else "data.employment.highest_area",
        occupations=subject.plural,
        area=shown[0].area.name,
        count=number(shown[0].employment or 0),
        areas=areas,
        release=release_name,
    )
    title = message(
        "data.employment.areas_chart", occupations=subject.plural, areas=areas, release=release_name
    )
    points = tuple(
        Point(row.area.name, float(row.employment or 0), number(row.employment or 0)) for row in shown
    )
    blocks: list[Block] = [ChartBlock(title, "people", points, "bar")]
    if note := group_note(subject):
        blocks.append(NoteBlock(note))
    return found(lead, *blocks, rows=shown)
