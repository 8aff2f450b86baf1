"""An item of the last list of what fits that advice is asked about: "what would I lack for the second?"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.advice.answers import ADVICE
from actions.advice.asked import asks
from actions.advice.fit.answer import more_like, not_this, why_this
from actions.advice.kinds import asks_for_plan
from actions.advice.with_occupations import answer_of, compared_with_own
from actions.composition.compose import Reply
from actions.questions.cues import contains
from actions.questions.linking import link_values
from actions.questions.question import Question
from actions.questions.topic_slots import (
    ADVICE_TOPICS,
    CAREER_CHANGE,
    CAREER_FIT,
    OCCUPATION_SEARCH,
    SKILL_GAP,
)
from actions.thresholds import PART_IS_A_QUESTION
from knowledge.terms import normalise

_BOTH = 2  # an item that is declined, and one that is liked


def item_named(question: Question) -> str:
    """Return the key of the occupation of the last list that a message points at in words; empty for none."""
    items = question.state.items
    if any(one.kind != "occupation" for one in items):
        return ""
    if question.item is not None and question.item_position is not None:
        return question.item.key
    first = asks("on_top", question.message.words) or (
        question.state.topic == CAREER_FIT and asks("that_one", question.message.words)
    )
    return items[0].key if items and first else ""


def advise_on_item(connection: Connection, question: Question) -> Reply | None:
    """Return what is missing for an item of the list, or how to get there; None where neither is asked."""
    key, words = item_named(question), question.message.words
    if not key or question.message.values("occupation") or not _is_of_fits(question):
        return None
    if contains("asks_for_reason", words) and not contains("asks_for_change", words):
        return why_this(connection, question, key)
    if contains("asks_for_pay_change", words) and question.person.last_work:
        return compared_with_own(connection, replace(question, item=None, item_position=None), key)
    gap = contains("asks_for_gap", words) or asks_for_plan(question)
    if not gap and _asks_of_the_first(question):
        return answer_of(connection, question, question.topic_key, key)
    if not (gap or contains("asks_for_change", words) or asks("carries_over", words)):
        return None
    named = tuple(link_values(connection, [("occupation", key)]))
    topic = SKILL_GAP if gap else CAREER_CHANGE
    asked = replace(question, entities=(*question.entities, *named), item=None, item_position=None)
    reply = ADVICE[topic](connection, asked.about(topic))
    return replace(reply, state=replace(reply.state, items=question.state.items))


def one_for_another(connection: Connection, question: Question) -> Reply | None:
    """Leave out an item of the list and show what is like another: "not the first, more like the third"."""
    words = question.message.words
    if not (contains("declines_an_item", words) and contains("asks_for_more_like", words)):
        return None
    items, places = question.state.items, dict[str, int]()
    for one in question.message.entities:
        if one.kind == "ordinal" and one.start is not None:
            before = normalise(question.message.text[: one.start])
            places["not" if asks("declined_behind", before) else "like"] = int(one.value)
    if len(places) != _BOTH or not all(0 < place <= len(items) for place in places.values()):
        return None
    declined, liked = (items[places[name] - 1].key for name in ("not", "like"))
    without = not_this(connection, question, declined)
    return more_like(connection, replace(question, state=without.state), liked)


def _asks_of_the_first(question: Question) -> bool:
    """Return whether a topic of the first of the list is asked for: "which tools does the top one need?"."""
    on_top = question.item_position is None and asks("on_top", question.message.words)
    sure = question.topic is not None and question.confidence >= PART_IS_A_QUESTION
    return on_top and sure and question.topic_key not in (*ADVICE_TOPICS, OCCUPATION_SEARCH)


def _is_of_fits(question: Question) -> bool:
    """Return whether the last list is one of what fits."""
    state = question.state
    return CAREER_FIT in state.topics_so_far()
