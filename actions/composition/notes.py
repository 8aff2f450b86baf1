"""Notes where sources disagree: in full once in a conversation, then no more than that there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from actions.answer import NoteBlock
from actions.composition.sections import Section
from actions.messages import message
from actions.questions.kinds import DECISIVE
from actions.questions.question import Question
from actions.state import ConversationState
from knowledge.queries.disagreements import disagreements
from knowledge.records import Disagreement, Row

REMEMBERED = 12


@dataclass(frozen=True)
class Notes:
    """What to say below an answer, and the disagreements that the conversation has been told of."""

    blocks: tuple[NoteBlock, ...]
    told: tuple[str, ...]


def notes_below(
    connection: Connection, topic: str, section: Section, question: Question | None, state: ConversationState
) -> Notes:
    """Return the notes on the rows that a section shows.

    If only one of the rows that disagree was asked for (a level, a place), the numbers of the others would
    confuse, and it is enough to say that there is a disagreement. Of rows that merely stand beside the
    answer nothing is said.
    """
    found = _disagreements(connection, topic, section.rows)
    if not found:
        return Notes((), state.noted)
    new = [one for one in found if one.key not in state.noted]
    full = [one for one in new if _bears_on_answer(one, section, question)]
    blocks = tuple(NoteBlock(one.text) for one in full)
    told = tuple(dict.fromkeys((*state.noted, *(one.key for one in full))))[-REMEMBERED:]
    told_of_answer = [
        one for one in found if one.key in state.noted and _bears_on_answer(one, section, question)
    ]
    if not blocks and not new and told_of_answer:
        blocks = (NoteBlock(message("compose.noted")),)
    elif not blocks and any(_is_of_one_row(one, question) for one in new):
        blocks = (NoteBlock(message("compose.differs")),)
    return Notes(blocks, told)


def full_notes(
    connection: Connection, topic: str, section: Section, question: Question | None
) -> tuple[NoteBlock, ...]:
    """Return the notes on a section in a conversation that has been told of none."""
    found = _disagreements(connection, topic, section.rows)
    return tuple(NoteBlock(one.text) for one in found if _bears_on_answer(one, section, question))


def _bears_on_answer(one: Disagreement, section: Section, question: Question | None) -> bool:
    return not _is_of_one_row(one, question) and (not section.lead or bool(section.lead & set(one.rows)))


def _is_of_one_row(one: Disagreement, question: Question | None) -> bool:
    """Return whether a question narrows an answer to one of the rows that disagree."""
    return question is not None and bool(question.of(*DECISIVE)) and len(one.rows) == 1


def _disagreements(connection: Connection, topic: str, rows: Sequence[Row]) -> list[Disagreement]:
    """Return where the sources of rows disagree: on the topic itself, else what bears on the rows most."""
    found = disagreements(connection, rows=[row.key for row in rows])
    topics = {getattr(row, "topic", topic) for row in rows} if topic == "requirement_check" else {topic}
    on_topic = [one for one in found if one.topic in topics]
    return on_topic or found[:1]
