"""How employment in an occupation is projected to change."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from bot.web.occupations.blocks import Block, Fact, Facts, Note, Section, Text
from bot.web.occupations.sections.subject import Subject, cited
from bot.web.occupations.texts import change, say, span
from knowledge.dataset_records import Projection
from knowledge.models import ALL_OCCUPATIONS
from knowledge.queries.projections import projection_of


def outlook_section(connection: Connection, subject: Subject) -> Section:
    """Return the projection; that there is none is said as well."""
    heading, ask = say("outlook.heading"), subject.ask("outlook")
    row = projection_of(connection, code=subject.onet.projection_code)
    if row is None:
        return Section("outlook", heading, (Text(say("outlook.none", occupations=subject.plural)),), ask=ask)
    first, last = (row.as_of or "-").split("-")
    average = projection_of(connection, code=ALL_OCCUPATIONS)
    facts = [
        Fact(say("outlook.growth", first=first, last=last), change(row.change_percent), _compared(average)),
        Fact(say("outlook.employed", year=first), f"{row.employment_from:,}"),
        Fact(say("outlook.projected", year=last), f"{row.employment_to:,}"),
        Fact(say("outlook.openings"), f"{row.openings_a_year:,}", say("outlook.openings_note")),
    ]
    if row.self_employed_percent is not None:
        facts.append(Fact(say("outlook.self_employed", year=first), f"{row.self_employed_percent:g}%"))
    blocks: list[Block] = [Facts(tuple(facts))]
    if group := subject.projection_group(row):
        blocks.insert(0, Note(subject.group_note(group)))
    source = cited(row.source, row.place or "", span(row.as_of))
    return Section("outlook", heading, tuple(blocks), (source,), ask)


def _compared(average: Projection | None) -> str:
    return say("outlook.average", value=change(average.change_percent)) if average else ""
