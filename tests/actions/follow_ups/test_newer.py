"""Newer figures than those of the last answer."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from tests.actions.asking import MLE, Talk, told


def test_the_newest_figures_are_those_of_the_occupations_it_is_counted_among(datasets: Connection) -> None:
    here = Talk(datasets)
    here.ask("outlook", ("occupation", MLE), text="will jobs of ML engineers grow?")
    reply = here.ask("nlu_fallback", ("level", "entry_level", "fresher"), text="got anything fresher?")
    assert "Data scientists: " in told(reply) and "from 2024 to 2034" in told(reply)
    assert here.state.topic == "outlook"


def test_where_nothing_newer_is_held_this_is_said(datasets: Connection) -> None:
    here = Talk(datasets)
    here.ask("startups", text="which countries have the most start-ups?")
    reply = here.ask("nlu_fallback", text="any newer numbers?", confidence=0.2)
    assert told(reply).startswith("My sources hold nothing newer")
