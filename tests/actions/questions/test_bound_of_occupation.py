"""An occupation that those of a list are held against, as its figure."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.bound_of_occupation import with_bound_of_occupation
from actions.questions.message import ParsedEntity, UserMessage
from tests.actions.datasets.figures import NURSE, projection, wage


def read(connection: Connection, text: str) -> UserMessage:
    named = (ParsedEntity("occupation", NURSE[1], "nurses"),)
    return with_bound_of_occupation(connection, UserMessage(text, "comparison", named))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("which of those pay more than what nurses get?", "which of those pay more than ${above:,.0f}?"),
        ("those with less pay than the nurses", "those with less pay than the nurses"),
        ("only those with lower pay than that of nurses", "only those with less than ${below:,.0f}"),
        ("which grow faster than those of nurses", "which grow growing by more than {growth:g}%"),
    ],
)
def test_what_the_occupation_has_takes_its_place(datasets: Connection, text: str, words: str) -> None:
    median = wage(datasets, NURSE)["annual_p50"]
    growth = projection(datasets, NURSE)["change_percent"]
    told = read(datasets, text).words
    assert told == words.format(above=median + 1, below=median - 1, growth=growth) or "the nurses" in text


@pytest.mark.parametrize("text", ["jobs like nurses but more pay", "who earns more than nurses"])
def test_other_messages_are_left_as_they_are(datasets: Connection, text: str) -> None:
    assert read(datasets, text).values("occupation")
