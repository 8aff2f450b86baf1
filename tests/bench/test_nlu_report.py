"""The table, the picture and the JSON of the NLU benchmark, from small runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.nlu.pipelines import ours, template
from bench.nlu.report import DOCUMENT, PART, figures, publish, write
from bench.nlu.runs import Run, identity
from bench.nlu.tasks import BANKING77, CLEAN, CLINC150, OUT_OF_SCOPE, TYPED, Example, Task
from bot.settings import ROOT

IN_SCOPE = tuple(Example(f"question {number}", "pay" if number % 2 else "ask") for number in range(8))
OUTSIDE = tuple(Example(f"other {number}", None) for number in range(4))
TASKS = {
    BANKING77: Task(BANKING77, IN_SCOPE, {CLEAN: IN_SCOPE, TYPED: IN_SCOPE}),
    CLINC150: Task(CLINC150, IN_SCOPE, {CLEAN: IN_SCOPE, OUT_OF_SCOPE: OUTSIDE}),
}


def said(name: str, first: float, second: float) -> dict[str, Any]:
    ranking = [{"name": name, "confidence": first}, {"name": "other", "confidence": second}]
    return {"intent": ranking[0], "intent_ranking": ranking}


@pytest.fixture
def runs() -> dict[str, Run]:
    """A run that always says "pay", as confident outside as inside, but with another lead over the second."""
    inside = [said("pay", 0.5, 0.1)] * len(IN_SCOPE)
    outside = [said("pay", 0.5, 0.4)] * len(OUTSIDE)
    return {
        BANKING77: Run({CLEAN: inside, TYPED: inside}, 10.0, 15.0, 900.0, 800.0),
        CLINC150: Run({CLEAN: inside, OUT_OF_SCOPE: outside}, 20.0, 30.0, 950.0, 700.0, reused=True),
    }


def test_figures_are_in_per_cent_milliseconds_and_the_most_memory(runs: dict[str, Run]) -> None:
    found = figures("ours", TASKS, runs, [0.001, 0.002, 0.003])
    assert found["banking77_clean"] == found["clinc150_clean"] == 50.0
    assert found["parse_p50"] == pytest.approx(2.0)
    assert (found["training_mb"], found["serving_mb"]) == (950.0, 800.0)
    assert (found["banking77_training_seconds"], found["clinc150_training_seconds"]) == (10.0, 20.0)
    assert found["clinc150_training_processor_seconds"] == 30.0


def test_the_template_is_reported_by_the_better_of_its_two_scores(runs: dict[str, Run]) -> None:
    assert figures("ours", TASKS, runs, [0.001])["auroc"] == 50.0
    found = figures("template", TASKS, runs, [0.001])
    assert (found["auroc"], found["recall"]) == (100.0, 100.0)
    assert found["by_score"]["confidence"]["auroc"] == 0.5


def test_the_report_is_a_table_a_picture_and_all_figures(runs: dict[str, Run], tmp_path: Path) -> None:
    one = figures("ours", TASKS, runs, [0.001])
    other = figures("template", TASKS, runs, [0.002])
    table = write(one, other, TASKS, timed=300, folder=tmp_path)
    assert (tmp_path / "nlu.md").read_text(encoding="utf-8") == table
    assert "| parsing a message, p50 | 1.0 ms | 2.0 ms | × 0.50 |" in table
    assert "| CLINC150 out of scope: AUROC | 50.0 | 100.0 | -50.0 points |" in table
    assert "a kept run" in table and "{" not in table
    assert json.loads((tmp_path / "nlu.json").read_text(encoding="utf-8")) == {"ours": one, "template": other}
    picture = (tmp_path / "nlu.svg").read_text(encoding="utf-8")
    assert all(text in picture for text in ("<svg", "this project", "typing errors", "100.0"))


def test_ours_is_the_project_s_configuration_and_the_other_rasa_s_own() -> None:
    assert ours().config == ROOT / "config.yml"
    text = template().config.read_text(encoding="utf-8")
    assert "DIETClassifier" in text and "char_wb" in text and "bot.nlu" not in text


def test_a_kept_run_is_of_one_configuration_and_one_task() -> None:
    task = TASKS[BANKING77]
    changed = Task(task.name, task.training[1:], task.tests)
    found = [identity(template(), task), identity(template(), changed), identity(ours(), task)]
    assert len(set(found)) == 3
    assert identity(template(), task) == found[0]


def test_a_run_is_published_with_its_picture_and_without_its_title(
    runs: dict[str, Run], tmp_path: Path
) -> None:
    document = tmp_path / "evaluation.md"
    document.write_text("before\n<!-- compared: begin -->\n<!-- compared: end -->\nafter\n", encoding="utf-8")
    write(
        figures("ours", TASKS, runs, [0.001]), figures("template", TASKS, runs, [0.002]), TASKS, 300, tmp_path
    )
    publish(tmp_path, document, tmp_path / "images")
    written = document.read_text(encoding="utf-8")
    assert written.startswith("before") and written.endswith("after\n") and "# NLU" not in written
    assert "| this project |" in written and "(images/nlu.svg)" in written
    assert (tmp_path / "images" / "nlu.svg").is_file()


def test_the_document_has_room_for_the_comparison() -> None:
    assert DOCUMENT.read_text(encoding="utf-8").count(f"<!-- {PART}: begin -->") == 1
