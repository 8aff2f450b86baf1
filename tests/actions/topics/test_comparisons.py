"""How two occupations differ."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.actions.asking import FIGURES_OF_PAY, MLE, Talk, choices, plain, told

Begin = Callable[..., Talk]


@pytest.mark.parametrize(
    "named",
    [
        [],
        [("occupation", "data_scientist")],
        [("occupation", MLE), ("occupation", "data_scientist")],
        [("occupation", "data_scientist"), ("occupation", MLE)],
    ],
)
def test_machine_learning_engineers_and_data_scientists_are_compared_in_a_table(
    talk: Begin, named: list[tuple[str, str]]
) -> None:
    reply = talk().ask("comparison", *named)
    assert reply.answer.outcome == "answered"
    text = told(reply)
    assert "Primary focus" in text
    lines = text.splitlines()
    row = next(line for line in lines if line.startswith("Primary focus"))
    mine, theirs = row.index("Designing"), row.index("Data analysis")
    assert lines[1].index("Machine learning engineer") == mine
    assert lines[1].index("Data scientist") == theirs


@pytest.mark.parametrize("first", ["data_scientist", MLE, "applied_machine_learning"])
def test_occupations_that_no_source_compares_stand_side_by_side_and_this_is_said(
    talk: Begin, first: str
) -> None:
    reply = talk().ask("comparison", ("occupation", first), ("occupation", "software_engineer"))
    assert reply.answer.outcome == "partial"
    assert "No source compares a" in told(reply)
    assert " a applied" not in told(reply)
    assert talk().press(choices(reply)[0]).answer.outcome == "answered"


@pytest.mark.parametrize("named", [[("occupation", "nurse")], [("occupation", MLE), ("occupation", "nurse")]])
def test_an_occupation_that_is_not_known_is_not_compared(talk: Begin, named: list[tuple[str, str]]) -> None:
    reply = talk().ask("comparison", *named)
    assert reply.answer.outcome == "unknown"
    assert "nurse" in told(reply)
    assert "Data scientist" not in told(reply)


def test_a_comparison_of_pay_is_answered_with_pay(talk: Begin) -> None:
    reply = talk().ask("comparison", ("occupation", "data_scientist"), ("occupation", MLE), ("aspect", "pay"))
    assert (reply.answer.topic, reply.answer.outcome) == ("salary", "partial")
    reply = talk().ask("comparison", ("occupation", "data_scientist"), ("aspect", "pay"))
    assert reply.answer.outcome == "unknown"
    assert [figure for figure in FIGURES_OF_PAY if figure in plain(reply)] == []
