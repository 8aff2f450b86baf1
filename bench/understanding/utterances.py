"""The held-out questions and dialogues of tests/nlu."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bench.advisor import ROOT
from bench.typing_errors import with_typing_errors

# The first was looked at while the advisor was tuned, the second never.
SETS = {"known": ROOT / "tests" / "nlu" / "utterances.yml", "unseen": ROOT / "tests" / "nlu" / "unseen.yml"}
DIALOGUES = ROOT / "tests" / "nlu" / "dialogues.yml"
OUTRIGHT = frozenset({"answered", "smalltalk"})  # outcomes of replies that express no doubt
TYPO = "typo"
TYPING_SEED = 1


@dataclass(frozen=True)
class Utterance:
    """A message and what a right reply to it is; tests/nlu/utterances.yml says what each field means."""

    text: str
    topics: frozenset[str]
    outcomes: frozenset[str]
    form: str = "question"
    topic: str = ""
    entities: tuple[tuple[str, str], ...] = ()
    expect: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    refuse: bool = False
    mistyped: bool = False

    @property
    def kind(self) -> str:
        """``refuse`` (no source answers it), ``smalltalk`` or ``answerable``."""
        if self.refuse:
            return "refuse"
        return "smalltalk" if self.outcomes == {"smalltalk"} else "answerable"


@dataclass(frozen=True)
class Step:
    """A turn of a dialogue: an utterance, and what else the reply to it has to be.

    ``occupation``: about whom; ``offers``: with choices; ``differs``: not the one before again.
    """

    utterance: Utterance
    occupation: str | None = None
    offers: bool = False
    differs: bool = False


@dataclass(frozen=True)
class Dialogue:
    """A conversation; it is right when each of its steps is."""

    name: str
    steps: tuple[Step, ...]


def read_sets() -> dict[str, list[Utterance]]:
    """Return the sets that are there, by name."""
    return {
        name: [utterance(fields) for fields in _read(path)] for name, path in SETS.items() if path.is_file()
    }


def read_dialogues(path: Path = DIALOGUES) -> list[Dialogue]:
    """Return the dialogues, none when there is no file."""
    if not path.is_file():
        return []
    return [
        Dialogue(entry["name"], tuple(_step(fields) for fields in entry["steps"])) for entry in _read(path)
    ]


def utterance(fields: Mapping[str, Any]) -> Utterance:
    """Return the utterance that an entry of a file describes."""
    topics = [*_listed(fields.get("topic")), *_listed(fields.get("also")), *_listed(fields.get("and"))]
    return Utterance(
        text=fields["text"] if "text" in fields else fields["say"],
        topics=frozenset(topics),
        outcomes=frozenset(_listed(fields.get("outcome"))),
        form=fields.get("form", "question"),
        topic=topics[0] if topics else "",
        entities=tuple(
            (kind, value) for kind, named in fields.get("entities", {}).items() for value in _listed(named)
        ),
        expect=tuple(_listed(fields.get("expect"))),
        forbid=tuple(_listed(fields.get("forbid"))),
        refuse=bool(fields.get("refuse")),
    )


def mistyped(utterances: list[Utterance]) -> list[Utterance]:
    """Return what can be answered and was typed without errors, with errors."""
    return [
        replace(message, text=with_typing_errors(message.text, TYPING_SEED), mistyped=True)
        for message in utterances
        if message.kind == "answerable" and message.form != TYPO
    ]


def _step(fields: Mapping[str, Any]) -> Step:
    said = utterance(fields)
    # The turns of a dialogue have no mark for refusals: their outcomes say so.
    said = replace(said, refuse=not said.outcomes & OUTRIGHT and not said.expect)
    offers, differs = bool(fields.get("offers")), bool(fields.get("differs"))
    return Step(said, fields.get("occupation"), offers=offers, differs=differs)


def _listed(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _read(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))
