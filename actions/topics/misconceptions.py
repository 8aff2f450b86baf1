"""What people get wrong about an occupation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.answer import ListBlock, TextBlock
from actions.composition.sections import Finding, Section, statement_section, unknown
from actions.facts.pertinence import similarity_to_topic
from actions.messages import message
from actions.questions.cues import asks_for, is_claim, is_yes_no
from actions.questions.question import Question
from actions.state import Item
from actions.thresholds import (
    ASKS_FOR_MISCONCEPTIONS,
    BELIEF_IS_MISCONCEPTION,
    BELIEF_IS_RELATED,
    BELIEF_LEAD,
    BELIEF_MAY_BE_MISCONCEPTION,
)
from actions.topics.base import Rows, TopicHandler, fetch_rows
from knowledge.queries import misconceptions as misconception_queries
from knowledge.queries.search import search_misconceptions
from knowledge.records import Misconception, Occupation
from knowledge.terms import normalise


@dataclass(frozen=True)
class MisconceptionRows(Rows):
    """… with the misconceptions, the two nearest to what is said, and whether the list is asked for."""

    listed: tuple[Misconception, ...]
    nearest: tuple[tuple[Misconception, float], ...]
    asks_for_list: bool


class Misconceptions(TopicHandler[MisconceptionRows]):
    """What people get wrong; a stated belief is answered itself."""

    topics = ("misconceptions",)

    def fetch(self, connection: Connection, question: Question, occupation: Occupation) -> MisconceptionRows:
        """Return the misconceptions and their similarity to what is said."""
        rows = fetch_rows(connection, question, occupation)
        asks_for_list = (
            question.says_nothing
            or asks_for("list", question.text)
            or similarity_to_topic(question.text, rows.topic, occupation) >= ASKS_FOR_MISCONCEPTIONS
        )
        return MisconceptionRows(
            **vars(rows),
            listed=tuple(misconception_queries.misconceptions(connection, occupation=occupation.key)),
            nearest=() if question.says_nothing else _nearest(connection, question, occupation),
            asks_for_list=asks_for_list,
        )

    def decide(self, question: Question, rows: MisconceptionRows) -> Finding:
        """Return the misconception that the message states, or the list; say so if none treats a belief."""
        if not rows.listed:
            return Finding(())
        stated, similarity = _stated(rows.nearest)
        listed = _list(rows.listed)
        if stated and similarity >= BELIEF_IS_MISCONCEPTION:
            return Finding(
                (
                    misconception_section(stated, denied=is_yes_no(question.text) or is_claim(question.text)),
                    listed,
                )
            )
        if stated and similarity >= BELIEF_MAY_BE_MISCONCEPTION and not rows.asks_for_list:
            section = misconception_section(stated)
            doubt = TextBlock(message("retrieval.nearest"))
            return Finding((replace(section, blocks=(doubt, *section.blocks)), listed), "partial")
        related = rows.nearest and rows.nearest[0][1] >= BELIEF_IS_RELATED
        if not related and not rows.asks_for_list:
            offers = rows.offers.buttons([rows.topic.key, "definition"])
            return unknown(message("retrieval.belief_not_covered"), *offers)
        statements = rows.held.statements
        return Finding((listed, *([statement_section(statements)] if statements else [])))


def misconception_section(row: Misconception, *, denied: bool = False) -> Section:
    """Return one misconception with what is true and the points that show it.

    ``denied``: it was asked whether the belief is true, so the first word says no.
    """
    reality = message("facts.misconception", reality=row.reality)
    if denied:
        reality = message("facts.no", text=reality)
    belief = message("misconceptions.belief", belief=row.belief)
    return Section((TextBlock(reality), ListBlock(row.points), TextBlock(belief)), (row,))


def _nearest(
    connection: Connection, question: Question, occupation: Occupation
) -> tuple[tuple[Misconception, float], ...]:
    """Return the two misconceptions nearest to what is said.

    The other occupations that it is about are said with it: "are they the same?" after one was named.
    """
    others = {
        named.occupation.name
        for named in question.of("occupation")
        if named.occupation and named.occupation.key != occupation.key
    }
    unsaid = sorted(name for name in others if normalise(name) not in normalise(question.text))
    said = " ".join([question.text, *unsaid])
    return tuple(search_misconceptions(connection, occupation=occupation.key, question=said, limit=2))


def _stated(nearest: Sequence[tuple[Misconception, float]]) -> tuple[Misconception | None, float]:
    """Return the misconception that is nearest by a lead, with its similarity."""
    if not nearest:
        return None, 0.0
    best, similarity = nearest[0]
    leads = len(nearest) == 1 or similarity - nearest[1][1] >= BELIEF_LEAD
    return (best if leads else None), similarity


def _list(rows: Sequence[Misconception]) -> Section:
    titles = tuple(row.title for row in rows)
    items = tuple(Item("misconception", row.key) for row in rows)
    return Section((ListBlock(titles, message("misconceptions.title")),), tuple(rows), items)
