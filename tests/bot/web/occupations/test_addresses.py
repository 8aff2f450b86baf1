"""Addresses: names as parts of them, and the relative way back."""

from __future__ import annotations

import pytest

from bot.web.occupations.addresses import ask_path, page_path, slug, way_to_root
from knowledge.records import Occupation


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("machine learning engineer", "machine-learning-engineer"),
        ("C++ / C# developer", "c-c-developer"),
        ("maître d’hôtel", "maitre-dhotel"),
        ("<script>", "script"),
        ("料理人", "occupation"),
    ],
)
def test_a_name_is_written_in_letters_digits_and_hyphens(name: str, written: str) -> None:
    assert slug(name) == written
    assert page_path(Occupation("cook", name, name, featured=False)) == f"occupations/cook/{written}"


def test_an_occupation_with_a_code_stands_under_it() -> None:
    one = Occupation("data_scientist", "data scientist", "data scientists", False, "15-2051.00")
    assert page_path(one) == "occupations/15-2051.00/data-scientist"


@pytest.mark.parametrize(
    ("path", "way"), [("/occupations", "./"), ("/occupations/", "../"), ("/occupations/a/b", "../../")]
)
def test_the_root_is_found_below_any_path(path: str, way: str) -> None:
    assert way_to_root(path) == way


def test_a_question_is_encoded() -> None:
    assert ask_path("What & why? 100% “so”") == "?ask=What%20%26%20why%3F%20100%25%20%E2%80%9Cso%E2%80%9D"
