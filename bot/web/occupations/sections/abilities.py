"""Skills, technologies and interests of an occupation."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from bot.web.occupations.blocks import Block, Bullets, Cell, Cited, Section, Table, Text
from bot.web.occupations.sections.subject import Subject, cited_onet
from bot.web.occupations.texts import capitalised, say
from knowledge.dataset_records import Rating
from knowledge.queries.dataset_rows import ONET
from knowledge.queries.onet import ratings, technologies

SKILLS = 10
TECHNOLOGIES = 12  # of those in demand, and as many of the others
OF_A_CODE = 3  # interests
HIGHEST = {"skill": 5.0, "interest": 7.0}  # of a scale that begins with 1


def skills_section(connection: Connection, subject: Subject) -> Section | None:
    """Return the most important skills; None where none are rated."""
    rated = ratings(connection, code=subject.onet.key, scale="skill")[:SKILLS]
    if not rated:
        return None
    table = _table("skills", subject, rated)
    source = cited_onet(rated[0].source, rating_release(rated))
    return _section("skills", (table,), source, subject, "skills")


def rating_release(rated: list[Rating]) -> str | None:
    """Return the release of ratings of skills: those that are carried are older than what else is."""
    return say("skills.carried") if rated[0].source.key == ONET else None


def technologies_section(connection: Connection, subject: Subject) -> Section | None:
    """Return the technologies that are used, those in demand first; None where none are listed."""
    used = technologies(connection, code=subject.onet.key)
    if not used:
        return None
    wanted, others = (tuple(one.name for one in used if one.in_demand is asked) for asked in (True, False))
    blocks: list[Block] = []
    for name, names in (("in_demand", wanted), ("others", others)):
        if names:
            title = say(f"technologies.{name}" if wanted else "technologies.all")
            blocks.append(Bullets(names[:TECHNOLOGIES], title, inline=True))
    left_out = sum(len(names[TECHNOLOGIES:]) for names in (wanted, others))
    if left_out:
        blocks.append(Text(say("technologies.more", count=left_out)))
    return _section("technologies", tuple(blocks), cited_onet(used[0].source), subject, "tools")


def interests_section(connection: Connection, subject: Subject) -> Section | None:
    """Return the interests that the occupation fits, by Holland's six types; None where none are rated."""
    rated = ratings(connection, code=subject.onet.key, scale="interest")
    if len(rated) < OF_A_CODE:
        return None
    first, second = rated[:2]
    lead = say(
        "interests.lead",
        first=capitalised(first.element),
        means=say(f"interests.{first.element}"),
        second=second.element,
        also=say(f"interests.{second.element}"),
        code=holland_code(rated),
    )
    blocks = (Text(lead), _table("interests", subject, rated))
    return _section("interests", blocks, cited_onet(rated[0].source), subject, "interests")


def holland_code(rated: list[Rating]) -> str:
    """Return the initials of the three strongest interests."""
    return "".join(one.element[0].upper() for one in rated[:OF_A_CODE])


def _table(name: str, subject: Subject, rated: list[Rating]) -> Table:
    highest = HIGHEST[rated[0].scale]
    rows = tuple(
        (Cell(capitalised(one.element)), Cell(f"{one.value:g}", (one.value - 1) / (highest - 1)))
        for one in rated
    )
    columns = (Cell(say(f"{name}.element")), Cell(say(f"{name}.value")))
    return Table(say(f"{name}.caption", occupations=subject.plural), columns, rows)


def _section(key: str, blocks: tuple[Block, ...], source: Cited, subject: Subject, topic: str) -> Section:
    return Section(key, say(f"{key}.heading"), blocks, (source,), subject.ask(topic))
