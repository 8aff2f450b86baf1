"""A figure of an occupation held against that of all occupations together: "is that a lot?"."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from sqlalchemy.engine import Connection

from actions.answer import TextBlock
from actions.composition.sections import Finding
from actions.datasets.base import Subject, best_pay, found, has_annual, median_sentence, number, where_of
from actions.datasets.places import place_of
from actions.formatting import capitalised, lower_first
from actions.messages import message
from actions.questions.carry_over.judged import asks_yes_or_no, judges_little
from actions.questions.cues import contains
from actions.questions.question import AGAINST_ALL, Question
from knowledge.dataset_records import Projection
from knowledge.models import ALL_OCCUPATIONS, NATION
from knowledge.queries.occupation_search import OccupationQuery, search_occupations
from knowledge.queries.wages import median_of, release, wage_in

Counted = Literal["employment", "openings"]
ABOUT = 0.05  # share of the median of all occupations within which pay is about average


def pay_against_all(connection: Connection, question: Question, subject: Subject) -> Finding | None:
    """Return whether the pay of an occupation is much; None where that is not asked or cannot be said."""
    lives = contains("asks_if_one_lives_off_it", question.message.words)
    if not (lives or question.asks_for(AGAINST_ALL)):
        return None
    place = place_of(connection, question)
    area = NATION if place is None else place.area.code if place.area else None
    if area is None:
        return None
    row = wage_in(connection, code=subject.onet.wage_code, area_code=area)
    of_all = wage_in(connection, code=ALL_OCCUPATIONS, area_code=area)
    if not (row and of_all and has_annual(row) and has_annual(of_all)):
        return None
    apart = median_of(row) / median_of(of_all) - 1
    name = "near" if abs(apart) <= ABOUT else "more" if apart > 0 else "less"
    told = median_sentence(subject, row, release(connection)) or ""
    against = message(f"data.judged.{name}", place=where_of(row), value=best_pay(of_all))
    lead = verdict(question, lower_first(told), 0 if name == "near" else apart)
    if lives:
        lead = message(f"data.judged.living.{name}", told=lower_first(told))
    return found(lead, TextBlock(against), rows=(row, of_all))


def growth_against_all(
    question: Question, told: str, row: Projection, average: Projection, within: float
) -> str:
    """Return a sentence on the growth of an occupation, behind whether that is much."""
    apart = row.change_percent - average.change_percent
    return verdict(question, lower_first(told), 0 if abs(apart) <= within else apart)


def place_among_all(connection: Connection, question: Question, measure: Counted, count: int) -> str | None:
    """Return which place a count of people or openings has among all occupations; None if not asked."""
    if not question.asks_for(AGAINST_ALL):
        return None
    everything = OccupationQuery(measure=measure)
    people = measure == "employment"
    more = (
        replace(everything, people_above=count + 1)
        if people
        else replace(everything, openings_above=count + 1)
    )
    _found, total = search_occupations(connection, query=everything, limit=1)
    _found, above = search_occupations(connection, query=more, limit=1)
    return message(f"data.judged.place_{measure}", place=number(above + 1), count=number(total))


def verdict(question: Question, told: str, apart: float) -> str:
    """Return a sentence on a figure that begins with yes or no, or "about average".

    Args:
        question: whether the figure is much, or whether it is little.
        told: the sentence.
        apart: by how much the figure exceeds that of all occupations; negative below it, 0 about the same.
    """
    if not asks_yes_or_no(question.message.words):
        return capitalised(told)
    if not apart:
        return message("data.judged.about", told=told)
    agrees = (apart < 0) == judges_little(question.message.words)
    return message(f"data.judged.{'yes' if agrees else 'no'}", told=told)
