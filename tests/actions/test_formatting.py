"""How values are written."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.formatting import (
    MAX_QUOTE,
    amount,
    capitalised,
    joined,
    number,
    quoted,
    source_date,
    years,
)
from knowledge.records import Figure, Measure, Occupation, Source


def source(published: str | None) -> Source:
    return Source("key", "Title", False, None, published, "undated", "file.txt", "unknown", None)


def figure(value: float, unit: str, bound: str | None = None) -> Figure:
    measure = Measure("m", "Measure", None, "none")
    return Figure("key", source(None), None, None, None, "t", measure, None, 1, value, unit, bound, None)


@pytest.mark.parametrize(
    ("value", "written"),
    [(118000.0, "118,000"), (8.43, "8.43"), (0.0, "0"), (43.8, "43.8"), (1e6, "1,000,000")],
)
def test_numbers_have_separators_and_no_needless_decimals(value: float, written: str) -> None:
    assert number(value) == written


@pytest.mark.parametrize(
    ("parts", "written"),
    [
        ((118000, "usd", "about"), "about $118,000"),
        ((96.7, "usd_billion"), "$96.7 billion"),
        ((40, "hours", "at_least"), "at least 40 hours"),
        ((50, "hours", "at_most"), "at most 50 hours"),
        ((43.8, "percent_per_year"), "43.8% a year"),
    ],
)
def test_amounts_have_unit_and_bound(parts: tuple[Any, ...], written: str) -> None:
    assert amount(figure(*parts)) == written


@pytest.mark.parametrize(
    ("published", "written"),
    [("2023", "2023"), ("2023-10", "October 2023"), ("2023-10-05", "5 October 2023"), (None, "undated")],
)
def test_dates_are_as_precise_as_known(published: str | None, written: str) -> None:
    assert source_date(source(published)) == written


def test_a_range_of_years_has_a_dash() -> None:
    assert years("2020-2030") == "2020–2030"
    assert years(None) == ""


@pytest.mark.parametrize(
    ("names", "written"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_joined_as_in_a_sentence(names: list[str], written: str) -> None:
    assert joined(names) == written
    assert joined(["a", "b"], "or") == "a or b"


def test_articles_and_capitals() -> None:
    assert Occupation("x", "actor", "actors", False).with_article == "an actor"
    assert Occupation("x", "ML engineer", "ML engineers", False).with_article == "a ML engineer"
    assert capitalised("iOS and R") == "IOS and R"
    assert capitalised("") == ""


@settings(deadline=None)
@given(st.text(max_size=300))
def test_what_was_typed_is_one_bounded_line_without_control_characters(typed: str) -> None:
    shown = quoted(typed)
    assert len(shown) <= MAX_QUOTE
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(one) in ("Cc", "Zl", "Zp") for one in shown)
    assert not any(one in shown for one in "\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069")


def test_ordinary_words_are_quoted_as_typed() -> None:
    assert quoted("  São Paulo, C++ \n & co. ") == "São Paulo, C++ & co."
