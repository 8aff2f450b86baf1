"""The occupations of the last list of what fits, ordered anew: "which of those pays best?"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.about_you.bounds import least_growth
from actions.about_you.told import plain_text
from actions.about_you.wishes import least_pay, wishes
from actions.advice.asked import asks, match_of
from actions.advice.fit.profile import Known, code_of, known_of
from actions.advice.fit.table import figure_notes, fit_table, listed
from actions.advice.fit.texts import median_text
from actions.answer import Block, NoteBlock, TextBlock
from actions.composition.compose import Reply
from actions.datasets.base import number, percent
from actions.datasets.preparation import EXPERIENCE, TRAINING
from actions.messages import message
from actions.questions.cues import contains, numerals
from actions.questions.question import Question
from actions.state import ConversationState
from knowledge.queries.occupation_fit import Fit, fit_of
from knowledge.queries.occupation_search import EDUCATION
from knowledge.queries.occupation_wishes import DEGREE, NO_DEGREE
from knowledge.queries.projections import projection_of

_SEVERAL = 2
_SOC = 7  # characters of a code that BLS has, too
Measure = Callable[[Fit], "float | None"]
# The cue that asks for an order, its name, the measure, whether the least comes first, the value in words.
ORDERS: tuple[tuple[str, str, Measure, bool, Callable[[float], str]], ...] = (
    ("asks_for_openings", "openings", lambda fit: fit.openings, False, number),
    ("search_by_growth", "growth", lambda fit: fit.growth, False, lambda value: percent(round(value, 1))),
    ("asks_for_education", "education", lambda fit: fit.education, True, lambda value: EDUCATION[int(value)]),
    ("search_by_pay", "pay", lambda fit: fit.median, False, median_text),
)


def first_few(connection: Connection, question: Question) -> Reply | None:
    """Return as many of the last list as a message asks for: "top 3"; None if it asks for none."""
    found = match_of("first_few", question.message.words)
    keys = [one.key for one in question.state.items if one.kind == "occupation"]
    if found is None or not keys:
        return None
    count = int(found["count"]) if found["count"].isdigit() else numerals("counted")[found["count"]]
    known, state = known_of(connection, question.person), question.state
    fits = fits_of(connection, known, keys[: int(count)])
    return _told(connection, state, known, message("fit.first_few", count=number(len(fits))), fits)


def fits_of(connection: Connection, known: Known, keys: Sequence[str]) -> list[Fit]:
    """Return occupations, by their keys, with how they fit a person."""
    codes = (code_of(connection, key) for key in keys)
    fits = (fit_of(connection, profile=known.profile, code=code) for code in codes if code)
    return [fit for fit in fits if fit]


@dataclass(frozen=True)
class Order:
    """An order of a list: its name, what it orders by, whether the least comes first, the value in words.

    ``lowest``: whether the least comes first because a message asks for it.
    """

    name: str
    measure: Measure
    least: bool
    told: Callable[[float], str]
    lowest: bool = False

    def first_of(self, fits: Sequence[Fit]) -> tuple[str, list[Fit]]:
        """Return the sentence on which comes first, and all in order; no sentence where nothing is held."""
        held = [(value, fit) for fit in fits if (value := self.measure(fit)) is not None]
        held.sort(key=lambda one: one[0] if self.least else -one[0])
        ordered = [fit for _value, fit in held] + [fit for fit in fits if self.measure(fit) is None]
        if not held:
            return "", ordered
        value, first = held[0]
        count = number(len(ordered))
        name = f"fit.lowest.{self.name}" if self.lowest else f"fit.ordered.{self.name}"
        return message(name, count=count, first=first.plural, value=self.told(value)), ordered


def what_it_takes(connection: Connection, fit: Fit) -> tuple[int, int, int] | None:
    """Return the school, the experience and the training on the job that an occupation takes, as indices."""
    if fit.education is None:
        return None
    row = projection_of(connection, code=fit.code[:_SOC])
    experience = row.experience if row and row.experience in EXPERIENCE else EXPERIENCE[0]
    training = row.training if row and row.training in TRAINING else TRAINING[0]
    return fit.education, EXPERIENCE.index(experience), TRAINING.index(training)


def order_asked(question: Question, besides: Collection[str] = ()) -> Order | None:
    """Return the order that a message asks for, but for those that have some names; None for none."""
    words = question.message.words
    school = asks("least_school", words)
    for cue, name, measure, least, told in ORDERS:
        if name == "education" if school else name not in besides and contains(cue, words):
            lowest = not least and question.rank is not None and question.rank.lowest
            return Order(name, measure, least or lowest, told, lowest)
    return None


def ordered_list(connection: Connection, question: Question) -> Reply | None:
    """Return the occupations of the last list by what a message asks for the most of; None if for nothing."""
    words, state = question.message.words, question.state
    ranks = contains("asks_which_of_them", words) or contains("asks_for_the_most", words)
    ranks = (
        ranks or contains("sorts", words) or asks("of_the_list", words) or asks("least_school", words)
    )  # "what do those pay?"
    keys = [one.key for one in state.items if one.kind == "occupation"]
    order = order_asked(question)
    if not ranks or order is None or len(keys) < 2 or question.message.values("occupation"):
        return None
    if question.item is not None and question.message.values("ordinal"):
        return None  # "the second of those, how long is the training?"
    plain = plain_text(question.message).text
    if contains("than_them", words) or {NO_DEGREE, DEGREE} & wishes(plain, for_work=True, own=True).keys():
        return None  # "more money than those" asks for others, and "which of those without school?" for fewer
    if least_pay(plain, looking=True) or least_growth(plain_text(question.message)) is not None:
        return None  # "any of those that pay above 75?" leaves the others out
    known = known_of(connection, question.person)
    lead, ordered = order.first_of(fits_of(connection, known, keys))
    return with_first_discussed(_told(connection, state, known, lead, ordered), ordered) if lead else None


def with_first_discussed(reply: Reply, fits: Sequence[Fit]) -> Reply:
    """Return a reply whose first line names the first of a list, so that "is it dangerous?" is about that."""
    return replace(reply, state=replace(reply.state, occupations=(fits[0].code,)))


def _told(
    connection: Connection, state: ConversationState, known: Known, lead: str, fits: Sequence[Fit]
) -> Reply:
    """Return a first line with the occupations below it, on the page of the list that the state is at."""
    blocks: list[Block] = [TextBlock(lead), fit_table(connection, known, fits)]
    blocks += [NoteBlock(text) for text in figure_notes(known, fits)]
    return listed(connection, state, blocks, fits, page=state.page, pages=state.pages)
