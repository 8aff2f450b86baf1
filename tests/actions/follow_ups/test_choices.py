"""What a message points at: an occupation of the last list."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.follow_ups.choices import question_of_payload, show_item
from actions.state import ConversationState, Item
from tests.actions.asking import MLE, Talk, check_contract, question, told

ITEMS = (Item("occupation", "29-1141.00"), Item("occupation", "15-2051.00"))


def test_an_occupation_of_a_list_is_described_and_the_list_stays_at_hand(datasets: Connection) -> None:
    state = ConversationState("occupation_search", items=ITEMS)
    asked = question(datasets, "pick", text="the first", state=state)
    reply = show_item(datasets, asked, ITEMS[0])
    check_contract(reply)
    assert (reply.answer.topic, reply.answer.occupation) == ("definition", "29-1141.00")
    assert reply.state.items == ITEMS
    assert reply.state.occupations == ("29-1141.00",)


def test_an_occupation_that_an_article_describes_is_described_by_it(datasets: Connection) -> None:
    here = Talk(datasets, ConversationState("related_occupations", (MLE,), items=ITEMS))
    reply = here.ask("pick", ("ordinal", "2", "second"), text="the second one")
    assert (reply.answer.topic, reply.answer.occupation) == ("definition", "data_scientist")
    assert "data scientist" in told(reply).lower()


@pytest.mark.parametrize(
    ("payload", "topic", "named"),
    [
        ('/salary{"occupation": "29-1141.00", "place": "Texas"}', "salary", ["29-1141.00", "Texas"]),
        ('/occupation_search{"place": "Texas"}', "occupation_search", ["Texas"]),
        ("/salary", "salary", []),
    ],
)
def test_a_button_names_occupations_by_their_codes(
    datasets: Connection, payload: str, topic: str, named: list[str]
) -> None:
    asked = question_of_payload(datasets, ConversationState(), payload)
    assert (asked.topic_key, [one.value for one in asked.entities]) == (topic, named)
