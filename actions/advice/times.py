"""What people tell of the time that they have: "5 hours a week", "by September", "3 semesters left"."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from actions.advice.asked import sentences_of
from actions.questions.question import Question
from actions.questions.topic_slots import SKILL_GAP

FILE = Path(__file__).with_name("times.yml")
MOST = 2  # that are repeated


def times_told(question: Question) -> list[str]:
    """Return the times that a message tells, or those that were told where a plan was asked for before."""
    before = (one.question for one in question.state.latest_questions()[:1] if one.topic == SKILL_GAP)
    for text in (question.message.words, *before):
        found = [
            one[0].strip()
            for sentence in sentences_of(text)
            for written in _patterns()
            for one in written.finditer(sentence)
        ]
        if found:
            return list(dict.fromkeys(found))[:MOST]
    return []


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    tree = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return tuple(re.compile(str(one)) for one in tree["times"])
