"""Messages that are no questions about careers: distress, a wish for a person, own data, other languages.

They are recognised by their words (``beyond_careers.yml``), before anything is taken for a question: a person
in distress gets no list of topics, and a question in German no sentence about something else.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from sqlalchemy.engine import Connection

from actions.about_you.details import years_of_experience
from actions.about_you.telegrams import asks as asks_anything
from actions.about_you.told import plain_text
from actions.advice.hardship import tells_hardship
from actions.composition.compose import Reply, say
from actions.composition.ways_on import offered_topics
from actions.messages import message
from actions.no_answer.contact import with_contact
from actions.questions.cues import contains as asks_of_work
from actions.questions.cues import phrases, phrases_in
from actions.questions.message import FALLBACK
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_FIT
from actions.thresholds import PART_IS_A_QUESTION
from knowledge.terms import normalise

FILE = Path(__file__).with_name("beyond_careers.yml")
KINDS = ("distress", "human", "data")
FEWEST_WORDS = 2  # of another language
LEAST_SHARE = 0.3  # of a message's words


def beyond_careers(connection: Connection, question: Question) -> Reply | None:
    """Return what is said to such a message, None to any other."""
    if question.message.is_payload:
        return None
    text = question.message.text
    names_work = any(one.occupation or one.candidates for one in question.of("occupation"))
    names_work = names_work or (question.intent == CAREER_FIT and question.confidence >= PART_IS_A_QUESTION)
    seeks_work = names_work or asks_of_work("has_to_work", text)
    for kind in KINDS:
        if kind == "distress" and seeks_work and _asks_for_work(question):
            continue
        told = contains(kind, text) or (kind == "distress" and _is_grave(text))
        worked = kind == "human" and (names_work or years_of_experience(text.casefold()) is not None)
        if told and not worked:  # "four years in customer service" asks for nobody
            state = replace(question.state, in_distress=question.state.in_distress or kind == "distress")
            reply = say(state, "smalltalk", _file()[kind]["says"], about_occupation=False)
            return with_contact(reply, question.message.channel, privately=kind == "distress")
    if question.state.in_distress and question.intent == FALLBACK and not question.entities:
        says = str(_file()["distress"]["says_again"])
        reply = say(question.state, "smalltalk", says, about_occupation=False)
        return with_contact(reply, question.message.channel, privately=True)
    if language := language_of(text):
        says = _file()["languages"][language]["says"]
        buttons = offered_topics(connection, question.state)
        return say(question.state, "clarify", says, buttons, message("offers.next"), about_occupation=False)
    return None


def _asks_for_work(question: Question) -> bool:
    """Return whether somebody in a hard situation, but in no danger, asks what work there is for them."""
    text = question.message.text
    asks = asks_anything(plain_text(question.message).text)
    asks = asks or any(asks_of_work(cue, text) for cue in ("asks_for_fit", "looks_for_work", "has_to_work"))
    return asks and not _is_grave(text) and tells_hardship(question.message)


def _is_grave(text: str) -> bool:
    """Return whether somebody may be in danger of their life."""
    words = normalise(text)
    told = any(one.search(words) for one in _grave_told())
    return told or bool(phrases_in(text, _phrases("distress", "grave")))


def how_data_are_kept() -> str:
    """Return what is kept of a conversation, and who can delete it."""
    return str(_file()["data"]["says"])


def contains(kind: str, text: str) -> bool:
    """Return whether a text holds one of the phrases of a kind."""
    return bool(phrases_in(text, _phrases(kind)))


def language_of(text: str) -> str | None:
    """Return the language of a text that is not English, as far as it is one of those of the file."""
    words = normalise(text).split()
    if not words or set(words) & phrases("english_function_words"):
        return None
    counts = {name: sum(word in known for word in words) for name, known in _languages().items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] >= max(FEWEST_WORDS, LEAST_SHARE * len(words)) else None


@cache
def _file() -> dict[str, Any]:
    tree: dict[str, Any] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return tree


@cache
def _grave_told() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(str(one)) for one in _file()["distress"]["grave_told"])


@cache
def _phrases(kind: str, which: str = "cues") -> frozenset[str]:
    return frozenset(normalise(str(cue)) for cue in _file()[kind][which])


@cache
def _languages() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(normalise(str(word)) for word in language["words"])
        for name, language in _file()["languages"].items()
    }
