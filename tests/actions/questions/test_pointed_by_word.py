"""One of the occupations talked about, pointed at by a word of its name."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.pointed_by_word import with_one_pointed_at
from actions.state import ConversationState, Item
from tests.actions.asking import message

ROUSTABOUT, WIND, SPEECH, OCCUPATIONAL = "47-5071.00", "49-9081.00", "29-1127.00", "29-1122.00"
COMPARED = ConversationState("comparison", (ROUSTABOUT,), mentions=(("occupation", WIND),))
THERAPISTS = ConversationState("comparison", (OCCUPATIONAL,), mentions=(("occupation", SPEECH),))


@pytest.mark.parametrize(
    ("state", "text", "pointed"),
    [
        (COMPARED, "what schooling for the wind one", WIND),
        (COMPARED, "what does the wind turbine guy do?", WIND),
        (COMPARED, "and the gas job, is it growing", ROUSTABOUT),
        (THERAPISTS, "which state pays the best for speech", SPEECH),
        (THERAPISTS, "outlook in the occupational one", OCCUPATIONAL),
    ],
)
def test_a_word_that_only_one_of_them_bears_points_at_it(
    datasets: Connection, state: ConversationState, text: str, pointed: str
) -> None:
    read = with_one_pointed_at(datasets, message("education", text=text), state)
    assert read.values("occupation") == [pointed]


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (COMPARED, "what schooling for the second one"),
        (COMPARED, "which is better for me?"),
        (COMPARED, "pay for training"),
        (THERAPISTS, "what do they need for it"),
        (ConversationState("salary", (WIND,)), "pay for the wind one"),
        (ConversationState(), "pay for the wind one"),
    ],
)
def test_what_points_at_none_or_where_there_is_but_one_stays_as_it_is(
    datasets: Connection, state: ConversationState, text: str
) -> None:
    unread = message("education", text=text)
    assert with_one_pointed_at(datasets, unread, state) == unread


def test_what_a_list_shows_is_pointed_at_in_the_list(datasets: Connection) -> None:
    listed = ConversationState(
        "comparison", (ROUSTABOUT,), mentions=(("occupation", WIND),), items=(Item("occupation", WIND),)
    )
    unread = message("education", text="school for the wind one")
    assert with_one_pointed_at(datasets, unread, listed) == unread


ENVIRONMENTAL, RESTORATION, CONSERVATION = "19-2041.00", "19-2041.02", "19-1031.00"
LISTED = ConversationState(
    "career_fit", items=tuple(Item("occupation", one) for one in (CONSERVATION, RESTORATION, ENVIRONMENTAL))
)


@pytest.mark.parametrize(
    ("text", "pointed"),
    [
        ("pay on the environmental one", [ENVIRONMENTAL]),
        ("what does the restoration job pay", [RESTORATION]),
        ("which of them are in conservation", []),
        ("what does the cheap one pay", []),
    ],
)
def test_one_of_a_list_is_pointed_at_by_a_word_of_its_name(
    datasets: Connection, text: str, pointed: list[str]
) -> None:
    assert with_one_pointed_at(datasets, message("salary", text=text), LISTED).values("occupation") == pointed
