"""What the terms of the advisor's own answers mean: "what does SOC stand for?"."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML
from sqlalchemy.engine import Connection

from actions.composition.compose import Reply, say
from actions.composition.ways_on import offered_topics
from actions.messages import message
from actions.questions.cues import contains, phrases_in, without_phrases
from actions.questions.question import Question
from knowledge.queries.lexical import content_words
from knowledge.terms import normalise

FILE = Path(__file__).with_name("glossary.yml")
ASKS = ("asks_for_a_meaning", "asks_what_it_is")


@dataclass(frozen=True)
class Term:
    """What a term means, whether it is a figure or code, whose value may be asked for, and its dataset."""

    means: str
    figure: bool
    dataset: str | None


def explained(connection: Connection, question: Question) -> Reply | None:
    """Return what the term means that a message asks for and for nothing else; None to any other message."""
    words = question.message.words
    asks = any(contains(cue, words) for cue in ("asks_for_a_meaning", "asks_what_one_is"))
    names_it = contains("asks_what_it_is", words)
    if question.message.is_payload or not (asks or names_it):
        return None
    named = [
        name
        for name in phrases_in(words, _terms())
        if (asks or not _terms()[name].figure) and _asks_no_more(words, name)
    ]
    if not named:
        return None
    means = _terms()[max(named, key=len)].means
    buttons = offered_topics(connection, question.state, question=question)
    reply = say(question.state, "smalltalk", means, buttons, message("offers.next"))
    return Reply(reply.answer, replace(question.state, choices=reply.state.choices))


def meanings(sources: Collection[str]) -> tuple[str, ...]:
    """Return what the terms mean in which the figures of datasets, by the keys of sources, are told."""
    return tuple(dict.fromkeys(term.means for term in _terms().values() if term.dataset in sources))


def _asks_no_more(words: str, name: str) -> bool:
    """Return whether a message has no content beside a name and what asks for its meaning."""
    rest = f" {normalise(words)} ".replace(f" {name} ", " ")
    for cue in (*ASKS, "before_a_question", "after_a_question"):
        rest = without_phrases(cue, rest)
    return not content_words(rest)


@cache
def _terms() -> dict[str, Term]:
    terms = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return {
        normalise(str(name)): Term(str(term["means"]), bool(term.get("figure")), term.get("dataset"))
        for term in terms
        for name in term["names"]
    }
