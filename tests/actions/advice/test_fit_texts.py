"""How figures and names are put in advice."""

from __future__ import annotations

from actions.advice.fit_texts import MOST_NAMED, median_text, some_of


def test_only_a_median_at_the_top_code_is_a_bound() -> None:
    assert median_text(239_200.0) == "at least $239,200"
    assert median_text(490_530.0) == "$490,530"  # published, although it is above
    assert median_text(40_000.0) == "$40,000"


def test_of_many_names_some_are_named_and_the_rest_counted() -> None:
    names = [f"n{number}" for number in range(MOST_NAMED + 3)]
    assert some_of(names) == "n0, n1, n2 and 3 more"
    assert some_of(names[: MOST_NAMED + 1]) == "n0, n1, n2 and n3"
    assert some_of([]) == ""
