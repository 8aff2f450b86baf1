"""Why two numbers of the people in an occupation differ, and whether BLS counts these people alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from tests.actions.asking import MLE, Named, Talk, told
from tests.actions.datasets.figures import ELECTRICIAN, lead, projection, wage

Begin = Callable[..., Talk]
ML_ENGINEERS: Named = ("occupation", MLE, "ml engineers")


@pytest.mark.parametrize(
    "asked",
    [
        "why do you have two different numbers for how many there are?",
        "{counted:,} before and now {projected:,}. which is it?",
        "that's a different number than before. which one is right?",
    ],
)
def test_two_numbers_are_told_with_what_each_counts(talk: Begin, datasets: Connection, asked: str) -> None:
    counted = wage(datasets, ELECTRICIAN)["employment"]
    projected = projection(datasets, ELECTRICIAN)["employment_from"]
    talked = talk()
    talked.ask("outlook", ELECTRICIAN, text="outlook for electricians?")
    said = talked.ask("comparison", text=asked.format(counted=counted, projected=projected), confidence=0.3)
    assert lead(said).startswith(f"Both are right: {counted:,} electricians without the self-employed (May")
    assert f"{projected:,} with them (2024)" in told(said)


def test_one_number_alone_is_no_difference(talk: Begin, datasets: Connection) -> None:
    counted = wage(datasets, ELECTRICIAN)["employment"]
    said = told(talk().ask("outlook", ELECTRICIAN, text=f"{counted:,} electricians, is that right?"))
    assert "Both are right" not in said


@pytest.mark.parametrize(
    ("named", "begins"),
    [
        (ML_ENGINEERS, "No. The Bureau of Labor Statistics has no figures of machine learning engineers"),
        (ELECTRICIAN, "Yes. The Bureau of Labor Statistics publishes figures of electricians alone"),
    ],
)
def test_whether_they_are_counted_alone_is_a_yes_or_no(talk: Begin, named: Named, begins: str) -> None:
    reply = talk().ask("comparison", named, text="does BLS count them separately, yes or no?", confidence=0.3)
    assert lead(reply).startswith(begins)
