"""Messages of words never seen before: what they are, and how the measurement is judged."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.turns.unseen import MAX_CHARACTERS, SAMPLES, Unseen, run, summary, texts


def test_messages_are_as_long_as_a_channel_accepts_and_no_two_are_alike() -> None:
    listed = list(itertools.islice(texts(), 60))
    assert len(set(listed)) == 60
    assert all(0.9 * MAX_CHARACTERS < len(text) <= MAX_CHARACTERS for text in listed)


def test_messages_are_the_same_in_every_run_of_a_seed() -> None:
    assert next(texts(7)) == next(texts(7)) != next(texts(8))


def test_growth_counts_from_the_end_of_the_warm_up() -> None:
    assert Unseen([(10, 400.0), (50, 460.0), (90, 419.0)], [10.0], [49.0]).met
    assert not Unseen([(10, 400.0), (90, 421.0)], [10.0], [49.0]).met


def test_a_message_of_unseen_words_may_take_five_times_a_usual_one() -> None:
    flat = [(10, 400.0), (90, 400.0)]
    assert Unseen(flat, [10.0, 10.0], [50.0, 50.0]).met
    assert not Unseen(flat, [10.0, 10.0], [51.0, 51.0]).met


def test_an_unanswered_message_is_a_failure() -> None:
    assert not Unseen([(10, 400.0), (90, 400.0)], [10.0], [10.0], unanswered=1).met


def test_messages_are_sent_and_memory_is_sampled(stub: Callable[[float], Any], tmp_path: Path) -> None:
    said: list[str] = []
    found = run(stub(0.0), 40, tmp_path, said.append)
    assert (len(found.unseen), len(found.usual), found.unanswered) == (40, 4, 0)
    assert len(found.samples) >= SAMPLES and found.samples[-1][0] == 40
    (held,) = found.processes.values()  # of the one process that there is
    assert [total for _number, total in found.samples] == held
    assert "MB after 40 (" in summary(found) and f"{next(iter(found.processes))} " in summary(found) and said
