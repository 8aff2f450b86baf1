"""Why two numbers of the people in an occupation differ, and whether BLS counts these people alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy.engine import Connection

from actions.answer import Block, ListBlock, TextBlock
from actions.composition.compose import Reply, compose
from actions.datasets.base import found, number, percent
from actions.datasets.counted_with import counted_figures, counted_occupations, counted_sentence
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.occupations import discussed_occupation
from actions.questions.question import Question
from knowledge.dataset_records import OnetOccupation
from knowledge.models import NATION
from knowledge.queries.lexical import content_words
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.projections import projection_of
from knowledge.queries.wages import release, wage_in
from knowledge.records import Occupation, Row

OUTLOOK = "outlook"
# By whether pay and projection are of the occupation alone.
_OF_BOTH = {
    (True, True): "yes",
    (False, False): "grouped",
    (True, False): "pay_only",
    (False, True): "growth_only",
}
_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mil": 1e6, "million": 1e6}
_COUNT = re.compile(
    r"(?<![\d$.,])(\d+(?:,\d{3})*)(\.\d+)? ?(k|thousand|mil|million|m)?\b(?!%)", re.IGNORECASE
)


def counts_explained(connection: Connection, question: Question) -> Reply | None:
    """Explain two numbers of people, or say whether an occupation is counted alone; None if not asked."""
    if question.message.is_payload:
        return None
    words = question.message.words
    alone = contains("names_bls", words) and contains("asks_if_counted_alone", words)
    doubted = contains("names_two_numbers", words) or contains("asks_which_is_right", words)
    if not (alone or doubted or len(_named(question.message.text)) > 1):
        return None
    about = _about(connection, question)
    if about is None:
        return None
    if alone:
        return _alone(connection, question, about)
    onet = onet_occupation_by_code(connection, code=about.code) if about.code else None
    return _two_counts(connection, question, about, onet) if onet else None


def _about(connection: Connection, question: Question) -> Occupation | None:
    left_out = {one.value for one in question.exclusions}
    said = [one for one in question.of("occupation") if one.origin == "said" and one.value not in left_out]
    if any(one.occupation is None for one in said):
        return None
    named = [one.occupation for one in said if one.occupation]
    return named[0] if named else discussed_occupation(connection, question.state)


def _two_counts(
    connection: Connection, question: Question, about: Occupation, onet: OnetOccupation
) -> Reply | None:
    """Tell both numbers with what each counts, where both are named or a difference of them is asked for."""
    wage, row = wage_in(connection, code=onet.wage_code), projection_of(connection, code=onet.projection_code)
    if wage is None or wage.employment is None or row is None:
        return None
    held = (wage.employment, row.employment_from)
    words = question.message.words
    named = {
        one for value, exact in _named(question.message.text) for one in held if abs(one - value) <= exact
    }
    talked = question.state.topic == OUTLOOK or contains("counts_people", words)
    asks = contains("names_two_numbers", words) or (
        contains("asks_which_is_right", words) and question.state.topic == OUTLOOK
    )
    if not (len(named) == len(held) or (asks and talked)):
        return None
    lead = message(
        "counts.both",
        occupations=about.plural,
        count=number(held[0]),
        release=release(connection),
        projected=number(held[1]),
    )
    more = [message("counts.wages", after=number(row.employment_to))]
    if row.self_employed_percent:
        more.append(message("counts.self_employed", share=percent(row.self_employed_percent)))
    return _told(connection, question, about, lead, [" ".join(more)], (wage, row))


def _named(text: str) -> list[tuple[float, float]]:
    """Return the numbers of a text as (value, by how much what it rounds may be off)."""
    numbers = []
    for whole, decimals, scale in _COUNT.findall(text):
        factor = _SCALES.get(scale.casefold(), 1.0)
        value = float(whole.replace(",", "") + decimals) * factor
        numbers.append((value, factor * 10.0 ** -max(len(decimals) - 1, 0) if scale else 0.5))
    return numbers


def _alone(connection: Connection, question: Question, about: Occupation) -> Reply:
    """Say yes or no to whether BLS has figures of an occupation alone."""
    onet = onet_occupation_by_code(connection, code=about.code) if about.code else None
    if onet is None:
        others = counted_occupations(connection, about)
        lines, rows = counted_figures(connection, others, OUTLOOK, NATION)
        sentence = counted_sentence(connection, about)
        text = message("counts.no", text=sentence) if sentence else message("counts.unknown")
        return _told(connection, question, about, text, lines, rows)
    typed = next((one.typed for one in question.of("occupation") if one.occupation == about), about.plural)
    if not _is_its_own_name(typed, about):
        text = message("counts.with_others", title=typed, occupations=about.plural)
        return _told(connection, question, about, text, [], [])
    wage, row = wage_in(connection, code=onet.wage_code), projection_of(connection, code=onet.projection_code)
    rows = [one for one in (wage, row) if one]
    names = {"occupations": about.plural, "group": onet.wage_title or ""}
    both = (onet.has_own_wages and wage is not None, onet.has_own_projection and row is not None)
    if not rows:
        return _told(connection, question, about, message("counts.none", occupations=about.plural), [], [])
    return _told(connection, question, about, message(f"counts.{_OF_BOTH[both]}", **names), [], rows)


def _is_its_own_name(typed: str, about: Occupation) -> bool:
    """Return whether a title says no more than what the occupation is called: "nurses", but not "RNs"."""
    return content_words(typed) <= content_words(about.name) | content_words(about.plural)


def _told(
    connection: Connection,
    question: Question,
    about: Occupation,
    text: str,
    lines: Sequence[str],
    rows: Sequence[Row],
) -> Reply:
    more: list[Block] = [ListBlock(tuple(lines))] if len(lines) > 1 else [TextBlock(one) for one in lines]
    finding = [(about, found(text, *more, rows=rows))]
    return compose(connection, topic=OUTLOOK, found=finding, state=question.state)
