"""What people call industries, and questions that set the pay of one occupation in them side by side."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from actions.no_answer.refusals import refusals
from actions.questions.cues import contains, phrases, phrases_in
from actions.questions.earned_in_words import asks_what_is_earned, asks_what_one_gets
from actions.questions.kinds import CUES
from actions.questions.message import FALLBACK, UserMessage
from actions.state import ConversationState
from actions.thresholds import UNDOUBTED_ANSWER
from knowledge.datasets.tables import FOLDER, read_words
from knowledge.terms import normalise

SALARY = "salary"
_OF_ONE_INDUSTRY = frozenset({SALARY, "industries"})  # intents
_TAKEN_FOR_PAY = _OF_ONE_INDUSTRY | {"comparison", "difference", FALLBACK}
_DOUBTED = frozenset({"comparison", "difference", "occupation_search"})
_ASIDE = _TAKEN_FOR_PAY | {"what_about", "related_occupations", "definition"}  # of parts that ask no more
_COUNTED_BY_INDUSTRY = frozenset({"outlook", "industries", "job_market", "market_size", FALLBACK})
_DENIED = re.compile(r"\bnot [^,;.?!]*?(?= but\b|[,;.?!]|$)", re.IGNORECASE)  # "not a restaurant"


def usual_names(text: str) -> list[str]:
    """Return how the official names of industries begin that a text calls by a usual word, the longest first.

    "The federal government" is not just "the government".
    """
    found = [(max(map(len, phrases_in(text, words)), default=0), name) for name, words in _usual_words()]
    return [name for length, name in sorted(found, key=lambda one: -one[0]) if length]


def side_by_side(text: str) -> list[str]:
    """Return the parts of a text that are held against each other: "in mining | in warehousing"."""
    joining = "|".join(sorted(phrases("joins_two_industries"), key=len, reverse=True))
    return [part for part in re.split(rf"\b(?:{joining})\b|,", text, flags=re.IGNORECASE) if part.strip()]


def where_of_work(text: str) -> str:
    """Return the part of a text that may name an industry: behind "in" or "for", or before "industry".

    What it says it does not mean is left out: "in a bar, not a restaurant".
    """
    text = _DENIED.sub(" ", text)
    behind = re.split(r"\b(?:in|at|for|within|with|by)\b", text, flags=re.IGNORECASE)[1:]
    before = re.findall(r"(.{0,60})\b(?:industry|sector)\b", text, flags=re.IGNORECASE)
    return " ".join((*behind, *before))


def read_pay_by_industry(message: UserMessage, state: ConversationState | None = None) -> UserMessage:
    """Return a question for the pay of one occupation in one or several industries as one about its pay.

    So is a message of no more than these: what the datasets hold of industries is pay above all.
    """
    words = message.words
    message = _without_owners(message)
    if message.is_payload or len(message.values("occupation")) != 1:
        return message
    if contains("asks_how_many_work", words):
        return _as_workers_of_industry(message)
    if message.intent in refusals() and message.confidence >= UNDOUBTED_ANSWER:
        return message
    told = contains("search_by_pay", words) or contains("makes_money", words) or asks_what_is_earned(message)
    paid = told or (asks_what_one_gets(words) and bool(usual_names(where_of_work(words))))
    named = [part for part in side_by_side(words) if usual_names(part)]
    goes_on = state is not None and state.topic is not None
    meant = (
        (paid and message.intent in _TAKEN_FOR_PAY and len(named) > 1)
        or (paid and named and message.intent in (*_OF_ONE_INDUSTRY, FALLBACK))
        or (paid and message.intent in refusals() and bool(usual_names(where_of_work(words))))
        or (paid and message.intent in _DOUBTED and _is_doubtful(message))
        or (not goes_on and _is_work_alone(message))
    )
    if not meant:
        return message
    one_question = len(named) > 1 or {part.intent for part in message.parts} <= _ASIDE
    parts = () if one_question else message.parts
    return replace(message, intent=SALARY, confidence=1.0, parts=parts)


def _as_workers_of_industry(message: UserMessage) -> UserMessage:
    """Return "how many accountants work for the federal government?" as a question about industries."""
    doubted = message.intent not in _COUNTED_BY_INDUSTRY and message.confidence >= UNDOUBTED_ANSWER
    if doubted or not usual_names(where_of_work(message.words)):
        return message
    return replace(message, intent="industries", confidence=1.0, parts=())


def _without_owners(message: UserMessage) -> UserMessage:
    """Return a message without those whose offices are meant, beside who works there: "doctors' offices"."""
    named = [one for one in message.entities if one.kind == "occupation"]
    words = normalise(message.words)
    places = [name for _industry, names in _usual_words() for name in phrases_in(words, names)]
    owners = [one for one in named if any(_is_within(normalise(one.typed), name) for name in places)]
    if not owners or len(owners) == len(named):
        return message
    return replace(message, entities=tuple(one for one in message.entities if one not in owners))


def _is_within(title: str, place: str) -> bool:
    return title != place and f" {title} " in f" {place} "


def _is_doubtful(message: UserMessage) -> bool:
    """Return whether a message of which NLU is in doubt says where somebody works."""
    return message.confidence < UNDOUBTED_ANSWER and bool(usual_names(where_of_work(message.words)))


def _is_work_alone(message: UserMessage) -> bool:
    """Return whether a message says but an occupation and its industry: "nurse at a nursing home"."""
    if {one.kind for one in message.entities} - CUES - {"occupation", "industry"}:
        return False
    words = f" {normalise(message.words)} "
    for one in message.entities:
        if one.kind == "occupation":
            words = words.replace(f" {normalise(one.typed)} ", " ; ")
    if not usual_names(where_of_work(words)):
        return False  # "education for surgeons"
    words = words.replace(" ; ", " ")
    usual = [name for _industry, names in _usual_words() for name in phrases_in(words, names)]
    for name in sorted(usual, key=len, reverse=True):
        words = words.replace(f" {name} ", " ")
    beside = set(words.split())
    joined = bool(beside & phrases("before_an_industry"))
    return bool(usual) and joined and beside <= phrases("beside_an_industry")


@cache
def _usual_words() -> list[tuple[str, frozenset[str]]]:
    """Return how the official names of industries begin, and the words by which people call them."""
    return read_words(FOLDER / "industry_words.tsv", "industry")
