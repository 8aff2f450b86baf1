"""Items of the last answer that a message points at by their words, or as the one behind the last."""

from __future__ import annotations

import re

from sqlalchemy.engine import Connection

from actions.questions.cues import asks_for_next, says_no_more_than
from actions.questions.linking import link_values
from actions.questions.topic_slots import OCCUPATION_SEARCH
from actions.state import ConversationState, Item
from knowledge.queries import facts
from knowledge.queries import misconceptions as misconception_queries
from knowledge.queries.disagreements import disagreements_of
from knowledge.queries.lexical import content_words
from knowledge.terms import normalise

_CALLED = re.compile(r"\b(?:the|that|this) ((?:\w+ ){1,5}?)ones?\b")  # "the plug and play one"


def item_pointed_at(connection: Connection, text: str, state: ConversationState) -> int | None:
    """Return the place, from 0, of the one item that is called so, or comes next; None without one."""
    if not state.items:
        return None
    if asks_for_next(text):
        return _place_behind_last(state)
    if says_no_more_than("the_bottom", text):
        return -1
    called = _CALLED.search(normalise(text))
    if called and (asked := content_words(called[1])):
        texts = [_text(connection, state, item) for item in state.items]
        found = [place for place, words in enumerate(texts) if asked <= content_words(words)]
        return found[0] if len(found) == 1 else None
    return None


def _place_behind_last(state: ConversationState) -> int | None:
    """Return the place behind the item that the last answer was about; None if it was about no single one."""
    shown = {*state.rows, *state.told, *(value for _kind, value in state.mentions)}
    if state.topic != OCCUPATION_SEARCH:  # whose first line names the first, and the next is the next page
        shown |= set(state.occupations)
    places = [place for place, item in enumerate(state.items) if item.key in shown]
    return places[0] + 1 if len(places) == 1 else None


def _text(connection: Connection, state: ConversationState, item: Item) -> str:
    """Return what the list says of an item."""
    if item.kind in ("entity", "occupation"):
        kind = "occupation" if item.kind == "occupation" else ""
        return " ".join(one.name for one in link_values(connection, [(kind, item.key)]))
    for occupation in state.occupations[-1:]:
        if item.kind == "statement":
            rows = facts.statements(connection, occupation=occupation, keys=[item.key])
            return " ".join(row.text for row in rows)
        if item.kind == "figure":
            figures = facts.figures(connection, occupation=occupation)
            return " ".join(one.entity.name for one in figures if one.key == item.key and one.entity)
        if item.kind == "disagreement":
            found = disagreements_of(connection, occupation=occupation)
            return " ".join(f"{one.topic} {one.text}" for one in found if one.key == item.key)
        beliefs = misconception_queries.misconceptions(connection, occupation=occupation)
        return " ".join(f"{one.title} {one.belief}" for one in beliefs if one.key == item.key)
    return ""
