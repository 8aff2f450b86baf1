"""Titles in capitals."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.titles.abbreviated import with_abbreviated_titles
from tests.actions.asking import message


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("do LPNs get less?", ["LPN"]),
        ("become an EMT or stay an RN", ["EMT", "RN"]),
        ("are MDs paid well", ["MD"]),  # of several occupations
        ("pay in MD", []),
        ("is IT dying?", []),
        ("WHAT DO LPNS EARN", []),
        ("what do lpns earn", []),
    ],
)
def test_capitals_that_are_titles_name_occupations(
    datasets: Connection, text: str, titles: list[str]
) -> None:
    assert with_abbreviated_titles(datasets, message("salary", text=text)).values("occupation") == titles


def test_beside_an_occupation_capitals_name_none(datasets: Connection) -> None:
    asked = message("salary", ("occupation", "nurse", "nurse"), text="a nurse, no LPN")
    assert with_abbreviated_titles(datasets, asked) == asked


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("would a PA be worth it", ["PA"]),
        ("is there work in PA", []),
        ("is a MA in history worth it", []),
    ],
)
def test_a_state_behind_an_article_is_a_title(datasets: Connection, text: str, titles: list[str]) -> None:
    state = "MA" if "MA" in text else "PA"
    named = message("nlu_fallback", ("place", state, state), text=text)
    assert with_abbreviated_titles(datasets, named).values("occupation") == titles
