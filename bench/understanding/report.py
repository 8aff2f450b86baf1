"""Tables in Markdown, a picture for each, and the list of all failures."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.advisor import ROOT
from bench.documents import put
from bench.understanding.counting import Judged, by, form_of, share, topic_of, worst
from bench.understanding.fact_report import HALVES, fact_forms_table, failure_lists, halves_table, of_halves
from bench.understanding.floors import Compared
from bench.understanding.judge import NO_DOUBT, Verdict
from bench.understanding.pictures import Bars, draw
from bench.understanding.table import Table, columns
from bench.understanding.texts import figure_title, text

if TYPE_CHECKING:  # they bring Rasa, and the tables do without
    from bench.understanding.cross_validation import Confusion, CrossValidation, Found
    from bench.understanding.end_to_end import EndToEnd, HeldDialogue

FOLDER = ROOT / "var" / "eval"
DOCUMENT = ROOT / "docs" / "evaluation.md"
IMAGES = ROOT / "docs" / "images"
UNSEEN = "unseen"  # its failures are shown to nobody who tunes
GENERATED = "figures"  # the part of the document
FAILURES = "failures-{name}.md"
PICTURE = "understanding-{name}.svg"
FIGURES = "figures"
CONFUSIONS_SHOWN = 15
REPLY_CHARACTERS = {"failures": 500, "worst": 90}


@dataclass(frozen=True)
class Report:
    """All that was measured, as people read it."""

    tables: list[Table]
    worst: str
    failures: dict[str, str]  # by file name

    def markdown(self, images: str = "", *, brief: bool = False) -> str:
        """Return tables with their pictures from the folder ``images``, and the worst replies.

        Args:
            brief: Of most tables the picture alone, of the others some columns; no replies.
        """
        parts = []
        for table in self.tables:
            if not brief:
                parts += [f"### {table.title}", table.markdown()]
            elif table.kept_when_brief:
                parts.append(table.brief())
            parts.append(f"![{table.title}]({images}{picture(table)})")
        if self.worst and not brief:
            parts.append(f"### {text('worst_title')}\n\n{self.worst}")
        return "\n\n".join(parts) + "\n"

    def plain(self) -> str:
        """Return the figures with their floors, for the terminal."""
        return "\n\n".join(table.plain() for table in self.tables if table.name in (HALVES, FIGURES))

    def write(self, folder: Path = FOLDER) -> None:
        """Write everything to a folder; what earlier runs wrote goes."""
        folder.mkdir(parents=True, exist_ok=True)
        for old in (*folder.glob("*.svg"), *folder.glob("failures*.md")):
            old.unlink()
        for table in self.tables:
            draw(table.bars, folder / picture(table))
        (folder / "report.md").write_text(self.markdown(), encoding="utf-8")
        for name, listed in self.failures.items():
            (folder / name).write_text(listed, encoding="utf-8")

    def publish(self, folder: Path = FOLDER, document: Path = DOCUMENT, images: Path = IMAGES) -> None:
        """Put tables and pictures, written before, into the documents."""
        images.mkdir(parents=True, exist_ok=True)
        for old in images.glob(PICTURE.format(name="*")):
            old.unlink()
        for table in self.tables:
            shutil.copyfile(folder / picture(table), images / picture(table))
        generated = self.markdown(f"{images.name}/", brief=True)
        put(document, GENERATED, generated)


def picture(table: Table) -> str:
    """Return the file name of a table's picture."""
    return PICTURE.format(name=table.name)


def build(compared: Sequence[Compared], asked: EndToEnd | None, validated: CrossValidation | None) -> Report:
    """Return the report of what was measured."""
    older = [figure for figure in compared if not of_halves(figure)]
    tables, shown, listed = [halves_table(compared)], [], {}
    if asked:
        tables.append(fact_forms_table(asked.facts))
        lists = failure_lists(asked.facts, asked.conversations)
        listed = {FAILURES.format(name=name): failed for name, failed in lists.items()}
    tables.append(figures_table(older))
    if asked:
        everything = [(name, case) for name, judged in asked.sets.items() for case in judged]
        tables.append(forms_table(asked.sets))
        tables += [topics_table(name, judged) for name, judged in asked.sets.items()]
        shown = [pair for pair in everything if pair[0] != UNSEEN]
        # A file each, so that the known failures can be worked on without a look at the unseen.
        listed |= {FAILURES.format(name=name): failures(name, judged) for name, judged in asked.sets.items()}
        listed[FAILURES.format(name="dialogues")] = dialogue_failures(asked.dialogues)
    if validated:
        tables.append(confusions_table(validated.confusions))
        tables.append(entities_table(validated.entities))
    return Report([table for table in tables if table.rows], worst_replies(shown), listed)


# Tables.


def figures_table(compared: Sequence[Compared]) -> Table:
    """Put figures beside their floors."""
    rows = [
        (figure_title(figure.name), _measured(figure), _floor(figure), _ok(figure)) for figure in compared
    ]
    shown = [figure for figure in compared if figure.measured is not None]
    bars = Bars(
        text("tables", FIGURES),
        tuple(figure_title(figure.name) for figure in shown),
        {text("columns", "measured"): tuple(figure.measured or 0.0 for figure in shown)},
        marks=tuple(figure.floor.bound if figure.floor else None for figure in shown),
        marks_title=text("columns", "floor"),
        percent=True,
    )
    named = columns("figure", "measured", "floor", "ok")
    return Table(FIGURES, text("tables", FIGURES), named, rows, bars)


def forms_table(sets: dict[str, list[Judged]]) -> Table:
    """Show how many replies were right by the form of the message."""
    rows, percents = [], {}
    forms = list(dict.fromkeys(form_of(case) for judged in sets.values() for case in judged))
    for name, judged in sets.items():
        for form in forms:
            found = [case for case in judged if form_of(case) == form]
            right, no_doubt = share(found), share(found, lambda case: case.verdict in NO_DOUBT)
            percents[name, form] = right.percent
            if found:
                cells = (str(len(found)), f"{right.percent:.1f}", f"{no_doubt.percent:.1f}")
                rows.append((text("sets", name), text("forms", form), *cells))
    bars = Bars(
        text("tables", "forms"),
        tuple(text("forms", form) for form in forms),
        {text("sets", name): tuple(percents[name, form] for form in forms) for name in sets},
        percent=True,
    )
    named = columns("set", "form", "messages", "right_percent", "no_doubt_percent")
    return Table("forms", text("tables", "forms"), named, rows, bars)


def topics_table(name: str, judged: Sequence[Judged]) -> Table:
    """Show what went wrong by topic, where something did; typing errors made on purpose are left out."""
    counts = by((case for case in judged if not case.asked.mistyped), topic_of)
    failed = {topic: found for topic, found in counts.items() if found.total() > found[Verdict.RIGHT]}
    topics = sorted(failed, key=lambda topic: (failed[topic][Verdict.RIGHT] - failed[topic].total(), topic))
    wrong = [verdict for verdict in Verdict if verdict is not Verdict.RIGHT]
    rows = [
        (topic, str(failed[topic].total()), *(str(failed[topic][verdict]) for verdict in wrong))
        for topic in topics
    ]
    title = text("tables", "topics", set=text("sets", name))
    titles = {verdict: text("verdict_titles", verdict.value) for verdict in wrong}
    series = {titles[verdict]: tuple(float(failed[topic][verdict]) for topic in topics) for verdict in wrong}
    named = (*columns("topic", "messages"), *titles.values())
    return Table(f"topics-{name}", title, named, rows, Bars(title, tuple(topics), series, stacked=True))


def confusions_table(confusions: Sequence[Confusion]) -> Table:
    """Show the intents that are taken for others most often."""
    shown = confusions[:CONFUSIONS_SHOWN]
    rows = [
        (confusion.intent, confusion.guessed, str(confusion.count), "; ".join(confusion.examples))
        for confusion in shown
    ]
    title = text("tables", "confusions")
    bars = Bars(
        title,
        tuple(f"{confusion.intent} → {confusion.guessed}" for confusion in shown),
        {text("columns", "count"): tuple(float(confusion.count) for confusion in shown)},
    )
    return Table("confusions", title, columns("intent", "guessed", "count", "examples"), rows, bars)


def entities_table(entities: dict[str, dict[str, Found]]) -> Table:
    """Show how well what messages name is found, by kind."""
    rows = [
        (
            text("sets", name),
            kind,
            str(found.right + found.missed),
            *(f"{percent:.1f}" for percent in (found.precision, found.recall, found.f1)),
        )
        for name, scores in entities.items()
        for kind, found in scores.items()
    ]
    kinds = list(dict.fromkeys(kind for scores in entities.values() for kind in scores))
    bars = Bars(
        text("tables", "entities"),
        tuple(kinds),
        {
            f"{text('sets', name)}: {text('columns', 'f1')}": tuple(
                scores[kind].f1 if kind in scores else 0.0 for kind in kinds
            )
            for name, scores in entities.items()
        },
        percent=True,
    )
    named = columns("set", "kind", "named", "precision", "recall", "f1")
    return Table("entities", text("tables", "entities"), named, rows, bars)


def _measured(figure: Compared) -> str:
    return text("not_measured") if figure.measured is None else f"{figure.measured:.1f}"


def _floor(figure: Compared) -> str:
    return text(figure.floor.side, bound=f"{figure.floor.bound:.1f}") if figure.floor else text("no_floor")


def _ok(figure: Compared) -> str:
    return text("ok" if figure.ok else "not_ok")


# Failures.


def worst_replies(judged: Sequence[tuple[str, Judged]]) -> str:
    """List the worst replies."""
    sets = {id(case): text("sets", name) for name, case in judged}
    listed = enumerate(worst(case for _name, case in judged), 1)
    return "\n".join(f"{place}. {_failure(sets[id(case)], case, 'worst')}" for place, case in listed)


def failures(name: str, judged: Sequence[Judged]) -> str:
    """List every failure of a set with what was said, the worst verdicts first."""
    parts = [f"# {text('failures_title', set=text('sets', name))}"]
    for verdict in reversed(Verdict):
        found = [case for case in judged if case.verdict is verdict and not case.right]
        if found:
            lines = [f"- {_failure(text('sets', name), case, 'failures')}" for case in found]
            parts += [f"## {text('verdict_titles', verdict.value)} ({len(found)})", "\n".join(lines)]
    return _document(parts)


def dialogue_failures(dialogues: Sequence[HeldDialogue]) -> str:
    """List every turn that failed with what was said."""
    lines = [
        f"- {_failure(text('dialogue', name=dialogue.name, number=number), step, 'failures')}"
        for dialogue in dialogues
        for number, step in enumerate(dialogue.steps, 1)
        if not step.right
    ]
    title = f"# {text('failures_title', set=text('sets', 'dialogues'))}"
    return _document([title, "\n".join(lines)] if lines else [title])


def _document(parts: list[str]) -> str:
    return "\n\n".join(parts if len(parts) > 1 else [*parts, text("nobody_failed")]) + "\n"


def _failure(where: str, case: Judged, style: str) -> str:
    content = " ".join(case.reply.content.split())
    most = REPLY_CHARACTERS[style]
    return text(
        "failure",
        said=case.asked.text,
        set=where,
        form=text("forms", form_of(case)),
        topics=", ".join(sorted(case.asked.topics)) or text("any_topic"),
        verdict=text("verdict_titles", case.verdict.value),
        outcome=case.reply.outcome,
        topic=case.reply.topic or text("no_topic"),
        content=content if len(content) <= most else f"{content[:most]}…",
    )
