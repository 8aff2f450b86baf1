"""Several questions in one message: what is said twice is told once, and each part is short."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.answer import Answer, ListBlock, TextBlock
from actions.compose import Reply
from actions.lengths import PART_WORDS, words
from actions.several_questions import Answered, join
from actions.state import ConversationState
from tests.actions.asking import question

LINE = " ".join(["word"] * 20)


def answered(connection: Connection, topic: str, *blocks: TextBlock | ListBlock) -> Answered:
    reply = Reply(Answer("answered", topic, "machine_learning_engineer", blocks), ConversationState())
    return question(connection, topic, text=topic), reply


def test_parts_with_the_same_answer_get_it_once_and_without_a_heading(connection: Connection) -> None:
    parts = [answered(connection, topic, TextBlock("One.")) for topic in ("comparison", "duties")]
    assert join(connection, parts, ()).answer.blocks == (TextBlock("One."),)


def test_each_part_has_its_heading_and_is_shortened(connection: Connection) -> None:
    texts = tuple(f"{number} {LINE}" for number in range(8))
    parts = [answered(connection, topic, ListBlock(texts, topic)) for topic in ("skills", "duties")]
    parts.append(answered(connection, "salary", TextBlock("A."), ListBlock(texts)))
    joined = join(connection, parts, ()).answer.blocks
    assert [type(block) for block in joined] == [
        TextBlock,
        ListBlock,
        TextBlock,
        ListBlock,
        TextBlock,
        ListBlock,
    ]
    assert joined[-2] == TextBlock("Salary: A.") and words(joined[-2:]) <= PART_WORDS + 1
