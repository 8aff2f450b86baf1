"""How figures and names are put in advice."""

from __future__ import annotations

from actions.advice.fit.texts import MOST_NAMED, median_text, short_reasons, some_of
from knowledge.queries.occupation_fit import Fit, Reason


def test_only_a_median_at_the_top_code_is_a_bound() -> None:
    assert median_text(239_200.0) == "at least $239,200"
    assert median_text(490_530.0) == "$490,530"  # published, although it is above
    assert median_text(40_000.0) == "$40,000"


def test_of_many_names_some_are_named_and_the_rest_counted() -> None:
    names = [f"n{number}" for number in range(MOST_NAMED + 3)]
    assert some_of(names) == "n0, n1, n2 and 3 more"
    assert some_of(names[: MOST_NAMED + 1]) == "n0, n1, n2 and n3"
    assert some_of([]) == ""


def test_no_reason_is_told_twice_and_interests_in_plain_words() -> None:
    told = [("wish_interest", "realistic"), ("hint", "realistic"), ("refusal_interest", "social")]
    reasons = tuple(Reason(kind, name, 5.0, 3.0, 1.0) for kind, name in told)  # type: ignore[arg-type]
    fit = Fit("x", "roofers", 1, None, True, True, True, None, None, None, reasons)
    assert short_reasons(fit) == "more hands-on work; less helping people"
