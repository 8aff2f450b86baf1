"""What people in an occupation earn: in the nation, a place or an industry, and where most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import Block, ChartBlock, NoteBlock, Point, TextBlock
from actions.composition.sections import Finding
from actions.datasets.against_all import pay_against_all
from actions.datasets.base import (
    Subject,
    best_pay,
    dollars,
    found,
    group_note,
    has_annual,
    in_place,
    names_of,
    not_held,
    pay,
    where_of,
)
from actions.datasets.industries import industry_table, listed
from actions.datasets.pay_lead import PERCENTILES, first_line, held_against, median_told, period_of
from actions.datasets.places import Place, asks_for_lowest, kind_of_areas, place_of
from actions.datasets.search.amounts import amounts_in
from actions.datasets.several_industries import (
    answer_several_industries,
    industries_named,
    industry_beside_place,
)
from actions.datasets.several_places import answer_several_places
from actions.datasets.unheld import unheld
from actions.formatting import joined
from actions.messages import message
from actions.questions.cues import asks_for, contains, without_names
from actions.questions.question import Question
from knowledge.dataset_records import Area, Wage
from knowledge.queries.wages import (
    median_of,
    release,
    wage_in,
    wages_by_area,
    wages_by_industry,
)

MILITARY = "55"  # the major group
PLACES_SHOWN = 8


def answer_pay(connection: Connection, question: Question, subject: Subject) -> Finding:
    """Return what is known of the pay that is asked for."""
    code = subject.onet.wage_code
    if code is None:
        return not_held(message("data.pay.none", occupations=subject.plural))
    nation = wage_in(connection, code=code)
    release_name = release(connection)
    if text := _not_told(question, subject, release_name):
        return _refused(text, nation, subject, release_name)
    if judged := pay_against_all(connection, question, subject):
        return judged
    place = place_of(connection, question)
    if _asks_where(question) and not (place and place.area and place.area.kind != "nation"):
        return _by_area(connection, question, subject, release_name)
    if asks_for("industries", question.text):
        return _by_industry(connection, question, subject, release_name)
    if in_industry := _in_industry(connection, question, subject, place, release_name):
        return in_industry
    if several := answer_several_places(connection, question, subject):
        return several
    if place is None:
        if nation is None or not (best_pay(nation) or best_pay(nation, "mean")):
            return not_held(message("data.pay.none", occupations=subject.plural))
        return _told(question, subject, nation, release_name)
    if place.area is None:
        text = message("data.pay.no_place", place=names_of([place.named]))
        return _refused(text, nation, subject, release_name)
    row = _in_place(connection, code, place.area, *place.others)
    if row is None:
        text = message("data.pay.not_published", occupations=subject.plural, place=in_place(place.area))
        return _refused(text, nation, subject, release_name)
    elsewhere = row.area != place.area
    return _told(question, subject, row, release_name, None if elsewhere else place)


def _in_place(connection: Connection, code: str, *areas: Area) -> Wage | None:
    """Return the pay in the first of the areas called so that BLS publishes pay of: "in Washington DC"."""
    rows = (wage_in(connection, code=code, area_code=one.code) for one in areas)
    return next((row for row in rows if row and best_pay(row)), None)


def _in_industry(
    connection: Connection, question: Question, subject: Subject, place: Place | None, release_name: str
) -> Finding | None:
    """Return the pay in the industries that a question names; None where it names none."""
    code = subject.onet.wage_code or ""
    named = industries_named(question, wages_by_industry(connection, code=code))
    if named[1:]:
        return answer_several_industries(subject, named, release_name)
    if named and place and place.area and place.area.kind != "nation":
        there = wage_in(connection, code=code, area_code=place.area.code)
        return industry_beside_place(subject, named[0], place.area, there, release_name)
    return _told(question, subject, named[0], release_name) if named else None


def _not_told(question: Question, subject: Subject, release_name: str) -> str | None:
    """Return why what is asked for is held of no occupation; None where it may be held."""
    if other := other_year(question, release_name):
        return message("data.pay.other_year", year=other, release=release_name)
    if contains("asks_for_past", question.text):
        return message("data.pay.past", release=release_name)
    if contains("asks_of_the_future", question.text):
        return message("data.pay.future", release=release_name)
    if question.asks_for("bonus"):
        return message("data.pay.no_bonus", occupations=subject.plural)
    if contains("asks_of_the_armed_forces", question.text) and not subject.onet.key.startswith(MILITARY):
        return message("data.pay.no_military")
    beside = without_names(question.text, (one.typed for one in question.of("occupation")))
    for name in ("tips", "benefits"):
        if contains(f"asks_for_{name}", beside):  # not "health insurance agents"
            return message(f"data.pay.no_{name}", occupations=subject.plural)
    if told := unheld(question):
        return message("data.pay.not_held", occupations=subject.plural, what=joined(told))
    if companies := question.of("company"):
        return message("data.pay.no_company", names=names_of(companies))
    return None


def other_year(question: Question, release_name: str) -> str | None:
    """Return a year that is named and is not that of the wages."""
    return next((one.typed for one in question.of("year") if one.typed != release_name[-4:]), None)


def _asks_where(question: Question) -> bool:
    """Return whether it is asked where most or least is paid."""
    if contains("asks_where_paid", question.text):
        return True
    if contains("names_several_places", question.text) and _bounds(question):
        return True  # "do any states pay them over 90k?"
    ranked = question.rank is not None or question.asks_for("highest", "lowest")
    return ranked and contains("names_places", question.text)


def _bounds(question: Question) -> dict[str, float]:
    """Return the bounds of pay that a question names: ``pay_above``, ``pay_below``."""
    return {name: value for name, value in amounts_in(question.text).items() if name.startswith("pay")}


def _refused(text: str, nation: Wage | None, subject: Subject, release_name: str) -> Finding:
    """Return that a figure is not held, and that of the nation, marked as such."""
    if nation is None or best_pay(nation) is None:
        return not_held(text)
    return not_held(text, TextBlock(median_told(subject, nation, release_name)), rows=(nation,))


def _told(
    question: Question, subject: Subject, row: Wage, release_name: str, place: Place | None = None
) -> Finding:
    lead = first_line(question, subject, row, release_name)
    blocks: list[Block] = []
    if verdict := held_against(question, row, release_name):
        blocks.append(TextBlock(lead))
        lead = verdict
    period = period_of(question, row)
    drawn = _chart(row, subject, release_name, period)
    spread = None if drawn else _spread(row, period)  # which the chart shows
    details = [text for text in (spread, _others(row, period, lead)) if text]
    blocks += [TextBlock(" ".join(details))] if details else []
    blocks += [drawn] if drawn else []
    cues = ("asks_of_seniority", "goes_up_or_down")
    if question.of("level") or any(contains(cue, question.text) for cue in cues):
        blocks.append(NoteBlock(message("data.pay.no_levels")))
    if note := group_note(subject):
        blocks.append(NoteBlock(note))
    if place and place.area and place.others and place.others[0].kind != place.area.kind:
        blocks.append(NoteBlock(message("data.pay.other_area", area=place.others[0].name)))
    answered = found(lead, *blocks, rows=(row,))
    if not has_annual(row) and contains("asks_for_a_year", question.text):
        return replace(answered, outcome="partial")
    return answered


def _spread(row: Wage, period: str) -> str | None:
    """Return what the lowest and highest paid earn."""
    values = {name: pay(row, name, period) for name in PERCENTILES}
    low, high, lower, upper = (values[name] for name in ("p10", "p90", "p25", "p75"))
    if not (low and high):
        return None
    text = message("data.pay.tenths", low=low, high=high)
    return f"{text} {message('data.pay.quarters', low=lower, high=upper)}" if lower and upper else text


def _others(row: Wage, period: str, lead: str) -> str | None:
    """Return the mean, and the median for the other period, as far as the first line does not tell them."""
    texts = []
    mean, hourly, annual = pay(row, "mean", period), pay(row, "p50", "hourly"), pay(row, "p50")
    if mean and has_annual(row) and mean not in lead:
        texts.append(message("data.pay.mean_too", value=mean))
    if hourly and has_annual(row) and period == "annual":
        texts.append(message("data.pay.hour_too", value=hourly))
    if annual and period == "hourly":
        texts.append(message("data.pay.year_too", value=annual))
    return " ".join(texts) or None


def _chart(row: Wage, subject: Subject, release_name: str, period: str) -> ChartBlock | None:
    points = [
        Point(message(f"data.pay.point.{name}"), row.values[f"{period}_{name}"], pay(row, name, period) or "")
        for name in PERCENTILES
        if f"{period}_{name}" in row.values
    ]
    if len(points) < len(PERCENTILES):
        return None
    title = message(
        f"data.pay.chart_{period}", occupations=subject.plural, place=where_of(row), release=release_name
    )
    return ChartBlock(title, "usd", tuple(points), "column")


def _by_area(connection: Connection, question: Question, subject: Subject, release_name: str) -> Finding:
    """Return where an occupation pays most or least."""
    kind = kind_of_areas(question.text)
    rows = wages_by_area(connection, code=subject.onet.wage_code or "", kind=kind)
    if not rows:
        return not_held(message("data.pay.no_areas", occupations=subject.plural))
    lowest = asks_for_lowest(question)
    rows = rows[::-1] if lowest else rows
    name = "lowest" if lowest else "highest"
    within = _within(rows, bounds := _bounds(question))
    shown = (within or rows)[:PLACES_SHOWN]
    first = shown[0]
    side = next(iter(bounds), "")
    told = f"data.pay.{name}_area"
    if side:
        told = "data.pay.areas_within" if within else "data.pay.no_areas_within"
    bound = "data.pay.pay_below" if side.endswith("below") else "data.pay.pay_above"
    lead = message(
        told,
        occupations=subject.plural if side else subject.Plural,
        area=first.area.name,
        value=best_pay(first),
        release=release_name,
        areas=message(f"data.areas.{kind}"),
        count=len(within),
        bound=message(bound, value=dollars(bounds[side])) if side else "",
        end=message("data.pay.lowest_end" if lowest else "data.pay.highest_end"),
    )
    points = tuple(Point(one.area.name, median_of(one), best_pay(one) or "") for one in shown)
    title = message(
        "data.pay.areas_chart",
        occupations=subject.plural,
        areas=message(f"data.areas.{kind}"),
        release=release_name,
    )
    blocks: list[Block] = [ChartBlock(title, "usd", points, "bar")]
    if note := group_note(subject):
        blocks.append(NoteBlock(note))
    return found(lead, *blocks, rows=shown)


def _within(rows: Sequence[Wage], bounds: Mapping[str, float]) -> list[Wage]:
    """Return the figures whose median keeps some bounds."""
    above, below = bounds.get("pay_above", 0.0), bounds.get("pay_below", float("inf"))
    return [one for one in rows if above <= median_of(one) <= below]


def _by_industry(connection: Connection, question: Question, subject: Subject, release_name: str) -> Finding:
    """Return which industries pay an occupation most, or least."""
    rows = wages_by_industry(connection, code=subject.onet.wage_code or "")
    paid = sorted((row for row in listed(rows) if best_pay(row)), key=median_of, reverse=True)
    if not paid:
        return not_held(message("data.industries.none", occupations=subject.plural))
    lowest = asks_for_lowest(question)
    shown = (paid[::-1] if lowest else paid)[:PLACES_SHOWN]
    first = shown[0]
    lead = message(
        "data.pay.lowest_industry" if lowest else "data.pay.highest_industry",
        occupations=subject.Plural,
        industry=first.industry_name,
        value=best_pay(first),
        release=release_name,
    )
    table = industry_table("data.pay.industries_table", subject, shown, release_name)
    return found(lead, table, rows=shown)
