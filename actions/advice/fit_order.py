"""The occupations of the last list of what fits, ordered anew: "which of those pays best?"."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.engine import Connection

from actions.about_you.told import plain_text
from actions.about_you.wishes import least_pay
from actions.advice.asked import asks
from actions.advice.fit_table import figure_notes, fit_table, listed
from actions.advice.fit_texts import median_text
from actions.advice.profile import code_of, known_of
from actions.answer import Block, NoteBlock, TextBlock
from actions.compose import Reply
from actions.datasets.base import number, percent
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.question import Question
from knowledge.queries.occupation_fit import Fit, fit_of
from knowledge.queries.occupation_search import EDUCATION

Measure = Callable[[Fit], "float | None"]
# The cue that asks for an order, its name, the measure, whether the least comes first, the value in words.
ORDERS: tuple[tuple[str, str, Measure, bool, Callable[[float], str]], ...] = (
    ("asks_for_openings", "openings", lambda fit: fit.openings, False, number),
    ("search_by_growth", "growth", lambda fit: fit.growth, False, lambda value: percent(round(value, 1))),
    ("asks_for_education", "education", lambda fit: fit.education, True, lambda value: EDUCATION[int(value)]),
    ("search_by_pay", "pay", lambda fit: fit.median, False, median_text),
)


def ordered_list(connection: Connection, question: Question) -> Reply | None:
    """Return the occupations of the last list by what a message asks for the most of; None if for nothing."""
    words, state = question.message.words, question.state
    ranks = contains("asks_which_of_them", words) or contains("asks_for_the_most", words)
    ranks = ranks or asks("of_the_list", words)  # "what do those pay?"
    keys = [one.key for one in state.items if one.kind == "occupation"]
    order = next((one for one in ORDERS if contains(one[0], words)), None)
    if not ranks or order is None or len(keys) < 2 or question.message.values("occupation"):
        return None
    if question.item is not None and question.message.values("ordinal"):
        return None  # "the second of those, how long is the training?"
    if least_pay(plain_text(question.message).text, looking=True):
        return None  # "any of those that pay above 75?" leaves the others out
    _cue, name, measure, least, told = order
    known = known_of(connection, question.person)
    fits = [
        fit
        for key in keys
        if (code := code_of(connection, key))
        and (fit := fit_of(connection, profile=known.profile, code=code))
    ]
    held = [(value, fit) for fit in fits if (value := measure(fit)) is not None]
    if not held:
        return None
    held.sort(key=lambda one: one[0] if least else -one[0])
    ordered = [fit for _value, fit in held] + [fit for fit in fits if measure(fit) is None]
    value, first = held[0]
    lead = message(f"fit.ordered.{name}", count=number(len(ordered)), first=first.plural, value=told(value))
    blocks: list[Block] = [TextBlock(lead), fit_table(connection, known, ordered)]
    blocks += [NoteBlock(text) for text in figure_notes(known, ordered)]
    return listed(connection, state, blocks, ordered, page=state.page, pages=state.pages)
