"""Tables, pictures, and the generated part of the document."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from bench.documents import with_generated
from bench.understanding.counting import Judged
from bench.understanding.cross_validation import Confusion, Found
from bench.understanding.end_to_end import HeldDialogue
from bench.understanding.fact_report import halves_table
from bench.understanding.floors import Compared, Floor
from bench.understanding.judge import Reply, Verdict
from bench.understanding.pictures import Bars, draw
from bench.understanding.report import (
    DOCUMENT,
    GENERATED,
    Report,
    confusions_table,
    dialogue_failures,
    entities_table,
    failures,
    figures_table,
    forms_table,
    topics_table,
)
from bench.understanding.utterances import Utterance

ASKED = Utterance("what do | they earn?", frozenset({"salary"}), frozenset({"answered"}), topic="salary")
REPLY = Reply("answered", "outlook", None, "It will\ngrow.", "It will grow.", offers=False)
WRONG = Judged(ASKED, REPLY, Verdict.WRONG_ANSWER)
RIGHT = Judged(ASKED, REPLY, Verdict.RIGHT)


def test_a_figure_stands_beside_its_floor() -> None:
    compared = [
        Compared("known.refused", 97.25, Floor("least", 98)),
        Compared("known.answerable_right", 88.0, None),
        Compared("unseen.refused", None, Floor("least", 98)),
    ]
    table = figures_table(compared)
    assert [row[1:] for row in table.rows] == [
        ("97.2", "at least 98.0", "no"),
        ("88.0", "none", "yes"),
        ("not measured", "at least 98.0", "no"),
    ]
    assert table.bars.marks == (98, None)


def test_forms_are_counted_for_each_set() -> None:
    table = forms_table({"known": [RIGHT, WRONG], "unseen": [RIGHT]})
    assert [row[2:] for row in table.rows] == [("2", "50.0", "50.0"), ("1", "100.0", "0.0")]


def test_topics_without_failures_are_left_out() -> None:
    assert topics_table("known", [RIGHT]).rows == []
    (row,) = topics_table("known", [RIGHT, WRONG]).rows
    assert row == ("salary", "2", "0", "0", "1", "0")


def test_confusions_and_entities_make_tables() -> None:
    (row,) = confusions_table([Confusion("salary", "outlook", 2, ("pay later", "raise"))]).rows
    assert row == ("salary", "outlook", "2", "pay later; raise")
    (row,) = entities_table({"known": {"tool": Found(right=3, excess=1, missed=0)}}).rows
    assert row[1:] == ("tool", "3", "75.0", "100.0", "85.7")


def test_bars_in_cells_do_not_end_them() -> None:
    table = confusions_table([Confusion("a", "b", 1, ("this | that",))])
    assert table.markdown().splitlines()[-1] == r"| a | b | 1 | this \| that |"


def test_every_failure_is_listed_with_what_was_said() -> None:
    told = failures("known", [WRONG, RIGHT])
    assert told.count("what do | they earn?") == 1
    assert "wrong answer" in told
    assert "It will grow." in told


def test_turns_of_dialogues_that_failed_are_listed_with_their_number() -> None:
    told = dialogue_failures([HeldDialogue("from pay to outlook", (RIGHT, WRONG))])
    assert "from pay to outlook, turn 2" in told
    assert "turn 1" not in told
    assert "None." in dialogue_failures([HeldDialogue("from pay to outlook", (RIGHT,))])


def test_a_report_is_written_and_published_with_a_picture_for_each_table(tmp_path: Path) -> None:
    table = topics_table("known", [RIGHT, WRONG])
    report = Report([table], "1. bad", {"failures-known.md": "# Failures\n"})
    document = tmp_path / "evaluation.md"
    document.write_text("<!-- figures: begin --><!-- figures: end -->\n", encoding="utf-8")
    report.write(tmp_path / "eval")
    report.publish(tmp_path / "eval", document, tmp_path / "images")
    (image,) = (tmp_path / "images").iterdir()
    assert f"(images/{image.name})" in document.read_text(encoding="utf-8")
    assert (tmp_path / "eval" / "failures-known.md").read_text(encoding="utf-8") == "# Failures\n"


def test_the_document_repeats_important_tables_only_and_the_report_all(tmp_path: Path) -> None:
    tables = [halves_table([Compared("facts.told", 97.25, None)]), topics_table("known", [RIGHT, WRONG])]
    report = Report(tables, "1. bad", {})
    document = tmp_path / "evaluation.md"
    document.write_text("<!-- figures: begin --><!-- figures: end -->\n", encoding="utf-8")
    report.write(tmp_path / "eval")
    report.publish(tmp_path / "eval", document, tmp_path / "images")
    everything = (tmp_path / "eval" / "report.md").read_text(encoding="utf-8")
    published = document.read_text(encoding="utf-8")
    assert all(table.markdown() in everything for table in tables)
    assert "1. bad" in everything and "1. bad" not in published
    assert "| the fact is told | 97.2 |" in published and "Floor" not in published
    assert tables[1].columns[0] not in published
    assert f"![{tables[1].title}](images/understanding-topics-known.svg)" in published


@pytest.mark.parametrize("stacked", [False, True])
def test_a_picture_shows_its_labels_and_is_the_same_each_time(tmp_path: Path, stacked: bool) -> None:
    series = {"first": (10.0, 90.0), "second": (50.0, 5.0)}
    bars = Bars("Shares", ("one", "two"), series, (20, None), "floor", stacked=stacked, percent=True)
    for name in ("a.svg", "b.svg"):
        draw(bars, tmp_path / name)
    drawn = (tmp_path / "a.svg").read_bytes()
    assert drawn == (tmp_path / "b.svg").read_bytes()
    shown = "".join(ET.fromstring(drawn).itertext())
    assert all(word in shown for word in ("Shares", "one", "two", "first", "second", "floor"))


def test_the_document_explains_each_verdict_and_has_room_for_figures() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    for verdict in Verdict:
        assert f"*{verdict.value.replace('_', ' ')}*" in document
    assert with_generated(document, GENERATED, "new\n") != document


def test_every_picture_of_the_document_exists() -> None:
    shown = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", DOCUMENT.read_text(encoding="utf-8"))
    assert [name for name in shown if not (DOCUMENT.parent / name).is_file()] == []
