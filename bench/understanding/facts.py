"""The questions for single facts and the conversations of tests/nlu, and whether a text tells a fact."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bench.advisor import ROOT
from bench.typing_errors import with_typing_errors
from bench.understanding.judge import SAME_CHARACTERS
from bench.understanding.texts import UNSEEN_HALF
from bench.understanding.utterances import TYPING_SEED, TYPO

FOLDER = ROOT / "tests" / "nlu"
QUESTIONS = ("facts", f"facts{UNSEEN_HALF}")
CONVERSATIONS = ("conversations", f"conversations{UNSEEN_HALF}")
# Sets of a second writer, on the articles and on all occupations.
SECOND_QUESTIONS = ("questions", f"questions{UNSEEN_HALF}")
SECOND_CONVERSATIONS = ("chats", f"chats{UNSEEN_HALF}", "advice_chats", f"advice_chats{UNSEEN_HALF}")
# … and of further ones.
FURTHER_QUESTIONS = ("first_messages", "more_messages", "last_messages", f"last_messages{UNSEEN_HALF}")
FURTHER_CONVERSATIONS = (
    *("talks", f"talks{UNSEEN_HALF}", "advice_talks", f"advice_talks{UNSEEN_HALF}"),
    *("more_talks", "more_advice_talks", "last_talks", f"last_talks{UNSEEN_HALF}"),
)
ALTERNATIVE = "|"


@dataclass(frozen=True)
class FactQuestion:
    """A question, and what the reply to it has to tell and what it may not, as tests/nlu/facts.yml says."""

    text: str
    expect: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    form: str = "question"
    verdict: str | None = None
    refuse: bool = False
    mistyped: bool = False


@dataclass(frozen=True)
class Turn:
    """A message of a conversation and what the reply to it has to tell, and what it may not."""

    say: str
    expect: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    refuse: bool = False


@dataclass(frozen=True)
class Conversation:
    """Turns in order; it is right when each of them is."""

    name: str
    turns: tuple[Turn, ...]


def read_questions(
    folder: Path = FOLDER, *, names: Sequence[str] = QUESTIONS
) -> dict[str, list[FactQuestion]]:
    """Return the questions of both halves, by set."""
    return {name: [FactQuestion(**_tuples(fields)) for fields in _read(folder, name)] for name in names}


def read_conversations(
    folder: Path = FOLDER, *, names: Sequence[str] = CONVERSATIONS
) -> dict[str, list[Conversation]]:
    """Return the conversations of both halves, by set."""
    return {
        name: [
            Conversation(entry["name"], tuple(Turn(**_tuples(fields)) for fields in entry["steps"]))
            for entry in _read(folder, name)
        ]
        for name in names
    }


def mistyped_questions(questions: Sequence[FactQuestion]) -> list[FactQuestion]:
    """Return what the articles answer and was typed without errors, with errors."""
    return [
        replace(question, text=with_typing_errors(question.text, TYPING_SEED), mistyped=True)
        for question in questions
        if not question.refuse and question.form != TYPO
    ]


def tells(text: str, expected: Sequence[str]) -> bool:
    """Return whether a text contains every element, each in one of its alternatives.

    Case and the kind of quotes, hyphens and spaces do not count. A number counts as a whole only: 5% is not
    found in 85%, but 118 is in 118,000. A space at either end of an alternative is one in the text, before
    whose beginning there is one.
    """
    plain = _plain(f" {text}")
    return all(
        any(_found(alternative, plain) for alternative in element.split(ALTERNATIVE)) for element in expected
    )


def _found(alternative: str, plain: str) -> bool:
    sought = _plain(alternative)
    before = r"(?<!\d)(?<!\d[.,])" if sought[:1].isdigit() else ""
    after = r"(?!\d)" if sought[-1:].isdigit() else ""
    return re.search(before + re.escape(sought) + after, plain) is not None


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.translate(SAME_CHARACTERS).casefold())


def _tuples(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}


def _read(folder: Path, name: str) -> Any:
    return YAML(typ="safe").load((folder / f"{name}.yml").read_text(encoding="utf-8"))
