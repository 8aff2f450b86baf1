"""What is held of each of several occupations that a message asks of: what orders it, how it is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from actions.datasets.abilities import named_technologies
from actions.datasets.base import Subject, dollars, number, percent
from actions.datasets.industries import industry_named, listed
from actions.datasets.part_of_pay import COLUMNS, PartOfPay
from actions.datasets.places import kind_of_areas, place_of
from actions.datasets.preparation import EXPERIENCE, TRAINING
from actions.formatting import joined, lower_first
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.members.records import MembersAsked
from actions.questions.question import Question
from knowledge.models import NATION
from knowledge.queries.dataset_rows import ONET
from knowledge.queries.lexical import content_words
from knowledge.queries.occupation_search import EDUCATION
from knowledge.queries.onet import duties, ratings, technologies
from knowledge.queries.projections import projection_of
from knowledge.queries.wages import employment_by_area, wage_in, wages_by_area, wages_by_industry
from knowledge.records import Row

NEEDED = 3.0  # importance, of 1 to 5, from which on a skill counts as important
_OF_INDUSTRIES, _OF_SKILLS, _OF_TECHNOLOGIES, _OF_DUTIES = 3, 5, 5, 3  # that are shown of each
_FEW = 3  # occupations, of which more is shown


@dataclass(frozen=True)
class Value:
    """What is held of an occupation: what orders it, None where nothing does; how it is written; its rows."""

    subject: Subject
    order: float | None
    text: str
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True)
class About:
    """What values are read for: the question and what it asks of several occupations."""

    connection: Connection
    question: Question
    asked: MembersAsked

    def shown(self, count: int) -> int:
        """Return how much of each is shown, where of a few it is so much."""
        return count if len(self.asked.members.keys) <= _FEW else max(1, count // 2)


def value_of(about: About, subject: Subject) -> Value | None:
    """Return what is asked of an occupation; None where nothing is published."""
    return _VALUES[about.asked.measure](about, subject)


def _of_pay(about: About, subject: Subject) -> Value | None:
    place = place_of(about.connection, about.question)
    area = place.area.code if place and place.area else NATION
    row = wage_in(about.connection, code=subject.onet.wage_code, area_code=area)
    wanted = PartOfPay(COLUMNS.get(about.asked.part, "p50"), about.asked.hourly)
    written = wanted.of(row) if row else None
    return Value(subject, wanted.order(row), written, (row,)) if row and written else None


def _of_projection(about: About, subject: Subject) -> Value | None:
    row = projection_of(about.connection, code=subject.onet.projection_code)
    if row is None:
        return None
    if about.asked.measure == "growth":
        return Value(subject, row.change_percent, percent(row.change_percent), (row,))
    if about.asked.measure == "openings":
        return Value(subject, row.openings_a_year, number(row.openings_a_year), (row,))
    if about.asked.measure == "added":
        added = row.employment_to - row.employment_from
        return Value(subject, added, f"{added:+,}".replace("-", "−"), (row,))
    if about.asked.measure == "self_employed":
        share = row.self_employed_percent
        return None if share is None else Value(subject, share, percent(share), (row,))
    orders = {"education": EDUCATION, "experience": EXPERIENCE, "training": TRAINING}
    order, told = orders[about.asked.measure], getattr(row, about.asked.measure)
    if told not in order:
        return None
    none = message(f"members.none_needed.{about.asked.measure}") if told == "None" else lower_first(told)
    return Value(subject, order.index(told), none, (row,))


def _of_employment(about: About, subject: Subject) -> Value | None:
    place = place_of(about.connection, about.question)
    area = place.area.code if place and place.area else NATION
    row = wage_in(about.connection, code=subject.onet.wage_code, area_code=area)
    if row is None or not row.employment:
        return None
    return Value(subject, row.employment, number(row.employment), (row,))


def _of_skill(about: About, subject: Subject) -> Value | None:
    named = content_words(about.asked.thing)
    for row in ratings(about.connection, code=subject.onet.key, scale="skill"):
        if row.element == about.asked.thing or content_words(row.element) == named:
            return Value(subject, row.value, f"{row.value:g}", (row,))
    return None


def _of_skills(about: About, subject: Subject) -> Value | None:
    rated = [
        row
        for row in ratings(about.connection, code=subject.onet.key, scale="skill")
        if row.source.key == ONET
    ]
    if not rated:
        return None
    first = rated[: about.shown(_OF_SKILLS)]
    return Value(subject, None, joined([one.element.lower() for one in first]), tuple(first))


def _of_technologies(about: About, subject: Subject) -> Value | None:
    used = technologies(about.connection, code=subject.onet.key)
    if not used:
        return None
    if about.asked.thing:
        named = named_technologies(about.question, used)
        text = named[0].name if named else message("members.not_listed")
        return Value(subject, float(bool(named)), text, tuple(named[:1]))
    first = used[: about.shown(_OF_TECHNOLOGIES)]
    return Value(subject, None, joined([one.name for one in first]), tuple(first))


def _of_industries(about: About, subject: Subject) -> Value | None:
    rows = [
        one
        for one in wages_by_industry(about.connection, code=subject.onet.wage_code or "")
        if one.employment
    ]
    if not rows:
        return None
    if about.asked.thing:
        named = industry_named(about.question, rows, f"in {about.asked.thing}")
        count = (named.employment or 0) if named else 0
        told = (
            message("members.in_industry", count=number(count), industry=named.industry_name) if named else ""
        )
        return Value(subject, count, told or message("members.nobody"), (named,) if named else ())
    first = listed(rows)[: about.shown(_OF_INDUSTRIES)]
    names = [f"{one.industry_name} ({number(one.employment or 0)})" for one in first]
    return Value(subject, None, joined(names), tuple(first))


def _of_where(about: About, subject: Subject) -> Value | None:
    """Return the places that pay an occupation best, or employ most of it."""
    text, code = about.question.text, subject.onet.wage_code or ""
    kind, paid = kind_of_areas(text), about.asked.measure == "where_paid"
    rows = (wages_by_area if paid else employment_by_area)(about.connection, code=code, kind=kind)
    first = (rows[::-1] if contains("search_lowest", text) else rows)[: about.shown(_OF_INDUSTRIES)]
    if not first:
        return None
    told = [(PartOfPay().of(one) or "") if paid else number(one.employment or 0) for one in first]
    names = [f"{one.area.name} ({value})" for one, value in zip(first, told, strict=True)]
    return Value(subject, None, joined(names), tuple(first))


def _of_duties(about: About, subject: Subject) -> Value | None:
    told = duties(about.connection, code=subject.onet.key)[: about.shown(_OF_DUTIES)]
    texts = [one.text for one in told] or [subject.onet.description or ""]
    return Value(subject, None, " ".join(texts), tuple(told) or (subject.onet,)) if all(texts) else None


_VALUES: dict[str, Callable[[About, Subject], Value | None]] = {
    "pay": _of_pay,
    "employment": _of_employment,
    "skill": _of_skill,
    "skills": _of_skills,
    "technology": _of_technologies,
    "technologies": _of_technologies,
    "industry": _of_industries,
    "industries": _of_industries,
    "duties": _of_duties,
    "where_paid": _of_where,
    "where_most": _of_where,
    **dict.fromkeys(
        ("growth", "openings", "added", "self_employed", "education", "experience", "training"),
        _of_projection,
    ),
}


def is_measured(asked: MembersAsked) -> bool:
    """Return whether what is asked of several occupations is a value that each of them has."""
    return asked.measure in _VALUES


# How sources of a measure are named in a sentence.
OF_WAGES = frozenset({"pay", "employment", "industry", "industries", "where_paid", "where_most"})
OF_ONET = frozenset({"skill", "skills", "technology", "technologies", "duties"})


def shared_by_all(about: About, subjects: list[Subject]) -> list[str]:
    """Return the skills, of the ten most important of each, or the technologies that all have in common."""
    names: list[list[str]] = []
    for one in subjects:
        if about.asked.measure == "skills":
            rows = ratings(about.connection, code=one.onet.key, scale="skill")
            names.append([row.element.lower() for row in rows if row.source.key == ONET][:10])
        else:
            names.append([row.name for row in technologies(about.connection, code=one.onet.key)])
    held = [one for one in names if one]
    return [name for name in held[0] if all(name in other for other in held[1:])] if len(held) > 1 else []


def bound_text(measure: str, value: float) -> str:
    """Return a bound as it is written."""
    return dollars(value) if measure == "pay" else percent(value) if measure == "growth" else number(value)
