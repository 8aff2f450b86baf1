"""What people get wrong."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from knowledge.queries.misconceptions import misconceptions
from tests.actions.asking import MLE, Talk, choices, told
from tests.actions.free_questions import held_out

Begin = Callable[..., Talk]


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("so it's just plug and play?", "ready-made solution"),
        ("isn't ML the same as AI?", "artificial intelligence"),
        ("you have to be a coding expert to do it, right?", "coding"),
        ("do they only create models?", "do nothing but create"),
    ],
)
def test_a_stated_belief_is_answered_itself_and_the_list_comes_next(
    talk: Begin, text: str, there: str
) -> None:
    here = talk()
    reply = here.ask("misconceptions", text=text)
    assert "That is a misconception." in told(reply).partition("\n\n")[0]
    assert there in told(reply)
    assert told(here.press("/more")).startswith("What people get wrong:")


def test_beliefs_in_free_words_find_what_treats_them_or_are_said_to_be_treated_by_none(
    talk: Begin, connection: Connection
) -> None:
    beliefs = {row.key: row.belief for row in misconceptions(connection, occupation=MLE)}
    right = 0
    for one in held_out("beliefs"):
        reply = talk().ask("misconceptions", text=one["says"])
        if one["treated_by"]:
            right += beliefs[one["treated_by"]] in told(reply)
        else:
            right += reply.answer.outcome == "unknown"
    assert right / len(held_out("beliefs")) >= 0.75


@pytest.mark.parametrize(
    "text",
    ["any myths?", "what do people get wrong about the job?", "", "/misconceptions", "misconceptions please"],
)
def test_a_question_for_the_list_gets_the_list(talk: Begin, text: str) -> None:
    reply = talk().ask("misconceptions", text=text)
    assert reply.answer.outcome == "answered"
    assert told(reply).startswith("What people get wrong:")


def test_a_belief_about_something_else_is_said_not_to_be_treated_and_the_list_is_offered(talk: Begin) -> None:
    here = talk()
    reply = here.ask("misconceptions", text="is it true that they all wear hoodies?")
    assert reply.answer.outcome == "unknown"
    assert "say nothing about this belief" in told(reply)
    assert told(here.press(choices(reply)[0])).startswith("What people get wrong:")


def test_without_a_belief_the_list_comes_and_an_item_is_told_in_full(talk: Begin) -> None:
    here = talk()
    assert told(here.ask("misconceptions", text="any myths?")).startswith("What people get wrong:")
    for number in range(1, len(here.state.items) + 1):
        reply = here.ask("pick", ("ordinal", str(number)))
        assert told(reply).startswith("That is a misconception.")
        assert "What people believe:" in told(reply)


def test_the_belief_that_it_is_the_same_as_a_data_scientist_is_found_by_the_occupation(talk: Begin) -> None:
    reply = talk().ask(
        "misconceptions", ("occupation", "data_scientist"), ("occupation", MLE), text="are they the same?"
    )
    assert "data scientist" in told(reply)
    assert told(reply).startswith("No. That is a misconception.")


def test_a_belief_that_is_not_clearly_one_of_those_treated_is_told_with_the_doubt(talk: Begin) -> None:
    reply = talk().ask("misconceptions", text="you order it and problems vanish")
    assert reply.answer.outcome == "partial"
    assert "not sure" in told(reply)


def test_a_belief_is_found_by_the_words_in_which_people_put_it_and_told_in_its_own(talk: Begin) -> None:
    reply = talk().ask("misconceptions", text="it works out of the box, doesn't it")
    assert "ready-made solution" in told(reply)
    assert "out of the box" not in told(reply)
