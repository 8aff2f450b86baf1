"""What a release of O*NET adds, where one was imported: the publisher's own words and further ratings."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from actions.answer import Block, ListBlock, TextBlock
from actions.composition.sections import Section
from actions.datasets.base import Subject, rated_chart
from actions.formatting import joined
from actions.messages import message
from knowledge.dataset_records import PublishedStatement
from knowledge.queries.onet import published_statements, ratings
from knowledge.records import Source

SHOWN = 8  # elements of a scale
LED_BY = 3  # of them in the first line
TASKS = ("core", "supplemental", "task")
EMERGING = ("new", "revision")


def description_sections(connection: Connection, subject: Subject) -> tuple[Section, ...]:
    """Return the publisher's description of an occupation; nothing without a release."""
    told = _statements(connection, subject, "description")
    return (_quoted("data.published.description", subject, told, TextBlock(told[0].text)),) if told else ()


def task_sections(connection: Connection, subject: Subject) -> tuple[Section, ...]:
    """Return the publisher's tasks of an occupation, then those that emerge; nothing without a release."""
    sections = []
    for name, kinds in (("data.published.tasks", TASKS), ("data.published.emerging", EMERGING)):
        if told := _statements(connection, subject, *kinds):
            listed = ListBlock(tuple(one.text for one in told))
            sections.append(_quoted(name, subject, told, listed))
    return tuple(sections)


def rating_sections(connection: Connection, subject: Subject, *scales: str) -> tuple[Section, ...]:
    """Return what counts most for an occupation on each scale that a release rates it on."""
    sections = []
    for scale in scales:
        if rated := ratings(connection, code=subject.onet.key, scale=scale)[:SHOWN]:
            lead = message(
                f"data.published.lead.{scale}",
                occupations=subject.plural,
                names=joined([row.element for row in rated[:LED_BY]]),
                release=release_of(rated[0].source),
            )
            drawn = rated_chart(f"data.published.chart.{scale}", subject, rated)
            sections.append(Section((TextBlock(lead), drawn), tuple(rated)))
    return tuple(sections)


def release_of(source: Source) -> str:
    """Return a release in a sentence: "O*NET 30.1"."""
    return source.title.removesuffix(" Database")


def _statements(connection: Connection, subject: Subject, *kinds: str) -> list[PublishedStatement]:
    told = published_statements(connection, code=subject.onet.key)
    return [one for one in told if one.kind in kinds]


def _quoted(name: str, subject: Subject, told: Sequence[PublishedStatement], block: Block) -> Section:
    lead = message(name, occupations=subject.plural, release=release_of(told[0].source))
    return Section((TextBlock(lead), block), tuple(told))
