"""What the answers from datasets share: the subject, how figures are written, what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from actions.answer import Block, ChartBlock, Point, TextBlock
from actions.composition.sections import Finding, Section
from actions.formatting import capitalised, joined, quoted
from actions.messages import message
from actions.questions.question import LinkedEntity
from actions.state import Item
from knowledge.dataset_records import Area, OnetOccupation, Rating, Wage
from knowledge.models import NATION
from knowledge.queries.wages import TOP_CODE
from knowledge.records import Occupation, Row


@dataclass(frozen=True)
class Subject:
    """An occupation that a question is about, and what O*NET holds of it."""

    occupation: Occupation
    onet: OnetOccupation

    @property
    def plural(self) -> str:
        """What to call its people in a sentence."""
        return self.occupation.plural

    @property
    def Plural(self) -> str:  # noqa: N802 - the same at the beginning of a sentence
        """What to call its people at the beginning of one."""
        return capitalised(self.occupation.plural)


def dollars(value: float, period: str = "annual") -> str:
    """Return an amount: whole dollars for a year, cents for an hour."""
    return f"${value:,.0f}" if period == "annual" else f"${value:,.2f}"


def pay(row: Wage, name: str, period: str = "annual") -> str | None:
    """Return a figure of a row, such as ``p50``, or the bound that it is at least; None if not published."""
    column = f"{period}_{name}"
    if column in row.values:
        return dollars(row.values[column], period)
    if column in row.top_coded:
        return message("data.at_least", value=dollars(TOP_CODE[period], period))
    return None


def has_annual(row: Wage) -> bool:
    """Return whether wages for a year are published; some occupations have them for the hour only."""
    return "annual_p50" in row.values or "annual_p50" in row.top_coded


def best_pay(row: Wage, name: str = "p50") -> str | None:
    """Return a figure by the year, else by the hour, with its period."""
    for period in ("annual", "hourly"):
        if value := pay(row, name, period):
            return message(f"data.{period}", value=value)
    return None


def number(value: float) -> str:
    """Return a number with separators."""
    return f"{value:,.0f}"


def percent(value: float) -> str:
    """Return per cent with at most one decimal."""
    return f"{value:g}%"


def in_place(area: Area) -> str:
    """Return where a figure holds, in a sentence: "in California", "in the United States"."""
    name = message("data.nation") if area.code == NATION else area.name
    return message("data.in", place=name)


def median_sentence(subject: Subject, row: Wage, release_name: str) -> str | None:
    """Return what people in an occupation earn in a place; None where no median is published."""
    value = best_pay(row)
    if value is None:
        return None
    return message(
        "data.pay.median",
        occupations=subject.Plural,
        place=where_of(row),
        value=value,
        release=release_name,
    )


def where_of(row: Wage) -> str:
    """Return where the figures of a row hold: in an industry or a place."""
    return message("data.in_industry", industry=row.industry.name) if row.industry else in_place(row.area)


def count_sentence(subject: Subject, row: Wage, release_name: str) -> str:
    """Return how many people work in an occupation in a place, of a row that tells it."""
    return message(
        "data.employment.count",
        occupations=subject.plural,
        count=number(row.employment or 0),
        place=in_place(row.area),
        release=release_name,
    )


def group_note(subject: Subject) -> str | None:
    """Return whose figures these are, where BLS counts the occupation together with others."""
    if subject.onet.wage_code is None or subject.onet.has_own_wages:
        return None
    return message(
        "data.group", occupations=subject.plural, group=subject.onet.wage_title, code=subject.onet.wage_code
    )


def rated_chart(title: str, subject: Subject, rated: Sequence[Rating]) -> ChartBlock:
    """Return ratings as bars under the message of this name."""
    points = tuple(Point(capitalised(row.element), row.value, f"{row.value:g}") for row in rated)
    return ChartBlock(message(title, occupations=subject.plural), "points", points, "bar")


def found(
    lead: str,
    *more: Block,
    rows: Sequence[Row],
    items: Sequence[Item] = (),
    further: Sequence[Section] = (),
) -> Finding:
    """Return an answer of a first line and what supports it; ``further`` is what "tell me more" turns to."""
    return Finding((Section((TextBlock(lead), *more), tuple(rows), tuple(items)), *further))


def not_held(lead: str, *more: Block, rows: Sequence[Row] = ()) -> Finding:
    """Return that something is not held, and the nearest facts that are."""
    return Finding((Section((TextBlock(lead), *more), tuple(rows)),), "unknown")


def names_of(entities: Iterable[LinkedEntity]) -> str:
    """Return what the question names, as it was typed."""
    return joined([quoted(entity.typed) for entity in entities])


def occupation_items(codes: Iterable[str]) -> tuple[Item, ...]:
    """Return the occupations of a list, for "the second one"."""
    return tuple(Item("occupation", code) for code in codes)


def caption_of_place(name: str, elsewhere: str, place: str, **texts: str) -> str:
    """Return a caption of pay in a place; ``elsewhere``: the one that says whose the projections are."""
    return message(name if place == message("data.nation") else elsewhere, place=place, **texts)
