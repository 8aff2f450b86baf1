"""Topics that are told in sentences, such as definition, duties and career path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from ruamel.yaml import YAML

from actions.answer import TextBlock
from actions.charts import charts
from actions.formatting import capitalised, with_article
from actions.messages import message
from actions.offers import next_topics, topic_buttons
from actions.pertinence import bearing, is_untold, pertinent
from actions.request import Ask
from actions.sections import (
    Finding,
    Section,
    explanation_section,
    figure_section,
    merged,
    statement_section,
    unknown,
)
from actions.topics.base import TopicHandler, topic_of
from knowledge.queries import facts
from knowledge.queries.comparisons import related_occupations
from knowledge.records import Occupation, Statement

LAYOUT = Path(__file__).parent.parent / "layout.yml"
NARROWING = ("industry", "product", "company", "tool", "algorithm", "degree", "level")


@cache
def layout() -> dict[str, list[dict[str, Any]]]:
    """Return how each topic's statements are parted into sections."""
    tree: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(LAYOUT.read_text(encoding="utf-8"))
    return tree


def titled(title: str, occupation: Occupation) -> str:
    """Fill a title's placeholders."""
    return title.format(
        occupation=with_article(occupation),
        occupations=occupation.plural,
        Occupations=capitalised(occupation.plural),
    )


def statement_sections(topic: str, occupation: Occupation, statements: Sequence[Statement]) -> list[Section]:
    """Part statements into sections as the layout says; kinds it does not name come last."""
    sections: list[Section] = []
    placed: set[str] = set()
    for part in layout().get(topic, []):
        chosen = [one for kind in part["kinds"] for one in statements if one.kind == kind]
        placed |= {one.key for one in chosen}
        if not chosen:
            continue
        title = _title(part, occupation, first=not sections)
        sections.append(statement_section(chosen, title))
        if part.get("explain"):
            explained = explanation_section(chosen, message("statements.explained"))
            sections += [explained] if explained else []
    rest = [one for one in statements if one.key not in placed]
    if rest:
        name = "statements.further" if sections else "statements.told"
        sections.append(statement_section(rest, message(name, occupations=occupation.plural)))
    return sections


def _title(part: dict[str, Any], occupation: Occupation, *, first: bool) -> str | None:
    """Return a section's title; one that speaks of a section before it needs one."""
    if first and part.get("follows"):
        return message("statements.told", occupations=occupation.plural)
    return titled(part["title"], occupation) if "title" in part else None


class Statements(TopicHandler):
    """Statements in sections; what the question names narrows them when a statement names it, too."""

    topics: ClassVar[tuple[str, ...]] = (
        "definition",
        "machine_learning",
        "applications",
        "duties",
        "collaboration",
        "mathematics",
        "coding_need",
        "education",
        "experience",
        "qualifications",
        "career_path",
        "suitability",
        "working_hours",
        "work_environment",
        "job_description",
        "companies",
        "ethics",
        "challenges",
    )
    tells_beside: ClassVar[Mapping[str, frozenset[str]]] = {"working_hours": frozenset({"part_time"})}
    narrowed_by: ClassVar[dict[str, frozenset[str]]] = {
        "education": frozenset({"degree"}),
        "career_path": frozenset({"degree", "level"}),
        "experience": frozenset({"degree", "level"}),
        "qualifications": frozenset({"degree"}),
        "suitability": frozenset({"degree"}),
        "bootcamp": frozenset({"level"}),
        "applications": frozenset({"industry", "company"}),
        "companies": frozenset({"company"}),
    }

    def look_up(self, ask: Ask) -> Finding:
        """Return the topic's statements, narrowed by what the question names."""
        under = {"occupation": ask.occupation.key, "topic": ask.topic}
        named = [entity.key for entity in ask.held(*NARROWING)]
        if named:
            narrowed = facts.statements(ask.connection, entities=named, **under)
            if narrowed:
                return Finding((statement_section(narrowed),))
        hinted = self._hinted(ask)
        if hinted:
            return Finding((statement_section(hinted),))
        statements = facts.statements(ask.connection, **under)
        sections = statement_sections(ask.topic, ask.occupation, statements)
        found = bearing(ask)
        if ask.topic not in OPINIONS and is_untold(ask, found):
            return _claim_untold(ask)
        if sections:
            sections[0] = self._with_pertinent(pertinent(ask, found), sections[0])
        figures = facts.figures(ask.connection, **under)
        if figures:
            sections.append(merged([figure_section(figures, ask.occupation), Section(charts(figures))]))
        titles = related_occupations(ask.connection, occupation=ask.occupation.key, kind="alternate_title")
        if titles and ask.topic == "definition":
            sections.append(Section(tuple(TextBlock(one.text) for one in titles), tuple(titles)))
        return Finding(tuple(sections))

    def _with_pertinent(self, after: Sequence[Statement], first: Section) -> Section:
        """Put the statements that the question is after before the usual first section."""
        shown = {row.key for row in first.rows if not getattr(row, "detail", None)}
        chosen = [one for one in after if one.key not in shown]
        if not chosen:
            return first
        title = TextBlock(message("statements.pertinent"))
        blocks = (title, *(TextBlock(one.in_full) for one in chosen))
        rows = tuple({row.key: row for row in (*chosen, *first.rows)}.values())
        return Section((*blocks, *first.blocks), rows, first.items)

    def _is_missing(self, ask: Ask, mention: Any) -> bool:
        if mention.kind in self.narrowed_by.get(ask.topic, frozenset()):
            named = [mention.entity.key] if mention.entity else []
            under = {"occupation": ask.occupation.key, "topic": ask.topic}
            return not (named and facts.statements(ask.connection, entities=named, **under))
        return super()._is_missing(ask, mention)

    def _hinted(self, ask: Ask) -> list[Statement]:
        """Return the statements of the kind that how the question is put points to."""
        kinds = [
            kind
            for hint in ask.hint("aspect") + ask.hint("skill_kind")
            for kind in KIND_OF_HINT.get(hint, ())
        ]
        return [
            statement
            for kind in kinds
            for statement in facts.statements(
                ask.connection, occupation=ask.occupation.key, topic=ask.topic, kind=kind
            )
        ]


def _claim_untold(ask: Ask) -> Finding:
    """Say that the sources do not tell whether it is so, and offer what they do tell on the topic."""
    keys = [ask.topic, *next_topics(ask.connection, topic=ask.topic, asked=())]
    offers = topic_buttons(ask.connection, occupation=ask.occupation, keys=keys)
    return unknown(message("unknown.claim", topic=topic_of(ask).title), *offers)


# Whether it is so is for the person to judge by what is told.
OPINIONS = frozenset({"suitability", "definition"})
KIND_OF_HINT = {
    "next": ("directions",),
    "overtime": ("longer",),
    "weekend": ("usual",),
    "required": ("required",),
    "preferred": ("preferred",),
}
