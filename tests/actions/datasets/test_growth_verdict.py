"""Yes or no to whether an occupation grows is decided by the sign of its growth."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.datasets.growth_verdict import asks_of_growth, growth_asked, with_growth_verdict
from tests.actions.asking import Named, Talk
from tests.actions.datasets.figures import CASHIER, ELECTRICIAN, NURSE, lead

Begin = Callable[..., Talk]
TOLD = "employment is projected to change"


@pytest.mark.parametrize(
    ("text", "change", "begins"),
    [
        ("are bookkeepers growing?", -5.8, "No. "),
        ("are bookkeepers growing?", 4.0, "Yes. "),
        ("are they shrinking?", -5.8, "Yes. "),
        ("do electricians face a decline?", 9.5, "No. "),
        ("are machinists growing?", 0.0, "No. "),
        ("is it a dying job?", 2.0, "No. "),
        ("is it a dying job?", -2.0, "employment"),
        ("what is the growth?", 2.0, "employment"),
        ("are they growing faster than most?", 2.0, "employment"),
        ("is it growing or shrinking?", 2.0, "employment"),
    ],
)
def test_the_growth_decides(text: str, change: float, begins: str) -> None:
    assert with_growth_verdict(text, TOLD, change).startswith(begins)


@pytest.mark.parametrize(
    ("named", "asked"),
    [
        (CASHIER, "are cashiers growing?"),
        (ELECTRICIAN, "are electricians shrinking?"),
        (NURSE, "are nurses growing? it seems to be dying"),
    ],
)
def test_no_reply_says_yes_to_the_opposite(
    talk: Begin, datasets: Connection, named: Named, asked: str
) -> None:
    said = lead(talk().ask("outlook", named, text=asked))
    grows = "projected to grow" in said
    assert said.startswith("Yes. " if grows == ("growing" in asked) else "No. ")


def test_of_a_list_the_first_question_tells_what_is_asked() -> None:
    assert asks_of_growth("Are any of them growing? Bookkeeping seems to be dying.") == 1
    assert asks_of_growth("are they all shrinking") == -1
    assert asks_of_growth("do they pay well") == 0
    assert growth_asked("will nurses be in demand?") is None
