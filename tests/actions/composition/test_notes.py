"""Where sources disagree, it is said: in full once, and only as far as it bears on the answer."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.composition.notes import Notes, notes_below
from actions.composition.sections import Section
from actions.messages import message
from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.question import Question
from actions.questions.reader import read_question
from actions.state import ConversationState
from knowledge.queries import facts
from knowledge.records import Row
from tests.actions.asking import MLE


def below(
    connection: Connection,
    topic: str,
    *rows: Row,
    lead: frozenset[str] = frozenset(),
    question: Question | None = None,
    state: ConversationState | None = None,
) -> Notes:
    section = Section((), tuple(rows), lead=lead)
    return notes_below(connection, topic, section, question, state or ConversationState())


def texts(notes: Notes) -> list[str]:
    return [block.text for block in notes.blocks]


def test_disagreements_on_other_topics_are_told_only_where_there_is_none_on_this(
    connection: Connection,
) -> None:
    steps = facts.statements(connection, occupation=MLE, topic="career_path", kind="steps")
    assert len(below(connection, "career_path", *steps).blocks) == 1
    languages = facts.statements(connection, occupation=MLE, topic="programming_languages")
    assert len(below(connection, "programming_languages", *languages).blocks) == 2
    hours = facts.statements(connection, occupation=MLE, topic="working_hours")
    assert below(connection, "working_hours", *hours) == Notes((), ())


def test_a_note_is_told_in_full_once_in_a_conversation(connection: Connection) -> None:
    pay = facts.figures(connection, occupation=MLE, topic="salary")
    first = below(connection, "salary", *pay)
    assert "averages come from two articles" in texts(first)[0]
    again = below(connection, "salary", *pay, state=ConversationState(noted=first.told))
    assert texts(again) == [message("compose.noted")]
    assert again.told == first.told


def test_what_was_told_stays_told_after_an_answer_on_which_sources_agree(connection: Connection) -> None:
    hours = facts.statements(connection, occupation=MLE, topic="working_hours")
    told = below(connection, "working_hours", *hours, state=ConversationState(noted=("salary",))).told
    assert told == ("salary",)


def test_beside_one_figure_that_was_asked_for_the_others_are_not_told(connection: Connection) -> None:
    (entry,) = facts.figures(connection, occupation=MLE, topic="salary", entities=["entry_level"])
    named = (ParsedEntity("level", "entry_level", "juniors"),)
    asked = UserMessage("what do juniors earn?", "salary", named)
    question = read_question(connection, asked, ConversationState())
    notes = below(connection, "salary", entry, question=question)
    assert (texts(notes), notes.told) == ([message("compose.differs")], ())


def test_rows_that_stand_beside_the_answer_are_not_commented_on(connection: Connection) -> None:
    pay = facts.figures(connection, occupation=MLE, topic="salary")
    assert texts(below(connection, "salary", *pay, lead=frozenset({"another"}))) == []
