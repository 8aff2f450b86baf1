"""The last list of what fits is ordered by pay, growth, openings or school."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.advice.advise import advise
from actions.advice.fit import fit_reply
from actions.answer import TableBlock
from actions.person import Person
from actions.state import ConversationState
from tests.actions.asking import question, told

SHOWN = ConversationState(person=Person("29-1141.00"))


def codes(state: ConversationState) -> list[str]:
    return [one.key for one in state.items]


@pytest.mark.parametrize(
    ("text", "column", "falls"),
    [
        ("which of those pays best?", 2, True),
        ("which one grows fastest", 3, True),
        ("what do those pay tho", 2, True),
        ("how much do they earn", 2, True),
    ],
)
def test_the_occupations_of_the_list_are_told_by_what_is_asked_for(
    datasets: Connection, text: str, column: int, falls: bool
) -> None:
    listed = fit_reply(datasets, SHOWN).state
    reply = advise(datasets, question(datasets, "occupation_search", text=text, state=listed))
    assert reply is not None
    table = next(one for one in reply.answer.blocks if isinstance(one, TableBlock))
    values = [float(row[column].strip("$%").replace(",", "")) for row in table.rows]
    assert values == sorted(values, reverse=falls)
    assert sorted(codes(reply.state)) == sorted(codes(listed))
    assert table.rows[0][0].lower() in told(reply).lower()


def test_the_least_school_comes_first(datasets: Connection) -> None:
    listed = fit_reply(datasets, SHOWN).state
    asked = question(datasets, "education", text="which of them needs the least school?", state=listed)
    reply = advise(datasets, asked)
    assert reply is not None and "the least school" in told(reply)


def test_without_a_list_nothing_is_ordered(datasets: Connection) -> None:
    state = ConversationState(topic="career_fit", person=Person("29-1141.00"))
    asked = question(datasets, "nlu_fallback", text="which one grows fastest", state=state)
    reply = advise(datasets, asked)
    assert reply is None or "grow fastest" not in told(reply)


def test_one_of_the_list_that_is_pointed_at_is_asked_about_and_orders_nothing(datasets: Connection) -> None:
    listed = fit_reply(datasets, SHOWN).state
    named = ("ordinal", "2", "second")
    asked = question(
        datasets, "education", named, text="the second of those, how long is the training?", state=listed
    )
    reply = advise(datasets, asked)
    assert reply is None or "typically need the least school" not in told(reply)
    unnamed = question(datasets, "education", text="which of those needs the least training?", state=listed)
    assert advise(datasets, unnamed) is not None
