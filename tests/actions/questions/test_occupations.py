"""Which occupations a question is about, where a message names several or those of the datasets."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.occupations import discussed_occupation
from actions.questions.question import Question
from actions.state import ConversationState
from tests.actions.asking import MLE, Named, question

NURSE: Named = ("occupation", "29-1141.00", "nurse")
ELECTRICIAN: Named = ("occupation", "47-2111.00", "electrician")
SCIENTIST: Named = ("occupation", "data_scientist", "data scientist")
DESIGNER: Named = ("occupation", "designer", "designer")  # a title of several occupations
FNORD: Named = ("occupation", "fnord", "fnord")


def about(asked: Question) -> list[str]:
    return [slot.value.key for slot in asked.occupations]


@pytest.mark.parametrize(
    ("topic", "named", "text", "keys"),
    [
        ("salary", (NURSE,), "what does a nurse earn?", ["29-1141.00"]),
        ("duties", (NURSE, SCIENTIST), "what do they do?", ["29-1141.00", "data_scientist"]),
        ("salary", (), "what do they earn?", [MLE]),
        # A bystander: who one is, or with whom one works.
        ("salary", (NURSE,), "I'm a nurse, what would I earn in machine learning?", [MLE]),
        ("career_path", (NURSE,), "as a nurse, could I get into this field?", [MLE]),
        ("career_path", (DESIGNER,), "I'm a designer, could I get into this field?", [MLE]),
        ("collaboration", (ELECTRICIAN,), "do they work with an electrician?", [MLE]),
        ("collaboration", (DESIGNER,), "do they talk to a designer?", [MLE]),
        # … and no bystander.
        ("salary", (NURSE,), "I'm a nurse, what do I earn?", ["29-1141.00"]),
        ("salary", (NURSE,), "what would a nurse earn in machine learning?", ["29-1141.00"]),
        ("collaboration", (NURSE,), "who does a nurse work with?", ["29-1141.00"]),
    ],
)
def test_a_question_is_about_those_it_names_but_not_about_bystanders(
    datasets: Connection, topic: str, named: tuple[Named, ...], text: str, keys: list[str]
) -> None:
    asked = question(datasets, topic, *named, text=text)
    assert (about(asked), asked.unknown_occupations) == (keys, ())


def test_a_bystander_is_gone_from_what_is_named(datasets: Connection) -> None:
    asked = question(datasets, "salary", NURSE, text="I'm a nurse, what would I earn in machine learning?")
    assert asked.of("occupation") == []


def test_a_title_of_several_occupations_is_not_unknown(datasets: Connection) -> None:
    assert question(datasets, "salary", DESIGNER, text="designers?").unknown_occupations == ()
    (unknown,) = question(datasets, "salary", FNORD, text="fnords?").unknown_occupations
    assert unknown.typed == "fnord"


def test_an_occupation_of_the_datasets_stays_under_discussion(datasets: Connection) -> None:
    state = ConversationState(occupations=("29-1141.00",))
    assert discussed_occupation(datasets, state).plural == "registered nurses"
    assert about(question(datasets, "duties", text="what do they do?", state=state)) == ["29-1141.00"]
    back = question(datasets, "duties", text="and in machine learning?", state=state)
    assert about(back) == [MLE]
