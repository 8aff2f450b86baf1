"""The values that the last answers told by themselves, so that a later question can calculate with them."""

from __future__ import annotations

from itertools import takewhile

from sqlalchemy.engine import Connection

from actions.questions.topic_slots import DIMENSIONS
from actions.state import ConversationState
from knowledge.queries import facts
from knowledge.records import Figure

KEPT = 4
TOGETHER = 3  # figures at the most that are told by themselves; more are a whole series


def told_after(
    connection: Connection, before: ConversationState, after: ConversationState
) -> tuple[str, ...]:
    """Return the keys of the figures of the topic that were told by themselves, the last one at the end."""
    if after.topic not in DIMENSIONS or not after.occupations:
        return after.told  # of an item that was shown
    goes_on = (after.topic, after.occupations) == (before.topic, before.occupations)
    earlier = before.told if goes_on else ()
    if goes_on and after.rows == before.rows:
        return earlier
    series = {one.key: one for one in figures_of_topic(connection, after)}
    leading = list(takewhile(lambda key: key in series, after.rows))
    if len(leading) > TOGETHER or len(leading) == len(series):
        leading = leading[:1]
    of_no_value = (one for one in _figures(connection, after, after.topic) if not one.entity)
    if not leading and not any(figure.key in after.rows[:1] for figure in of_no_value):
        leading = [key for key in after.rows if key in series][:1]
    return tuple([*(key for key in earlier if key not in leading), *leading][-KEPT:])


def figures_of_topic(
    connection: Connection, state: ConversationState, topic: str | None = None
) -> list[Figure]:
    """Return the figures of a topic, by default the last, that are each of a value: a country, a level."""
    return [figure for figure in _figures(connection, state, topic or state.topic) if figure.entity]


def told_values(connection: Connection, state: ConversationState) -> list[tuple[str, str]]:
    """Return the kinds and keys of the values that were told last, the last one at the end."""
    series = {one.key: one.entity for one in figures_of_topic(connection, state)}
    return [(one.kind, one.key) for key in state.told if (one := series.get(key))]


def place_of_last(connection: Connection, state: ConversationState, *, lowest: bool = False) -> int | None:
    """Return the place, from 1, of the value that was told last in the order of all; None where none was."""
    series = figures_of_topic(connection, state)
    last = next((one for one in series if one.key in state.told[-1:]), None)
    if last is None:
        return None
    values = sorted({one.value for one in series if one.unit == last.unit}, reverse=not lowest)
    return values.index(last.value) + 1


def _figures(connection: Connection, state: ConversationState, topic: str | None) -> list[Figure]:
    """Return the figures of a topic of the occupation that is talked about."""
    found = (facts.figures(connection, occupation=key, topic=topic) for key in state.occupations[-1:])
    return [figure for figures in found for figure in figures]
