"""Two to five occupations side by side, of which the datasets hold figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.answer import Block, NoteBlock, TableBlock, TextBlock
from actions.composition.sections import Finding
from actions.datasets.base import (
    Subject,
    best_pay,
    caption_of_place,
    dollars,
    found,
    group_note,
    has_annual,
    names_of,
    not_held,
    number,
    percent,
)
from actions.datasets.compared.own_pay_told import against_own_pay
from actions.datasets.compared.pay import by_the_hour, paid_by_the_hour, pay_by_the_hour
from actions.datasets.compared.skill import compared_skill, compared_skills
from actions.datasets.compared.way import Way, asks_for_the_way, compared_way, way_table
from actions.datasets.counted_with import counted_notes
from actions.datasets.outlook import beyond_projection
from actions.datasets.pay import other_year
from actions.datasets.places import Place, place_of
from actions.datasets.unheld import unheld
from actions.formatting import capitalised, joined, lower_first
from actions.messages import message
from actions.questions.cues import contains, without_names, without_phrases
from actions.questions.question import Question
from knowledge.dataset_records import Projection, Wage
from knowledge.models import NATION
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.projections import projection_of
from knowledge.queries.wages import median_of, release, wage_in
from knowledge.records import Occupation, Row

MOST = 5
# Topics that two occupations are compared under where both are named.
COMPARED = frozenset({"comparison", "salary", "outlook", "education", "experience", "skills", "industries"})


@dataclass(frozen=True)
class Side:
    """One of the occupations and what is published of it."""

    subject: Subject
    wage: Wage | None
    projection: Projection | None


def answer_comparison(
    connection: Connection, question: Question, occupations: Sequence[Occupation]
) -> Finding | None:
    """Return occupations side by side; None where the datasets hold fewer than two of them."""
    place = place_of(connection, question)
    area = place.area if place else None
    sides = [
        side for one in occupations[:MOST] if (side := _side(connection, one, area.code if area else NATION))
    ]
    if len(sides) < 2:
        return None
    named = (one.typed for one in question.of("occupation"))
    question = replace(
        question, text=without_names(question.text, named)
    )  # a school bus driver asks for none
    release_name = release(connection)
    where = area.name if area else message("data.nation")
    hourly = by_the_hour(question)
    ways = _ways(sides) if asks_for_the_way(question.text) else []
    blocks: list[Block] = [_table(sides, release_name, where, hourly=hourly)]
    if compared_way(ways):
        asks_pay = contains("search_by_pay", question.text)
        blocks = [*(blocks if asks_pay else []), way_table(ways)]
    duties_alone = contains("asks_what_each_does", question.text)
    differ = _asks_how_they_differ(question) and not duties_alone
    described = _descriptions(sides) if differ or duties_alone else []
    skill = compared_skill(connection, question, [side.subject for side in sides])
    if skill:
        leads = [skill[0]]
    elif question.topic_is("skills") or contains("asks_for_skills", question.text):
        leads = compared_skills(connection, question, [side.subject for side in sides])
    elif described and not differ:
        leads = described
    else:
        leads = _leads(question, sides, release_name, message("data.in", place=where))
        if described:  # what they do comes first, then the way in, then figures
            leads = [" ".join(described), *([way] if (way := _education(sides)) else []), *leads]
    lead, *more = leads
    if more:
        blocks.insert(0, TextBlock(" ".join(more)))
    blocks += [NoteBlock(note) for side in sides if (note := group_note(side.subject))]
    blocks += counted_notes(connection, occupations)
    rows: list[Row] = [row for side in sides for row in (side.wage, side.projection) if row]
    rows += skill[1] if skill else []
    if described:
        rows += [side.subject.onet for side in sides]
    if untold := _untold(question, place, release_name, sides):
        return not_held(untold, TextBlock(lead), *blocks, rows=rows)
    return found(lead, *blocks, rows=rows)


def _untold(question: Question, place: Place | None, release_name: str, sides: Sequence[Side]) -> str | None:
    """Return why the place or the year that is named is not told of."""
    if place and place.area is None:
        return message("data.pay.no_place", place=names_of([place.named]))
    apart = contains("asks_for_the_gap", question.text) or asks_for_the_way(question.text)  # "easiest?"
    if not apart and (told := unheld(question, of_work=True)):
        return message("data.comparison.not_held", what=joined(told))
    if contains("asks_for_a_reason", question.message.words):
        return message("data.comparison.no_reason")
    carried = question.topic is not None and question.topic.origin == "carried over"
    judges = carried and question.intent == "difference" and contains("one_of_two", question.message.words)
    if judges and not _wanted(question.text):
        names = joined([side.subject.plural for side in sides])
        return message("data.comparison.unsaid", occupations=names)
    if question.topic_is("outlook") or contains("search_by_growth", question.text):
        if beyond_projection(question):
            return message("data.outlook.other_year", year=names_of(question.of("year")))
    elif other := other_year(question, release_name):
        return message("data.pay.other_year", year=other, release=release_name)
    return None


def _side(connection: Connection, occupation: Occupation, area: str) -> Side | None:
    onet = onet_occupation_by_code(connection, code=occupation.code) if occupation.code else None
    if onet is None:
        return None
    return Side(
        Subject(occupation, onet),
        wage_in(connection, code=onet.wage_code, area_code=area),
        projection_of(connection, code=onet.projection_code),
    )


def _leads(question: Question, sides: Sequence[Side], release_name: str, place: str) -> list[str]:
    """Return the sentences that compare, that on what is asked first."""
    asked = without_phrases("asks_for_the_ratio", question.text)  # "how many times" counts nobody
    paid = [(side.subject, side.wage) for side in sides if side.wage]
    by_name = {
        "pay": (paid_by_the_hour(paid, release_name, place, question.text) if by_the_hour(question) else None)
        or _pay(sides, release_name, place, question.text),
        "growth": _growth(sides),
        "openings": _openings(sides),
        "employment": _employment(sides, release_name, place),
        "education": _education(sides),
        "training": _training(sides),
        "way": " ".join(compared_way(_ways(sides))) or _education(sides),
    }
    wanted = _wanted(asked)
    if not wanted:
        first = ["growth", "pay"] if question.state.topic == "outlook" else ["pay", "growth"]
        wanted = {"outlook": ["growth"], "education": ["education"], "experience": ["education"]}.get(
            question.topic_key, first
        )
    told = against_own_pay(question, paid, place) if wanted[0] == "pay" else None
    return (
        [text for text in (told, *(by_name[name] for name in wanted)) if text]
        or [text for text in by_name.values() if text][:1]
        or [message("data.comparison.none")]
    )


def _wanted(asked: str) -> list[str]:
    """Return what a text asks to compare, in its order of weight."""
    named = (
        ("openings", "asks_for_openings"),
        ("pay", "search_by_pay"),
        ("employment", "asks_how_many_work"),
        ("employment", "compares_employment"),
        ("growth", "search_by_growth"),
        ("training", "asks_for_experience"),
        ("education", "asks_for_education"),
    )
    found = [name for name, cue in named if contains(cue, asked)]
    if asks_for_the_way(asked):
        found = [*(one for one in found if one not in ("training", "education")), "way"]
    return found


def _ways(sides: Sequence[Side]) -> list[Way]:
    return [(side.subject.plural, side.projection) for side in sides if side.projection]


def _asks_how_they_differ(question: Question) -> bool:
    """Return whether it is asked how occupations differ, and in no respect: "what is the difference?"."""
    words = without_phrases("asks_for_the_ratio", question.text)
    return contains("asks_how_they_differ", words) and not _wanted(words)


def _descriptions(sides: Sequence[Side]) -> list[str]:
    """Return the description of each occupation; empty unless all have one."""
    told = [side.subject.onet.description or "" for side in sides]
    return told if all(told) else []


def _pay(sides: Sequence[Side], release_name: str, place: str, asked: str) -> str | None:
    """Return who earns most, and where a text asks for it how far the first and the last are apart."""
    paid = sorted(
        (side for side in sides if side.wage and median_of(side.wage)),
        key=lambda one: -median_of(one.wage) if one.wage else 0,
    )
    if len(paid) < 2:
        return None
    first, *others = paid
    against = joined(
        [message("data.comparison.of", value=_median(one), occupations=one.subject.plural) for one in others]
    )
    degree = message("data.comparison.most" if len(others) > 1 else "data.comparison.more")
    text = message(
        "data.comparison.pay",
        occupations=first.subject.Plural,
        place=place,
        degree=degree,
        value=_median(first),
        others=against,
        release=release_name,
    )
    last = others[-1]
    if not (first.wage and last.wage and has_annual(first.wage) and has_annual(last.wage)):
        return text
    most, least = median_of(first.wage), median_of(last.wage)
    if contains("asks_for_the_ratio", asked):
        return f"{text} {message('data.comparison.times', value=f'{most / least:.1f}')}"
    if contains("asks_for_the_gap", asked):
        return f"{text} {message('data.comparison.gap', value=dollars(most - least))}"
    return text


def _median(side: Side) -> str:
    return (best_pay(side.wage) if side.wage else None) or message("table.none")


def _growth(sides: Sequence[Side]) -> str | None:
    told = sorted(
        (side for side in sides if side.projection),
        key=lambda one: -one.projection.change_percent if one.projection else 0,
    )
    if len(told) < 2:
        return None
    texts = [
        message(
            "data.comparison.of", value=percent(one.projection.change_percent), occupations=one.subject.plural
        )
        for one in told
        if one.projection
    ]
    if any(one.projection.change_percent <= 0 for one in told if one.projection):
        return message("data.comparison.change", texts=joined(texts))
    if len({one.projection.change_percent for one in told if one.projection}) == 1:
        return message("data.comparison.change", texts=joined(texts))  # nobody grows faster
    degree = message("data.comparison.fastest" if len(texts) > 2 else "data.comparison.faster")
    return message(
        "data.comparison.growth",
        occupations=told[0].subject.Plural,
        degree=degree,
        first=texts[0],
        others=joined(texts[1:]),
    )


def _openings(sides: Sequence[Side]) -> str | None:
    told = sorted(
        ((one.projection.openings_a_year, one.subject.plural) for one in sides if one.projection),
        reverse=True,
    )
    if len(told) < 2:
        return None
    texts = [message("data.comparison.of", value=number(count), occupations=name) for count, name in told]
    return message("data.comparison.openings", texts=joined(texts))


def _employment(sides: Sequence[Side], release_name: str, place: str) -> str | None:
    counted = sorted(
        (side for side in sides if side.wage and side.wage.employment),
        key=lambda one: -(one.wage.employment or 0) if one.wage else 0,
    )
    if len(counted) < 2:
        return None
    texts = [
        message(
            "data.comparison.people", value=number(one.wage.employment or 0), occupations=one.subject.plural
        )
        for one in counted
        if one.wage
    ]
    return message("data.comparison.employment", place=place, texts=joined(texts), release=release_name)


def _education(sides: Sequence[Side]) -> str | None:
    texts = [
        message(
            "data.comparison.needs", occupations=side.subject.plural, level=side.projection.education.lower()
        )
        for side in sides
        if side.projection and side.projection.education
    ]
    levels = {side.projection.education for side in sides if side.projection and side.projection.education}
    if len(texts) == len(sides) > 1 == len(levels):
        name = "same_education_of_both" if len(texts) == 2 else "same_education"
        return message(f"data.comparison.{name}", count=len(texts), level=levels.pop().lower())
    return message("data.comparison.education", texts=joined(texts)) if len(texts) > 1 else None


def _training(sides: Sequence[Side]) -> str | None:
    """Return the training on the job that each occupation typically needs."""
    texts = [
        message(
            "data.comparison.needs",
            occupations=side.subject.plural,
            level=lower_first(side.projection.training),
        )
        for side in sides
        if side.projection and side.projection.training
    ]
    return message("data.comparison.training", texts=joined(texts)) if len(texts) > 1 else None


def _table(sides: Sequence[Side], release_name: str, place: str, *, hourly: bool = False) -> TableBlock:
    nothing = message("table.none")
    rows = tuple(
        (
            capitalised(side.subject.plural),
            (pay_by_the_hour(side.wage) if hourly else None) or _median(side),
            percent(side.projection.change_percent) if side.projection else nothing,
            (side.projection.education if side.projection else None) or nothing,
            number(side.wage.employment) if side.wage and side.wage.employment else nothing,
        )
        for side in sides
    )
    columns = tuple(
        message(f"data.column.{name}")
        for name in ("occupation", "median", "growth", "education", "employment")
    )
    caption = caption_of_place(
        "data.comparison.table", "data.comparison.table_place", place, release=release_name
    )
    return TableBlock(caption, columns, rows)
