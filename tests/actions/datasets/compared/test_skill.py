"""To whom of several occupations one skill matters most."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.actions.asking import Talk, told
from tests.actions.datasets.figures import NURSE, TEACHER, lead

Begin = Callable[..., Talk]


@pytest.mark.parametrize(
    ("text", "skill"),
    [
        ("which one uses more math", "Mathematics"),
        ("which of the two needs more programming?", "Programming"),
    ],
)
def test_the_skill_that_is_named_is_compared(talk: Begin, text: str, skill: str) -> None:
    here = talk()
    here.ask("comparison", NURSE, TEACHER, text="nurse vs teacher")
    named = ("skill", skill.lower(), "math" if skill == "Mathematics" else "programming")
    reply = here.ask("mathematics" if skill == "Mathematics" else "coding_need", named, text=text)
    assert lead(reply).startswith(f"{skill} is rated in importance")


def test_which_needs_a_degree_is_told_of_both(talk: Begin) -> None:
    here = talk()
    here.ask("comparison", NURSE, TEACHER, text="nurse vs teacher")
    reply = here.ask("education", ("degree", "phd", "doctorate"), text="which one needs a doctorate?")
    assert lead(reply).startswith("Of the two, none typically need")
    assert "bachelor's degree for registered nurses" in lead(reply)


def test_no_skill_is_compared_where_another_measure_is_asked_for(talk: Begin) -> None:
    reply = talk().ask("comparison", NURSE, TEACHER, text="nurse or teacher, which is growing quicker?")
    assert "rated in importance" not in told(reply)


def test_what_no_dataset_compares_is_refused_before_what_it_does(talk: Begin) -> None:
    reply = talk().ask("comparison", NURSE, TEACHER, text="nurse or teacher, which is more dangerous?")
    assert reply.answer.outcome == "unknown" and "how safe the work is" in lead(reply)
