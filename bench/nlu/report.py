"""The figures of both pipelines, as JSON, as a Markdown table and as a picture."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from bench.documents import put
from bench.nlu.measures import (
    accuracy,
    confidence,
    first_intent,
    margin,
    out_of_scope_figures,
    percentile_ms,
    rejected,
)
from bench.nlu.runs import Run
from bench.nlu.tasks import BANKING77, CLEAN, CLINC150, OUT_OF_SCOPE, TYPED, Task, halves
from bot.settings import ROOT

Figures = dict[str, Any]
NOTES = Path(__file__).with_name("notes.md")
REUSED = "- Accuracy, memory and training time of Rasa's template come from a kept run.\n"
TABLE, PICTURE = "nlu.md", "nlu.svg"
DOCUMENT, PART = ROOT / "docs" / "evaluation.md", "compared"
IMAGES = ROOT / "docs" / "images"
COLOURS = {"ours": "#1f5fa8", "template": "#b8bec6"}


@dataclass(frozen=True)
class Row:
    """A figure that both pipelines have: where it stands and how it is written."""

    title: str
    key: str
    unit: str = "%"
    in_picture: str = ""


ROWS = (
    Row("BANKING77, 10 examples an intent: accuracy", "banking77_clean", in_picture="BANKING77"),
    Row("the same with typing errors", "banking77_typing_errors", in_picture="BANKING77\ntyping errors"),
    Row(
        "CLINC150, 20 examples an intent: accuracy in scope",
        "clinc150_clean",
        in_picture="CLINC150\nin scope",
    ),
    Row("CLINC150 out of scope: AUROC", "auroc", in_picture="Out of scope\nAUROC"),
    Row("CLINC150 out of scope: recall at 5 % in-scope loss", "recall", in_picture="Out of scope\nrecall"),
    Row("training, BANKING77: processor time", "banking77_training_processor_seconds", "s"),
    Row("training, CLINC150: processor time", "clinc150_training_processor_seconds", "s"),
    Row("parsing a message, p50", "parse_p50", "ms"),
    Row("parsing a message, p95", "parse_p95", "ms"),
    Row("peak memory, training", "training_mb", "MB"),
    Row("peak memory, serving", "serving_mb", "MB"),
)


def figures(
    pipeline: str, tasks: Mapping[str, Task], runs: Mapping[str, Run], seconds: list[float]
) -> Figures:
    """Return all figures of a pipeline; shares are in per cent."""
    found: Figures = {}
    for name, task in tasks.items():
        run, key = runs[name], name.lower()
        for test in sorted(task.tests.keys() & {CLEAN, TYPED}):
            said = [first_intent(parse) for parse in run.parses[test]]
            found[f"{key}_{test}"] = 100 * accuracy(said, [example.intent for example in task.tests[test]])
            found[f"{key}_{test}_rejected"] = 100 * float(np.mean([*map(rejected, run.parses[test])]))
        found[f"{key}_training_seconds"] = run.training_seconds
        found[f"{key}_training_processor_seconds"] = run.training_processor_seconds
    found |= _out_of_scope(runs[CLINC150], also_margin=pipeline == "template")
    found["parse_p50"], found["parse_p95"] = (percentile_ms(seconds, percent) for percent in (50, 95))
    found["training_mb"] = max(run.training_mb for run in runs.values())
    found["serving_mb"] = max(run.serving_mb for run in runs.values())
    found["reused"] = any(run.reused for run in runs.values())
    return found


def _out_of_scope(run: Run, *, also_margin: bool) -> Figures:
    """Score by confidence; for the template also by margin, of which each figure takes the better one."""
    inside, outside = run.parses[CLEAN], run.parses[OUT_OF_SCOPE]
    choosing = (halves(len(inside))[0], halves(len(outside))[0])
    by_score = {
        score.__name__: out_of_scope_figures(
            np.array([score(parse) for parse in inside]),
            np.array([score(parse) for parse in outside]),
            choosing,
        )
        for score in ((confidence, margin) if also_margin else (confidence,))
    }
    best = {key: 100 * max(figures[key] for figures in by_score.values()) for key in ("auroc", "recall")}
    as_served = 100 * float(np.mean([*map(rejected, outside)]))
    return {**best, "out_of_scope_rejected": as_served, "by_score": by_score}


def markdown(ours: Figures, template: Figures, tasks: Mapping[str, Task], timed: int) -> str:
    """Return the table and the notes needed to read it."""
    lines = ["| | this project | Rasa's template | difference or ratio |", "| --- | --- | --- | --- |"]
    for row in ROWS:
        own, other = ours[row.key], template[row.key]
        compared = f"{own - other:+.1f} points" if row.unit == "%" else f"× {own / other:.2f}"
        lines.append(f"| {row.title} | {_shown(own, row.unit)} | {_shown(other, row.unit)} | {compared} |")
    return "\n".join(["# NLU pipelines compared", "", *lines, "", _notes(tasks, timed, template["reused"])])


def _notes(tasks: Mapping[str, Task], timed: int, reused: bool) -> str:
    banking, clinc = tasks[BANKING77], tasks[CLINC150]
    outside = len(clinc.tests[OUT_OF_SCOPE])
    reported = len(halves(outside)[1])
    notes = NOTES.read_text(encoding="utf-8").format(
        banking_training=len(banking.training),
        banking_tests=len(banking.tests[CLEAN]),
        clinc_training=len(clinc.training),
        clinc_tests=len(clinc.tests[CLEAN]),
        outside=outside,
        reported=reported,
        points=f"{100 / reported:.0f}",
        timed=timed,
    )
    return notes + (REUSED if reused else "")


def _shown(value: float, unit: str) -> str:
    if unit == "%":
        return f"{value:.1f}"
    return f"{value:,.1f} {unit}" if unit == "ms" else f"{value:,.0f} {unit}"


def draw(ours: Figures, template: Figures, file: Path) -> None:
    """Draw the figures in per cent as pairs of bars."""
    import matplotlib as mpl  # type: ignore[import-untyped]

    mpl.use("svg")
    from matplotlib import pyplot as plt

    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "bench", "font.size": 11})
    rows = [row for row in ROWS if row.in_picture]
    picture, axes = plt.subplots(figsize=(9, 4))
    width = 0.38
    for side, (key, title, values) in enumerate(
        (("template", "Rasa's template", template), ("ours", "this project", ours))
    ):
        places = np.arange(len(rows)) + (side - 0.5) * (width + 0.02)
        bars = axes.bar(places, [values[row.key] for row in rows], width, color=COLOURS[key], label=title)
        axes.bar_label(bars, fmt="%.1f", padding=2)
    axes.set_xticks(np.arange(len(rows)), [row.in_picture for row in rows])
    axes.tick_params(length=0)
    axes.set_yticks([])
    axes.set_ylim(0, 108)
    axes.spines[["left", "top", "right"]].set_visible(False)
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncol=2, frameon=False)
    axes.set_title("NLU pipelines compared, per cent", pad=34)
    picture.savefig(file, bbox_inches="tight", metadata={"Date": None})
    plt.close(picture)


def write(ours: Figures, template: Figures, tasks: Mapping[str, Task], timed: int, folder: Path) -> str:
    """Write all three files and return the table."""
    folder.mkdir(parents=True, exist_ok=True)
    table = markdown(ours, template, tasks, timed)
    (folder / TABLE).write_text(table, encoding="utf-8")
    draw(ours, template, folder / PICTURE)
    both = {"ours": ours, "template": template}
    (folder / "nlu.json").write_text(json.dumps(both, indent=2) + "\n", encoding="utf-8")
    return table


def publish(folder: Path, document: Path = DOCUMENT, images: Path = IMAGES) -> None:
    """Put the table and the picture of a run into the document on evaluation."""
    images.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / PICTURE, images / PICTURE)
    _title, _empty, *lines = (folder / TABLE).read_text(encoding="utf-8").rstrip().splitlines()
    text = "\n".join([*lines, "", f"![NLU pipelines compared]({images.name}/{PICTURE})", ""])
    put(document, PART, text)
