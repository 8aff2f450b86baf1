"""Occupations side by side of which the articles alone tell at least one, as BLS has no figures of it.

Each is told by what is held of it: a figure of BLS, else one of the articles, else that there is none.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.answer import Block, ListBlock, TextBlock
from actions.composition.sections import Finding, note_sentence, sentence
from actions.datasets.base import best_pay, found, in_place, number, percent
from actions.datasets.compared.beside_asked import measures_asked
from actions.datasets.compared.sides_told import listed_of
from actions.datasets.compared.verdict_asked import Verdict, verdict_asked
from actions.datasets.counted_with import counted_growth, counted_sentence
from actions.datasets.places import place_of
from actions.formatting import amount, joined
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.question import Question
from knowledge.models import NATION
from knowledge.queries import facts
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.projections import projection_of
from knowledge.queries.wages import median_of, release, wage_in
from knowledge.records import Figure, Occupation, Row

MOST = 5
LISTS = ("duties", "skills", "education")
# What a comparison of two occupations as a whole tells of, in this order.
AS_A_WHOLE = ("duties", "pay", "education")


@dataclass(frozen=True)
class Told:
    """What is held of one occupation in one measure: ``low`` to ``high``, in words, and the rows."""

    occupation: Occupation
    text: str = ""
    low: float = 0.0
    high: float = 0.0
    rows: tuple[Row, ...] = ()
    of_bls: bool = False


def answer_beside_articles(
    connection: Connection, question: Question, occupations: Sequence[Occupation]
) -> Finding:
    """Return occupations side by side in what is asked for, each figure as it is held."""
    asked = measures_asked(question)
    same = contains("asks_if_the_same", question.text) or contains("asks_if_another_job", question.text)
    blocks: list[Block] = []
    rows: list[Row] = []
    if not asked:
        names = joined([one.plural for one in occupations])
        blocks.append(TextBlock(message(f"data.beside.{'same' if same else 'whole'}", occupations=names)))
    for name in asked or AS_A_WHOLE:
        more, told = _COMPARED[name](connection, question, occupations[:MOST])
        blocks += more
        rows += told
    first, *others = blocks
    lead = first.text if isinstance(first, TextBlock) else message("data.beside.lists")
    rest = others if isinstance(first, TextBlock) else blocks
    finding = found(lead, *rest, rows=list({row.key: row for row in rows}.values()))
    said = {one.text for one in blocks if isinstance(one, TextBlock)}
    lacking = {message("data.beside.none", occupations=one.plural) for one in occupations}
    partial = said & {message("comparison.apart"), *lacking}
    return replace(finding, outcome="partial") if partial else finding


def _pay(
    connection: Connection, question: Question, occupations: Sequence[Occupation]
) -> tuple[list[Block], list[Row]]:
    place = place_of(connection, question)
    area = place.area.code if place and place.area else NATION
    told = [_pay_of(connection, question, one, area) for one in occupations]
    known = sorted((one for one in told if one.text), key=lambda one: -one.high)
    texts = [_with_name(one) for one in known]
    blocks: list[Block] = []
    if len(known) > 1:
        first, *others = known
        degree = message(f"data.comparison.{'most' if len(others) > 1 else 'more'}")
        lead = message(
            "data.beside.pay",
            occupations=first.occupation.plural,
            degree=degree,
            first=first.text,
            others=joined(texts[1:]),
        )
        verdict = verdict_asked(question, [one.occupation for one in known])
        lead = _with_verdict(verdict, lead)
        if contains("asks_for_the_gap", question.text):
            gap = first.high - others[-1].high
            lead = f"{lead} {message('data.comparison.gap', value=f'${gap:,.0f}')}"
        blocks.append(TextBlock(lead))
    else:
        blocks.append(TextBlock(message("data.beside.pay_of", texts=joined(texts))))
    blocks += _apart(known)
    rows = [row for one in known for row in one.rows]
    notes = [note_sentence(row) for row in rows if isinstance(row, Figure) and row.note]
    blocks += [TextBlock(text) for text in dict.fromkeys(notes)]
    if question.of("level"):
        blocks.append(TextBlock(message("data.pay.no_levels")))
    return [*blocks, *_without(connection, told, known)], rows


def _pay_of(connection: Connection, question: Question, one: Occupation, area: str) -> Told:
    if one.code is None:
        return _pay_by_articles(connection, question, one)
    onet = onet_occupation_by_code(connection, code=one.code)
    wage = wage_in(connection, code=onet.wage_code, area_code=area) if onet else None
    if wage is None or not median_of(wage):
        return Told(one)
    text = message(
        "data.beside.median", value=best_pay(wage), place=in_place(wage.area), release=release(connection)
    )
    return Told(one, text, median_of(wage), median_of(wage), (wage,), of_bls=True)


def _pay_by_articles(connection: Connection, question: Question, one: Occupation) -> Told:
    """Return the average of the articles: that of the level that is named, else the one of all levels."""
    rows = facts.figures(connection, occupation=one.key, topic="salary")
    levels = {named.value for named in question.of("level")}
    at_level = [row for row in rows if row.entity and row.entity.key in levels]
    of_all = [row for row in rows if row.entity is None]
    chosen = next(iter(at_level or of_all or rows), None)
    if chosen is None:
        return Told(one)
    name = "at_level" if chosen.entity else "average_by" if chosen.attributed_to else "average"
    level = chosen.entity.name.lower() if chosen.entity else ""
    text = message(f"data.beside.{name}", value=amount(chosen), level=level, body=chosen.attributed_to or "")
    beside = tuple(row for row in rows if row != chosen) if not chosen.entity else ()
    return Told(one, text, chosen.value, chosen.value, (chosen, *beside))


def _growth(
    connection: Connection, question: Question, occupations: Sequence[Occupation]
) -> tuple[list[Block], list[Row]]:
    """Compare by the projections; of whom BLS counts among others by those of all these others."""
    told = [_growth_of(connection, one) for one in occupations]
    known = sorted((one for one in told if one.text), key=lambda one: -one.low)
    rows = [row for one in known for row in one.rows]
    blocks: list[Block] = []
    texts = [_with_name(one) for one in known]
    if len(known) > 1:
        first, *others = known
        clear = first.low > max(one.high for one in others)
        degree = message(f"data.comparison.{'fastest' if len(others) > 1 else 'faster'}")
        lead = message(
            "data.beside.growth" if clear else "data.beside.growth_open",
            occupations=first.occupation.plural,
            degree=degree,
            texts=joined(texts),
        )
        verdict = verdict_asked(question, [one.occupation for one in known]) if clear else None
        blocks.append(TextBlock(_with_verdict(verdict, lead)))
    elif known:
        blocks.append(TextBlock(message("data.beside.growth_of", texts=joined(texts))))
    else:
        blocks.append(TextBlock(message("data.comparison.none")))
    for one in occupations:
        if one.code is None:
            blocks += _counted(connection, one)
            own = _own_growth(connection, one)
            blocks += [TextBlock(message("data.beside.own", text=sentence(row, one))) for row in own]
            rows += own
    return blocks, rows


def _growth_of(connection: Connection, one: Occupation) -> Told:
    if one.code is None:
        rows = counted_growth(connection, one)
        if not rows:
            return Told(one)
        changes = [row.change_percent for row in rows]
        text = message("data.beside.range", low=percent(min(changes)), high=percent(max(changes)))
        return Told(one, text, min(changes), max(changes), tuple(rows), of_bls=True)
    onet = onet_occupation_by_code(connection, code=one.code)
    row = projection_of(connection, code=onet.projection_code) if onet else None
    if row is None:
        return Told(one)
    return Told(one, percent(row.change_percent), row.change_percent, row.change_percent, (row,), of_bls=True)


def _own_growth(connection: Connection, one: Occupation) -> list[Figure]:
    """Return what the articles themselves say of the growth, in per cent."""
    rows = facts.figures(connection, occupation=one.key, topic="outlook")
    return [row for row in rows if row.unit == "percent"]


def _counted_in(measure: str) -> Callable[..., tuple[list[Block], list[Row]]]:
    def compare(
        connection: Connection, _question: Question, occupations: Sequence[Occupation]
    ) -> tuple[list[Block], list[Row]]:
        told = [_count_of(connection, one, measure) for one in occupations]
        known = sorted((one for one in told if one.text), key=lambda one: -one.high)
        texts = joined([_with_name(one) for one in known])
        lead = message(f"data.beside.{measure}", texts=texts, release=release(connection))
        blocks: list[Block] = [TextBlock(lead if known else message("data.comparison.none"))]
        return [*blocks, *_without(connection, told, known)], [row for one in known for row in one.rows]

    return compare


def _count_of(connection: Connection, one: Occupation, measure: str) -> Told:
    onet = onet_occupation_by_code(connection, code=one.code) if one.code else None
    if onet is None:
        return Told(one)
    if measure == "openings":
        row = projection_of(connection, code=onet.projection_code)
        count = float(row.openings_a_year) if row else 0.0
        return Told(one, number(count), count, count, (row,), of_bls=True) if row else Told(one)
    wage = wage_in(connection, code=onet.wage_code, area_code=NATION)
    if wage is None or not wage.employment:
        return Told(one)
    count = float(wage.employment)
    return Told(one, number(count), count, count, (wage,), of_bls=True)


def _listed(topic: str) -> Callable[..., tuple[list[Block], list[Row]]]:
    def compare(
        connection: Connection, _question: Question, occupations: Sequence[Occupation]
    ) -> tuple[list[Block], list[Row]]:
        blocks: list[Block] = []
        rows: list[Row] = []
        for one in occupations:
            texts, told = listed_of(connection, one, topic)
            title = message(f"data.beside.title.{topic}", occupations=one.plural)
            blocks.append(ListBlock(texts, title) if texts else TextBlock(_nothing(one, topic)))
            rows += told
        return blocks, rows

    return compare


def _nothing(one: Occupation, topic: str) -> str:
    return message("data.beside.nothing", occupations=one.plural, what=message(f"data.beside.what.{topic}"))


def _with_name(one: Told) -> str:
    return message("data.comparison.of", value=one.text, occupations=one.occupation.plural)


def _with_verdict(verdict: Verdict | None, text: str) -> str:
    if verdict is None:
        return text
    return message(f"facts.{'yes' if verdict.holds else 'no'}", text=text)


def _apart(known: Sequence[Told]) -> list[Block]:
    """Say that figures of BLS and of the articles stand beside each other."""
    mixed = len({one.of_bls for one in known}) > 1
    return [TextBlock(message("comparison.apart"))] if mixed else []


def _without(connection: Connection, told: Sequence[Told], known: Sequence[Told]) -> list[Block]:
    """Say of whom nothing is held in this measure, and why."""
    blocks: list[Block] = []
    for one in told:
        if one not in known:
            counted = _counted(connection, one.occupation)
            none = TextBlock(message("data.beside.none", occupations=one.occupation.plural))
            blocks += counted or [none]
    return blocks


def _counted(connection: Connection, one: Occupation) -> list[Block]:
    text = counted_sentence(connection, one)
    return [TextBlock(text)] if text else []


_COMPARED: dict[str, Callable[..., tuple[list[Block], list[Row]]]] = {
    "pay": _pay,
    "growth": _growth,
    "openings": _counted_in("openings"),
    "employment": _counted_in("employment"),
    **{name: _listed(name) for name in LISTS},
}
