"""How many people work in an occupation, now and in ten years."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.answer import Block, ChartBlock, NoteBlock, Point, TextBlock
from actions.datasets.base import Subject, found, group_note, in_place, names_of, not_held, number, percent
from actions.datasets.places import place_of
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.question import Question
from actions.sections import Finding
from knowledge.dataset_records import Projection, Wage
from knowledge.queries.projections import projections_of
from knowledge.queries.wages import release, wages_in
from knowledge.records import Row

ALL = "00-0000"
AVERAGE_WITHIN = 1.0  # percentage points from the growth of all occupations that count as about average
YEARS = range(2024, 2035)


def answer_outlook(connection: Connection, question: Question, subject: Subject) -> Finding:
    """Return the projected growth, the openings, or how many work in the occupation, whichever is asked."""
    if _asks_how_many(question):
        return answer_employment(connection, question, subject)
    years = [one.typed for one in question.of("year")]
    beyond = [year for year in years if year.isdigit() and int(year) not in YEARS]
    code = subject.onet.projection_code
    told = projections_of(connection, codes=(code, ALL)) if code else []
    if not told or told[0].code == ALL:
        return not_held(message("data.outlook.none", occupations=subject.plural))
    row = told[0]
    average = next((one for one in told if one.code == ALL), None)
    sentences = [_growth(subject, row, average), _openings(row)]
    if contains("asks_for_openings", question.text):
        sentences = [_openings_of(subject, row), _growth(subject, row, average)]
    if beyond:
        text = message("data.outlook.other_year", year=names_of(question.of("year")))
        return not_held(text, TextBlock(sentences[0]), rows=(row,))
    place = place_of(connection, question)
    if place and not (place.area and place.area.kind == "nation"):
        text = message("data.outlook.no_place", place=names_of([place.named]))
        return not_held(text, TextBlock(" ".join(sentences)), rows=(row,))
    return found(sentences[0], *_below(subject, row, sentences[1]), rows=(row,))


def _below(subject: Subject, row: Projection, text: str) -> list[Block]:
    points = tuple(
        Point(year, float(count), number(count))
        for year, count in (("2024", row.employment_from), ("2034", row.employment_to))
    )
    chart = ChartBlock(message("data.outlook.chart", occupations=subject.Plural), "people", points, "column")
    blocks: list[Block] = [TextBlock(text), chart]
    if row.code != subject.onet.key[:7] or not subject.onet.key.endswith(".00"):
        note = message("data.group", occupations=subject.plural, group=row.title, code=row.code)
        blocks.append(NoteBlock(note))
    return blocks


def _growth(subject: Subject, row: Projection, average: Projection | None) -> str:
    change = row.change_percent
    name = "stays" if change == 0 else "grows" if change > 0 else "shrinks"
    text = message(
        f"data.outlook.{name}",
        occupations=subject.plural,
        change=percent(abs(change)),
        before=number(row.employment_from),
        after=number(row.employment_to),
    )
    if average is None:
        return text
    apart = change - average.change_percent
    name = "about" if abs(apart) <= AVERAGE_WITHIN else "faster" if apart > 0 else "slower"
    if name == "slower" and change < 0:
        name = "against"
    return f"{text} {message(f'data.outlook.{name}', average=percent(average.change_percent))}"


def _openings(row: Projection) -> str:
    return message("data.outlook.openings", openings=number(row.openings_a_year))


def _openings_of(subject: Subject, row: Projection) -> str:
    return message(
        "data.outlook.openings_of", occupations=subject.plural, openings=number(row.openings_a_year)
    )


def _asks_how_many(question: Question) -> bool:
    return contains("asks_how_many_work", question.text) and not contains("asks_for_openings", question.text)


def answer_employment(connection: Connection, question: Question, subject: Subject) -> Finding:
    """Return how many people work in an occupation, in the nation or a place."""
    code, year = subject.onet.wage_code, release(connection)
    place = place_of(connection, question)
    nation = wages_in(connection, codes=(code,)) if code else []
    told = (
        projections_of(connection, codes=(subject.onet.projection_code,))
        if subject.onet.projection_code
        else []
    )
    later = [_projected(one) for one in told]
    if place and place.area is None:
        text = message("data.employment.no_place", place=names_of([place.named]))
        return _without(text, subject, nation, later, year)
    rows = (
        wages_in(connection, codes=(code,), area_code=place.area.code)
        if place and place.area and code
        else nation
    )
    if not rows or rows[0].employment is None:
        where = in_place(place.area) if place and place.area else in_place(nation[0].area) if nation else ""
        text = message("data.employment.none", occupations=subject.plural, place=where)
        return _without(text, subject, nation, later, year)
    row = rows[0]
    cited: list[Row] = [row, *(told if not place else [])]
    note = group_note(subject)
    return found(
        _count(subject, row, year),
        *([TextBlock(" ".join(later))] if later and not place else []),
        *([NoteBlock(note)] if note else []),
        rows=cited,
    )


def _count(subject: Subject, row: Wage, year: str) -> str:
    return message(
        "data.employment.count",
        occupations=subject.plural,
        count=number(row.employment or 0),
        place=in_place(row.area),
        release=year,
    )


def _projected(row: Projection) -> str:
    return message(
        "data.employment.projected", before=number(row.employment_from), after=number(row.employment_to)
    )


def _without(text: str, subject: Subject, nation: list[Wage], later: list[str], year: str) -> Finding:
    if nation and nation[0].employment is not None:
        return not_held(text, TextBlock(_count(subject, nation[0], year)), rows=nation[:1])
    return not_held(text, *(TextBlock(one) for one in later))
