"""What is asked of several occupations is answered for just those, whatever was shown before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.person import Person
from actions.state import ConversationState, Item
from tests.actions.asking import MLE, Talk, told
from tests.actions.datasets.figures import (
    DATA_SCIENTIST,
    ELECTRICIAN,
    NURSE,
    PLUMBER,
    TEACHER,
    WELDER,
    CheckedTalk,
    lead,
    table,
)

Begin = Callable[..., Talk]
SEARCH = "occupation_search"


@pytest.fixture
def talk(datasets: Connection) -> Begin:
    return lambda context=None: CheckedTalk(datasets, context or ConversationState())


def compared(talk: Begin) -> Talk:
    here = talk()
    here.ask("comparison", PLUMBER, ELECTRICIAN, WELDER, text="compare plumbers, electricians and welders")
    return here


def rows(reply: object) -> list[str]:
    return [row[0] for row in table(reply).rows]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "what does the lowest tenth of each earn",
        "how many of each are self employed",
        "which one needs the least schooling",
        "do all three need math?",
        "which of them doesn't need experience",
    ],
)
def test_every_measure_is_told_of_all_that_were_compared(talk: Begin, text: str) -> None:
    reply = compared(talk).ask("nlu_fallback", text=text, confidence=0.2)
    assert reply.answer.outcome == "answered"
    assert set(rows(reply)) == {"Plumbers and pipefitters", "Electricians", "Welders"}


def test_who_has_least_comes_first(talk: Begin) -> None:
    reply = compared(talk).ask("salary", text="who of the three earns least?")
    assert lead(reply).startswith("Of these 3, welders have the lowest median pay: ")


def test_that_all_are_equal_is_the_first_line(talk: Begin) -> None:
    reply = compared(talk).ask("education", text="which one needs the most schooling?")
    assert lead(reply).startswith("All 3 are the same in school to enter: high school diploma")


def test_whether_it_holds_of_any_is_answered_by_yes_or_no(talk: Begin) -> None:
    here = talk()
    here.ask("comparison", NURSE, TEACHER, text="nurse vs elementary school teacher")
    assert lead(here.ask("outlook", text="are both of them growing?")).startswith(
        "Of these 2, registered nurses"
    )
    assert lead(here.ask("education", text="do both need a degree?")).startswith(
        "Yes. Both typically need a degree"
    )
    assert lead(here.ask("salary", text="do any of them pay over 200k?")).startswith("No. Of the two, none")


def test_which_of_a_list_is_asked_of_what_was_shown_and_the_list_stays(talk: Begin) -> None:
    here = talk()
    shown = rows(here.ask(SEARCH, text="which jobs grow fastest?"))
    reply = here.ask(SEARCH, text="which of these need no degree?", confidence=0.9)
    assert "typically need no degree" in lead(reply) and set(rows(reply)) < set(shown)
    assert here.state.topic == SEARCH
    reply = here.ask("outlook", text="which of the six has the fewest openings?")
    assert set(rows(reply)) == set(shown) and "the lowest number of openings" in lead(reply)


def test_where_none_of_the_first_page_does_the_search_tells_who_does(talk: Begin) -> None:
    here = talk()
    here.ask(SEARCH, text="which jobs pay most?")
    reply = here.ask(SEARCH, text="which ones need only a high school diploma?")
    assert lead(reply).startswith("None of these 6 typically need no more than this")
    assert "at most a high school diploma" in told(reply)


def test_what_orders_or_narrows_a_search_is_no_question_about_its_first_page(talk: Begin) -> None:
    here = talk()
    here.ask(SEARCH, text="which jobs pay most?")
    reply = here.ask(SEARCH, text="and only those growing by more than 10%")
    assert "growing by at least 10%" in told(reply)


def test_those_of_a_list_that_earn_more_than_one_are_kept(talk: Begin) -> None:
    here = talk()
    here.ask("related_occupations", PLUMBER, text="jobs similar to a plumber")
    reply = here.ask("salary", PLUMBER, text="which of them earn more than a plumber")
    assert "have a higher median pay than plumbers and pipefitters" in lead(reply)


def test_similar_but_better_paid_is_similar_to_the_one_talked_about(talk: Begin) -> None:
    here = talk()
    here.ask("salary", PLUMBER, text="what do plumbers earn?")
    reply = here.ask(SEARCH, text="what other jobs are similar but pay more")
    assert "related to plumbers and pipefitters" in lead(reply)


def test_all_together_are_compared_again(talk: Begin) -> None:
    here = talk()
    here.ask("salary", PLUMBER, text="what do plumbers earn?")
    here.ask("comparison", ELECTRICIAN, WELDER, text="how does that compare to an electrician and a welder?")
    reply = here.ask("deny", text="no, all three please")
    assert len(rows(reply)) == 3


def test_the_place_of_a_comparison_holds_for_the_next_measure_of_pay(talk: Begin) -> None:
    here = talk()
    here.ask("salary", PLUMBER, WELDER, ("place", "texas", "Texas"), text="plumbers vs welders pay in Texas")
    reply = here.ask("salary", text="and the top 10% of both")
    assert "in Texas" in told(reply) and lead(reply).startswith("Pay of the highest-paid tenth")


def test_what_several_have_in_common_is_told_in_the_first_line(talk: Begin) -> None:
    reply = compared(talk).ask("skills", text="what skills do all three share?")
    assert lead(reply).startswith("All 3 have these important skills in common: ")


def test_what_was_asked_of_the_first_page_narrows_the_search_that_goes_on(talk: Begin) -> None:
    here = talk()
    here.ask(SEARCH, text="which jobs that need no degree pay most?")
    here.ask(SEARCH, text="which of them pay over 100k?")
    reply = here.ask(SEARCH, text="only those that are growing")
    assert "with a median of at least $100,000" in told(reply)


def test_those_that_are_left_out_are_not_asked_about(talk: Begin) -> None:
    here = talk()
    here.ask(SEARCH, text="which jobs that need a masters degree pay least?")
    reply = here.ask("outlook", text="leave out the curators, and which of these are growing?")
    assert "are projected to grow" in lead(reply) and "Curators" not in rows(reply)


def test_an_occupation_without_figures_is_named_beside_those_that_have_some(talk: Begin) -> None:
    here = talk()
    three = (("occupation", MLE, "ML engineer"), DATA_SCIENTIST, NURSE)
    here.ask("comparison", *three, text="compare ML engineers, data scientists and nurses")
    reply = here.ask("outlook", text="which of them needs the least schooling?")
    assert "no figures of machine learning engineers alone" in told(reply)


def test_what_the_articles_tell_is_told_of_each(datasets: Connection) -> None:
    here = Talk(datasets)
    here.ask("definition", NURSE, text="what is a nurse?")
    pair = (NURSE, ("occupation", MLE, "ML engineers"))
    here.ask("comparison", *pair, text="how do nurses differ from ML engineers?")
    reply = here.ask("duties", text="I don't want the salary!! Compare the duties of the two.")
    assert reply.answer.topic == "duties" and "earn" not in lead(reply)


@pytest.mark.parametrize(
    "text", ["what do all of these do", "which industries do they work in", "what software do they use"]
)
def test_even_of_ten_an_answer_stays_short(talk: Begin, text: str) -> None:
    here = talk()
    here.ask("related_occupations", PLUMBER, text="jobs similar to a plumber")
    assert here.ask("nlu_fallback", text=text, confidence=0.2).answer.outcome == "answered"


def test_of_a_set_too_large_to_compare_those_that_are_named_are_compared(datasets: Connection) -> None:
    codes = ("13-2011.00", "13-1161.00", "41-1012.00", "15-2051.00", "13-2051.00", "13-2061.00", "13-2072.00")
    listed = tuple(Item("occupation", code) for code in codes)
    state = ConversationState(
        "career_fit", (codes[0],), person=Person(former=codes[:1]), items=listed, sets=(codes,), shown=codes
    )
    named = (("occupation", "43-3031.00", "bookkeeper"), ("occupation", "43-3051.00", "payroll clerk"))
    text = "you skipped the stress part. what about bookkeeper or payroll clerk instead, is that calmer?"
    reply = Talk(datasets, state).ask("nlu_fallback", *named, text=text, confidence=0.2)
    assert set(rows(reply)) == {"Bookkeepers and accounting clerks", "Payroll clerks"}


def test_the_end_of_an_order_is_of_the_list_that_something_else_than_a_search_showed(talk: Begin) -> None:
    here = talk()
    here.ask("related_occupations", NURSE, text="jobs like a nurse")
    assert "have the lowest median pay" in lead(here.ask(SEARCH, text="and the lowest?"))


def test_a_bound_behind_a_search_holds_of_all_it_found_and_not_of_the_first_page(talk: Begin) -> None:
    here = talk()
    here.ask(SEARCH, text="which jobs need a master's?")
    reply = here.ask(SEARCH, text="which of them pay over 100k?")
    assert "with a median of at least $100,000" in lead(reply)
    assert lead(here.ask("outlook", text="how many is that?")) == lead(reply)
