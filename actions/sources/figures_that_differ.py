"""Figures that a message names and that do not fit each other: "118 on average but 85 at entry level?"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from actions.questions.cues import contains, is_yes_no
from actions.questions.question import Question
from actions.sources.asked import topics_in
from knowledge.records import Disagreement

UNDOUBTED = 3  # … where no word doubts them
FEWEST = 2  # figures of a disagreement that name it
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_RANGE = re.compile(r"\d+ ?[-–] ?\d+")  # one group of ages
_WHOLE = re.compile(r"\badds? up to (\d+)%")
_THOUSAND = 1_000.0


def disagreement_by_figures(question: Question, disagreements: Iterable[Disagreement]) -> Disagreement | None:
    """Return the disagreement whose figures a message names, or which is that of the shares told last.

    "118" stands for 118,000 as well.
    """
    words = question.message.words
    doubts = contains("doubts_figures", words)
    found, named = list(disagreements), _named(question)
    counted = [(len(_in_text(named, one)), one) for one in found]
    most = max((count for count, _one in counted), default=0)
    if most >= (FEWEST if doubts else UNDOUBTED):  # "does 8.43 to 96.7 billion make 43.8%?"
        return next(one for count, one in counted if count == most)
    if not contains("asks_for_a_whole", words):
        return None
    topics = topics_in(words) or tuple(filter(None, [question.state.topic]))
    return next(
        (one for one in found if one.topic in topics and contains("asks_for_a_whole", one.text)), None
    )


def may_doubt_figures(question: Question) -> bool:
    """Return whether a message may name figures that do not fit, or asks whether shares make a whole."""
    words = question.message.words
    asks = contains("doubts_figures", words) or is_yes_no(words)
    if question.message.is_payload or not asks:
        return False
    return len(_named(question)) >= FEWEST or contains("asks_for_a_whole", words)


def _named(question: Question) -> set[float]:
    beside = _RANGE.sub(" ", question.message.text)
    return {float(one.replace(",", "")) for one in _NUMBER.findall(beside)}


def _in_text(named: Iterable[float], one: Disagreement) -> set[float]:
    held = {float(number.replace(",", "")) for number in _NUMBER.findall(one.text)}
    return {value for value in named if value in held or value * _THOUSAND in held}


def makes_a_whole(one: Disagreement) -> bool:
    """Return whether a disagreement says that its shares add up to 100%."""
    told = _WHOLE.search(one.text)
    return told is not None and told[1] == "100"
