"""What an occupation is and does, what else it is called, and which occupations are near it."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from bot.web.occupations.addresses import page_path
from bot.web.occupations.blocks import Block, Bullets, Lead, Link, Links, Section, Text
from bot.web.occupations.sections.subject import Subject, cited_onet
from bot.web.occupations.texts import capitalised, say
from knowledge.dataset_records import PublishedStatement
from knowledge.queries.occupation_list import occupations_by_code
from knowledge.queries.onet import duties, published_statements, related, titles_of
from knowledge.records import Row

TASKS = ("core", "supplemental", "task")  # kinds of the publisher's statements
RELATED = 12
TITLES = 30
TASKS_SHOWN = 15


def description_of(connection: Connection, subject: Subject) -> Row | None:
    """Return the row that says what the occupation is: O*NET's own sentence only where we have none."""
    if subject.onet.description:
        return subject.onet
    return next(iter(_published(connection, subject, "description")), None)


def description_text(row: Row | None) -> str:
    """Return what such a row says."""
    return str(getattr(row, "description", None) or getattr(row, "text", "")) if row else ""


def definition(connection: Connection, subject: Subject) -> Lead:
    """Return what the occupation is; that O*NET does not describe it is said as well."""
    row = description_of(connection, subject)
    text = description_text(row) or say("definition.none", title=subject.onet.title)
    aside = say("definition.code", title=subject.onet.title, code=subject.onet.key)
    return Lead(text, cited_onet((row or subject.onet).source), aside)


def duties_section(connection: Connection, subject: Subject) -> Section | None:
    """Return what people in the occupation do; None where nothing is held."""
    done = duties(connection, code=subject.onet.key)
    rows: list[Row] = [*done] or [*_published(connection, subject, *TASKS)[:TASKS_SHOWN]]
    if not rows:
        return None
    told = Bullets(tuple(str(getattr(row, "text", "")) for row in rows))
    source = cited_onet(rows[0].source)
    return Section("duties", say("duties.heading"), (told,), (source,), subject.ask("duties"))


def related_section(connection: Connection, subject: Subject) -> Section | None:
    """Return links to the related occupations, the nearest first; None where none are held."""
    rows = related(connection, code=subject.onet.key)[:RELATED]
    near = occupations_by_code(connection, codes=tuple(row.code for row in rows))
    if not near:
        return None
    links = Links(tuple(Link(capitalised(one.name), page_path(one)) for one in near))
    source = cited_onet(rows[0].source)
    ask = subject.ask("related_occupations")
    return Section("related", say("related.heading"), (Text(say("related.order")), links), (source,), ask)


def titles_section(connection: Connection, subject: Subject) -> Section | None:
    """Return other titles of the occupation; None where none are held."""
    code = subject.onet.key
    own = {subject.onet.title.lower(), subject.occupation.name.lower(), subject.occupation.plural.lower()}
    found = [
        title for kind in ("reported", "alternate") for title in titles_of(connection, code=code, kind=kind)
    ]
    titles = [title for title in dict.fromkeys(found) if title.lower() not in own]
    if not titles:
        return None
    blocks: list[Block] = [Bullets(tuple(titles[:TITLES]), inline=True)]
    if len(titles) > TITLES:
        blocks.append(Text(say("titles.more", count=len(titles) - TITLES)))
    source = cited_onet(subject.onet.source)
    return Section("titles", say("titles.heading"), tuple(blocks), (source,), subject.ask("job_titles"))


def _published(connection: Connection, subject: Subject, *kinds: str) -> list[PublishedStatement]:
    told = published_statements(connection, code=subject.onet.key)
    return [one for one in told if one.kind in kinds]
