"""Several questions in one message: what is said twice is told once, and each part is short."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import Answer, ListBlock, TextBlock
from actions.composition.compose import Reply
from actions.composition.lengths import PART_WORDS, words
from actions.several_questions.joined import Answered, join
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


def test_of_a_part_that_is_refused_beside_one_that_is_answered_one_sentence_stays(
    connection: Connection,
) -> None:
    told = answered(connection, "salary", TextBlock("They earn a lot."))
    asked, reply = answered(connection, "skills", TextBlock("Not held."), ListBlock(("Nearest.",)))
    refused = asked, replace(reply, answer=replace(reply.answer, outcome="unknown"))
    texts = [
        one.text for one in join(connection, [told, refused], ()).answer.blocks if isinstance(one, TextBlock)
    ]
    assert texts == ["Salary: They earn a lot.", "Skills: Not held."]
    alone = join(connection, [refused], ()).answer.blocks
    assert ListBlock(("Nearest.",)) in alone


def test_a_plan_keeps_all_its_steps(connection: Connection) -> None:
    steps = ListBlock(tuple(f"{number} {LINE}" for number in range(8)))
    _asked, reply = answered(connection, "skill_gap", steps)
    plan = question(connection, "skill_gap", text="make me a plan"), reply
    parts = [plan, answered(connection, "salary", TextBlock("They earn a lot."))]
    assert steps in join(connection, parts, ()).answer.blocks
