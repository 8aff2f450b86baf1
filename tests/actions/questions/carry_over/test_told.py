"""The values that were told by themselves, with which a later question calculates."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.questions.carry_over.told import place_of_last, told_after, told_values
from actions.state import ConversationState
from tests.actions.asking import MLE, Talk, told

Begin = Callable[..., Talk]
STARTUPS = ConversationState("startups", (MLE,))


def after(*rows: str, told: tuple[str, ...] = ()) -> ConversationState:
    keys = tuple(f"startups.{one}" for one in rows)
    return ConversationState("startups", (MLE,), rows=keys, told=tuple(f"startups.{one}" for one in told))


def test_a_value_is_told_behind_those_before_it(connection: Connection) -> None:
    before = after("india", told=("india",))
    assert told_after(connection, before, after("china")) == ("startups.india", "startups.china")


def test_of_a_whole_series_the_first_is_told(connection: Connection) -> None:
    series = after("united_states", "india", "united_kingdom", "china", "germany")
    assert told_after(connection, STARTUPS, series) == ("startups.united_states",)


def test_another_topic_begins_anew(connection: Connection) -> None:
    pay = ConversationState("salary", (MLE,), rows=("salary.mid",))
    assert told_after(connection, after("india", told=("india",)), pay) == ("salary.mid",)


def test_the_last_value_has_a_place_in_the_order(connection: Connection) -> None:
    state = after(told=("germany", "india"))
    assert told_values(connection, state)[-1] == ("country", "india")
    assert place_of_last(connection, state) == 2
    assert place_of_last(connection, after()) is None


@pytest.mark.parametrize(
    ("text", "named", "expected"),
    [
        ("and after that one?", (), "United Kingdom: 176"),
        ("who sits at the very bottom?", (), "Germany: 97"),
        ("the one on top?", (), "United States: 452"),
        ("who comes after china?", (("country", "china"),), "Germany: 97"),
        ("how many more than germany is that?", (("country", "germany"),), "is 190 start-ups more than"),
        ("is that twice china?", (("country", "china"),), "is 2.05 times 140"),
    ],
)
def test_a_question_goes_on_from_the_value_that_was_told(
    talk: Begin, text: str, named: tuple[tuple[str, ...], ...], expected: str
) -> None:
    here = talk()
    here.ask("startups", ("aspect", "highest", "most"), text="which country has the most start-ups?")
    here.ask("what_about", ("country", "india"), text="and india?")
    reply = here.ask("nlu_fallback", *named, text=text, confidence=0.2)
    assert expected in told(reply).splitlines()[0]


def test_two_values_that_were_told_are_added_up(talk: Begin) -> None:
    here = talk()
    here.ask("gender_distribution", ("gender", "female"), text="how many are women?")
    here.ask("what_about", text="and blokes?")
    assert "99% together" in told(here.ask("difference", text="put these two together pls", confidence=0.8))


def test_two_values_that_are_named_are_added_up(connection: Connection) -> None:
    said = told(
        Talk(connection).ask(
            "regional_demand",
            ("region", "europe"),
            ("region", "africa"),
            text="Europe plus Africa is what share?",
        )
    )
    assert said.startswith("30% (Europe) and 1% (Africa) are 31% together.")
