"""The difference between the last two amounts in the answers: "so how much more is that?"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.answer import SourcesBlock
from actions.compose import Reply, citation, say
from actions.followups import sources_cited
from actions.messages import message
from actions.questions.cues import contains, phrases, without_phrases
from actions.questions.question import Question
from actions.state import ConversationState
from actions.topic_answers import offered_topics

KEPT_LEADS = 2
KEPT_AMOUNTS = 6  # of a lead
PAIR = 2
OUTLOOK = "outlook"
_ASKS = ("asks_for_the_gap", "asks_for_the_change")
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
    by_name = len(state.told) > 1 or len(state.occupations) > 1  # these are compared by what they are called
    if question.message.is_payload or by_name or not _asks_alone(question):
        return None
    pair = _pair(state)
    if pair is None:
        return None
    less, most = sorted(pair, key=lambda one: one.value)
    value = (
        f"{round(most.value - less.value, 2):,g}" if most.value < 1e6 else f"{most.value - less.value:,.0f}"
    )
    written = f"{most.currency}{value}{most.behind}"
    text = message(
        "gap.between",
        first=most.written,
        value=message("gap.points", value=value) if most.behind == "%" else written,
        second=less.written,
    )
    reply = say(state, "answered", text, offered_topics(connection, state), message("offers.next"))
    citations = tuple(citation(*one) for one in sources_cited(connection, state.sources))
    first, *rest = reply.answer.blocks
    blocks = (first, *((SourcesBlock(citations),) if citations else ()), *rest)
    return Reply(replace(reply.answer, blocks=blocks), reply.state)


def _asks_alone(question: Question) -> bool:
    """Return whether a message names nothing and asks for no more than how far apart two amounts are."""
    words = question.message.words
    asks = [cue for cue in _ASKS if contains(cue, words)]
    if not asks or ("asks_for_the_gap" not in asks and question.state.topic != OUTLOOK):
        return False
    for cue in asks:
        words = without_phrases(cue, words)
    return set(words.split()) <= phrases("beside_a_gap")


def _pair(state: ConversationState) -> tuple[Amount, Amount] | None:
    """Return two amounts of the last first line, or the first ones of the last two; of one unit each."""
    leads = [list(_amounts("; ".join(written))) for written in state.amounts]
    last = leads[-1] if leads else []
    for unit in dict.fromkeys(one.unit for one in last):
        alike = [one for one in last if one.unit == unit]
        if len(alike) == PAIR and alike[0].value != alike[1].value:
            return alike[0], alike[1]
    of_another = state.earlier and state.earlier[-1].occupations != state.occupations
    if len(leads) < KEPT_LEADS or not last or of_another:
        return None  # two occupations are compared by their names
    earlier = next((one for one in leads[0] if one.unit == last[0].unit), None)
    return (earlier, last[0]) if earlier and earlier.value != last[0].value else None


def _amounts(text: str) -> Iterator[Amount]:
    for found in _AMOUNT.finditer(text):
        currency, number, scale, percent = found.groups()
        behind = percent or scale or ""
        if currency or behind or "," in number:
            yield Amount(found[0], currency, float(number.replace(",", "")), behind)
