"""What an occupation earns: the spread of pay in the nation, and the states and industries with most."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from bot.web.occupations.blocks import Block, Cell, Note, Section, Table, Text
from bot.web.occupations.sections.subject import Subject, cited
from bot.web.occupations.texts import PERIODS, best_pay, capitalised, dollars, pay, say
from knowledge.dataset_records import Wage
from knowledge.queries.wages import TOP_CODE, median_of, release, wage_in, wages_by_area, wages_by_industry

STATES = 5
INDUSTRIES = 8
LISTED = 3  # the level of industries none of which is part of another
SPREAD = ("p10", "p25", "p50", "p75", "p90", "mean")


def pay_section(connection: Connection, subject: Subject) -> Section:
    """Return what is published of the pay; that there is nothing is said as well."""
    heading, ask = say("pay.heading"), subject.ask("salary")
    row, at = wage_in(connection, code=subject.onet.wage_code), release(connection)
    if row is None or not best_pay(row):
        return Section("pay", heading, (Text(say("pay.none", occupations=subject.plural)),), ask=ask)
    blocks: list[Block] = [Text(_lead(subject, row, at)), _spread(subject, row, at)]
    if subject.wage_group:
        blocks.append(Note(subject.group_note(subject.wage_group)))
    if row.top_coded:
        blocks.append(Note(say("pay.top_coded", **{one: dollars(TOP_CODE[one], one) for one in PERIODS})))
    if by_state := _by_state(connection, subject, at):
        blocks.append(by_state)
    return Section("pay", heading, tuple(blocks), (cited(row.source, row.place or "", at),), ask)


def _lead(subject: Subject, row: Wage, at: str) -> str:
    told = say(
        "pay.median", occupations=capitalised(subject.paid), value=best_pay(row), place=row.place, release=at
    )
    if row.employment is None:
        return told
    return f"{told} {say('pay.employed', count=f'{row.employment:,}')}"


def _spread(subject: Subject, row: Wage, at: str) -> Table:
    drawn = next((one for one in PERIODS if f"{one}_p50" in row.values), PERIODS[0])
    most = max((value for name, value in row.values.items() if name.startswith(drawn)), default=0.0)
    rows = tuple(
        (
            Cell(say(f"pay.point.{name}")),
            *(
                Cell(
                    pay(row, name, period) or say("pay.not_published"),
                    row.values[f"{period}_{name}"] / most
                    if period == drawn and f"{period}_{name}" in row.values
                    else None,
                )
                for period in PERIODS
            ),
        )
        for name in SPREAD
    )
    columns = tuple(Cell(say(f"pay.column.{name}")) for name in ("point", *PERIODS))
    caption = say("pay.caption", occupations=subject.paid, place=row.place, release=at)
    return Table(caption, columns, rows)


def _by_state(connection: Connection, subject: Subject, at: str) -> Table | None:
    rows = wages_by_area(connection, code=subject.onet.wage_code or "", kind="state")[:STATES]
    if not rows:
        return None
    most = median_of(rows[0])
    cells = tuple(
        (
            Cell(row.area.name),
            Cell(best_pay(row) or say("pay.not_published"), median_of(row) / most if most else None),
            Cell(f"{row.employment:,}" if row.employment else say("pay.not_published")),
        )
        for row in rows
    )
    columns = tuple(Cell(say(f"pay.column.{name}")) for name in ("state", "median", "employment"))
    return Table(say("pay.states", occupations=subject.paid, release=at), columns, cells)


def industries_section(connection: Connection, subject: Subject) -> Section | None:
    """Return the industries that employ most people of an occupation; None where none are published."""
    found = wages_by_industry(connection, code=subject.onet.wage_code or "")
    rows = [row for row in found if row.industry and row.industry.level == LISTED and row.employment]
    if not rows:
        return None
    shown, at = rows[:INDUSTRIES], release(connection)
    most = shown[0].employment or 1
    cells = tuple(
        (
            Cell(row.industry.name if row.industry else ""),
            Cell(f"{row.employment:,}", (row.employment or 0) / most),
            Cell(best_pay(row) or say("pay.not_published")),
        )
        for row in shown
    )
    columns = tuple(Cell(say(f"pay.column.{name}")) for name in ("industry", "employment", "median"))
    place = shown[0].place or ""
    caption = say("industries.caption", occupations=subject.paid, place=place, release=at)
    blocks: list[Block] = [Table(caption, columns, cells)]
    if subject.wage_group:
        blocks.append(Note(subject.group_note(subject.wage_group)))
    source = cited(shown[0].source, place, at)
    return Section(
        "industries", say("industries.heading"), tuple(blocks), (source,), subject.ask("industries")
    )
