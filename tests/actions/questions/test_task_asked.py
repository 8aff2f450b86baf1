"""Whether a question asks if the work of one occupation takes something."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.task_asked import task_asked
from actions.state import ConversationState
from tests.actions.asking import Named, question

ARCHITECT: Named = ("occupation", "17-1011.00", "architects")
SPOKEN_OF = ConversationState("duties", ("17-1011.00",))


@pytest.mark.parametrize(
    ("text", "said", "of_doing"),
    [
        ("do they need to know how to draw", "draw", True),
        ("and would i have to draw every day?", "draw", True),
        ("do architects write reports", "write reports", True),
        ("is there a lot of drawing in it", "drawing", False),
        ("are they allowed to sign contracts", "sign contracts", True),
        ("do they have a car", "car", False),
    ],
)
def test_what_the_work_may_take_stands_behind_the_words_that_ask(
    datasets: Connection, text: str, said: str, of_doing: bool
) -> None:
    named = [ARCHITECT] if "architects" in text else []
    asked = question(datasets, "definition", *named, text=text, state=SPOKEN_OF, confidence=0.9)
    task = task_asked(asked)
    assert task and (task.said, task.of_doing) == (said, of_doing)


@pytest.mark.parametrize(
    "text", ["what do they draw", "draw", "do they", "can you draw", "do they work a lot"]
)
def test_other_questions_ask_for_no_task(datasets: Connection, text: str) -> None:
    asked = question(datasets, "definition", text=text, state=SPOKEN_OF)
    assert task_asked(asked) is None


@pytest.mark.parametrize(
    ("intent", "confidence", "text", "looked_up"),
    [
        ("nlu_fallback", 0.24, "do they carry a gun", True),
        ("duties", 0.9, "do they draw plans", True),
        ("salary", 0.9, "do they get paid for drawing", False),
        ("nlu_fallback", 0.24, "do they need a degree", False),
        ("working_conditions", 0.9, "do they work from home", False),
    ],
)
def test_a_question_on_a_task_is_looked_up_unless_it_asks_for_a_topic(
    datasets: Connection, intent: str, confidence: float, text: str, looked_up: bool
) -> None:
    asked = question(datasets, intent, text=text, state=SPOKEN_OF, confidence=confidence)
    assert asked.topic_is("requirement_check") is looked_up


@pytest.mark.parametrize("text", ["do they use computers at all", "do they work on a computer much"])
def test_whether_computers_are_used_is_told_by_the_technologies(datasets: Connection, text: str) -> None:
    asked = question(datasets, "nlu_fallback", text=text, state=SPOKEN_OF, confidence=0.24)
    assert asked.topic_is("tools")


def test_of_them_is_asked_what_they_do_with_others_who_are_named(datasets: Connection) -> None:
    doctors: Named = ("occupation", "doctors", "doctors")
    asked = question(datasets, "collaboration", doctors, text="do they meet doctors", state=SPOKEN_OF)
    assert [one.value.key for one in asked.occupations] == ["17-1011.00"]
