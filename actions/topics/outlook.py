"""Figures of several measures: the job outlook and the size of the market."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from sqlalchemy.engine import Connection

from actions.answer import TableBlock, TextBlock
from actions.composition.charts import charts
from actions.composition.sections import (
    Finding,
    Section,
    code_section,
    figure_section,
    note_sentence,
    sentence,
    unknown,
)
from actions.datasets.growth_verdict import with_growth_verdict
from actions.formatting import amount, years
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.kinds import DECISIVE_FOR_FIGURES
from actions.questions.question import Question
from actions.topics.amounts import amount_verdict, behind_verdict
from actions.topics.base import Rows, TopicHandler, covers_year, fetch_rows
from actions.topics.statements import statement_sections
from knowledge.queries.occupations import occupation_codes
from knowledge.records import Figure, Occupation, OccupationCode


@dataclass(frozen=True)
class OutlookRows(Rows):
    """… with the occupation's codes in standard classifications."""

    codes: tuple[OccupationCode, ...]


class Outlook(TopicHandler[OutlookRows]):
    """Figures of several measures as a table, over years as charts; a year or a measure narrows."""

    topics = ("outlook", "market_size")
    decisive = DECISIVE_FOR_FIGURES
    measures_of_hint: ClassVar[dict[str, tuple[str, ...]]] = {
        "growth": ("employment_growth", "employment_change", "market_growth"),
        "total": ("employment",),
    }

    def fetch(self, connection: Connection, question: Question, occupation: Occupation) -> OutlookRows:
        """Return the rows, and the codes if one is asked for."""
        codes = occupation_codes(connection, key=occupation.key) if _asks_for_a_code(question) else []
        return OutlookRows(**vars(fetch_rows(connection, question, occupation)), codes=tuple(codes))

    def decide(self, question: Question, rows: OutlookRows) -> Finding:
        """Return the figures asked for, or all of them and the trends."""
        if rows.codes:
            return Finding((code_section(rows.occupation, rows.codes),))
        if _asks_for_a_code(question) and rows.held.figures:
            offers = rows.offers.buttons([rows.topic.key, *rows.offers.following(rows.topic.key)])
            return unknown(message("outlook.no_code", occupations=rows.occupation.plural), *offers)
        figures = rows.held.figures
        narrowed = self._narrow(question, figures, rows.topic.key)
        shown = figure_section(narrowed, rows.occupation) if narrowed else None
        if shown and _tells_growth(question, narrowed):
            two = contains("asks_for_two", question.text)
            told = " ".join(sentence(one, rows.occupation) for one in narrowed[: 1 + two])
            lead = TextBlock(with_growth_verdict(question.text, told, narrowed[0].value))
            shown = replace(shown, blocks=(lead, *shown.blocks[1 + two :]))
        table = [_table(figures, rows.topic.title)] if figures and len(narrowed) < len(figures) else []
        sections = [*([shown] if shown else []), *table]
        if sections and (verdict := amount_verdict(question, narrowed or figures)):
            sections[0] = behind_verdict(verdict, sections[0])
        return Finding(
            (*sections, *statement_sections(rows.topic.key, rows.occupation, rows.held.statements))
        )

    def _narrow(self, question: Question, figures: Sequence[Figure], topic: str) -> list[Figure]:
        named = [entity.typed for entity in question.of("year")]
        if named:
            exact = [figure for figure in figures if figure.as_of in named]
            counted = question.asks_for("total", "share") or topic == "market_size"
            return (exact if counted else []) or [
                figure for figure in figures if any(covers_year(figure, year) for year in named)
            ]
        measures = [key for hint in question.cue("aspect") for key in self.measures_of_hint.get(hint, ())]
        chosen = [figure for figure in figures if figure.measure.key in measures]
        return sorted(chosen, key=lambda figure: measures.index(figure.measure.key))


def _tells_growth(question: Question, narrowed: Sequence[Figure]) -> bool:
    """Return whether it is asked if the jobs grow, and growth in per cent is told first."""
    return question.topic_is("outlook") and narrowed[0].unit == "percent"


def _asks_for_a_code(question: Question) -> bool:
    return question.asks_for("code") or contains("asks_for_a_code", question.text)


def _table(figures: Sequence[Figure], title: str) -> Section:
    shown = 4 if any(figure.note for figure in figures) else 3
    columns = tuple(message(f"table.{name}") for name in ("measure", "period", "value", "note")[:shown])
    nothing = message("table.none")
    rows = tuple(
        (
            figure.measure.title,
            years(figure.as_of) or nothing,
            amount(figure),
            note_sentence(figure).rstrip(".") or nothing,
        )[:shown]
        for figure in figures
    )
    return Section((*charts(figures), TableBlock(title, columns, rows)), tuple(figures))
