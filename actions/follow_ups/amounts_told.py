"""The difference between the last two amounts in the answers: "so how much more is that?"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.answer import SourcesBlock
from actions.composition.compose import Reply, citation, say
from actions.composition.ways_on import offered_topics
from actions.follow_ups.moves import sources_cited
from actions.formatting import amount
from actions.messages import message
from actions.questions.cues import contains, numerals, phrases, without_phrases
from actions.questions.question import Question
from actions.state import ConversationState
from knowledge.queries import facts
from knowledge.queries.lexical import content_words, numbers_in
from knowledge.records import Figure
from knowledge.terms import normalise

MOST_WORDS_RESTATED = 6
KEPT_LEADS = 3
KEPT_AMOUNTS = 6  # of a lead
PAIR = 2
OVER_TIME = frozenset({"market_size"})  # topics with figures of one measure at two times
_EXACT = 0.02  # so near is as good as exact: "is that double?"
OUTLOOK = "outlook"
RATIO = "asks_for_the_ratio"
SHARE = "asks_in_percent"
_ASKS = (SHARE, "asks_for_the_gap", "asks_for_the_change", RATIO)
# A plain number is an amount only where it is written as one: a year is not.
_AMOUNT = re.compile(
    r"([$€£]?)(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)( (?:million|billion|trillion))?(%?)(?![\d,])"
)


@dataclass(frozen=True)
class Amount:
    """An amount as it was written: a currency before it, and a scale or a percent sign behind it."""

    written: str
    currency: str
    value: float
    behind: str

    @property
    def unit(self) -> tuple[str, str]:
        """What two amounts have to share, so that one can be taken from the other."""
        return self.currency, self.behind


def told_amounts(before: ConversationState, reply: Reply) -> tuple[tuple[str, ...], ...]:
    """Return the amounts of the last first lines that told some, the newest last."""
    lead = reply.answer.lead or ""
    answers = reply.answer.outcome in ("answered", "partial") and reply.state.topic is not None
    told = tuple(amount.written for amount in _amounts(lead.partition(". ")[0]))[:KEPT_AMOUNTS]
    kept = before.amounts if answers and reply.state.topic == before.topic else ()
    return (*kept, told)[-KEPT_LEADS:] if told and answers else before.amounts


def amounts_apart(connection: Connection, question: Question) -> Reply | None:
    """Say how far apart the two amounts are that were told last; None where that is not what is asked."""
    state = question.state
    if said := _restated(question):
        return say(state, "answered", message("gap.restated", amount=said), offered_topics(connection, state))
    by_name = len(state.told) > 1 or len(state.occupations) > 1  # these are compared by what they are called
    if question.message.is_payload or by_name or not _asks_alone(question):
        return None
    pair = _pair(state) or _of_one_measure(connection, state)
    if pair is None:
        return None
    less, most = sorted(pair, key=lambda one: one.value)
    ratio = contains(RATIO, question.message.words) and less.value > 0
    share = contains(SHARE, question.message.words) and less.value > 0 and most.behind != "%"
    if share:
        percent = f"{(most.value / less.value - 1) * 100:.1f}%"
        text = message("gap.between", first=most.written, value=percent, second=less.written)
    else:
        text = _times(question, less, most) if ratio else _difference(less, most)
    reply = say(state, "answered", text, offered_topics(connection, state), message("offers.next"))
    citations = tuple(citation(*one) for one in sources_cited(connection, state.sources))
    first, *rest = reply.answer.blocks
    blocks = (first, *((SourcesBlock(citations),) if citations else ()), *rest)
    return Reply(replace(reply.answer, blocks=blocks), reply.state)


def _restated(question: Question) -> str | None:
    """Return the amount of the last answer that a message does no more than repeat: "so 60 percent. ok"."""
    quantity, told = question.quantity, question.state.amounts[-1:]
    few = len(question.message.words.split()) <= MOST_WORDS_RESTATED
    if quantity is None or not told or not few or "?" in question.message.text:
        return None
    beside = content_words(question.message.words) - numbers_in(question.message.words)
    if beside - content_words("percent dollars year"):
        return None
    values = (one for written in told[0] for one in _amounts(written))
    return next((one.written for one in values if one.value == quantity.value), None)


def _difference(less: Amount, most: Amount) -> str:
    value = (
        f"{round(most.value - less.value, 2):,g}" if most.value < 1e6 else f"{most.value - less.value:,.0f}"
    )
    written = f"{most.currency}{value}{most.behind}"
    return message(
        "gap.between",
        first=most.written,
        value=message("gap.points", value=value) if most.behind == "%" else written,
        second=less.written,
    )


def _times(question: Question, less: Amount, most: Amount) -> str:
    """Return how many times an amount another is, and whether that is as many times as the message says."""
    times = most.value / less.value
    words = f" {normalise(question.message.words)} "
    asked = [factor for word, factor in numerals("factors").items() if f" {word} " in words]
    exact = bool(asked) and abs(times - asked[0]) <= _EXACT * asked[0]
    name = "times" if not asked else "times_yes" if exact else "times_no"
    value = f"{times:.2f}".rstrip("0").rstrip(".")
    return message(f"gap.{name}", first=most.written, value=value, second=less.written)


def _of_one_measure(connection: Connection, state: ConversationState) -> tuple[Amount, Amount] | None:
    """Return the two figures of the one measure of the last topic that has two, at two times."""
    if state.topic not in OVER_TIME:
        return None
    by_measure: dict[str, list[Figure]] = {}
    for one in facts.figures(connection, occupation=state.last_occupation, topic=state.topic):
        if not one.entity:
            by_measure.setdefault(one.measure.key, []).append(one)
    pairs = [several for several in by_measure.values() if len(several) == PAIR]
    if len(pairs) != 1 or pairs[0][0].unit != pairs[0][1].unit or pairs[0][0].value == pairs[0][1].value:
        return None
    written = [next(_amounts(amount(one)), None) for one in pairs[0]]
    first, second = written
    return (first, second) if first and second and first.unit == second.unit else None


def _asks_alone(question: Question) -> bool:
    """Return whether a message names nothing and asks for no more than how far apart two amounts are."""
    words = question.message.words
    asks = [cue for cue in _ASKS if contains(cue, words)]
    if asks == [SHARE] and len(question.state.amounts) < PAIR:
        return False
    if not asks or (not {"asks_for_the_gap", RATIO, SHARE} & set(asks) and question.state.topic != OUTLOOK):
        return False
    for cue in asks:
        words = without_phrases(cue, words)
    return set(words.split()) <= phrases("beside_a_gap")


def _pair(state: ConversationState) -> tuple[Amount, Amount] | None:
    """Return two amounts of the last first line, or its first and the last one before; of one unit each."""
    leads = [list(_amounts("; ".join(written))) for written in state.amounts]
    last = leads[-1] if leads else []
    for unit in dict.fromkeys(one.unit for one in last):
        alike = [one for one in last if one.unit == unit]
        if len(alike) == PAIR and alike[0].value != alike[1].value:
            return alike[0], alike[1]
    others = (past for past in state.earlier[1 - len(leads) :] if past.topic == state.topic)
    if len(leads) < PAIR or not last or any(past.occupations != state.occupations for past in others):
        return None  # two occupations are compared by their names
    before = (one for lead in reversed(leads[:-1]) for one in lead if one.unit == last[0].unit)
    earlier = next((one for one in before if one.value != last[0].value), None)
    return (earlier, last[0]) if earlier else None


def _amounts(text: str) -> Iterator[Amount]:
    for found in _AMOUNT.finditer(text):
        currency, number, scale, percent = found.groups()
        behind = percent or scale or ""
        if currency or behind or "," in number:
            yield Amount(found[0], currency, float(number.replace(",", "")), behind)
