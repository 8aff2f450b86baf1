"""How many people work in an occupation, now and in ten years."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.answer import Block, ChartBlock, NoteBlock, Point, TextBlock
from actions.composition.sections import Finding
from actions.datasets.against_all import growth_against_all, place_among_all
from actions.datasets.base import (
    Subject,
    count_sentence,
    found,
    group_note,
    in_place,
    names_of,
    not_held,
    number,
    percent,
)
from actions.datasets.elsewhere import held_there
from actions.datasets.employment_by_area import answer_employment_by_area
from actions.datasets.growth_verdict import with_growth_verdict
from actions.datasets.places import place_of
from actions.datasets.several_places import answer_several_places
from actions.datasets.unheld import unheld
from actions.formatting import joined, lower_first
from actions.messages import message
from actions.questions.cues import clauses, contains, is_yes_no
from actions.questions.question import AGAINST_ALL, Question
from actions.questions.wording import asks_for_openings
from actions.questions.workers_counted import workers_counted
from knowledge.dataset_records import Projection, Wage
from knowledge.models import ALL_OCCUPATIONS
from knowledge.queries.projections import projection_of
from knowledge.queries.wages import release, wage_in
from knowledge.records import Row

AVERAGE_WITHIN = 1.0  # percentage points from the growth of all occupations that count as about average
YEARS = range(2024, 2035)
NEAR = 0.1  # of a count: so far from it may be a number that is said to be it
FEW_OPENINGS = 50  # a year, of which BLS, which counts in hundreds, publishes 0


def answer_outlook(connection: Connection, question: Question, subject: Subject) -> Finding:
    """Return the projected growth, the openings, or how many work in the occupation, whichever is asked."""
    row = projection_of(connection, code=subject.onet.projection_code)
    if contains("self_employed", question.text) and row and row.self_employed_percent is not None:
        return _self_employed(connection, question, subject, row)
    if by_area := answer_employment_by_area(connection, question, subject):
        return by_area
    if _asks_how_many(question):
        if told := unheld(question):
            return not_held(message("data.outlook.not_held", occupations=subject.plural, what=joined(told)))
        return answer_employment(connection, question, subject)
    if row is None:
        return not_held(message("data.outlook.none", occupations=subject.plural))
    average = projection_of(connection, code=ALL_OCCUPATIONS) if row.code != ALL_OCCUPATIONS else None
    sentences = [growth_sentence(subject, row, average), _openings(row)]
    if asks_for_openings(question.text):
        sentences = [_openings_of(subject, row), growth_sentence(subject, row, average)]
    if beyond_projection(question):
        text = message("data.outlook.other_year", year=names_of(question.of("year")))
        return not_held(text, TextBlock(sentences[0]), rows=(row,))
    if asks_for_openings(question.text):
        among = place_among_all(connection, question, "openings", row.openings_a_year)
        sentences[0] = " ".join(one for one in (sentences[0], among) if one)
    elif average and question.asks_for(AGAINST_ALL):
        sentences[0] = growth_against_all(question, sentences[0], row, average, AVERAGE_WITHIN)
    else:
        sentences[0] = with_growth_verdict(question.text, sentences[0], row.change_percent)
    place = place_of(connection, question)
    if place and not (place.area and place.area.kind == "nation"):
        text = message("data.outlook.no_place", place=names_of([place.named]))
        there, cited = held_there(connection, subject, place)
        return not_held(text, TextBlock(" ".join(sentences)), *there, rows=(row, *cited))
    beside = unheld(question, of_work=True) if len(clauses(question.text)) > 1 else []
    below = _below(subject, row, sentences[1])
    if beside:
        untold = message("unanswered.of_work", occupations=subject.plural, what=joined(beside))
        below.insert(0, TextBlock(untold))
    return found(sentences[0], *below, rows=(row,))


def beyond_projection(question: Question) -> bool:
    """Return whether a year is named that the projections do not reach."""
    return any(one.typed.isdigit() and int(one.typed) not in YEARS for one in question.of("year"))


def _below(subject: Subject, row: Projection, text: str) -> list[Block]:
    points = tuple(
        Point(year, float(count), number(count))
        for year, count in (("2024", row.employment_from), ("2034", row.employment_to))
    )
    chart = ChartBlock(message("data.outlook.chart", occupations=subject.Plural), "people", points, "column")
    blocks: list[Block] = [TextBlock(text), chart]
    if not subject.onet.has_own_projection:
        blocks.append(note_of_group(subject, row))
    return blocks


def growth_sentence(subject: Subject, row: Projection, average: Projection | None = None) -> str:
    """Return how much an occupation is projected to grow or shrink, perhaps against all together."""
    change = row.change_percent
    name = "stays" if change == 0 else "grows" if change > 0 else "shrinks"
    if change and row.employment_from == row.employment_to:
        name = f"{name}_within"
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
    if row.openings_a_year == 0:
        return message("data.outlook.openings_few", bound=number(FEW_OPENINGS))
    return message("data.outlook.openings", openings=number(row.openings_a_year))


def _openings_of(subject: Subject, row: Projection) -> str:
    if row.openings_a_year == 0:
        return message("data.outlook.openings_few_of", occupations=subject.plural, bound=number(FEW_OPENINGS))
    return message(
        "data.outlook.openings_of", occupations=subject.plural, openings=number(row.openings_a_year)
    )


def _asks_how_many(question: Question) -> bool:
    of_change = asks_for_openings(question.text) or contains("asks_how_many_more", question.text)
    ahead = any(
        one.typed == str(YEARS[-1]) for one in question.of("year")
    )  # "how many will there be in 2034?"
    counts = contains("asks_how_many_work", question.text) or bool(_bounds(question))
    return counts and not (of_change or ahead)


def _bounds(question: Question) -> dict[str, float]:
    """Return the amounts against which the number of those employed is held."""
    return workers_counted(question.text, (one.typed for one in question.of("occupation")))


def _self_employed(connection: Connection, question: Question, subject: Subject, row: Projection) -> Finding:
    """Return which share of the people in an occupation work for themselves, in the nation."""
    share = percent(row.self_employed_percent or 0)
    told = message("data.outlook.self_employed", occupations=subject.plural, share=share)
    count = number(row.employment_from)
    text = TextBlock(message("data.outlook.self_employed_of", occupations=subject.plural, count=count))
    note = [] if subject.onet.has_own_projection else [note_of_group(subject, row)]
    place = place_of(connection, question)
    if place and not (place.area and place.area.kind == "nation"):
        refused = message("data.outlook.self_employed_no_place", place=names_of([place.named]))
        return not_held(refused, TextBlock(told), *note, rows=(row,))
    return found(told, text, *note, rows=(row,))


def note_of_group(subject: Subject, row: Projection) -> NoteBlock:
    """Return whose projection this is, where BLS projects the occupation together with others."""
    return NoteBlock(message("data.group", occupations=subject.plural, group=row.title, code=row.code))


def answer_employment(connection: Connection, question: Question, subject: Subject) -> Finding:
    """Return how many people work in an occupation, in the nation or a place."""
    code, release_name = subject.onet.wage_code, release(connection)
    place = place_of(connection, question)
    nation = wage_in(connection, code=code)
    later = projection_of(connection, code=subject.onet.projection_code)
    if beyond_projection(question):
        text = message("data.outlook.other_year", year=names_of(question.of("year")))
        return _without(text, subject, nation, later, release_name)
    if place and place.area is None:
        text = message("data.employment.no_place", place=names_of([place.named]))
        return _without(text, subject, nation, later, release_name)
    if several := answer_several_places(connection, question, subject, counts=True):
        return several
    row = wage_in(connection, code=code, area_code=place.area.code) if place and place.area else nation
    if row is None or row.employment is None:
        area = place.area if place else nation.area if nation else None
        where = in_place(area) if area else ""
        text = message("data.employment.none", occupations=subject.plural, place=where)
        return _without(text, subject, nation, later, release_name)
    among = place_among_all(connection, question, "employment", row.employment) if not place else None
    blocks: list[Block] = [TextBlock(among)] if among else []
    cited: list[Row] = [row]
    if later and not place:
        blocks.append(TextBlock(_projected(later)))
        cited.append(later)
    if note := group_note(subject):
        blocks.append(NoteBlock(note))
    sentence = count_sentence(subject, row, release_name)
    return found(_confirmed(question, row.employment, sentence), *blocks, rows=cited)


def _confirmed(question: Question, employment: int, sentence: str) -> str:
    """Return a sentence that counts people behind a yes or no where a number of them is to be confirmed.

    A number alone, "like 3,000, right?", holds where it is near the count.
    """
    bounds = _bounds(question)
    if len(bounds) != 1 or not (is_yes_no(question.text) or contains("asks_to_confirm", question.text)):
        return sentence
    ((name, bound),) = bounds.items()
    holds = employment >= bound if name == "people_above" else employment <= bound
    if not contains("bounds_a_count", question.text):
        holds = abs(employment - bound) <= NEAR * employment
    return message(f"data.employment.{'yes' if holds else 'no'}", text=lower_first(sentence))


def _projected(row: Projection) -> str:
    return message(
        "data.employment.projected",
        before=number(row.employment_from),
        after=number(row.employment_to),
        change=percent(row.change_percent),
    )


def _without(
    text: str, subject: Subject, nation: Wage | None, later: Projection | None, release_name: str
) -> Finding:
    """Return that a number is not held, and the nation's, else the projected one."""
    if nation and nation.employment is not None:
        return not_held(text, TextBlock(count_sentence(subject, nation, release_name)), rows=(nation,))
    return not_held(text, *([TextBlock(_projected(later))] if later else []))
