"""What an occupation earns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from actions.answer import TextBlock
from actions.composition.sections import (
    Finding,
    Section,
    figure_section,
    merged,
    series_section,
    statement_section,
)
from actions.questions.kinds import DECISIVE_FOR_FIGURES, PLACES
from actions.questions.question import LinkedEntity, Question
from actions.topics.amounts import amount_verdict
from actions.topics.base import PlainTopicHandler, Rows, held_for, not_known_for, qualifier_not_known
from actions.topics.calculated import calculated
from actions.topics.series import all_but, ranked_section
from actions.topics.statements import statement_sections
from knowledge.records import Figure


class Salary(PlainTopicHandler):
    """The average, the averages by level and the caveats; a level, a rank or an amount narrows."""

    topics = ("salary",)
    decisive = DECISIVE_FOR_FIGURES
    honours = frozenset({"level"})
    says_beside: ClassVar[Mapping[str, frozenset[str]]] = {
        "salary": frozenset({"monthly", "hourly", "median", "currency", "taxes", "gross"})
    }

    def decide(self, question: Question, rows: Rows) -> Finding:
        """Return the salary asked for."""
        figures = held_for(question, rows.held.figures)
        if rows.held.figures and not figures:  # each place and each year is known, but not together
            return not_known_for(rows, question.of(*PLACES, "year"))
        series = [figure for figure in figures if figure.entity]
        levels = question.of("level")
        excluded = [level for level in levels if level in question.exclusions]
        if excluded and series:
            return all_but(series, excluded, rows)
        if levels and (figures or rows.held.statements):
            return self._by_level(question, rows, series, levels)
        extras = [statement for statement in rows.held.statements if statement.kind == "extras"]
        if extras and question.asks_for("bonus"):
            single = [figure for figure in figures if not figure.entity]
            return Finding((merged([statement_section(extras), figure_section(single, rows.occupation)]),))
        return Finding((*self._overview(question, rows, figures), *_statements(rows)))

    def _overview(self, question: Question, rows: Rows, figures: Sequence[Figure]) -> list[Section]:
        if not figures:
            return []
        series = [figure for figure in figures if figure.entity]
        drawn = [series_section(series, rows.occupation)] if series else []
        if question.rank and series and not question.rank.majority:
            return [ranked_section(question.rank, series, drawn[0], rows)]
        single = [figure for figure in figures if not figure.entity]
        verdict = amount_verdict(question, figures)
        shown = merged(
            [*([verdict] if verdict else []), figure_section(single, rows.occupation), *drawn],
        )
        return [Section(shown.blocks, tuple(figures))]

    def _by_level(
        self, question: Question, rows: Rows, series: Sequence[Figure], levels: Sequence[LinkedEntity]
    ) -> Finding:
        wanted = [level.entity.key for level in levels if level.entity]
        found = [figure for figure in series if figure.entity and figure.entity.key in wanted]
        held = {figure.entity.key for figure in found if figure.entity}
        missing = [level for level in levels if not (level.entity and level.entity.key in held)]
        if not found:
            return not_known_for(rows, missing)
        shown = figure_section(found, rows.occupation)
        if verdict := amount_verdict(question, found) or calculated(question, found):
            shown = merged([verdict, shown])
        if missing:
            text = TextBlock(qualifier_not_known(rows, missing))
            return Finding((Section((*shown.blocks, text), shown.rows),), "partial")
        said = rows.statements_naming(wanted)
        return Finding(
            (
                shown,
                *([statement_section(said)] if said else []),
                series_section(series, rows.occupation),
            )
        )


def _statements(rows: Rows) -> list[Section]:
    return statement_sections(rows.topic.key, rows.occupation, rows.held.statements)
