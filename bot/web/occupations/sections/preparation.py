"""What it takes to enter an occupation."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from bot.web.occupations.blocks import Block, Cell, Cited, Fact, Facts, Note, Section, Table
from bot.web.occupations.sections.subject import Subject, cited, cited_onet
from bot.web.occupations.texts import capitalised, say, span
from knowledge.queries.onet import ratings
from knowledge.queries.projections import projection_of

SMALLEST_SHARE = 5.0  # per cent of those asked that a table shows
ENTRY = ("education", "experience", "training")


def education_section(connection: Connection, subject: Subject) -> Section | None:
    """Return the education, experience and training that it takes; None where nothing is held."""
    row = projection_of(connection, code=subject.onet.projection_code)
    zone = subject.onet.job_zone
    facts: list[Fact] = []
    sources: list[Cited] = []
    blocks: list[Block] = []
    if row:
        given = ((name, getattr(row, name)) for name in ENTRY)
        facts += [Fact(say(f"education.{name}"), value) for name, value in given if value]
        sources.append(cited(row.source, row.place or "", span(row.as_of)))
        if group := subject.projection_group(row):
            blocks.append(Note(subject.group_note(group)))
    if zone:
        value = say("education.zone_value", zone=zone)
        facts.append(Fact(say("education.zone"), value, say(f"education.zones.{zone}")))
        sources.append(cited_onet(subject.onet.source))
    shares = ratings(connection, code=subject.onet.key, scale="education")
    asked = [one for one in shares if one.value >= SMALLEST_SHARE]
    if asked:
        rows = tuple(
            (Cell(capitalised(one.element)), Cell(f"{one.value:g}%", one.value / 100)) for one in asked
        )
        columns = (Cell(say("education.level")), Cell(say("education.share")))
        caption = say("education.caption", occupations=subject.plural)
        blocks.append(Table(caption, columns, rows))
        sources.append(cited_onet(asked[0].source))
    if not (facts or blocks):
        return None
    blocks.insert(0, Facts(tuple(facts)))
    unique = tuple(dict.fromkeys(sources))
    return Section("education", say("education.heading"), tuple(blocks), unique, subject.ask("education"))
