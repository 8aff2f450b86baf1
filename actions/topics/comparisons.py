"""How two occupations differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.answer import Block, Button, ListBlock, TableBlock, TextBlock
from actions.composition.offers import offers_for, payload
from actions.composition.sections import Finding, Section, merged, unknown
from actions.formatting import capitalised
from actions.messages import message
from actions.questions.question import Question
from actions.topics.base import Rows, TopicHandler
from knowledge.queries import comparisons as comparison_queries
from knowledge.queries import facts
from knowledge.queries.occupations import get_occupation
from knowledge.queries.topic_rows import Facts, facts_of_topic
from knowledge.queries.topics import get_topics
from knowledge.records import Comparison, Occupation, RelatedOccupation, Statement

DEFINITIONS = 3  # statements of a definition shown beside another occupation


@dataclass(frozen=True)
class ComparisonRows(Rows):
    """… with the other occupation, what compares the two, what ties them, and what is known of each."""

    other: Occupation | None
    compared: tuple[Comparison, ...]
    ties: tuple[RelatedOccupation, ...]
    definition: tuple[Statement, ...]
    other_statements: tuple[Statement, ...]


class Comparisons(TopicHandler[ComparisonRows]):
    """One occupation beside another: the one named, or its usual counterpart."""

    topics = ("comparison",)

    def fetch(self, connection: Connection, question: Question, occupation: Occupation) -> ComparisonRows:
        """Return what is known of the occupation beside the other one."""
        (topic,) = get_topics(connection, keys=[question.topic_key])
        other = _other(connection, question, occupation)
        of_topic = {"occupation": occupation.key, "topic": topic.key}
        held = Facts() if other else facts_of_topic(connection, **of_topic)
        rows = Rows(occupation, topic, held, {}, offers_for(connection, occupation), ())
        if other is None:
            return ComparisonRows(
                **vars(rows), other=None, compared=(), ties=(), definition=(), other_statements=()
            )
        compared = comparison_queries.comparisons(connection, occupation=occupation.key, other=other.key)
        definition: tuple[Statement, ...] = ()
        other_statements: tuple[Statement, ...] = ()
        if not compared:
            definition = tuple(facts.statements(connection, occupation=occupation.key, topic="definition"))
            other_statements = tuple(
                statement
                for topic in ("definition", "duties")
                for statement in facts.statements(connection, occupation=other.key, topic=topic)
            )
        return ComparisonRows(
            **vars(rows),
            other=other,
            compared=tuple(compared),
            ties=tuple(_ties(connection, occupation, other)),
            definition=definition[:DEFINITIONS],
            other_statements=other_statements,
        )

    def decide(self, question: Question, rows: ComparisonRows) -> Finding:
        """Return how the two differ, and what ties them."""
        if rows.other is None:
            return Finding(())
        finding = _compared(rows, rows.other) if rows.compared else _side_by_side(rows, rows.other)
        texts = tuple(dict.fromkeys(row.text for row in rows.ties))
        ties = [Section((ListBlock(texts, message("comparison.relations")),), rows.ties)] if texts else []
        if finding.outcome == "partial":  # no source compares them: what ties them is said at once
            return replace(finding, sections=(merged([*finding.sections, *ties]),))
        return replace(finding, sections=(*finding.sections, *ties))


def _other(connection: Connection, question: Question, occupation: Occupation) -> Occupation | None:
    """Return the occupation that is named beside this one, else the one that it is compared with most.

    Its own comparisons come first, however often other occupations are compared with it.
    """
    for named in question.of("occupation"):
        if named.occupation and named.occupation.key != occupation.key:
            return named.occupation
    rows = comparison_queries.comparisons(connection, occupation=occupation.key)
    if not rows:
        return None
    own = [row.other for row in rows if row.occupation == occupation.key]
    partners = Counter(own or [row.occupation for row in rows])
    return get_occupation(connection, key=partners.most_common(1)[0][0])


def _ties(connection: Connection, occupation: Occupation, other: Occupation) -> list[RelatedOccupation]:
    """Return how the two occupations work together or follow each other."""
    return [
        related
        for one, another in ((occupation, other), (other, occupation))
        for related in comparison_queries.related_occupations(connection, occupation=one.key)
        if related.other == another.key
    ]


def _compared(rows: ComparisonRows, other: Occupation) -> Finding:
    prose = [row for row in rows.compared if row.layout == "prose"]
    short = [row for row in rows.compared if row.layout != "prose"]
    if not short:
        return Finding((_table(rows.occupation, other, prose),))
    sections = [_table(rows.occupation, other, short)]
    sections += [_table(rows.occupation, other, prose)] if prose else []
    return Finding(tuple(sections))


def _table(occupation: Occupation, other: Occupation, rows: Sequence[Comparison]) -> Section:
    columns = ("", capitalised(occupation.name), capitalised(other.name))
    cells = tuple(
        (row.aspect, row.text, row.other_text)
        if row.occupation == occupation.key
        else (row.aspect, row.other_text, row.text)
        for row in rows
    )
    caption = message("comparison.caption", occupation=capitalised(occupation.name), other=other.name)
    notes = list(dict.fromkeys(row.note for row in rows if row.note))
    blocks: list[Block] = [TableBlock(caption, columns, cells), *(TextBlock(note) for note in notes)]
    return Section(tuple(blocks), tuple(rows))


def _side_by_side(rows: ComparisonRows, other: Occupation) -> Finding:
    """Show what is known about each of two occupations that no source compares."""
    names = {"occupation": rows.occupation.with_article, "other": other.with_article}
    if not (rows.definition and rows.other_statements):
        offers = rows.offers.buttons(["comparison", "definition"])
        return unknown(message("unknown.comparison", **names), *offers)
    lists = [
        ListBlock(
            tuple(statement.text for statement in statements),
            message("comparison.side", occupations=capitalised(occupation.plural)),
        )
        for occupation, statements in (
            (rows.occupation, rows.definition),
            (other, rows.other_statements),
        )
    ]
    button = Button(
        message("comparison.ask_definition", occupations=other.plural),
        payload("definition", occupation=other.key),
    )
    blocks: list[Block] = [TextBlock(message("comparison.none", **names)), *lists]
    section = Section(tuple(blocks), (*rows.definition, *rows.other_statements))
    return Finding((section,), "partial", (button,))
