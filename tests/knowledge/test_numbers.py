"""Numbers as texts write them."""

from __future__ import annotations

import pytest

from knowledge.numbers import missing_numbers, number


@pytest.mark.parametrize(
    ("value", "written"), [(118_000, "118,000"), (8.43, "8.43"), (96.7, "96.7"), (25.0, "25"), (0, "0")]
)
def test_a_number_has_separators_and_no_needless_decimals(value: float, written: str) -> None:
    assert number(value) == written


@pytest.mark.parametrize(
    ("text", "values", "untold"),
    [
        ("From $8.43 billion in 2020 to $96.7 billion.", [8.43, 96.7], []),
        ("The shares (25%, 20% and 18%) add up.", [25, 21, 18], ["21"]),
        ("It gives $170,000.", [170, 70_000, 170_000], ["170", "70,000"]),
        ("They do not fit.", [1, 2], []),
        ("There are 2, it says.", [], []),
    ],
)
def test_a_text_tells_the_values_that_it_writes(text: str, values: list[float], untold: list[str]) -> None:
    assert missing_numbers(text, values) == untold
