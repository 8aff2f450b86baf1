"""What messages ask for is learned from messages that say it, and carried."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.questions.asked_for.model import ALL_ASKED_FOR, asked_for_model
from bot.learn_asked_for import UNSEEN
from bot.nlu.asked_for.labelled import FOLDER, LabelError, Labelled, read_labelled
from bot.nlu.judges import fit_judge
from bot.nlu.span_tagger.marked import fingerprint, marked_files


def test_a_line_says_what_its_message_asks_for(tmp_path: Path) -> None:
    file = tmp_path / "some.txt"
    file.write_text("# comment\n\nfact: nurse: pay?\ntold: I'm a nurse\n", encoding="utf-8")
    assert read_labelled(file) == [Labelled("nurse: pay?", "fact"), Labelled("I'm a nurse", "told")]


@pytest.mark.parametrize("line", ["who knows", "wish: a job", "fact: "])
def test_a_line_without_a_label_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    file = tmp_path / "some.txt"
    file.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(LabelError, match=r"^some\.txt:2: no message"):
        read_labelled(file)


def test_what_is_carried_was_learned_from_the_messages_of_now() -> None:
    assert asked_for_model().trained_from == fingerprint(marked_files(FOLDER)), "make asked"


def test_no_message_that_is_only_measured_is_learned() -> None:
    learned = {one.text.casefold() for file in marked_files(FOLDER) for one in read_labelled(file)}
    assert not learned & {one.text.casefold() for one in read_labelled(UNSEEN)}


def test_what_was_learned_survives_its_file(tmp_path: Path) -> None:
    examples = [({"constant": 1.0, f"word {one}": 1.0}, one) for one in ALL_ASKED_FOR for _time in range(3)]
    model = fit_judge(examples, ALL_ASKED_FOR, 1.0, "abc")
    model.save(tmp_path / "weights.json")
    read = asked_for_model(tmp_path / "weights.json")
    assert read == model and read.trained_from == "abc"
    probable = read.probabilities({"constant": 1.0, "word advice": 1.0, "word unknown": 1.0})
    assert max(probable, key=lambda one: probable[one]) == "advice"
