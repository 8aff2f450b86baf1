"""That the figures of an occupation say how it is and not why, and what bears on them."""

from __future__ import annotations

from collections.abc import Callable

from tests.actions.asking import Named, Talk, told
from tests.actions.datasets.figures import lead

Begin = Callable[..., Talk]
LAWYER: Named = ("occupation", "23-1011.00", "lawyers")
OHIO: Named = ("place", "ohio", "ohio")


def test_the_figure_is_told_where_it_is_new_and_what_it_takes_to_enter(talk: Begin) -> None:
    asked = talk()
    first = asked.ask("salary", LAWYER, text="why do lawyers earn so much?")
    assert lead(first).startswith("My sources give figures, not reasons: they say how it is with lawyers")
    assert "Lawyers in the United States earn a median" in told(first)
    assert "Lawyers typically need a doctoral" in told(first)
    again = asked.ask("why", text="but why?")
    assert "earn a median" not in told(again) and "Lawyers typically need" in told(again)
    there = asked.ask("occupation_search", OHIO, text="and why less in ohio", confidence=0.5)
    assert "Lawyers in Ohio earn a median" in told(there)
