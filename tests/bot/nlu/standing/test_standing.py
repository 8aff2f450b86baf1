"""What titles stand for is learned from marked messages, and carried."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.questions.titles.standing.features import TitleSaid, features_of
from actions.questions.titles.standing.model import STANDINGS, StandingModel, standing_model
from bot.nlu.span_tagger.marked import fingerprint, marked_files
from bot.nlu.standing.__main__ import UNSEEN, fit, without_origins
from bot.nlu.standing.marked import FOLDER, MarkedTitle, MarkingError, read_marked


def test_a_mark_says_what_a_title_stands_for_and_who_brought_it_up(tmp_path: Path) -> None:
    file = tmp_path / "some.txt"
    file.write_text("# comment\n[pilot]{refused row}?? i said [cook]{asked said}\n", encoding="utf-8")
    (message,) = read_marked(file)
    assert message.text == "pilot?? i said cook"
    assert message.titles == (
        MarkedTitle(0, 5, "refused", frozenset({"row"})),
        MarkedTitle(15, 19, "asked", frozenset({"said"})),
    )


@pytest.mark.parametrize("line", ["a [cook]{someday}", "a [cook]{asked nobody}", "a [cook] here"])
def test_a_line_that_cannot_be_read_is_told_with_its_number(tmp_path: Path, line: str) -> None:
    file = tmp_path / "some.txt"
    file.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(MarkingError, match=r"^some\.txt:2: a bracket"):
        read_marked(file)


def test_what_is_carried_was_learned_from_the_messages_of_now() -> None:
    assert standing_model().trained_from == fingerprint(marked_files(FOLDER)), "make standing"


def test_no_message_that_is_only_measured_is_learned() -> None:
    learned = {one.text.casefold() for file in marked_files(FOLDER) for one in read_marked(file)}
    assert not learned & {one.text.casefold() for one in read_marked(UNSEEN)}


def test_a_message_is_also_learned_as_if_nobody_had_brought_its_titles_up(tmp_path: Path) -> None:
    file = tmp_path / "some.txt"
    file.write_text("no [pilot]{refused row}, i'm a [cook]{own own}\nhi\n", encoding="utf-8")
    message, greeting = read_marked(file)
    alone = without_origins(message)
    assert alone and [one.origins for one in alone.titles] == [frozenset(), frozenset({"own"})]
    assert without_origins(greeting) is None


def test_what_was_learned_survives_its_file(tmp_path: Path) -> None:
    told = {"from row": 1.0, "constant": 1.0}, {"from own": 1.0, "constant": 1.0}
    model = fit(
        [[(told[0], "refused", "asked"), (told[1], "own", "asked")]] * 3
        + [[(told[1], one, "asked")] for one in STANDINGS],
        "abc",
    )
    model.save(tmp_path / "weights.json")
    read: StandingModel = standing_model(tmp_path / "weights.json")
    assert read == model and read.trained_from == "abc"
    probable = read.probabilities(told[0])
    assert max(probable, key=lambda one: probable[one]) == "refused"
    assert sum(probable.values()) == pytest.approx(1)


def test_the_words_around_a_title_and_its_origins_are_features() -> None:
    text = "pilot?? I said cook"
    titles = [TitleSaid(0, 5, {"refused": 0.9}, frozenset({"row"})), TitleSaid(15, 19, {"asked": 0.8})]
    first, second = (features_of(text, titles, place) for place in range(2))
    assert {"from row", "sign ?+", "bare", "opens"} <= first.keys()
    assert {"from new", "sign end", "said 1<"} <= second.keys() and "bare" not in second
