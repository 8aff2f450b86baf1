"""What the advisor is, beside something else that is asked."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.no_answer.refusals import refusals
from tests.actions.asking import Named, Talk, told

NURSES: Named = ("occupation", "29-1141.00", "nurses")


@pytest.mark.parametrize(
    ("text", "intent", "refusal"),
    [
        (
            "what is this site, are you a real person, and can you write my resume",
            "job_application",
            "job_application",
        ),
        ("are you a bot? also prep me for an interview", "bot_challenge", "job_interview"),
        ("who are you and can you find me a job", "nlu_fallback", "job_search"),
        ("are you human? will AI take over?", "automation", "automation"),
    ],
)
def test_what_it_is_comes_before_what_it_does_not_do(
    datasets: Connection, text: str, intent: str, refusal: str
) -> None:
    reply = Talk(datasets).ask(intent, text=text)
    first, second = told(reply).split("\n\n")[:2]
    assert "a program, no person" in first and "occupations of the United States" in first
    assert second == refusals()[refusal].says.format(occupations="workers")
    assert reply.answer.outcome == "unknown"


def test_what_it_is_comes_before_the_answer(datasets: Connection) -> None:
    reply = Talk(datasets).ask("salary", NURSES, text="is this chatgpt? and how much do nurses make")
    assert "a program, no person" in told(reply) and "Registered nurses in the United States earn" in told(
        reply
    )


def test_without_datasets_it_is_a_program_as_well(connection: Connection) -> None:
    assert "not a human" in told(Talk(connection).ask("job_application", text="are you human? my resume?"))


@pytest.mark.parametrize("text", ["are you a bot?", "can you write my resume"])
def test_who_asks_but_one_thing_is_told_but_that(datasets: Connection, text: str) -> None:
    intent = "bot_challenge" if "bot" in text else "job_application"
    assert "a program, no person" not in told(Talk(datasets).ask(intent, text=text))
