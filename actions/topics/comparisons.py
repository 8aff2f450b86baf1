"""How two occupations differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.answer import Button, ListBlock, TableBlock, TextBlock
from actions.formatting import capitalised, with_article
from actions.messages import message
from actions.offers import payload, topic_buttons
from actions.request import Ask
from actions.sections import Finding, Section, merged, unknown
from actions.topics.base import TopicHandler
from knowledge.queries import comparisons as comparison_queries
from knowledge.queries import facts
from knowledge.queries.occupations import get_occupation
from knowledge.records import Comparison, Occupation


class Comparisons(TopicHandler):
    """One occupation beside another."""

    topics = ("comparison",)

    def look_up(self, ask: Ask) -> Finding:
        """Return how the occupation differs from the one named, or from its usual counterpart."""
        others = [
            mention.occupation
            for mention in ask.of("occupation")
            if mention.occupation and mention.occupation.key != ask.occupation.key
        ]
        if others:
            return self._beside(ask, others[0])
        rows = comparison_queries.comparisons(ask.connection, occupation=ask.occupation.key)
        if not rows:
            return Finding(())
        partner = rows[0].other if rows[0].occupation == ask.occupation.key else rows[0].occupation
        other = get_occupation(ask.connection, key=partner)
        return self._beside(ask, other) if other else Finding(())

    def _beside(self, ask: Ask, other: Occupation) -> Finding:
        finding, ties = self._between(ask, other), self._ties(ask, other)
        if finding.outcome == "partial":  # no source compares them: what ties them is told at once
            return replace(finding, sections=(merged([*finding.sections, *ties]),))
        return replace(finding, sections=(*finding.sections, *ties))

    def _between(self, ask: Ask, other: Occupation) -> Finding:
        rows = comparison_queries.comparisons(ask.connection, occupation=ask.occupation.key, other=other.key)
        if not rows:
            return self._side_by_side(ask, other)
        short = [row for row in rows if row.layout != "prose"] or rows
        sections = [self._table(ask.occupation, other, short)]
        prose = [row for row in rows if row.layout == "prose"]
        if prose and short != rows:
            sections.append(self._table(ask.occupation, other, prose))
        return Finding(tuple(sections))

    def _ties(self, ask: Ask, other: Occupation) -> list[Section]:
        """Return how the two occupations work together or follow each other."""
        both = ((ask.occupation, other), (other, ask.occupation))
        rows = [
            related_occupation
            for one, another in both
            for related_occupation in comparison_queries.related_occupations(
                ask.connection, occupation=one.key
            )
            if related_occupation.other == another.key
        ]
        texts = tuple(dict.fromkeys(row.text for row in rows))
        return [Section((ListBlock(texts, message("comparison.relations")),), tuple(rows))] if texts else []

    def _table(self, occupation: Occupation, other: Occupation, rows: Sequence[Comparison]) -> Section:
        columns = ("", capitalised(occupation.name), capitalised(other.name))
        cells = tuple(
            (
                row.aspect,
                *(
                    (row.text, row.other_text)
                    if row.occupation == occupation.key
                    else (row.other_text, row.text)
                ),
            )
            for row in rows
        )
        caption = message("comparison.caption", occupation=capitalised(occupation.name), other=other.name)
        notes = list(dict.fromkeys(row.note for row in rows if row.note))
        return Section(
            (TableBlock(caption, columns, cells), *(TextBlock(note) for note in notes)), tuple(rows)
        )

    def _side_by_side(self, ask: Ask, other: Occupation) -> Finding:
        """No source compares the two: show what is told of each."""
        told = facts.statements(ask.connection, occupation=other.key, topic="definition")
        told += facts.statements(ask.connection, occupation=other.key, topic="duties")
        mine = facts.statements(ask.connection, occupation=ask.occupation.key, topic="definition")[:3]
        if not (mine and told):
            text = message(
                "unknown.comparison", occupation=with_article(ask.occupation), other=with_article(other)
            )
            return unknown(
                text,
                *topic_buttons(ask.connection, occupation=ask.occupation, keys=["comparison", "definition"]),
            )
        head = TextBlock(
            message("comparison.none", occupation=with_article(ask.occupation), other=with_article(other))
        )
        blocks = [
            ListBlock(
                tuple(one.text for one in rows),
                message("comparison.told", occupations=capitalised(occupation.plural)),
            )
            for occupation, rows in ((ask.occupation, mine), (other, told))
        ]
        button = Button(
            message("comparison.ask_definition", occupations=other.plural),
            payload("definition", occupation=other.key),
        )
        return Finding((Section((head, *blocks), (*mine, *told)),), "partial", (button,))
