"""Fields of work that stand for the people in them: "what about HR", "is underwriting growing?"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from sqlalchemy.engine import Connection

from actions.questions.cues import clauses, contains, phrases, phrases_in, ranks, words_of_question
from actions.questions.kinds import CUES
from actions.questions.message import FALLBACK, NAMES, ParsedEntity, UserMessage
from actions.questions.search_intent import NAMED_ANEW
from actions.questions.titles.kin_lookup import OWN, titled
from actions.questions.topic_slots import CAREER_FIT, OCCUPATION_SEARCH
from actions.state import ConversationState
from actions.thresholds import UNDOUBTED_ANSWER
from knowledge.queries.everyday_work import occupation_codes_of_fields
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.titles import KINDS, resolve_title
from knowledge.terms import normalise, title_forms

FILE = Path(__file__).with_name("fields_as_titles.yml")
LONGEST = 3  # words of a field
SHORTEST = 2  # letters before an ending
# After these topics a field alone is asked about; after others it may be a skill or a subject.
OF_OCCUPATIONS = frozenset(
    {
        "salary",
        "outlook",
        "definition",
        "duties",
        "comparison",
        "industries",
        "career_change",
        OCCUPATION_SEARCH,
    }
)


def with_field_of_work(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message with the occupation of those who work in the field that it names.

    A field counts where it stands alone in a conversation, or right before what is asked of an occupation.
    """
    words = normalise(message.words).split()
    named = [one for one in message.entities if one.kind not in CUES]
    if message.is_payload or ranks(message.words):
        return message
    alone = [one for one in words_of_question(message.words) if one not in phrases("beside_a_field")]
    field = " ".join(alone)
    named = [
        one for one in named if not (one.kind == "level" and normalise(one.typed) in alone)
    ]  # "data entry"
    own = contains("first_person", message.words)
    opens = message.intent == NAMED_ANEW and state.topic is None  # "what about HR"
    if (own or opens) and (told := _with_own_field(connection, message)):
        return told
    if {one.kind for one in named} - {"industry"}:
        return message
    if contains("names_the_field", message.words) or own:
        return message
    if phrases("asks_for_one_of_a_field") & set(words) and phrases("several_of_a_field") & set(words):
        return message  # "which marketing jobs pay well?"
    leans = message.intent == NAMED_ANEW or message.confidence < UNDOUBTED_ANSWER
    goes_on = state.topic in OF_OCCUPATIONS and leans and not named
    if goes_on and 0 < len(alone) <= LONGEST and (title := _title_alone(connection, field)):
        entity = ParsedEntity("occupation", title, field)
        unclear = message.intent in (NAMED_ANEW, FALLBACK)
        kept = tuple(one for one in message.entities if one.kind != "level")
        told = replace(message, entities=(*kept, entity))
        return replace(told, intent=NAMED_ANEW, confidence=1.0, form=NAMES, parts=()) if unclear else told
    if not named and (behind := _asked_about_in(connection, message, words)):
        return behind
    for field in _before_what_is_asked(words):
        part = all(f" {normalise(one.typed)} " in f" {field} " for one in named)  # "healthcare social work"
        if part and (title := title_of(connection, field)):
            kept = tuple(one for one in message.entities if one not in named)
            return replace(message, entities=(*kept, ParsedEntity("occupation", title, field)))
    return message


def _title_alone(connection: Connection, words: str) -> str | None:
    """Return the title of those in a field, or what is a title itself: "the heart docs"."""
    return title_of(connection, words) or (words if titled(connection, words, OWN) else None)


def title_of(connection: Connection, field: str) -> str | None:
    """Return the title of those who work in a field, None where it is no field of one occupation."""
    for title in _titles_of(field):
        matches = resolve_title(connection, title=title)
        if matches.clear and matches.matches[0].kind in OWN:
            return title
    code = occupation_codes_of_fields(connection, phrases=(field,)).get(field)
    occupation = onet_occupation_by_code(connection, code=code) if code else None
    return occupation.name if occupation else None


def _with_own_field(connection: Connection, message: UserMessage) -> UserMessage | None:
    """Return what somebody says of themselves with the field that they left or think of.

    "Laid off from data entry" and "I'm bored, what about HR?" name an occupation each, if the field is one's.
    """
    if message.values("occupation") or contains("names_the_field", message.words):
        return None
    for clause in clauses(message.words):
        text = f" {normalise(clause)} "
        said = next((one for one in phrases_in(text, phrases("before_ones_field"))), None)
        words = text.partition(f" {said} ")[2].split() if said else []
        for length in range(min(LONGEST, len(words)), 0, -1):
            field = " ".join(words[:length])
            plain = set(words[:length]) & phrases("no_words_of_a_field")
            if plain or not (title := title_of(connection, field)):
                continue
            told = message.with_occupation(title, field)
            kept = (one for one in told.entities if one.kind != "level" or normalise(one.typed) not in field)
            anew = said in phrases("asks_of_another") and message.intent == CAREER_FIT
            intent = NAMED_ANEW if anew else message.intent
            return replace(told, entities=tuple(kept), intent=intent)
    return None


def _asked_about_in(connection: Connection, message: UserMessage, words: list[str]) -> UserMessage | None:
    """Return a message that ends with a field in which money or a future is looked for: "money in pottery?".

    The title may be that of several occupations, which are then asked back for.
    """
    for asked, topic in (("money_in_a_field", "salary"), ("future_in_a_field", "outlook")):
        text = f" {' '.join(words)} "
        said = next((one for one in phrases_in(text, phrases(asked))), None)
        field = text.partition(f" {said} ")[2].strip() if said else ""
        if (
            not field
            or len(field.split()) > LONGEST - 1
            or set(field.split()) & phrases("no_words_of_a_field")
        ):
            continue
        titles = [title_of(connection, field), *_titles_of(field)]
        title = next((one for one in titles if one and _is_listed(connection, one)), None)
        if title is None:
            continue
        told = message.with_occupation(title, field)
        unclear = message.intent == FALLBACK or message.confidence < UNDOUBTED_ANSWER
        return replace(told, intent=topic, confidence=UNDOUBTED_ANSWER, parts=()) if unclear else told
    return None


def _is_listed(connection: Connection, title: str) -> bool:
    """Return whether a list has just this title, be it for several occupations."""
    matches = resolve_title(connection, title=title, listed=True).matches
    return bool(matches) and matches[0].kind in KINDS and normalise(matches[0].title) in title_forms(title)


def heads_of_fields() -> list[str]:
    """Return what may stand behind a field in the title of the people in it."""
    return [str(one) for one in _lists()["heads"]]


def _titles_of(field: str) -> Iterator[str]:
    """Yield the titles that a field may be named for, the likeliest first."""
    for ending, instead in _lists()["endings"]:
        stem = field.removesuffix(ending)
        whole = not stem or stem.endswith(" ")
        if stem != field and (whole or len(stem.split(" ")[-1]) >= SHORTEST):
            yield f"{stem}{instead}"


def _before_what_is_asked(words: list[str]) -> Iterator[str]:
    """Yield the words right before what is asked of an occupation, the longest first."""
    for last in range(1, len(words)):
        if words[last] not in phrases("asked_of_a_field"):
            continue
        for first in range(max(0, last - LONGEST), last):
            if not set(words[first:last]) & phrases("no_words_of_a_field"):
                yield " ".join(words[first:last])


@cache
def _lists() -> dict[str, Any]:
    tree: dict[str, Any] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return tree
