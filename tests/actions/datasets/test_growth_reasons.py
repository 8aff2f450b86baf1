"""Why BLS expects relatively more or fewer people of an occupation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.actions.asking import MLE, Named, Talk, told
from tests.actions.datasets.figures import NURSE, lead

Begin = Callable[..., Talk]
PAYROLL: Named = ("occupation", "43-3051.00", "payroll clerks")
PARALEGAL: Named = ("occupation", "23-2011.00", "paralegals")
ADJUSTER: Named = ("occupation", "13-1031.00", "claims adjusters")
SONOGRAPHER: Named = ("occupation", "29-2032.00", "sonographers")
MAIL_CARRIER: Named = ("occupation", "43-5052.00", "mail carriers")


@pytest.mark.parametrize(
    ("named", "asked", "begins"),
    [
        (PAYROLL, "is that because of AI?", "BLS does not name AI, but automation or other technology: it"),
        (PAYROLL, "is automation to blame?", "Yes, in part: BLS expects relatively fewer payroll clerks"),
        (ADJUSTER, "cuz of AI?", "Yes, in part: BLS expects relatively fewer"),
        (PARALEGAL, "is it because of chatgpt?", "Not for the growth: BLS names AI, but as something that"),
        (SONOGRAPHER, "is that due to the aging population?", "No, BLS names something else: it expects"),
        (SONOGRAPHER, "why does it grow", "BLS expects relatively more diagnostic medical sonographers"),
        (MAIL_CARRIER, "whats the cause of that", "No source of mine says why: BLS projects figures"),
    ],
)
def test_the_reason_is_that_of_bls_or_it_is_said_that_there_is_none(
    talk: Begin, named: Named, asked: str, begins: str
) -> None:
    talked = talk()
    talked.ask("outlook", named, text="what is the outlook?")
    reply = talked.ask("misconceptions", text=asked, confidence=0.3)
    assert lead(reply).startswith(begins)
    assert reply.answer.outcome == ("unknown" if begins.startswith("No source") else "answered")


def test_reasons_that_hold_in_some_industries_only_name_these(talk: Begin) -> None:
    said = told(talk().ask("outlook", NURSE, text="why are there ever more nurses, is demand growing?"))
    assert "(in these industries: " in said
    assert "For all industries together BLS names no reason" in said


def test_of_machine_learning_engineers_that_of_those_they_are_counted_among_is_told(talk: Begin) -> None:
    named = ("occupation", MLE, "ml engineers")
    reply = talk().ask("outlook", named, text="are ml engineers growing because of ai?")
    assert reply.answer.outcome == "unknown"
    assert "BLS expects relatively more computer research scientists" in told(reply)


@pytest.mark.parametrize("asked", ["why should i become a nurse", "why do nurses earn so much?"])
def test_other_reasons_are_not_those_of_growth(talk: Begin, asked: str) -> None:
    talked = talk()
    talked.ask("outlook", NURSE, text="what is the outlook for nurses?")
    assert "BLS expects" not in told(talked.ask("salary", NURSE, text=asked))


def test_work_that_is_named_without_a_title_is_asked_about_rather_than_the_last_one(talk: Begin) -> None:
    talked = talk()
    talked.ask("outlook", PAYROLL, text="what is the outlook?")
    reply = talked.ask("job_market", text="is data entry shrinking because of automation?", confidence=0.4)
    assert "fewer data entry clerks" in lead(reply)
