"""What BLS has of the occupations among which it counts machine learning engineers."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from tests.actions.asking import FIGURES_OF_PAY, MLE, Talk, told


def ask(connection: Connection, topic: str, *places: tuple[str, str]) -> tuple[str, str]:
    reply = Talk(connection).ask(topic, ("occupation", MLE), *places, text=f"{topic} of ML engineers")
    return reply.answer.outcome, told(reply)


def test_the_pay_in_a_state_is_refused_and_that_of_those_counted_with_them_named(
    datasets: Connection,
) -> None:
    outcome, text = ask(datasets, "salary", ("place", "texas"))
    assert outcome == "unknown"
    assert "no figures of machine learning engineers alone" in text
    assert "Data scientists in Texas earn" in text
    assert not any(figure in text for figure in FIGURES_OF_PAY)


def test_a_place_that_bls_does_not_know_brings_no_figures(datasets: Connection) -> None:
    outcome, text = ask(datasets, "salary", ("place", "berlin"))
    assert outcome == "unknown"
    assert "earn a median" not in text


def test_what_the_articles_tell_is_told_alone(datasets: Connection) -> None:
    outcome, text = ask(datasets, "salary")
    assert outcome == "answered"
    assert "no figures of" not in text
