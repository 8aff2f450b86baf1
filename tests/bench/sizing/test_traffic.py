"""Users and arrivals of chance, against servers that take a known time."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from statistics import mean

import pytest

from bench.sizing.traffic import arrived, talked
from tests.bench.turns.conftest import starter

SECONDS = 0.05


@pytest.fixture(scope="module")
def urls(tmp_path_factory: pytest.TempPathFactory) -> object:
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp("stubs")
        yield [stack.enter_context(starter(SECONDS)(Path(folder))).webhook for _ in range(2)]


def test_users_say_the_next_when_they_have_the_answer(urls: list[str]) -> None:
    answers = talked(urls, users=3, seconds=1.0)
    assert answers.failed == 0 and mean(answers.seconds) >= SECONDS
    assert 20 <= len(answers.seconds) <= 3 * (1.0 / SECONDS + 1)
    assert answers.rate == pytest.approx(len(answers.seconds) / answers.took)


def test_arrivals_come_at_their_rate_whether_others_are_answered_or_not(urls: list[str]) -> None:
    answers = arrived(urls, rate=100.0, seconds=1.0)
    assert 70 <= len(answers.seconds) <= 130  # three standard deviations
    assert answers.failed == 0


def test_what_fails_is_no_answer() -> None:
    answers = talked(["http://127.0.0.1:9/webhook"], users=1, seconds=0.1)
    assert answers.seconds == [] and answers.failed > 0
