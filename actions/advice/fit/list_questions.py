"""What is asked of the occupations of the last list: "do any grow?", "would I take a pay cut?"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.about_you.details import ASSOCIATE, BACHELOR
from actions.advice.asked import asks
from actions.advice.change.findings import level
from actions.advice.fit.order import fits_of, order_asked, with_first_discussed
from actions.advice.fit.profile import Known, known_of
from actions.advice.fit.table import figure_notes, fit_table, listed, sourced_table
from actions.advice.fit.texts import some_of
from actions.answer import Answer, Block, NoteBlock, TextBlock
from actions.composition.compose import Reply, say
from actions.datasets.base import dollars, number, occupation_items, percent
from actions.datasets.growth_verdict import asks_of_growth
from actions.datasets.search.amounts import amounts_in
from actions.datasets.search.reader import NO_EXPERIENCE, read_search
from actions.datasets.unheld import unheld
from actions.formatting import capitalised, joined
from actions.messages import message
from actions.questions.carry_over import shown
from actions.questions.cues import asking, contains, is_yes_no
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_FIT, OCCUPATION_SEARCH
from knowledge.models import ALL_OCCUPATIONS
from knowledge.queries.occupation_fit import Fit
from knowledge.queries.occupation_search import OccupationQuery
from knowledge.queries.occupations import get_occupation
from knowledge.queries.projections import projection_of
from knowledge.queries.wages import median_of, wage_in
from knowledge.terms import normalise

Measure = Callable[[Fit], "float | None"]
SCHOOL = "education"  # the name of an order


@dataclass(frozen=True)
class Condition:
    """What a question asks whether it holds of occupations, or keeps only those of which it does.

    Attributes:
        name: of the messages that say so.
        measure: what decides; None of an occupation of which nothing is published.
        holds: whether a value keeps it.
        values: for the messages.
        order: what the order by the same measure is called.
    """

    name: str
    measure: Measure
    holds: Callable[[float], bool]
    values: tuple[tuple[str, str], ...] = ()
    order: str = ""

    def keeps(self, fit: Fit) -> bool:
        """Return whether an occupation is known to keep the condition."""
        value = self.measure(fit)
        return value is not None and self.holds(value)


def answer_on_list(connection: Connection, question: Question) -> Reply | None:
    """Answer for the occupations of the last list what a message asks of them; None if it asks no such.

    A search is asked anew for what it may be narrowed or ordered by.
    """
    state, words = question.state, question.message.words
    keys = shown.meant(state, words)
    if points := contains("points_at_list", words):  # "I'm certified. Which of these pays best?"
        words = shown.sentence_with_list(words)
        question = replace(question, message=replace(question.message, text=words, corrected=""))
    if not keys or question.message.is_payload or _names_another(question):
        return None
    if (question.item is not None and not points) or shown.names_what_to_search(words):
        return None  # "the second one: does it grow?"
    searched = state.topic == OCCUPATION_SEARCH
    conditions = _conditions(connection, question, searched=searched)
    order = order_asked(
        question, [one.order for one in conditions]
    )  # "which need no college?" orders by none
    if searched and order and order.name != SCHOOL and not _is_of_all(connection, question):
        order = None  # which the search is asked anew for; none is ordered by school
    if not conditions and _asks_of_them(question) and contains("names_a_licence", words):
        text = message("fit.of_list.no_licence", count=number(len(keys)))
        return _not_held(question, text)
    if (
        not conditions
        and not searched
        and _asks_of_them(question)
        and (what := unheld(question, of_work=True))
    ):
        text = message("fit.of_list.not_held", count=number(len(keys)), what=joined(what, "or"))
        return _not_held(question, text)
    # "They" are not the people of one that was picked since, nor those near the one that was asked about.
    last = points or state.topic in (CAREER_FIT, OCCUPATION_SEARCH)
    ranked = order is not None and (
        shown.ranks_shown(words)
        or asks("least_school", words)
        or (last and contains("asks_pay_of_listed", words))
        or (points and asks("best_of_list", words))
    )
    picks = points and bool(question.message.picked)  # "the cashier one or so, which of those pays most?"
    if not conditions and (not ranked or (state.topic == CAREER_FIT and not picks)):
        return None  # which orders its own list
    known = known_of(connection, question.person)
    fits = fits_of(connection, known, keys)
    held = [fit for fit in fits if all(one.keeps(fit) for one in conditions)]
    texts = [_text(conditions, fits, held)] if conditions else []
    kept = held or fits
    if order and (ranked or not conditions):
        first, kept = order.first_of(kept)
        texts += [first] if first and held else []
    elif conditions:
        kept = sorted(kept, key=lambda one: -(conditions[0].measure(one) or 0))
    if not texts:
        return None
    reply = _reply(connection, question, known, " ".join(texts), kept)
    return with_first_discussed(reply, kept) if order else reply


def _is_of_all(connection: Connection, question: Question) -> bool:
    """Return whether "those" of a search are the ones that were shown, as nothing confined it."""
    words = question.message.words
    query = read_search(connection, question, question.state.question).query
    everything = OccupationQuery(measure=query.measure, lowest=query.lowest, area_code=query.area_code)
    return contains("points_at_some", words) and query == everything


def _conditions(connection: Connection, question: Question, *, searched: bool) -> list[Condition]:
    """Return what is asked of each occupation; of those that a search found only what does not narrow it."""
    words = question.message.words
    asks_if = _asks_of_them(question)
    told = [_of_growth(question) if asks_if else None, _of_own_pay(connection, question)]
    if asks_if and not told[1]:
        told.append(_against_all(connection, words))
    refits = question.state.topic == CAREER_FIT and not (asks_if or shown.points_back(words))
    if not refits and (is_yes_no(asking(words)) or not searched):
        told += [
            _of_pay(question),
            _of_own_school(connection, question) or _of_school(words, asks_if=asks_if),
        ]
    if not searched:  # nor does what fits somebody keep a wish for it
        told.append(_of_experience(connection, words, asks_if=asks_if))
    return [one for one in told if one]


def _of_growth(question: Question) -> Condition | None:
    direction = asks_of_growth(question.message.text)
    if not direction:
        return None
    return Condition("grow" if direction > 0 else "shrink", _growth, _beyond(direction, 0.0), order="growth")


def _of_own_pay(connection: Connection, question: Question) -> Condition | None:
    """Return whether each pays more, or less, than the work that somebody has or had; None if not asked."""
    words, key = question.message.words, (question.state.other or question.person).last_work
    if not key or not (contains("asks_for_pay_change", words) or contains("than_oneself", words)):
        return None
    own = get_occupation(connection, key=key)
    fits = fits_of(connection, known_of(connection, question.person), [key])
    if own is None or not fits or fits[0].median is None:
        return None
    less = contains("asks_for_less_pay", words)
    values = (("occupations", own.plural), ("value", dollars(fits[0].median)))
    holds = _beyond(-1 if less else 1, fits[0].median)
    return Condition("less_than_own" if less else "more_than_own", _median, holds, values, order="pay")


def _against_all(connection: Connection, words: str) -> Condition | None:
    """Return whether each pays less, or more, than all occupations together: "those pay terribly, no?"."""
    little = contains("judges_little", words)
    much = contains("judges_much", words) or contains("pays_well", words)
    row = wage_in(connection, code=ALL_OCCUPATIONS) if contains("search_by_pay", words) else None
    median = median_of(row) if row else None
    if median is None or little == much:
        return None
    values = (("value", dollars(median)),)
    return Condition(
        "less_than_all" if little else "more_than_all",
        _median,
        _beyond(-1 if little else 1, median),
        values,
        "pay",
    )


def _of_pay(question: Question) -> Condition | None:
    bounds = amounts_in(question.message.text)
    for name, sign in (("pay_above", 1), ("pay_below", -1)):
        if name in bounds:
            values = (("value", dollars(bounds[name])),)
            return Condition(name, _median, _beyond(sign, bounds[name]), values, order="pay")
    return None


def _beyond(sign: int, bound: float) -> Callable[[float], bool]:
    return lambda value: sign * value > sign * bound


def _of_own_school(connection: Connection, question: Question) -> Condition | None:
    """Return whether each takes no more school than somebody has; None if that is not asked, or not known."""
    if not asks("no_more_school", question.message.words):
        return None
    person = question.state.other or question.person
    own = fits_of(connection, known_of(connection, person), [person.last_work] if person.last_work else [])
    held = person.education if person.education is not None else next((one.education for one in own), None)
    if held is None:
        return None
    values = (("level", level(held)),)
    return Condition("no_more_school", _entry, lambda value: value <= held, values, SCHOOL)


def _of_school(words: str, *, asks_if: bool) -> Condition | None:
    if not contains("names_a_degree", words):
        return None
    level = BACHELOR if contains("search_bachelor", words) else ASSOCIATE  # from which on it is a degree
    name = "bachelor" if level == BACHELOR else "degree"
    if _does_without(words):
        return Condition(f"no_{name}", _entry, lambda value: value < level, order=SCHOOL)
    return Condition(name, _entry, lambda value: value >= level, order=SCHOOL) if asks_if else None


def _of_experience(connection: Connection, words: str, *, asks_if: bool) -> Condition | None:
    asked = contains("asks_of_experience_before", words) and (asks_if or _does_without(words))
    return Condition("no_experience", lambda fit: _needs_none(connection, fit), bool) if asked else None


def _does_without(words: str) -> bool:
    return any(contains(cue, words) for cue in ("does_without", "leaves_out", "search_no_degree"))


def _growth(fit: Fit) -> float | None:
    return fit.growth


def _median(fit: Fit) -> float | None:
    return fit.median


def _entry(fit: Fit) -> float | None:
    return fit.education


def _needs_none(connection: Connection, fit: Fit) -> float | None:
    row = projection_of(connection, code=fit.code[:7])
    return None if row is None or row.experience is None else float(row.experience == NO_EXPERIENCE)


def _names_another(question: Question) -> bool:
    """Return whether a message asks of an occupation that it names; "mine seems to be dying" is a remark."""
    words = question.message.words
    asked = f" {normalise(asking(words))} "
    return any(
        f" {normalise(one.typed)} " in asked
        or not (contains("asks_of_any", asked) or contains("points_at_list", asked))
        for one in question.message.entities
        if one.kind == "occupation"
    )


def _asks_of_them(question: Question) -> bool:
    """Return whether a message asks if something holds of several: of the list, where that came last."""
    words = question.message.words
    if contains("asks_of_any", words):
        return True
    return question.state.topic in shown.LISTS and contains("asks_of_several", words)


def _text(conditions: Sequence[Condition], fits: Sequence[Fit], held: Sequence[Fit]) -> str:
    """Return the sentence that says of which occupations all conditions hold."""
    how = "none" if not held else "all" if len(held) == len(fits) else "some"
    told = joined([message(f"fit.holds.{one.name}", **dict(one.values)) for one in conditions])
    names = some_of([one.plural for one in held])
    text = message(f"fit.of_list.{how}", count=number(len(fits)), names=names, told=told)
    most = _most(conditions[0], fits) if conditions[0].name == "grow" and not held else None
    if most is None:
        return text
    value, first = most
    nearest = message("fit.of_list.nearest", first=capitalised(first.plural), value=percent(round(value, 1)))
    return f"{text} {nearest}"


def _most(condition: Condition, fits: Sequence[Fit]) -> tuple[float, Fit] | None:
    values = [(value, one) for one in fits if (value := condition.measure(one)) is not None]
    return max(values, key=lambda one: one[0], default=None)


def _not_held(question: Question, text: str) -> Reply:
    """Return that of the occupations of the list something is not said; the list stays at hand."""
    reply = say(question.state, "unknown", text, about_occupation=False)
    return Reply(reply.answer, replace(reply.state, items=question.state.items))


def _reply(connection: Connection, question: Question, known: Known, lead: str, fits: Sequence[Fit]) -> Reply:
    state = question.state
    notes = [NoteBlock(text) for text in figure_notes(known, fits)]
    if state.topic == CAREER_FIT:
        blocks: list[Block] = [TextBlock(lead), fit_table(connection, known, fits), *notes]
        return listed(connection, state, blocks, fits, page=state.page, pages=state.pages)
    told = (TextBlock(lead), *sourced_table(connection, known, fits, notes))
    answer = Answer("answered", state.topic or CAREER_FIT, None, told)
    return Reply(answer, replace(state, items=occupation_items(one.code for one in fits), misses=0))
