"""The goal of a conversation: the occupation that a person asks the way to, until they name another."""

from __future__ import annotations

from actions.about_you.told import tag_of
from actions.composition.compose import Reply
from actions.questions.message import GOAL
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_CHANGE, SKILL_GAP
from actions.thresholds import TAG_IS_AIM

_OF_THE_WAY = frozenset({CAREER_CHANGE, SKILL_GAP})
# What people ask of work that they think of; without a word on themselves they may ask for anybody.
_OF_GETTING_IN = frozenset({"education", "experience", "career_path", "certifications", "salary"})


def goal_after(question: Question, reply: Reply) -> str:
    """Return the key of the goal behind a reply; empty where none was named, or it was let go.

    Args:
        question: what was answered.
        reply: with the state that it leaves.
    """
    before, person = question.state, question.person
    goal = _asked_as_a_way(question, reply) or _aimed_at(question) or before.goal
    changed = (reply.state.other is None) != (before.other is None)
    let_go = goal in person.declined or (changed and goal == before.goal)
    return "" if let_go else goal


def _asked_as_a_way(question: Question, reply: Reply) -> str:
    """Return the occupation that a reply tells the way to."""
    about, topic = reply.answer.occupation or "", reply.answer.topic
    if reply.answer.outcome not in ("answered", "partial") or not about:
        return ""
    if topic in _OF_THE_WAY:
        return about
    asked = topic in (*_OF_GETTING_IN, "comparison") and bool(question.person.last_work)
    named = {one.likeliest for one in question.of("occupation") if one.origin == "said"}
    others = named - {question.person.occupation, *question.person.former}
    return others.pop() if asked and len(others) == 1 and (topic == "comparison" or about in others) else ""


def _aimed_at(question: Question) -> str:
    """Return the only occupation of a message that NLU marks as what somebody aims at."""
    aims = set()
    for named in question.message.entities:
        tag = tag_of(question.message, named) if named.kind == "occupation" else None
        if tag and tag.tag == GOAL and tag.confidence >= TAG_IS_AIM:
            aims |= {one.likeliest for one in question.of("occupation") if one.typed == named.typed}
    aims -= {question.person.occupation}
    return aims.pop() if len(aims) == 1 else ""
