"""Somebody in a hard situation is told one kind sentence, before the answer to what they ask."""

from __future__ import annotations

import pytest

from actions.advice.hardship import kind_word, tells_hardship, with_kind_word
from actions.answer import Answer, TextBlock
from actions.composition.compose import Reply
from actions.composition.plain_text import render
from actions.person import Person
from actions.questions.message import UserMessage
from actions.questions.question import Question
from actions.state import ConversationState

TOLD = {
    "not your fault": (
        "my boss keeps grabbing me and i want out",
        "I got laid off in May, what else is there?",
        "they are shutting our plant, i weld there",
        "robots took my job at the mill",
        "they're offshoring our team, I do claims",
        "the quarry laid us off, I drill",
    ),
    "hear that": (
        "I tore my rotator cuff and can't lift",
        "my knees are shot, i lay tile",
        "Diagnosed with lupus in spring. I teach.",
        "I had a stroke, I drove trucks",
    ),
    "exhausting": (
        "I'm burnt out, I nurse at night",
        "this job is killing me",
        "I cry before every shift",
        "I'm so done with retail",
        "i work 75 hours a week and never see my daughters",
    ),
    "no answer": ("nobody calls me back, I cook", "I keep getting rejected"),
    "at the moment": (
        "I feel stuck and useless",
        "sometimes i think its no use",
    ),
    "a lot to carry": (
        "my wife left, I'm a plumber",
        "my husband passed in june and nobody will hire me",
    ),
}
NOT_TOLD = (
    "my son passed his exam and I'm a plumber",
    "my daughter left for college, I teach",
    "do nurses get burned out?",
    "what if I get laid off?",
    "will I be replaced by AI? I do taxes",
    "how common are layoffs? I'm just curious",
    "I have diabetes and type fast",
    "I'm deaf and weld",
    "what do truck drivers make",
    "I am 61 and drive a bus",
    "i'm afraid of heights",
    "I fixed a broken machine",
)


@pytest.mark.parametrize(("says", "text"), [(says, text) for says, texts in TOLD.items() for text in texts])
def test_a_hard_situation_is_met_with_a_kind_sentence(says: str, text: str) -> None:
    assert says in kind_word(UserMessage(text, "career_fit"))


@pytest.mark.parametrize("text", NOT_TOLD)
def test_what_is_no_hard_situation_of_ones_own_is_not(text: str) -> None:
    assert not tells_hardship(UserMessage(text, "career_fit"))


def test_it_stands_before_the_answer_except_where_another_step_spoke_of_it() -> None:
    question = Question(UserMessage("I'm burnt out. what do bakers earn?", "salary"), ConversationState())
    reply = Reply(Answer("answered", "salary", None, (TextBlock("The pay."),)), ConversationState())
    assert render(with_kind_word(question, reply, "topic").answer.blocks).startswith("I am sorry")
    assert with_kind_word(question, reply, "beyond careers") is reply
    other = Question(question.message, ConversationState(other=Person()))
    assert with_kind_word(other, reply, "topic") is reply
