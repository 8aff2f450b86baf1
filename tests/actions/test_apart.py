"""A comparison of occupations of which no one source has both."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.apart import told_apart
from tests.actions.asking import MLE, Talk, question, told


def test_what_both_earn_is_told_and_that_the_sources_differ(datasets: Connection) -> None:
    here = Talk(datasets)
    here.ask("salary", ("occupation", "car mechanics"), text="pay of car mechanics")
    reply = here.ask("comparison", ("occupation", MLE), text="and ml engineers, compared")
    text = told(reply)
    assert reply.answer.outcome == "partial"
    assert "Auto mechanics in the United States" in text and "118,000" in text
    assert "different sources" in text


def test_what_one_source_compares_is_left_to_it(datasets: Connection) -> None:
    for pair in (("nurses", "paralegals"), (MLE, "data_scientist")):
        named = [("occupation", one) for one in pair]
        asked = question(datasets, "comparison", *named, text=f"{pair[0]} vs {pair[1]}")
        assert told_apart(datasets, asked) is None


def test_at_the_beginning_nothing_is_compared_with_what_nobody_named(datasets: Connection) -> None:
    asked = question(
        datasets, "comparison", ("occupation", "nursing"), text="is nursing better than teaching"
    )
    assert told_apart(datasets, asked) is None
