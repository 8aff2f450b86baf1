"""Whether a reply is right and, if not, how it is wrong; the one place that defines it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bench.understanding.utterances import OUTRIGHT, Step, Utterance

NOT_SHOWN = frozenset({"type", "kind", "location"})  # fields of blocks that the reader does not see
BESIDE_THE_ANSWER = frozenset({"sources", "buttons"})  # blocks
SHORT = 2  # so short a word counts only where it stands alone: R is not found in "or"


class Verdict(str, Enum):
    """How a reply was judged, the most harmful last; texts.yml says what each means."""

    RIGHT = "right"
    MISSED = "missed"
    HEDGED = "hedged"
    WRONG_ANSWER = "wrong_answer"
    ANSWERED_THOUGH_UNKNOWN = "answered_though_unknown"


NO_DOUBT = frozenset({Verdict.WRONG_ANSWER, Verdict.ANSWERED_THOUGH_UNKNOWN})


_CODE = re.compile(r"\b\d{2}-\d{4}\.\d{2}\b")
FEATURED = "machine_learning_engineer"
# The titles of the datasets as sources: what is cited from them is no claim about the featured occupation.
DATASETS = ("O*NET", "Occupational Employment and Wage Statistics", "Employment Projections")


@dataclass(frozen=True)
class Reply:
    """One reply of the advisor: the answer contract and its plain text."""

    outcome: str
    topic: str | None
    occupation: str | None
    content: str  # of the blocks, without offered questions
    text: str
    offers: bool
    unsure: bool = False
    lead: str | None = None  # the first line, where it answers by itself
    body: str = ""  # all that is shown of the blocks but sources and offered questions
    codes: frozenset[str] = frozenset()  # of occupations of the datasets, in answer and offered questions

    @property
    def of_another(self) -> bool:
        """Whether the reply tells of an occupation of the datasets, which the articles say nothing about."""
        return (
            bool(self.occupation)
            and self.occupation != FEATURED
            and any(name in self.text for name in DATASETS)
        )

    @classmethod
    def of(cls, answer: Mapping[str, Any], text: str, openings: Mapping[str, str]) -> Reply:
        """Return the reply that an answer makes.

        Args:
            answer: the answer by its contract.
            text: its plain text.
            openings: how small talk begins, by topic; its answers carry no topic of their own.
        """
        topic = answer["topic"]
        if answer["outcome"] == "smalltalk":
            begun = [name for name, opening in openings.items() if opening and text.startswith(opening)]
            topic = max(begun, key=lambda name: len(openings[name]), default=None)
        content = "\n".join(string for block in answer["blocks"] for string in _content(block))
        offers = any(block["type"] == "buttons" for block in answer["blocks"])
        told = [block for block in answer["blocks"] if block["type"] not in BESIDE_THE_ANSWER]
        return cls(
            answer["outcome"],
            topic,
            answer["occupation"],
            content,
            text,
            offers,
            bool(answer.get("unsure")),
            answer.get("lead"),
            "\n".join(string for block in told for string in _strings(block, NOT_SHOWN | {"unit"})),
            frozenset(_CODE.findall(json.dumps(answer))),
        )


def judge(asked: Utterance, reply: Reply) -> Verdict:
    """Judge a reply to a message."""
    outcome_right = reply.outcome in asked.outcomes
    clean = not any(contains(reply.content, string) for string in asked.forbid)
    if asked.refuse:
        if (outcome_right or reply.of_another) and clean:
            return Verdict.RIGHT
        if reply.outcome in OUTRIGHT and not reply.unsure:
            return Verdict.ANSWERED_THOUGH_UNKNOWN
        return Verdict.MISSED if clean and not reply.unsure else Verdict.HEDGED
    complete = all(contains(reply.content, string) for string in asked.expect)
    on_topic = not asked.topics or reply.topic in asked.topics
    if outcome_right and on_topic and complete and clean:
        return Verdict.RIGHT
    return _wrong(reply)


def judge_step(step: Step, reply: Reply, before: Reply | None = None) -> Verdict:
    """Judge a turn of a dialogue: as a message, and by the further demands of the step."""
    verdict = judge(step.utterance, reply)
    as_well = (
        step.occupation in (None, reply.occupation)
        and (reply.offers or not step.offers)
        and not (step.differs and before and before.text == reply.text)
    )
    if verdict is not Verdict.RIGHT or as_well:
        return verdict
    return _wrong(reply)


def _wrong(reply: Reply) -> Verdict:
    """Return in which way a reply to an answerable message is wrong."""
    if reply.outcome in OUTRIGHT and not reply.unsure:
        return Verdict.WRONG_ANSWER
    return Verdict.HEDGED if reply.outcome in {*OUTRIGHT, "partial"} else Verdict.MISSED


def contains(text: str, string: str) -> bool:
    """Return whether ``text`` contains ``string``.

    Case and the kind of quotes, hyphens and spaces do not count. Numbers and words of one or two letters
    count only where they stand alone.
    """
    sought = _plain(string)
    before = after = ""
    if sought[:1].isdigit():
        before = r"(?<!\d)(?<!\d[.,])"
    if sought[-1:].isdigit():
        after = r"(?!\d)(?![.,]\d)"
    if len(sought) <= SHORT and sought.isalpha():
        before, after = r"(?<!\w)", r"(?![\w+#])"
    return re.search(before + re.escape(sought) + after, _plain(text)) is not None


SAME_CHARACTERS = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "−": "-"}
)


def _plain(text: str) -> str:
    return " ".join(text.translate(SAME_CHARACTERS).casefold().split())


def _content(block: Mapping[str, Any]) -> Iterator[str]:
    """Yield the strings of a block: none of offered questions, and all of sources but their titles."""
    if block["type"] == "sources":
        yield from _strings([{**item, "title": None} for item in block["items"]])
    elif block["type"] != "buttons":
        yield from _strings(block)


def _strings(node: Any, hidden: frozenset[str] = NOT_SHOWN) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.items():
            if key not in hidden:
                yield from _strings(value, hidden)
    elif isinstance(node, (list, tuple)):
        for value in node:
            yield from _strings(value, hidden)
