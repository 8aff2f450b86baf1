"""Titles with a word that is spelled like another."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.linking import link
from actions.questions.titles.misspelt_titles import with_misspelt_title
from tests.actions.asking import message


@pytest.mark.parametrize(
    ("text", "code"),
    [("what does a nurse aid make", "31-1131.00"), ("high school principle, wage", "11-9032.00")],
)
def test_a_word_spelled_like_the_last_of_a_title_stands_for_it(
    datasets: Connection, text: str, code: str
) -> None:
    (named,) = link(datasets, with_misspelt_title(datasets, message("salary", text=text)).entities)
    assert named.occupation and named.occupation.code == code


@pytest.mark.parametrize("text", ["is there financial aid for welders", "aid", "the principle of the thing"])
def test_the_word_itself_names_nobody(datasets: Connection, text: str) -> None:
    assert not with_misspelt_title(datasets, message("salary", text=text)).values("occupation")
