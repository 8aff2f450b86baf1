"""Topics that are answered in sentences, such as definition, duties and career path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from ruamel.yaml import YAML
from sqlalchemy.engine import Connection

from actions.answer import TextBlock
from actions.composition.charts import charts
from actions.composition.sections import (
    Finding,
    Section,
    explanation_section,
    figure_section,
    merged,
    statement_section,
    unknown,
)
from actions.facts.pertinence import Bearing, bearing
from actions.formatting import capitalised, lower_first
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.question import LinkedEntity, Question
from actions.topics.amounts import amount_verdict
from actions.topics.base import Rows, TopicHandler, fetch_rows
from knowledge.queries.comparisons import related_occupations
from knowledge.records import Occupation, RelatedOccupation, Statement

LAYOUT = Path(__file__).with_name("layout.yml")
NARROWING = ("industry", "product", "company", "tool", "algorithm", "degree", "level")


@cache
def layout() -> dict[str, list[dict[str, Any]]]:
    """Return how each topic's statements are divided into sections."""
    tree: dict[str, list[dict[str, Any]]] = YAML(typ="safe").load(LAYOUT.read_text(encoding="utf-8"))
    return tree


def titled(title: str, occupation: Occupation) -> str:
    """Fill a title's placeholders."""
    return title.format(
        occupation=occupation.with_article,
        occupations=occupation.plural,
        Occupations=capitalised(occupation.plural),
    )


def alone(statement: Statement, occupation: Occupation) -> str:
    """Return a statement as a sentence that stands by itself."""
    template = alone_template(statement)
    if template is None:
        return statement.text
    return titled(template.replace("{text}", lower_first(statement.text)), occupation)


def alone_template(statement: Statement) -> str | None:
    """Return the sentence into which a statement's text goes that is none by itself."""
    for part in layout().get(statement.topic, []):
        if statement.kind in part["kinds"] and "alone" in part:
            written = part["alone"]
            template: str | None = written if isinstance(written, str) else written.get(statement.kind)
            if template:
                return template
    return None


def statement_sections(topic: str, occupation: Occupation, statements: Sequence[Statement]) -> list[Section]:
    """Divide statements into sections as the layout says; kinds it does not name come last."""
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
        name = "statements.further" if sections else "statements.all"
        sections.append(statement_section(rest, message(name, occupations=occupation.plural)))
    return sections


def _title(part: dict[str, Any], occupation: Occupation, *, first: bool) -> str | None:
    """Return a section's title; one that refers to a section before it needs one."""
    if first and part.get("follows"):
        return message("statements.all", occupations=occupation.plural)
    return titled(part["title"], occupation) if "title" in part else None


@dataclass(frozen=True)
class StatementRows(Rows):
    """… with how the statements bear on the question, and the other titles of the occupation."""

    bearing: Bearing
    alternate_titles: tuple[RelatedOccupation, ...]


class Statements(TopicHandler[StatementRows]):
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
    says_beside: ClassVar[Mapping[str, frozenset[str]]] = {"working_hours": frozenset({"part_time"})}
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

    def fetch(self, connection: Connection, question: Question, occupation: Occupation) -> StatementRows:
        """Return the rows, how they bear on the question, and other titles for a definition."""
        rows = fetch_rows(connection, question, occupation)
        titles = (
            related_occupations(connection, occupation=occupation.key, kind="alternate_title")
            if rows.topic.key == "definition"
            else []
        )
        return StatementRows(
            **vars(rows),
            bearing=bearing(connection, question, rows.topic, occupation),
            alternate_titles=tuple(titles),
        )

    def decide(self, question: Question, rows: StatementRows) -> Finding:
        """Return the topic's statements, narrowed by what the question names or how it is put."""
        if question.intent == "job_titles" and rows.alternate_titles:
            *others, titles = self._sections(rows)
            return Finding((titles, *others))
        narrowed = self._narrowed(question, rows)
        if narrowed:
            return Finding((statement_section(narrowed),))
        if verdict := amount_verdict(question, rows.held.figures):
            first, *rest = self._sections(rows)
            return Finding((merged([verdict, first]), *rest))
        if rows.topic.key not in OPINIONS and rows.bearing.has_nothing_on_claim():
            keys = [rows.topic.key, *rows.offers.following(rows.topic.key)]
            return unknown(
                message("unknown.claim", topic=lower_first(rows.topic.title)), *rows.offers.buttons(keys)
            )
        return Finding(tuple(self._sections(rows)))

    def _narrowed(self, question: Question, rows: StatementRows) -> list[Statement]:
        """Return the statements that name what the question names, else those of the kind it asks for."""
        naming = rows.statements_naming(entity.key for entity in question.known(*NARROWING))
        if naming:
            return naming
        kinds = [
            kind
            for hint in question.cue("aspect") + question.cue("skill_kind")
            for kind in KIND_OF_HINT.get(hint, ())
        ]
        if contains("asks_what_comes_later", question.text):
            kinds += KIND_OF_HINT["next"]
        return [one for kind in kinds for one in rows.held.statements if one.kind == kind]

    def _sections(self, rows: StatementRows) -> list[Section]:
        sections = statement_sections(rows.topic.key, rows.occupation, rows.held.statements)
        if figures := rows.held.figures:
            sections.append(merged([figure_section(figures, rows.occupation), Section(charts(figures))]))
        if titles := rows.alternate_titles:
            sections.append(Section(tuple(TextBlock(one.text) for one in titles), titles))
        return sections

    def _is_missing(self, question: Question, rows: StatementRows, entity: LinkedEntity) -> bool:
        if entity.kind in self.narrowed_by.get(rows.topic.key, frozenset()):
            return not rows.statements_naming([entity.value])
        return super()._is_missing(question, rows, entity)


# Whether it is so is for the person to judge from what is said.
OPINIONS = frozenset({"suitability", "definition"})
KIND_OF_HINT = {
    "next": ("directions",),
    "overtime": ("longer",),
    "weekend": ("usual",),
    "required": ("required",),
    "preferred": ("preferred",),
}
