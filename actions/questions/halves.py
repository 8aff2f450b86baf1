"""A message that asks for advice and a fact beside it, or two facts of one, in its halves.

"Make a plan, and do I need a licence?", "do vet assistants need college n how much do they make".
"""

from __future__ import annotations

import re
from dataclasses import replace

from actions.advice.asked import asks
from actions.advice.change.asked_of_aim import asks_of_aim
from actions.questions.blanking import blanked
from actions.questions.cues import contains, phrases
from actions.questions.licence_asked import UNANSWERED
from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.topic_cues import ALL_TOPICS_OF_CUES
from actions.questions.topic_slots import CAREER_CHANGE, SKILL_GAP
from actions.thresholds import UNDOUBTED_ANSWER
from knowledge.terms import normalise

_JOINTS = re.compile(r"[.?!;\n]+\s*|,\s+|\s+(?:and|n|&|plus|also|but)\s+")
_ASKING = ("opens_yes_no", "wh_words", "wh_adverbs", "opens_explanation", "opens_order")  # cues
_TOPICS = (  # of a clause that is known to ask something
    ("asks_pay_plainly", "salary"),
    ("names_a_degree", "education"),
    ("names_training", "education"),
)
# "I have a degree" and "don't want more school" tell, "don't they need school" asks.
_TELLS = re.compile(
    r"(?:i (?:have|had|am|was|can|do|did)|ive|im|my)\b(?!.* (?:how|what|whats|which|when|where)\b)|"
    r"(?:dont|do not|cant|cannot|wont|would not|wouldnt|didnt|did not) "
    r"(?!(?:i|you|we|they|he|she|it|one|people|most|many|all|some|any|the|a|an|these|those|their|my)\b)"
)
_SEVERAL = 2
_OPENING = 3  # words of a clause, one of which opens a question


def halves(message: UserMessage) -> list[UserMessage]:
    """Return the halves of a message that ask different things; nothing for a message that is one."""
    spans = _clauses(message.text)
    asked = [(start, end, topic) for start, end in spans if (topic := _topic_within(message, start, end))]
    if any(topic == SKILL_GAP for _start, _end, topic in asked):  # "how do I get started, make it a plan"
        asked = [one for one in asked if one[2] == SKILL_GAP or not _begins(message.text[one[0] : one[1]])]
    topics = [topic for _start, _end, topic in asked]
    if len(set(topics)) < _SEVERAL or (message.parts and not {SKILL_GAP, CAREER_CHANGE} & {*topics}):
        return []
    ends = [start for start, _end, _topic in asked[1:]] + [len(message.text)]
    begins = [0, *ends[:-1]]
    named = [one for one in message.entities if one.kind == "occupation" and one.start is not None]
    apart = all(
        any(begin <= (one.start or 0) < end for one in named) for begin, end in zip(begins, ends, strict=True)
    )
    if len({one.value for one in named}) > 1 and SKILL_GAP not in topics and not apart:
        return []  # what is asked of several is compared
    return [_half(message, begin, end, topic) for begin, end, topic in zip(begins, ends, topics, strict=True)]


def about(half: UserMessage, key: str) -> UserMessage:
    """Return a half that names no occupation as one about that of the half before."""
    if half.values("occupation") or not key:
        return half
    return replace(half, entities=(*half.entities, ParsedEntity("occupation", key, key)))


def _clauses(text: str) -> list[tuple[int, int]]:
    """Return from where to where the clauses go; what asks nothing belongs to the one before."""
    starts = [0]
    for joint in _JOINTS.finditer(text):
        rest = normalise(text[joint.end() :]).split()
        while rest[1:] and rest[0] in phrases("before_a_question"):
            rest = rest[1:]
        opens = (
            joint[0].strip().startswith("?")
            or (rest and rest[0] in _openers())
            or asks("plan_wanted", text[joint.end() :])
        )
        if rest and opens:
            starts.append(joint.end())
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _openers() -> frozenset[str]:
    return frozenset().union(*(phrases(one) for one in _ASKING))


def _topic_within(message: UserMessage, start: int, end: int) -> str | None:
    """Return what a clause asks for; what no source tells, where a word in it is marked as that."""
    clause = message.text[start:end]
    if topic := _topic(clause):
        return topic
    untold = any(one.kind == "untold" and start <= (one.start or 0) < end for one in message.entities)
    opens = set(normalise(clause).split()[:_OPENING]) & _openers()
    return UNANSWERED if untold and opens else None


def _topic(clause: str) -> str | None:
    """Return what a clause asks for; None where it asks nothing that is known by its words."""
    words = normalise(clause)
    if contains("asks_for_plan", words) or asks("plan_wanted", words) or contains("asks_for_gap", words):
        return SKILL_GAP
    if asks_of_aim(words):
        return CAREER_CHANGE
    asks_by_mark = clause.rstrip().endswith("?")
    if not (set(words.split()[:_OPENING]) & _openers() or asks_by_mark):
        return None
    if not asks_by_mark and _TELLS.match(words.removeprefix("and ").removeprefix("but ")):
        return None
    if contains("names_a_licence", words):
        return "certifications"
    if contains("asks_start_pay", words) or contains("asks_own_pay", words):
        return "salary"
    told = next((topic for cue, topic in ALL_TOPICS_OF_CUES if contains(cue, words)), None)
    return told or next((topic for cue, topic in _TOPICS if contains(cue, words)), None)


def _begins(clause: str) -> bool:
    """Return whether a clause asks how one gets there, which a plan tells."""
    words = normalise(clause)
    return contains("asks_for_first_step", words) or contains("asks_how_to_become", words)


def _half(message: UserMessage, begin: int, end: int, topic: str) -> UserMessage:
    rest = blanked(message, [(0, begin), (end, len(message.text))])
    text = " ".join(rest.text.split())
    moved = len(rest.text) - len(rest.text.lstrip())
    entities = tuple(
        one if one.start is None else replace(one, start=one.start - moved) for one in rest.entities
    )
    tagged = tuple(replace(one, start=one.start - moved, end=one.end - moved) for one in rest.tagged)
    return replace(
        rest,
        text=rest.text.strip() if text else "",
        entities=entities,
        tagged=tagged,
        picked=(),
        intent=topic,
        ranking=(topic,),
        confidence=UNDOUBTED_ANSWER,
        form="",
        asked_beside="",
    )
