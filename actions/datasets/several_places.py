"""The pay and the number of people of one occupation in several places that a question names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import NoteBlock, TableBlock, TextBlock
from actions.composition.sections import Finding
from actions.datasets.base import (
    Subject,
    dollars,
    found,
    group_note,
    in_place,
    median_sentence,
    not_held,
    number,
)
from actions.datasets.part_of_pay import PartOfPay, part_of_pay
from actions.datasets.places import places_of
from actions.formatting import joined
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.question import Question
from knowledge.dataset_records import Wage
from knowledge.queries.wages import median_of, release, wage_in

MOST = 6


def answer_several_places(
    connection: Connection, question: Question, subject: Subject, *, counts: bool = False
) -> Finding | None:
    """Return an occupation in the places that are named side by side; None where these are fewer than two.

    ``counts``: whether it is asked how many people work there; else what they earn.
    """
    areas = places_of(connection, question)[:MOST]
    code = subject.onet.wage_code
    if len(areas) < 2 or code is None:
        return None
    rows = [wage_in(connection, code=code, area_code=area.code) for area in areas]
    asked = part_of_pay(question)
    held = [row for row in rows if row and (row.employment if counts else asked.of(row))]
    missing = [area for area, row in zip(areas, rows, strict=True) if row not in held]
    name = release(connection)
    untold = [
        message("data.pay.not_published", occupations=subject.plural, place=in_place(one)) for one in missing
    ]
    if not held:
        return not_held(" ".join(untold))
    notes = [NoteBlock(note)] if (note := group_note(subject)) else []
    beside = [TextBlock(" ".join(untold))] if untold else []
    lead = _counted(subject, held, name) if counts else _paid(subject, held, name, asked)
    if not counts and len(held) == 2 and contains("asks_for_the_gap", question.text):
        gap = abs(median_of(held[0]) - median_of(held[1]))
        lead = f"{lead} {message('data.comparison.gap', value=dollars(gap))}"
    return found(lead, *beside, _table(subject, held, name, asked), *notes, rows=held)


def _paid(subject: Subject, rows: Sequence[Wage], name: str, asked: PartOfPay) -> str:
    """Return where most is paid of what is asked for, the median by the year where nothing else is."""
    first, *others = sorted(rows, key=lambda row: -asked.order(row))
    if not others and asked == PartOfPay():
        return median_sentence(subject, first, name) or ""
    against = [
        message("data.several_places.of", value=asked.of(row), place=in_place(row.area)) for row in others
    ]
    degree = "alone" if not others else "most" if others[1:] else "more"
    return message(
        f"data.several_places.{degree}",
        occupations=subject.Plural,
        place=in_place(first.area),
        part=message(f"data.several_places.part.{asked.name}"),
        value=asked.of(first),
        others=joined(against),
        release=name,
    )


def _counted(subject: Subject, rows: Sequence[Wage], name: str) -> str:
    counted = [
        message("data.several_places.of", value=number(row.employment or 0), place=in_place(row.area))
        for row in rows
    ]
    return message(
        "data.several_places.employed", occupations=subject.plural, places=joined(counted), release=name
    )


def _table(subject: Subject, rows: Sequence[Wage], name: str, asked: PartOfPay) -> TableBlock:
    nothing = message("table.none")
    cells = tuple(
        (
            row.area.name,
            *(replace(asked, name=part).of(row) or nothing for part in ("p50", "p10", "p90")),
            number(row.employment) if row.employment else nothing,
        )
        for row in rows
    )
    title = message("data.several_places.table", occupations=subject.plural, release=name)
    columns = tuple(
        message(f"data.column.{name}") for name in ("place", "median", "lowest", "highest", "employment")
    )
    return TableBlock(title, columns, cells)
