"""The page of one occupation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sqlalchemy.engine import Connection

from bot.web.occupations.addresses import INDEX, comparison_path, group_path, page_key, page_path
from bot.web.occupations.blocks import Cited, Fact, Lead, Link, Page, Section, SourceEntry
from bot.web.occupations.sections.abilities import interests_section, skills_section, technologies_section
from bot.web.occupations.sections.articles import (
    article_sections,
    counted_with,
    definition_by_article,
    shown_title,
)
from bot.web.occupations.sections.outlook import outlook_section
from bot.web.occupations.sections.pay import industries_section, pay_section
from bot.web.occupations.sections.preparation import education_section
from bot.web.occupations.sections.subject import Subject, ask_link, subject_of, topics_by_key
from bot.web.occupations.sections.work import (
    definition,
    duties_section,
    related_section,
    titles_section,
)
from bot.web.occupations.structured_data import occupation_data
from bot.web.occupations.texts import best_pay, capitalised, change, published, say, span
from knowledge.datasets.tables import major_groups
from knowledge.queries.occupations import ONET_CODE, get_occupation
from knowledge.queries.projections import projection_of
from knowledge.queries.sources import get_sources
from knowledge.queries.wages import release, wage_in
from knowledge.records import Occupation, Source

_KEY = re.compile(r"[a-z0-9_.]{1,80}")
SUMMARY = 320  # characters, about twice as many as search engines show


def find_page(connection: Connection, *, key: str) -> Occupation | None:
    """Return the occupation whose page stands under a code or key; a hostile one is none."""
    return get_occupation(connection, key=key) if ONET_CODE.fullmatch(key) or _KEY.fullmatch(key) else None


def occupation_page(connection: Connection, occupation: Occupation, address: str) -> Page:
    """Return the page of an occupation."""
    subject, topics = subject_of(connection, occupation), topics_by_key(connection)
    lead = _lead(connection, occupation, subject)
    facts = _key_facts(connection, subject) if subject else ()
    told = article_sections(connection, occupation, topics)
    sections = [*(_of_datasets(connection, subject) if subject else ()), *_beside(occupation, subject, told)]
    path, name = page_path(occupation), capitalised(occupation.name)
    figures = (say("page.fact", name=one.name, value=one.value, note=one.note) for one in facts[:2])
    return Page(
        template="occupation.html",
        path=path,
        title=say("page.title", name=name),
        heading=name,
        description=_summary(lead.text, figures),
        trail=_trail(occupation),
        data=occupation_data(connection, occupation, subject, lead.text, f"{address}/{path}"),
        parts={
            "lead": lead,
            "facts": facts,
            "counted": () if subject else counted_with(connection, occupation),
            "sections": sections,
            "sources": sources_of(connection, sections, lead.cited),
            "compare": comparison_path([page_key(occupation)]),
            "ask": ask_link(topics, "definition", occupation),
        },
    )


def _lead(connection: Connection, occupation: Occupation, subject: Subject | None) -> Lead:
    if subject:
        return definition(connection, subject)
    told = definition_by_article(connection, occupation)
    return told or Lead(say("page.description", occupations=occupation.plural))


def _beside(
    occupation: Occupation, subject: Subject | None, told: tuple[Section, ...]
) -> tuple[Section, ...]:
    """Return what articles tell: beside the datasets' sections under one heading of its own."""
    if not (subject and told):
        return told
    return (Section("articles", say("articles.heading", occupations=occupation.plural), (), parts=told),)


def _of_datasets(connection: Connection, subject: Subject) -> list[Section]:
    found = (
        pay_section(connection, subject),
        outlook_section(connection, subject),
        education_section(connection, subject),
        duties_section(connection, subject),
        skills_section(connection, subject),
        technologies_section(connection, subject),
        interests_section(connection, subject),
        industries_section(connection, subject),
        related_section(connection, subject),
        titles_section(connection, subject),
    )
    return [section for section in found if section]


def _key_facts(connection: Connection, subject: Subject) -> tuple[Fact, ...]:
    """Return the figures at the head of a page, each with where, when and by whom."""
    wage = wage_in(connection, code=subject.onet.wage_code)
    row = projection_of(connection, code=subject.onet.projection_code)
    facts: list[Fact] = []
    if wage and (median := best_pay(wage)):
        note = say("facts.wages", place=wage.place, release=release(connection))
        facts.append(Fact(say("facts.median"), median, _with_group(note, subject.wage_group)))
    if row:
        group = subject.projection_group(row)
        note = _with_group(say("facts.projections", place=row.place, years=span(row.as_of)), group)
        facts.append(Fact(say("facts.growth"), change(row.change_percent), note))
        facts.append(Fact(say("facts.openings"), f"{row.openings_a_year:,}", note))
        if row.education:
            facts.append(Fact(say("facts.education"), row.education, note))
    return tuple(facts)


def _with_group(note: str, group: str | None) -> str:
    return say("group.with", note=note, group=group) if group else note


def _summary(lead: str, figures: Iterable[str]) -> str:
    """Return a sentence and those of the figures behind it for which there is room in full."""
    told = lead if len(lead) <= SUMMARY else lead[:SUMMARY].rsplit(" ", 1)[0] + " …"
    for figure in figures:
        told = f"{told} {figure}" if len(told) + len(figure) < SUMMARY else told
    return told


def _trail(occupation: Occupation) -> tuple[Link, ...]:
    trail = [Link(say("index.short"), INDEX)]
    group = (occupation.code or "")[:2]
    if group in major_groups():
        trail.append(Link(capitalised(major_groups()[group]), group_path(group)))
    return tuple(trail)


def sources_of(
    connection: Connection, sections: Sequence[Section], lead: Cited | None = None
) -> tuple[SourceEntry, ...]:
    """Return the sources that sections cite, each once and in full."""
    cited = [*([lead] if lead else []), *(one for section in sections for one in section.all_cited)]
    keys = list(dict.fromkeys(one.key for one in cited))
    return tuple(source_entry(one) for one in get_sources(connection, keys=keys))


def source_entry(source: Source) -> SourceEntry:
    """Return a source as it is listed at the end of a page."""
    parts = (source.publisher, published(source), say("sources.licence", licence=source.licence))
    location = source.location if source.location.startswith(("https://", "http://")) else None
    about = capitalised("; ".join(part for part in parts if part))
    return SourceEntry(source.key, shown_title(source), about, location, source.attribution)
