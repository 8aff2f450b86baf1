"""Kinds of technologies, as people name them."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.datasets.technology_kinds import kinds, named_kind
from knowledge.queries.onet import technologies


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("which databases do they work with?", "databases"),
        ("what video editing software do they use?", "video software"),
        ("what software do they use?", None),
        ("do they use Excel?", None),
    ],
)
def test_the_longest_name_counts(text: str, name: str | None) -> None:
    kind = named_kind(text)
    assert (kind.name if kind else None) == name


def test_each_word_names_one_kind() -> None:
    words = [word for kind in kinds() for word in kind.words]
    assert len(words) == len(set(words))


def test_every_category_and_name_is_one_of_onets(datasets: Connection) -> None:
    categories = set(datasets.exec_driver_sql("SELECT DISTINCT category FROM onet_technology").scalars())
    names = set(datasets.exec_driver_sql("SELECT DISTINCT name FROM onet_technology").scalars())
    for kind in kinds():
        assert kind.categories <= categories and kind.names <= names
        assert bool(kind.categories) != bool(kind.names)


def test_what_is_only_called_like_its_kind_is_left_out(datasets: Connection) -> None:
    kind = named_kind("which spreadsheets do actuaries use?")
    assert kind is not None
    names = [one.name for one in kind.among(technologies(datasets, code="15-2011.00"))]
    assert names and "Spreadsheet software" not in names
