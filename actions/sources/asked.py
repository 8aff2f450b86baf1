"""What a message asks of the sources themselves: where they disagree, how old they are, if they are right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from ruamel.yaml import YAML

from actions.questions.cues import contains, is_yes_no, phrases, phrases_in, words_of_question
from actions.questions.question import Question
from knowledge.terms import normalise

FILE = Path(__file__).with_name("asked.yml")
Operation = Literal["disagreement", "newest", "oldest", "age", "trust", "publisher"]
MOST_WORDS_BEHIND = 9  # of a message that goes on with the sources
_WEAK = frozenset({"differ", "differs", "same thing", "consistent", "conflict", "conflicts"})


@dataclass(frozen=True)
class Asked:
    """What is asked: of the figures of the last answer alone, or of all sources; on which topics."""

    operation: Operation
    of_last: bool = False
    topics: tuple[str, ...] = ()


def asked_of_sources(question: Question) -> Asked | None:
    """Return what a message asks of the sources; None where it asks nothing of them."""
    message, state = question.message, question.state
    if message.is_payload or _is_elsewhere(question):
        return None
    words = f" {normalise(message.words)} "
    named = _says(words, "names")
    of_last = _says(words, "last") or question.quantity is not None
    behind = bool(state.of_sources) and len(words.split()) <= MOST_WORDS_BEHIND
    topics = topics_in(words)
    for operation in get_args(Operation):
        said = phrases_in(words, _table()["operations"][operation])
        if not said or (_says(words, "of_people") and not named):
            continue
        alone = set(said) & {*_table()["alone"]}
        points = (
            behind or (of_last and operation in ("trust", "age")) or (operation == "trust" and bool(topics))
        )
        if named or points or alone or (of_last and operation == "disagreement" and set(said) - _WEAK):
            if operation == "age" and not named and _says(words, "of_people_on_average"):
                continue
            whole = named and not of_last
            last = operation in ("trust", "age") and not whole and (of_last or bool(state.rows))
            return Asked(operation, last, topics)
    if behind and not _asks_anew(message.words) and (topics or _says(words, "goes_on")):
        return _behind(question, topics)
    return None


def topics_in(words: str) -> tuple[str, ...]:
    """Return the topics on which a message asks for disagreements."""
    table = _table()
    listed = table["topics"] | table["more_topics"]
    found = [name for name, said in listed.items() if phrases_in(f" {normalise(words)} ", said)]
    return tuple(dict.fromkeys(one for name in found for one in table["wider"].get(name, [name])))


def _behind(question: Question, topics: tuple[str, ...]) -> Asked | None:
    """Return what a few words ask behind a question for the sources: "and on growth?", "of all four"."""
    last = question.state.of_sources
    operation = next((one for one in get_args(Operation) if one == last), None)
    if operation is None:
        return None
    if operation == "disagreement":
        return Asked(operation, topics=topics) if topics else None
    if question.intent == "pick":
        return None  # "and the second one"
    leans = question.topic is None or question.topic_is(question.state.topic or "")
    return None if topics or not leans else Asked(operation)


def _asks_anew(words: str) -> bool:
    """Return whether a message asks a question of its own: "and how much do they earn?"."""
    first, second, *_rest = (*words_of_question(words), "", "")
    if second == "about":
        return False  # "what about growth?"
    return first in phrases("fragment_wh_words") or is_yes_no(words)


def _is_elsewhere(question: Question) -> bool:
    """Return whether a message is about an occupation without articles, or tells of a person."""
    named = [one.occupation for one in question.of("occupation") if one.origin == "said"]
    if any(one is None or one.only_in_datasets for one in named):
        return True
    words = question.message.words
    if question.state.of_sources or _says(f" {normalise(words)} ", "names"):
        return False
    return contains("first_person", words) and not contains("can_i_trust", words)


def _says(words: str, name: str) -> bool:
    return bool(phrases_in(words, _list(name)))


def _list(name: str) -> Iterable[str]:
    found: list[str] = _table()[name]
    return found


@cache
def _table() -> dict[str, Any]:
    table: dict[str, Any] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return table
