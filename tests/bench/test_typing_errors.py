"""Typing errors: where they are, which kinds there are, and that they are the same everywhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bench.typing_errors import with_typing_errors

ROOT = Path(__file__).resolve().parents[2]
QUESTION = "Could somebody please explain what senior engineers usually earn?"


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def test_every_second_word_of_four_letters_has_an_error_and_no_other() -> None:
    typed = with_typing_errors(QUESTION, seed=1)
    long = [pair for pair in zip(words(QUESTION), words(typed), strict=True) if len(pair[0]) >= 4]
    assert len(long) == len(words(QUESTION))
    assert [before != after for before, after in long] == [place % 2 == 0 for place in range(len(long))]


def test_short_words_numbers_and_signs_stay_as_they_are() -> None:
    text = "Do I 12345 get a $$$$ job ... at 4.5?"
    assert with_typing_errors(text, seed=3) == text


def test_the_only_long_word_of_a_message_has_an_error() -> None:
    assert all(with_typing_errors("salary?", seed) != "salary?" for seed in range(50))


def test_all_four_kinds_of_errors_occur_and_no_other() -> None:
    word = "bird"
    swapped = {"ibrd", "brid", "bidr"}
    dropped = {"ird", "brd", "bid", "bir"}
    doubled = {"bbird", "biird", "birrd", "birdd"}
    beside = {
        word[:i] + key + word[i + 1 :]
        for i, keys in enumerate(("ghnv", "jkou", "deft", "ecfrsx"))
        for key in keys
    }
    found = {with_typing_errors(word, seed) for seed in range(2000)}
    assert found == swapped | dropped | doubled | beside


def test_a_capital_stays_one_on_a_neighbouring_key() -> None:
    found = {with_typing_errors("SQLX", seed) for seed in range(500)}
    assert all(word.isupper() for word in found)


def test_another_seed_gives_other_errors() -> None:
    assert len({with_typing_errors(QUESTION, seed) for seed in range(20)}) == 20


def test_another_process_with_another_hash_seed_makes_the_same_errors() -> None:
    code = f"from bench.typing_errors import with_typing_errors as f; print(f({QUESTION!r}, 7))"
    printed = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    ]
    assert printed == [with_typing_errors(QUESTION, 7)] * 2


@given(st.text(), st.integers())
def test_any_text_keeps_its_signs_and_grows_by_at_most_one_letter_a_word(text: str, seed: int) -> None:
    typed = with_typing_errors(text, seed)
    assert re.sub(r"[^\W\d_]", "", typed) == re.sub(r"[^\W\d_]", "", text)
    assert abs(len(typed) - len(text)) <= len(re.findall(r"[^\W\d_]{4,}", text))
