"""``make size`` answers at once, or says in one line what it cannot use."""

from __future__ import annotations

import pytest

from bench.sizing.__main__ import DOCUMENT, PARTS, main, told


def test_a_million_people_get_a_plan_and_what_breaks_first(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["size", "1000000"]) == 0
    shown = capsys.readouterr().out
    for part in ("For 1,000,000 people a day", "Rasa servers", "connections", "memory", "disk", "machines"):
        assert part in shown
    assert "What breaks first:" in shown and "Redis Cluster" in shown and "messages_per_person" in shown


def test_a_changed_assumption_changes_the_plan() -> None:
    assert "60,000 a day" in told("10000") and "80,000 a day" in told("10,000", ["messages_per_person=8"])


@pytest.mark.parametrize("people", ["", " ", "many", "0", "-5", "1.5", "1e12", "12 monkeys"])
def test_a_number_of_people_that_is_none_is_told_in_one_line(
    people: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["size", f"{people}"] if not people.startswith("-") else ["size", "--", people]) == 2
    out, error = capsys.readouterr()
    assert out == "" and "USERS_PER_DAY" in error and error.count("\n") == 1


def test_an_unknown_assumption_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["size", "1000", "--set", "luck=2"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_document_has_the_parts_that_are_written() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for part in PARTS:
        written = text.split(f"<!-- {part}: begin -->")[1].split(f"<!-- {part}: end -->")[0]
        assert written.strip().startswith("|"), part
