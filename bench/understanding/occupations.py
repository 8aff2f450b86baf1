"""Questions about all occupations, and whether a reply answers them.

They were written from O*NET's and BLS's files alone; what a reply has to hold was computed from these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bench.understanding.counting import Share
from bench.understanding.facts import FOLDER
from bench.understanding.judge import Reply
from bench.understanding.texts import UNSEEN_HALF
from knowledge.datasets.tables import FOLDER as TABLES
from knowledge.datasets.tables import read_table

OCCUPATIONS = ("occupations", f"occupations{UNSEEN_HALF}")
LAST_OCCUPATIONS = ("last_occupations", f"last_occupations{UNSEEN_HALF}")  # of a last writer
NO_TITLE = "not_a_title"  # the kind of those in which a word that may be a title is none
LISTS_OCCUPATIONS = frozenset({"ranking", "related"})
FEWEST_CHOICES = 2


@dataclass(frozen=True)
class OccupationQuestion:
    """A question and what the reply has to hold; ``outcome``: answer, refuse or ask."""

    text: str
    kind: str
    outcome: str
    codes: tuple[str, ...]
    expect: tuple[tuple[str, ...], ...]
    forbid: tuple[str, ...]


@dataclass(frozen=True)
class AskedOccupation:
    """A question about an occupation and the reply to it."""

    question: OccupationQuestion
    reply: Reply

    @cached_property
    def right(self) -> bool:
        """Whether the reply answers, refuses or asks, as it has to."""
        told = self._told()
        if any(forbidden.lower() in told for forbidden in self.question.forbid):
            return False
        if self.question.outcome == "ask":
            offered = self.reply.codes & set(self.question.codes)
            return self.reply.outcome == "clarify" and len(offered) >= FEWEST_CHOICES
        if self.question.kind == NO_TITLE:
            return not (self.reply.outcome == "answered" and self.reply.occupation in titled_occupations())
        if self.question.outcome == "refuse":
            return self.reply.outcome != "answered" or self.reply.unsure
        return self.reply.outcome in ("answered", "partial") and all(
            any(one.lower() in told for one in group) for group in self.question.expect
        )

    @property
    def wrong_without_doubt(self) -> bool:
        return not self.right and self.reply.outcome == "answered" and not self.reply.unsure

    def _told(self) -> str:
        """Return what is shown, in small letters; beside our names of occupations the publisher's."""
        told = f" {self.reply.body} ".lower().replace("\u00a0", " ")
        if self.question.kind in LISTS_OCCUPATIONS:
            told += " ; ".join(title for plural, title in official_titles() if plural in told)
        return told


@cache
def official_titles() -> tuple[tuple[str, str], ...]:
    """Return (our plural, O*NET's title) of each occupation in small letters."""
    titles = {row["code"]: row["title"].lower() for row in read_table(TABLES / "occupations.tsv")}
    return tuple((row["plural"].lower(), titles[row["code"]]) for row in read_table(TABLES / "names.tsv"))


@cache
def titled_occupations() -> frozenset[str]:
    """Return the codes of all occupations."""
    return frozenset(row["code"] for row in read_table(TABLES / "occupations.tsv"))


def read_occupation_questions(
    folder: Path = FOLDER, *, names: Sequence[str] = OCCUPATIONS
) -> dict[str, list[OccupationQuestion]]:
    """Return the questions of both halves, by set."""
    return {name: [_question(fields) for fields in _read(folder / f"{name}.yml")] for name in names}


def _read(file: Path) -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    return read


def _question(fields: dict[str, Any]) -> OccupationQuestion:
    return OccupationQuestion(
        text=fields["text"],
        kind=fields["kind"],
        outcome=fields["outcome"],
        codes=tuple(fields["codes"]),
        expect=tuple(tuple(str(one) for one in group) for group in fields["expect"]),
        forbid=tuple(str(one) for one in fields["forbid"]),
    )


def occupation_figures(asked: Sequence[AskedOccupation]) -> dict[str, float]:
    """Return the figures of one half, in percent."""
    return {
        "right": _share(case.right for case in asked if case.question.outcome == "answer"),
        "refused": _share(case.right for case in asked if case.question.outcome == "refuse"),
        "asked_which": _share(case.right for case in asked if case.question.outcome == "ask"),
        "wrong_without_doubt": _share(case.wrong_without_doubt for case in asked),
    }


def _share(counts: Iterable[bool]) -> float:
    found = list(counts)
    return Share(sum(found), len(found)).percent
