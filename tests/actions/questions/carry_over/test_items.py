"""Items of the last answer that a message points at by their words, or as the one behind the last."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.questions.carry_over.items import item_pointed_at
from actions.state import ConversationState, Item
from tests.actions.asking import MLE

SKILLS = ConversationState(
    "skills",
    (MLE,),
    items=(Item("statement", "skills.soft.communication"), Item("statement", "skills.soft.time_management")),
)
INDUSTRIES = ConversationState(
    "industries",
    (MLE,),
    items=(Item("figure", "industries.share.finance"), Item("figure", "industries.share.healthcare")),
)
MYTHS = ConversationState(
    "misconceptions",
    (MLE,),
    items=(
        Item("misconception", "misconceptions.overview.same_as_ai"),
        Item("misconception", "misconceptions.overview.plug_and_play"),
    ),
)
THINGS = ConversationState(
    "certifications",
    (MLE,),
    items=(Item("entity", "ibm_machine_learning"), Item("occupation", "data_scientist")),
)


@pytest.mark.parametrize(
    ("state", "text", "place"),
    [
        (SKILLS, "the time one, why?", 1),
        (SKILLS, "tell me about the communication one", 0),
        (INDUSTRIES, "and the healthcare one?", 1),
        (MYTHS, "what is wrong with the plug and play one?", 1),
        (THINGS, "the IBM one", 0),
        (THINGS, "that data scientist one", 1),
        (SKILLS, "the maths one", None),
        (SKILLS, "the one", None),
        (SKILLS, "which one?", None),
        (ConversationState("skills", (MLE,)), "the time one", None),
    ],
)
def test_an_item_is_pointed_at_by_words_that_only_it_has(
    connection: Connection, state: ConversationState, text: str, place: int | None
) -> None:
    assert item_pointed_at(connection, text, state) == place


def test_words_that_two_items_share_point_at_none(connection: Connection) -> None:
    twice = replace(THINGS, items=(THINGS.items[0], Item("entity", "harvard_machine_learning")))
    assert item_pointed_at(connection, "the machine learning one", twice) is None


def test_the_next_one_is_the_one_behind_the_only_item_that_was_shown(connection: Connection) -> None:
    shown = replace(SKILLS, rows=("skills.soft.communication",))
    assert item_pointed_at(connection, "and the next one?", shown) == 1
    mentioned = replace(THINGS, mentions=(("certification", "ibm_machine_learning"),))
    assert item_pointed_at(connection, "after that?", mentioned) == 1
    both = replace(SKILLS, rows=tuple(item.key for item in SKILLS.items))
    assert item_pointed_at(connection, "and the next one?", both) is None


@pytest.mark.parametrize(("topic", "place"), [("outlook", 1), ("occupation_search", None)])
def test_the_occupation_behind_the_one_that_was_told_comes_next(
    datasets: Connection, topic: str, place: int | None
) -> None:
    items = (Item("occupation", "29-1141.00"), Item("occupation", "25-2021.00"))
    state = ConversationState(topic, ("29-1141.00",), items=items)
    assert item_pointed_at(datasets, "next one", state) == place
