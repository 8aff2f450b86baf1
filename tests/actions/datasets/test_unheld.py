"""What questions are narrowed by that no dataset holds: refused, and not passed over."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.datasets.unheld import unheld
from tests.actions.asking import Named, Talk, question, told
from tests.actions.datasets.figures import NURSE

Begin = Callable[..., Talk]
SEARCH = "occupation_search"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("highest paid jobs from home", "remote work"),
        ("which jobs have the shortest work week?", "working hours"),
        ("which occupations have the happiest workers?", "how content people are with their work"),
        ("which jobs have the lowest divorce rates?", "the private life of workers"),
        ("what are the safest jobs?", "how safe the work is"),
        ("which jobs have the most women?", "the sex of workers"),
        ("jobs with the best retirement benefits", "benefits"),
        ("which jobs will be replaced by AI?", "which work machines will take over"),
    ],
)
def test_a_ranking_by_what_is_not_held_is_refused(talk: Begin, text: str, said: str) -> None:
    reply = talk().ask(SEARCH, text=text)
    assert reply.answer.outcome == "unknown" and said in " ".join(told(reply).split())


def test_the_list_before_a_refusal_can_be_refined_further(talk: Begin) -> None:
    here = talk()
    here.ask(SEARCH, text="highest paid jobs in law")
    refused = here.ask("what_about", text="only those from home")
    assert refused.answer.outcome == "unknown"
    reply = here.ask("what_about", text="only those without a degree")
    assert reply.answer.outcome == "answered"
    assert "in legal" in told(reply) and "no degree" in told(reply)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("do male nurses earn more than women?", NURSE),
        ("what do union carpenters earn?", ("occupation", "union carpenters", "union carpenters")),
    ],
)
def test_pay_of_some_of_the_workers_is_refused(talk: Begin, text: str, named: Named) -> None:
    reply = talk().ask("salary", named, text=text)
    assert reply.answer.outcome == "unknown" and "do not tell how the pay of" in " ".join(told(reply).split())


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("what do travel agents earn?", ("occupation", "travel agents", "travel agents")),
        ("pay of credit union managers", ("occupation", "credit union managers", "credit union managers")),
        ("what does a male model earn?", ("occupation", "male model", "male model")),
        ("pay of a nurse for women", NURSE),
        ("salary of nurses who work with older people", NURSE),
    ],
)
def test_words_in_titles_narrow_nothing(datasets: Connection, text: str, named: Named) -> None:
    assert unheld(question(datasets, "salary", named, text=text)) == []


def test_another_year_and_a_company_are_refused_in_a_ranking(talk: Begin) -> None:
    reply = talk().ask(SEARCH, ("year", "2015", "2015"), text="highest paid jobs in 2015")
    assert reply.answer.outcome == "unknown" and "2015" in told(reply)
    reply = talk().ask(SEARCH, ("company", "Acme", "Acme"), text="highest paid jobs at Acme")
    assert reply.answer.outcome == "unknown" and "Acme" in told(reply)


def test_workers_are_not_counted_by_what_is_not_held(talk: Begin) -> None:
    reply = talk().ask("outlook", NURSE, text="how many nurses are men?")
    assert reply.answer.outcome == "unknown" and "the sex of workers" in told(reply)
