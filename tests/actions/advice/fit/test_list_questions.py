"""What is asked of a list of occupations is answered for that list."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.advice.fit.answer import fit_reply
from actions.advice.fit.list_questions import answer_on_list
from actions.answer import TableBlock
from actions.composition.compose import Reply
from actions.person import Person
from actions.policy import decide
from actions.state import ConversationState, Item
from tests.actions.asking import Named, question, told
from tests.actions.datasets.figures import lead

NURSE, CASHIER, BAKER, TYPIST, LAWYER = "29-1141.00", "41-2011.00", "51-3011.00", "43-9022.00", "23-1011.00"
RELATED = ConversationState(
    "related_occupations",
    (CASHIER,),
    items=tuple(Item("occupation", one) for one in (CASHIER, NURSE, TYPIST)),
)


def said(
    connection: Connection,
    text: str,
    state: ConversationState = RELATED,
    intent: str = "nlu_fallback",
    *named: Named,
) -> Reply:
    reply = answer_on_list(connection, question(connection, intent, *named, text=text, state=state))
    assert reply is not None
    return reply


def rows(reply: Reply) -> list[str]:
    (table,) = (one for one in reply.answer.blocks if isinstance(one, TableBlock))
    return [row[0] for row in table.rows]


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("are any of them growing? typing seems to be dying", "Of these 3, registered nurses are projected"),
        ("are they all shrinking?", "Of these 3, cashiers and typists are projected to decline"),
        ("do they need a degree?", "Of these 3, registered nurses typically need a degree"),
        ("which of those need no college", "Of these 3, cashiers and typists typically need no degree"),
        ("do any of them pay over 90k", "Of these 3, registered nurses have a median pay above $90,000"),
        ("do any of them pay over 900k", "None of these 3 have a median pay above $900,000"),
        ("those pay terribly, is that low?", "Of these 3, "),
    ],
)
def test_what_may_hold_of_each_is_told_of_the_list(datasets: Connection, text: str, begins: str) -> None:
    assert lead(said(datasets, text)).startswith(begins)


def test_where_none_grows_the_nearest_is_told(datasets: Connection) -> None:
    state = replace(RELATED, items=tuple(Item("occupation", one) for one in (CASHIER, TYPIST)))
    first = lead(said(datasets, "is any of that on the rise, or all dying?", state))
    assert first.startswith("None of these 2 are projected to grow. Cashiers come nearest: -")


@pytest.mark.parametrize(
    ("text", "school"),
    [
        ("which of the first ones is best paid w/o a bachelors", "no bachelor's degree"),
        ("what's the best paid one without a degree", "no degree"),
    ],
)
def test_a_filter_and_an_order_are_told_together(datasets: Connection, text: str, school: str) -> None:
    reply = said(datasets, text, intent="occupation_search")
    assert f"typically need {school}" in lead(reply)
    assert "have the highest median pay" in lead(reply)
    assert len(rows(reply)) == 2 and [one.key for one in reply.state.items] != [CASHIER, NURSE, TYPIST]


def test_a_superlative_alone_orders_the_list(datasets: Connection) -> None:
    reply = said(datasets, "best paid of those", intent="occupation_search")
    assert lead(reply).startswith("Of these 3, registered nurses have the highest median pay")
    assert rows(reply)[0] == "Registered nurses" and reply.state.topic == "related_occupations"


def test_the_lowest_comes_first_where_it_is_asked_for(datasets: Connection) -> None:
    assert "have the lowest median pay" in lead(said(datasets, "and lowest paid ones"))


def test_they_are_not_those_near_the_one_that_was_asked_about(datasets: Connection) -> None:
    asked = question(datasets, "salary", text="do they make any money", state=RELATED)
    assert answer_on_list(datasets, asked) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [("would I take a pay cut", "cashiers"), ("do those pay better than what I make", "registered nurses")],
)
def test_the_list_is_held_against_the_pay_of_ones_own_work(
    datasets: Connection, text: str, names: str
) -> None:
    first = lead(said(datasets, text, replace(RELATED, person=Person(TYPIST)), "salary"))
    assert names in first and "whose median is $" in first


def test_a_licence_is_told_of_none_of_them(datasets: Connection) -> None:
    reply = said(datasets, "do they need a licence", intent="unanswered_career_question")
    assert told(reply).startswith("My sources do not say which of these 3 occupations need a licence")
    assert reply.state.items == RELATED.items


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what is the best paid job", "occupation_search"),
        ("which jobs need no degree", "occupation_search"),
        ("thanks", "thanks"),
        ("are nurses growing?", "outlook"),
    ],
)
def test_what_asks_of_others_is_left(datasets: Connection, text: str, intent: str) -> None:
    named = [("occupation", NURSE, "nurses")] if "nurses" in text else []
    asked = question(datasets, intent, *named, text=text, state=RELATED)
    assert answer_on_list(datasets, asked) is None


def test_behind_one_of_the_list_they_are_its_people(datasets: Connection) -> None:
    state = replace(RELATED, topic="definition", occupations=(NURSE,))
    assert (
        answer_on_list(datasets, question(datasets, "education", text="do they need a degree?", state=state))
        is None
    )
    assert lead(said(datasets, "do any of those need a degree?", state)).startswith("Of these 3")


def test_what_fits_somebody_is_asked_of_as_a_list(datasets: Connection) -> None:
    listed = fit_reply(datasets, ConversationState(person=Person(TYPIST))).state
    reply = decide(
        datasets, question(datasets, "outlook", text="are any of them growing?", state=listed)
    ).reply
    assert (
        " of these 8" in f" {lead(reply)[0].lower()}{lead(reply)[1:]} " and reply.state.topic == "career_fit"
    )


def test_without_a_list_the_first_of_some_is_asked_for(datasets: Connection) -> None:
    for state in (ConversationState(), ConversationState("salary", (NURSE,))):
        asked = question(datasets, "occupation_search", text="which one pays the most", state=state)
        assert lead(decide(datasets, asked).reply).startswith("Which occupations do you mean?")
    asked = question(datasets, "occupation_search", text="what job pays the most")
    assert "have the highest median pay" in lead(decide(datasets, asked).reply)


def test_a_remark_on_ones_own_work_is_no_question_about_it(datasets: Connection) -> None:
    text = "Are any of them actually growing? Typing seems to be dying."
    reply = said(datasets, text, RELATED, "outlook", ("occupation", TYPIST, "Typing"))
    assert lead(reply).startswith("Of these 3, registered nurses are projected to grow")
    asked = question(
        datasets, "outlook", ("occupation", TYPIST, "typists"), text="are typists growing?", state=RELATED
    )
    assert answer_on_list(datasets, asked) is None


def test_it_is_the_first_of_the_list_once_that_was_ordered(datasets: Connection) -> None:
    assert said(datasets, "best paid of those", intent="occupation_search").state.occupations == (NURSE,)


@pytest.mark.parametrize("first", ["most common jobs", "most common jobs that need no degree"])
def test_those_of_a_search_are_what_was_shown(datasets: Connection, first: str) -> None:
    found = decide(datasets, question(datasets, "occupation_search", text=first)).reply
    again = question(datasets, "occupation_search", text="which of those has the best pay", state=found.state)
    assert lead(decide(datasets, again).reply).startswith("Of these 6, ")


def test_experience_narrows_what_fits_somebody_too(datasets: Connection) -> None:
    listed = fit_reply(datasets, ConversationState(person=Person(TYPIST))).state
    asked = question(datasets, "experience", text="any that don't need experience", state=listed)
    reply = answer_on_list(datasets, asked)
    assert reply is not None and "need no work experience in a related occupation" in lead(reply)
