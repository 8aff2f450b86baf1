"""How many work in one occupation, held against an amount, and how many are needed a year."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from actions.datasets.search.amounts import amounts_in
from actions.questions.cues import contains, phrases, without_names, without_phrases
from actions.questions.kinds import PLACES
from actions.questions.message import FALLBACK, ParsedEntity, UserMessage
from actions.questions.topic_cues import TOPICS_OF_CUES
from actions.questions.topic_slots import OCCUPATION_SEARCH
from actions.state import ConversationState
from actions.thresholds import PART_IS_A_QUESTION, UNDOUBTED_ANSWER
from knowledge.terms import normalise

OUTLOOK = "outlook"
FEWEST = 100  # "are 2 cooks enough?" counts no occupation
_TAKEN_FOR = frozenset({OCCUPATION_SEARCH, OUTLOOK, "salary", "job_market", "market_size", FALLBACK})
_OF_FREE_JOBS = frozenset({"job_search", "job_market", "job_application"})
_ASKS_MORE = ("asks_for_openings", "search_by_pay", "asks_for_education", "asks_for_skills")
_NUMBER = re.compile(r"^(?:\d[\d,.]*k?|a|one|half a)(?: (?:million|thousand))? ", re.IGNORECASE)


def read_count_of_workers(message: UserMessage) -> UserMessage:
    """Return a message that holds those in one occupation against an amount as one about how many they are.

    NLU takes the amount for part of the title: "30,000 chemists".
    """
    named = [one for one in message.entities if one.kind == "occupation"]
    if message.is_payload or len(named) != 1 or message.intent not in _TAKEN_FOR:
        return message
    cues = (*_ASKS_MORE, *(cue for cue, _topic in TOPICS_OF_CUES))
    if not contains("bounds_a_count", message.words) or any(contains(cue, message.words) for cue in cues):
        return message
    title = _NUMBER.sub("", named[0].typed)
    if not workers_counted(message.words, [title]):
        return message
    bare = ParsedEntity("occupation", _NUMBER.sub("", named[0].value), title, named[0].start)
    entities = tuple(bare if one is named[0] else one for one in message.entities)
    return replace(message, intent=OUTLOOK, confidence=1.0, entities=entities, parts=(), unclear=())


def read_openings(message: UserMessage) -> UserMessage:
    """Return "openings for roofers" as a question for those projected, not for jobs that are free now."""
    unsure = message.intent in _OF_FREE_JOBS and message.confidence < UNDOUBTED_ANSWER
    if message.is_payload or not unsure or len(message.values("occupation")) != 1:
        return message
    words = message.words
    if not contains("openings_counted", words) or contains("asks_for_free_jobs", words):
        return message
    return replace(message, intent=OUTLOOK, confidence=PART_IS_A_QUESTION)


def read_employment(message: UserMessage) -> UserMessage:
    """Return "bakers employment nationwide", which NLU does not recognise, as how many bakers there are."""
    unclear = message.intent in {FALLBACK, "industries"} and message.confidence < UNDOUBTED_ANSWER
    if message.is_payload or not unclear or len(message.values("occupation")) != 1:
        return message
    named = (one.typed for one in message.entities if one.kind in ("occupation", *PLACES))
    words = without_names(message.words, named)
    rest = set(without_phrases("employment_alone", words).split())
    if not contains("employment_alone", words) or rest - phrases("beside_employment"):
        return message
    return replace(message, intent=OUTLOOK, confidence=1.0, parts=(), unclear=())


def read_where(message: UserMessage, state: ConversationState) -> UserMessage:
    """Return "hydrologist jobs where", or "where are they?" behind an answer, as where most are employed."""
    words, titles = normalise(message.words), message.values("occupation")
    if message.is_payload or not asks_where_jobs_are(words) or message.named_kinds() & set(PLACES):
        return message
    if contains("names_machine_learning", words):
        return message  # of whom the articles tell where they are wanted
    if len(titles) == 1:
        typed = [one.typed for one in message.entities if one.kind == "occupation"]
        names = [*typed, *(f"{one}s" for one in typed)]
        if ranks_workers(words) and _beside_where(without_names(words, names)):
            return message  # "which states give nurses the most holidays"
        asks = not any(contains(cue, words) for cue in ("search_by_pay", "asks_for_industries"))
    else:
        alone = not (_beside_where(words) or message.named_kinds() or titles or state.of_articles)
        asks = alone and len(set(state.occupations)) == 1 and state.topic != OCCUPATION_SEARCH
    return replace(message, intent=OUTLOOK, confidence=1.0, parts=(), unclear=()) if asks else message


def asks_where_jobs_are(text: str) -> bool:
    """Return whether a text asks where people work: "where are the most?", "jobs where"."""
    ends = any(normalise(text).endswith(one) for one in phrases("where_at_the_end"))
    return ends or contains("asks_where_the_jobs_are", text) or ranks_workers(text)


def ranks_workers(text: str) -> bool:
    """Return whether a text puts places in order by who works there: "which states have most of them?"."""
    places = contains("names_places", text) and contains("most_workers", text)
    return places and not any(
        contains(cue, text) for cue in ("search_by_pay", "asks_for_industries", *_ASKS_MORE)
    )


def _beside_where(words: str) -> set[str]:
    """Return the words beside a question where people work."""
    for name in ("asks_where_the_jobs_are", "most_workers", "names_places"):
        words = without_phrases(name, words)
    return set(words.split()) - phrases("beside_where")


def counts_those(text: str) -> bool:
    """Return whether a text counts those talked about and says no more: "how many of them are there?"."""
    if not contains("counts_people", text):
        return False
    rest = set(without_phrases("counts_people", text).split())
    return bool(rest & phrases("those_who_work")) and rest <= phrases("beside_a_count") | phrases(
        "those_who_work"
    )


def workers_counted(text: str, titles: Iterable[str]) -> dict[str, float]:
    """Return the bounds that a text names of those in an occupation: ``people_above``, ``people_below``."""
    words = text.lower()
    for title in titles:
        words = re.sub(rf"\b{re.escape(normalise(title))}\b", "workers", words)
    return {
        name: value
        for name, value in amounts_in(words).items()
        if name.startswith("people_") and value >= FEWEST
    }
