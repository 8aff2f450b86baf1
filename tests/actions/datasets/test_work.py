"""Whether the work of an occupation takes something, by what its duties and ratings say."""

from __future__ import annotations

from collections.abc import Callable

from actions.composition.plain_text import render
from tests.actions.asking import Named, Talk
from tests.actions.datasets.figures import lead

Begin = Callable[..., Talk]
ARCHITECT: Named = ("occupation", "17-1011.00", "architects")
CARPENTER: Named = ("occupation", "47-2031.00", "carpenters")
PARAMEDIC: Named = ("occupation", "29-2043.00", "paramedics")
GUARD: Named = ("occupation", "33-9032.00", "security guards")


def test_a_duty_that_says_so_answers_yes_and_the_others_follow(talk: Begin) -> None:
    asked = talk()
    reply = asked.ask("requirement_check", ARCHITECT, text="do architects have to know how to draw?")
    assert lead(reply).startswith("Yes. Architects draw plans to scale")
    further = asked.ask("more", text="anything else?")
    assert "Ask clients what the building is for" in render(further.answer.blocks)


def test_a_skill_answers_in_short_and_the_others_follow(talk: Begin) -> None:
    asked = talk()
    reply = asked.ask("requirement_check", CARPENTER, text="do carpenters need math?")
    assert lead(reply).startswith("Yes: mathematics is important for carpenters")
    further = render(asked.ask("more", text="what else?").answer.blocks)
    assert further.startswith("The skills that matter most to carpenters")


def test_what_no_duty_says_is_named_with_the_nearest_one_if_any_is_near(talk: Begin) -> None:
    far = talk().ask("nlu_fallback", GUARD, text="do security guards carry a gun?", confidence=0.24)
    assert far.answer.outcome == "unknown"
    assert lead(far).startswith(
        "None of the 8 duties that I hold of security guards says this: “carry a gun”"
    )
    assert "The nearest to it" not in render(far.answer.blocks)
    near = talk().ask("requirement_check", ARCHITECT, text="do architects build houses?")
    assert "The nearest to it: Architects" in render(near.answer.blocks)


def test_a_verb_is_no_skill_and_no_technology_that_is_spelled_alike(talk: Begin) -> None:
    drive: Named = ("skill", "integrity_and_drive", "drive")
    reply = talk().ask("requirement_check", PARAMEDIC, drive, text="do paramedics have to drive?")
    assert lead(reply).startswith("None of the 8 duties that I hold of paramedics says this: “drive”")
