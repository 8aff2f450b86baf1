"""A message that asks something and then tells of somebody else, in two: each is answered by itself.

"Tell me about hygienists. And my wife was a pharmacist, what about her?"
"""

from __future__ import annotations

import re
from dataclasses import replace

from actions.about_you.patterns import any_of, pattern, plain
from actions.about_you.reader import told_of_another
from actions.questions.blanking import blanked
from actions.questions.message import ABOUT_YOU, FALLBACK, UserMessage
from actions.questions.topic_slots import ADVICE_TOPICS, CAREER_FIT
from actions.thresholds import PART_IS_A_QUESTION, UNDOUBTED_ANSWER

_SENTENCES = re.compile(r"[^.?!;\n]+[.?!;\n]*")
_NAMES = frozenset({"occupation", "industry"})  # kinds of what the first half must name


def parts_by_person(message: UserMessage) -> list[UserMessage]:
    """Return the halves of a message: the speaker's question, and somebody else; nothing for one whole."""
    if message.is_payload:
        return []
    sentences = list(_SENTENCES.finditer(message.text))
    texts = [plain(one[0]) for one in sentences]
    first = next((place for place, one in enumerate(texts) if pattern("somebody_else").search(one)), 0)
    if not first or any(any_of("third_person").search(one) for one in texts[:first]):
        return []
    begins, end = sentences[first].start(), len(message.text)
    head, rest = blanked(message, [(begins, end)]), blanked(message, [(0, begins)])
    if not any(one.kind in _NAMES for one in head.entities) or not told_of_another(rest):
        return []
    theirs = pattern("somebody_else").sub("", plain(rest.text))
    if any_of("first_person").search(theirs):
        return []  # who is told of to say more of oneself: "my dad was one, could I?"
    sure = message.intent not in (*ADVICE_TOPICS, ABOUT_YOU, FALLBACK)  # be it less so for what stands behind
    intent, confidence = (message.intent, UNDOUBTED_ANSWER) if sure else (FALLBACK, PART_IS_A_QUESTION)
    return [_of_intent(head, intent, confidence), _of_intent(rest, CAREER_FIT, PART_IS_A_QUESTION)]


def _of_intent(message: UserMessage, intent: str, confidence: float) -> UserMessage:
    return replace(message, intent=intent, ranking=(intent,), confidence=confidence, form="", asked_beside="")
