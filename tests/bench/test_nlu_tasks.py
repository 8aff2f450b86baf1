"""What the NLU benchmark draws from the public sets, on small sets of the same form."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from bench.nlu.__main__ import DATA_VARIABLE, main
from bench.nlu.tasks import (
    BANKING77,
    CLEAN,
    CLINC150,
    FILES,
    OUT_OF_SCOPE,
    TYPED,
    Example,
    MissingDataError,
    drawn,
    halves,
    messages_to_time,
    read_tasks,
)

EXAMPLES = [Example(f"question {number} of {intent}", intent) for intent in "abc" for number in range(30)]


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    """Write both sets with five intents; the texts have line ends and brackets, as the real ones do."""
    for name, size in ((FILES[0], 12), (FILES[1], 4)):
        with (tmp_path / name).open("w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(["text", "category"])
            rows.writerows(
                [f"where [is]\nmoney, number {i}?", f"bank_{k}"] for k in range(5) for i in range(size)
            )
    splits = {
        split: [[f"please do thing {i}", f"do_{k}"] for k in range(5) for i in range(size)]
        for split, size in (("train", 25), ("val", 4))
    }
    splits["oos_val"] = [[f"something else {i}", "oos"] for i in range(10)]
    (tmp_path / FILES[2]).write_text(json.dumps(splits), encoding="utf-8")
    return tmp_path


def test_each_intent_gives_as_many_examples_as_asked_for() -> None:
    chosen = drawn(EXAMPLES, per_intent=10)
    assert Counter(one.intent for one in chosen) == {"a": 10, "b": 10, "c": 10}
    assert len(set(chosen)) == 30 and set(chosen) < set(EXAMPLES)


def test_the_draw_depends_on_the_seed_only() -> None:
    assert drawn(EXAMPLES, 10, seed=1) == drawn(EXAMPLES, 10, seed=1)
    assert drawn(EXAMPLES, 10, seed=1) != drawn(EXAMPLES, 10, seed=2)
    of_b = [one for one in EXAMPLES if one.intent == "b"]
    assert set(drawn(of_b, 10)) == {one for one in drawn(EXAMPLES, 10) if one.intent == "b"}


def test_too_few_examples_are_an_error() -> None:
    with pytest.raises(ValueError, match="larger than population"):
        drawn(EXAMPLES[:5], per_intent=10)


def test_two_halves_hold_every_place_once() -> None:
    one, other = halves(101)
    assert sorted([*one, *other]) == list(range(101))
    assert (len(one), len(other)) == (50, 51)
    assert one != list(range(50))
    assert halves(101) == (one, other)


def test_the_tasks_hold_what_they_say(sets: Path) -> None:
    banking, clinc = read_tasks(sets)
    assert (banking.name, clinc.name) == (BANKING77, CLINC150)
    assert len(banking.training) == 5 * 10 and len(clinc.training) == 5 * 20
    assert {test: len(examples) for test, examples in banking.tests.items()} == {CLEAN: 20, TYPED: 20}
    assert {test: len(examples) for test, examples in clinc.tests.items()} == {CLEAN: 20, OUT_OF_SCOPE: 10}
    assert {one.intent for one in clinc.tests[OUT_OF_SCOPE]} == {None}
    assert banking.tests[CLEAN][0] == Example("where [is] money, number 0?", "bank_0")


def test_the_test_with_typing_errors_is_the_clean_one_mistyped(sets: Path) -> None:
    tests = read_tasks(sets)[0].tests
    pairs = list(zip(tests[CLEAN], tests[TYPED], strict=True))
    assert all(one.intent == other.intent and one.text != other.text for one, other in pairs)


def test_some_intents_only_are_the_same_in_training_and_tests(sets: Path) -> None:
    for task in read_tasks(sets, most_intents=2):
        kept = {one.intent for one in task.training}
        assert len(kept) == 2 and {one.intent for one in task.tests[CLEAN]} == kept


def test_half_of_the_messages_to_time_are_clean(sets: Path) -> None:
    banking, _clinc = read_tasks(sets)
    texts = messages_to_time(banking, 11)
    clean = {one.text for one in banking.tests[CLEAN]}
    assert len(texts) == 11 and sum(text in clean for text in texts) == 6
    assert texts == messages_to_time(banking, 11)


def test_a_missing_file_is_named_with_where_it_comes_from(sets: Path) -> None:
    (sets / FILES[1]).unlink()
    with pytest.raises(MissingDataError, match=rf"lacks {FILES[1]}; .*PolyAI.*Clinc"):
        read_tasks(sets)


def test_without_the_sets_the_job_is_skipped_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    assert main([]) == 0
    assert capsys.readouterr().out.startswith(f"Skipped: {tmp_path} lacks {FILES[0]}, {FILES[1]}")
