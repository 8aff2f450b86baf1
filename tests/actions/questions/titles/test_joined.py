"""Titles of one word that are written as two."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.questions.titles.joined import with_joined_title
from tests.actions.asking import message


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("how does one become a weather man", "weatherman"),
        ("mail man salary", "mailman"),
        ("what does a lumber jack earn?", "lumberjack"),
        ("sales man pay", "salesman"),
    ],
)
def test_two_words_that_are_one_title_name_the_occupation(
    datasets: Connection, text: str, title: str
) -> None:
    read = with_joined_title(datasets, message("salary", ("industry", "weather"), text=text))
    assert read.values("occupation") == [title]
    assert ("weather" in text) != bool(read.values("industry"))  # which is part of the title


@pytest.mark.parametrize(
    "text", ["how many people work there", "what does a man earn", "is it so man", "the best person", ""]
)
def test_words_that_are_no_title_name_none(datasets: Connection, text: str) -> None:
    unread = message("salary", text=text)
    assert with_joined_title(datasets, unread) == unread
