"""What a question about pay, a ranking or the work itself turns on that no dataset holds: ``unheld.yml``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from actions.messages import message
from actions.questions.cues import contains, phrases_in, ranks
from actions.questions.question import Question
from actions.questions.topic_slots import OCCUPATION_SEARCH
from knowledge.queries.search import numbers_in
from knowledge.terms import normalise

_CARED_FOR = r" (?:for|with|to|of) (?:\w+ )?{} "
FILE = Path(__file__).with_name("unheld.yml")
_SENTENCES = re.compile(r"(?<=[.?!])\s+")
# What NLU marks as told by no source, of which this holds for the datasets.
_UNTOLD = (
    "remote",
    "part_time",
    "freelance",
    "stress",
    "nights",
    "time_off",
    "pay_gap",
    "origin",
    "taxes",
    "unemployment",
    "dress_code",
)


def unheld(question: Question, *, of_work: bool = False) -> list[str]:
    """Return what a question is narrowed by that no dataset holds, in words; nothing where it is held.

    ``of_work``: the question is about the work itself, so that words count that narrow no pay: "outside".

    Words in the names of occupations and places do not count ("travel agents"), but for those of workers:
    no figure is of "male nurses" or "union carpenters".
    """
    said = f" {normalise(question.message.words)} "
    beside = said
    for name in sorted({normalise(one.typed) for one in question.entities}, key=len, reverse=True):
        beside = beside.replace(f" {name} ", " ; ")
    typed = {cue.value for cue in question.cues if cue.kind == "untold" and normalise(cue.typed) in beside}
    told = [message(f"untold.{value}") for value in _UNTOLD if value in typed]
    ranks = question.topic_is(OCCUPATION_SEARCH)
    told += [
        one.says
        for one in _table()
        if (of_work or not one.of_work) and one.is_asked(said if one.of_workers else beside, of_one=not ranks)
    ]
    return list(dict.fromkeys(told))


def names_unheld(text: str) -> bool:
    """Return whether a text names something that no dataset holds of any work."""
    words = f" {normalise(text)} "
    return any(one.is_asked(words, of_one=True) for one in _table())


def unheld_aside(question: Question) -> list[str]:
    """Return what only a remark beside a ranking turns on that no dataset holds.

    "Which jobs in healthcare grow fastest? I want something safe." ranks by growth all the same.
    """
    sentences = _SENTENCES.split(question.message.words)
    asked = [one for one in sentences if contains("names_occupations", one) and _orders(one)]
    if len(asked) != 1 or len(sentences) < 2 or not (told := unheld(question)):
        return []
    alone = replace(question, message=replace(question.message, text=asked[0], corrected=""), cues=())
    return [] if unheld(alone) else told


def _orders(sentence: str) -> bool:
    """Return whether a sentence ranks occupations, or asks for those that pay an amount."""
    return ranks(sentence) or (contains("search_by_pay", sentence) and bool(numbers_in(sentence)))


@dataclass(frozen=True)
class _Unheld:
    says: str
    asked: frozenset[str]
    but: frozenset[str]  # names that hold some of the words and mean something else
    of_workers: bool
    of_work: bool

    def is_asked(self, words: str, *, of_one: bool) -> bool:
        """Return whether words ask for this; of one occupation "a nurse for women" says who is cared for."""
        for name in phrases_in(words, self.but):
            words = words.replace(f" {name} ", " ; ")
        asked = phrases_in(words, self.asked)
        cared_for = of_one and not self.of_work  # "fear of heights" is of the work
        return any(not (cared_for and re.search(_CARED_FOR.format(one), words)) for one in asked)


@cache
def _table() -> tuple[_Unheld, ...]:
    tree = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return tuple(
        _Unheld(
            str(one["says"]),
            frozenset(normalise(name) for name in one["asked"]),
            frozenset(normalise(name) for name in one.get("but", ())),
            bool(one.get("of_workers")),
            bool(one.get("of_work")),
        )
        for one in tree.values()
    )
