"""The very facts that a question asks for: found by the ranker, told before the rest of a topic."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy.engine import Connection

from actions.answer import Block, ListBlock, TextBlock
from actions.composition.lengths import LEAD_WORDS
from actions.composition.sections import Section, sentence
from actions.facts.coverage import EXACT, covers
from actions.facts.doing_without import without_yes
from actions.facts.order import is_near, topic_first, topic_of
from actions.facts.verdicts import verdict_on
from actions.formatting import SENTENCE_END, capitalised
from actions.messages import message
from actions.questions.cues import (
    asks_for,
    contains,
)
from actions.questions.kinds import DECISIVE_FOR_FIGURES
from actions.questions.question import Question
from actions.state import Item
from actions.thresholds import (
    FACT_OUTRANKS_NAMES,
    FACT_STANDS_OUT,
    LEAST_SHARE,
    NEXT_FACT_WITHIN,
    SECOND_IS_MEANT,
)
from actions.topics.base import named_keys
from actions.topics.statements import alone
from actions.trace import note_ranking
from knowledge.queries.fact_ranking import rank_facts
from knowledge.queries.fact_rows import FactRow, fact_rows
from knowledge.queries.lexical import content_words, numbers_in
from knowledge.queries.occupations import get_occupation
from knowledge.queries.topic_rows import facts_naming
from knowledge.records import (
    Comparison,
    Figure,
    Misconception,
    Occupation,
    Row,
    Statement,
)

SHOWN = 3  # facts at the most
SAME_WORDS = 0.8  # of the words of the shorter of two sentences that say the same
TWO_FIGURES_WORDS = 50  # of a first line that tells two
MAX_READINGS = 4  # beside the whole message
_SENTENCES = re.compile(r"[^.!?]+[.!?]*")
_NUMERIC = frozenset({"price", "duration"})  # aspects that only a number answers


@dataclass(frozen=True)
class RankedRows:
    """The facts about an occupation that answer a question, the best first, and how likely they do."""

    occupation: Occupation
    rows: tuple[FactRow, ...] = ()
    confidence: float = 0.0
    share: float = 0.0  # of the best one in the probability of all facts
    others: Mapping[str, Occupation] = field(default_factory=dict)  # that rows compare it with, by key
    further: tuple[FactRow, ...] = ()  # all that were ranked, the best first
    words: frozenset[str] = frozenset()  # of the question, with which the best one is asked for
    shares: Mapping[str, float] = field(default_factory=dict)  # in the probability of all facts, by key
    covered: float = 0.0  # the part of the question's words, by weight, that the best one has

    @property
    def stands_out(self) -> bool:
        """Whether the best one does, so that not the topic as a whole is asked for."""
        return self.share >= FACT_STANDS_OUT

    @property
    def topic(self) -> str | None:
        """The topic of the best fact."""
        return topic_of(self.rows[0]) if self.rows else None


def ranked_rows(
    connection: Connection, question: Question, occupation: Occupation, *, whole: bool = True
) -> RankedRows:
    """Return the facts about an occupation that answer a question: all of it, or what comes nearest to it.

    What holds for a place, a company or a year is in no case taken for what was asked of another.
    """
    if question.says_nothing or question.cue("untold"):
        return RankedRows(occupation)
    rankings = [
        rank_facts(connection, occupation=occupation.key, question=text) for text in _readings(question)
    ]
    ranking = max(rankings, key=lambda one: one.confidence)
    if not ranking.facts:
        return RankedRows(occupation)
    note_ranking(occupation.key, ranking.confidence, [(one.key, one.share) for one in ranking.facts])
    rows = fact_rows(connection, occupation=occupation.key, keys=[one.key for one in ranking.facts])
    if question.topic_is("outlook") and question.asks_for("growth"):
        rows = [row for row in rows if _is_of_growth(question, row)]
    if _wants_number(question):
        rows = [row for row in rows if numbers_in(_own_text(row))]
    shares = {one.key: one.share for one in ranking.facts}
    if not rows or shares[rows[0].key] < LEAST_SHARE:
        return RankedRows(occupation)
    largest = shares[rows[0].key]
    rows = topic_first(question, rows, shares) if whole else rows
    further = tuple(rows)
    rows = [row for row in rows[:SHOWN] if shares[row.key] >= shares[rows[0].key] * NEXT_FACT_WITHIN]
    near = {one.key: one.words for one in ranking.facts}
    naming = facts_naming(connection, occupation=occupation.key, entities=named_keys(question))
    sure = ranking.confidence >= FACT_OUTRANKS_NAMES
    rows = [row for row in rows if is_near(question, row, rows[0], shares)]
    found = RankedRows(
        occupation,
        tuple(rows),
        ranking.confidence,
        largest,
        _compared_with(connection, occupation, rows),
        further,
        near[rows[0].key],
        shares,
        next(one.covered for one in ranking.facts if one.key == rows[0].key),
    )
    kinds = DECISIVE_FOR_FIGURES if whole else EXACT
    held = [
        row
        for row in rows
        if covers(question, naming, row, _text(row, found), near[row.key], kinds, sure=sure)
    ]
    return replace(found, rows=tuple(held)) if held[:1] == rows[:1] else RankedRows(occupation)


def _readings(question: Question) -> list[str]:
    """Return the words that may be the question: all of them, or a sentence behind what leads up to it.

    Of very many questions the last ones: each takes as long as a message of its own.
    """
    sentences = _SENTENCES.findall(question.text)
    asking = [one.strip() for one in sentences if one.strip().endswith("?")]
    return [question.text, *(asking[-MAX_READINGS:] if len(sentences) > 1 else [])]


def _compared_with(
    connection: Connection, occupation: Occupation, rows: Sequence[FactRow]
) -> dict[str, Occupation]:
    keys = {key for row in rows if isinstance(row, Comparison) for key in (row.occupation, row.other)}
    found = (get_occupation(connection, key=key) for key in sorted(keys - {occupation.key}))
    return {one.key: one for one in found if one}


def fact_section(question: Question, found: RankedRows) -> Section:
    """Return the best fact in at most :data:`LEAD_WORDS` words, then what supports it."""
    first, *others = found.rows
    plain, rest = _lead(question, first, found)
    told = plain
    if judged := verdict_on(question, told, found):
        told = judged
    elif contains("limits_a_verdict", question.text):
        told = plain = without_yes(plain)
    elif both := _both_figures(question, found):
        told = both
    if told == plain and (likely := _both_likely(question, found)):
        told, rest = likely
    texts = [rest] if rest and rest not in told else []
    for text in (_beside(question, row, found) for row in others):
        if text not in told and not any(_says_the_same(text, one) for one in (told, *texts)):
            texts.append(text)
    blocks: list[Block] = [TextBlock(told)]
    if texts:
        blocks.append(TextBlock(texts[0]) if len(texts) == 1 else ListBlock(tuple(texts)))
    return Section(tuple(blocks), found.rows, _items(found.rows), frozenset({first.key}))


def _both_likely(question: Question, found: RankedRows) -> tuple[str, str] | None:
    """Return the best two facts in one line, and the rest of the best one, where either may be meant.

    None where the second is far from the best one or says the same, or where there is no room for both.
    """
    first, *others = found.rows
    if not others or found.shares[others[0].key] < found.shares[first.key] * SECOND_IS_MEANT:
        return None
    if isinstance(first, (Misconception, Comparison)) or isinstance(others[0], (Misconception, Comparison)):
        return None
    told, rest = _lead(question, first, found)
    second = _lead(question, others[0], found)[0]
    if len(f"{told} {second}".split()) > LEAD_WORDS:
        (told, *more), (second, *_rest) = (_sentences(question, row, found) for row in (first, others[0]))
        rest = " ".join(more)
    fits = len(f"{told} {second}".split()) <= LEAD_WORDS and not _says_the_same(told, second)
    return (f"{told} {second}", rest) if fits else None


def _beside(question: Question, row: FactRow, found: RankedRows) -> str:
    """Return a fact beside the best one; a verdict on a belief names that belief, which nobody has stated."""
    text = _lead(question, row, found)[0]
    if not isinstance(row, Misconception) or isinstance(found.rows[0], Misconception):
        return text
    verdict = message("facts.misconception", reality="").strip()
    return message("facts.belief_beside", belief=row.title, reality=text.removeprefix(verdict).strip())


def _both_figures(question: Question, found: RankedRows) -> str | None:
    """Return the two figures that a question asks for in one line: "percent, and how many jobs?"."""
    first, *others = found.rows
    if not others or not isinstance(first, Figure) or not contains("asks_for_two", question.text):
        return None
    second = next((row for row in others if isinstance(row, Figure) and row.topic == first.topic), None)
    if second is None:
        return None
    both = " ".join(_lead(question, row, found)[0] for row in (first, second))
    return both if len(both.split()) <= TWO_FIGURES_WORDS else None


def line_section(question: Question, found: RankedRows, shown: Sequence[Row]) -> Section | None:
    """Return that row of those shown which is nearest to the question, as a line; None if none was ranked."""
    keys = {row.key for row in shown}
    nearest = next((row for row in found.further if row.key in keys), None)
    return Section((TextBlock(_lead(question, nearest, found)[0]),), (nearest,)) if nearest else None


def _says_the_same(text: str, other: str) -> bool:
    """Return whether two sentences, of two sources as a rule, share nearly all of their words."""
    words, others = content_words(text), content_words(other)
    same_numbers = not (numbers_in(text) ^ numbers_in(other)) or not (numbers_in(text) and numbers_in(other))
    return same_numbers and len(words & others) >= SAME_WORDS * max(1, min(len(words), len(others)))


def fact_texts(question: Question, found: RankedRows) -> tuple[str, ...]:
    """Return each fact in at most :data:`LEAD_WORDS` words."""
    return tuple(_lead(question, row, found)[0] for row in found.rows)


def _items(rows: Sequence[FactRow]) -> tuple[Item, ...]:
    kinds = {Statement: "statement", Figure: "figure", Misconception: "misconception"}
    return tuple(Item(kinds[type(row)], row.key) for row in rows if type(row) in kinds)


def _lead(question: Question, row: FactRow, of: RankedRows) -> tuple[str, str]:
    """Return the sentences of a fact that answer a question, and the rest of them."""
    sentences = _sentences(question, row, of)
    asked = content_words(question.text)
    order = sorted(range(len(sentences)), key=lambda at: (-len(asked & content_words(sentences[at])), at))
    chosen: list[int] = []
    for at in order:
        if not chosen or sum(len(sentences[one].split()) for one in (*chosen, at)) <= LEAD_WORDS:
            chosen.append(at)
    kept = set(chosen)
    told = " ".join(text for at, text in enumerate(sentences) if at in kept)
    return told, " ".join(text for at, text in enumerate(sentences) if at not in kept)


def _sentences(question: Question, row: FactRow, of: RankedRows) -> list[str]:
    why = getattr(row, "why", None) if asks_for("reason", question.text) else None
    return [
        sentence for text in (_text(row, of), why) for sentence in (SENTENCE_END.split(text) if text else [])
    ]


def _text(row: FactRow, of: RankedRows) -> str:
    """Return what a fact says."""
    if isinstance(row, Figure):
        return sentence(row, of.occupation)
    if isinstance(row, Misconception):
        return message("facts.misconception", reality=" ".join((row.reality, *row.points)))
    if isinstance(row, Comparison):
        sides = {row.occupation: row.text, row.other: row.other_text}
        other = next(one for key, one in of.others.items() if key in sides)
        compared = message(
            "facts.comparison",
            occupations=capitalised(of.occupation.plural),
            text=sides[of.occupation.key].rstrip("."),
            others=capitalised(other.plural),
            other_text=sides[other.key].rstrip("."),
        )
        return f"{compared} {row.note}" if row.note else compared
    if isinstance(row, Statement):
        text = alone(row, of.occupation)
        return f"{text} {row.detail}" if row.detail else text
    return row.text


def _wants_number(question: Question) -> bool:
    """Return whether only a number answers a question."""
    priced = question.asks_for(*_NUMERIC) and not question.asks_for("pay")  # "paid" may be either
    return priced or asks_for("number", question.text)


def _is_of_growth(question: Question, row: FactRow) -> bool:
    """Return whether a fact is on the outlook of the job; that of the market only where this is named."""
    return topic_of(row) == "outlook" or contains("names_the_market", question.text)


def _own_text(row: FactRow) -> str:
    """Return the words of a row that may hold a number."""
    if isinstance(row, Figure):
        return f"{row.value:g} {row.note or ''}"
    if isinstance(row, Statement):
        return row.in_full
    return row.reality if isinstance(row, Misconception) else row.text
