"""Titles that are everyday words too, where a message compares: "more than a cook?", "lawyer and judge"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.questions.cues import contains, phrases
from actions.questions.message import ParsedEntity, UserMessage
from actions.questions.titles.fields_as_titles import title_of
from actions.questions.titles.kin_lookup import OWN, titled
from actions.state import ConversationState
from knowledge.queries.occupations import featured_occupation
from knowledge.queries.titles import KINDS, resolve_title
from knowledge.terms import normalise

LONGEST = 4  # words of a title
COMPARES = frozenset({"comparison", "difference"})
_HELD_AGAINST = COMPARES | {"salary", "outlook"}
_FIELD = re.compile(r"\b(?:ml|machine learning)\b", re.IGNORECASE)
_PARTS = re.compile(r"[,;:/?!.]+|\b(?:and|or|vs|versus|with|to|against)\b", re.IGNORECASE)
_VERSUS = re.compile(r"(?:^|[,;:.?!(]\s*)([^,;:.?!()]+?) (?:vs|versus)\b\.? ([^,;:.?!()]+)", re.IGNORECASE)
_OR = re.compile(r"^([\w ]+?) or ([\w ]+?)[,:;?] *(?:which|who|what)\b", re.IGNORECASE)
# "Should I stay a baker or go waiter?", where "go" may be taken for part of a title, or for a tool.
_STAY_OR_GO = re.compile(
    r"\b(?:stay|staying|remain|remaining|continue|keep being|keep working)(?: on)?(?: as)?(?: an?)? "
    r"([\w /-]+?),? or "
    r"(?:to )?(?:go(?: for| into)?|going(?: for| into)?|become|becoming|switch to|move to|turn|be)(?: an?)? "
    r"([\w /-]+?)(?=[,;:.?!]|$| for | money| pay| salary| in | which| what| who)",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"\b(?:than|versus|vs|compared to|compared with|against) (?:(?:an|a|the) )?([^?!.,;]+)")


def with_field_compared(connection: Connection, message: UserMessage) -> UserMessage:
    """Return a message with the featured occupation, if its field is held against another occupation's pay.

    "ML salary vs data scientist salary" means those who work in machine learning.
    """
    named = message.values("occupation")
    if message.is_payload or len(named) != 1 or message.intent not in _HELD_AGAINST:
        return message
    field = _FIELD.search(message.words)
    featured = featured_occupation(connection).key
    if not field or featured in named or not contains("holds_against", message.words):
        return message
    if any(
        normalise(field[0]) in normalise(one.typed) for one in message.entities if one.kind == "occupation"
    ):
        return message
    return replace(message, entities=(*message.entities, ParsedEntity("occupation", featured, field[0])))


def with_compared_titles(
    connection: Connection, message: UserMessage, state: ConversationState
) -> UserMessage:
    """Return a message with the occupations that it compares with and NLU takes for everyday words.

    In a list of occupations, and behind "than" where one is talked about, a title can mean nothing else.
    """
    if message.is_payload:
        return message
    sides = _sides(message)
    fewest = 1 if message.intent in COMPARES or sides else 2  # named, so that the rest may be titles too
    lists = len(message.values("occupation")) >= fewest and contains("asks_to_compare", message.words)
    talks = bool(message.values("occupation")) or bool(state.occupations)
    told = list(_parts(message.words)) if lists else [*sides]
    told += list(_behind(message.words)) if talks else []
    if lists:
        told = [_completed(connection, message, one) for one in told]
    named = {normalise(one.typed) for one in message.entities if one.kind == "occupation" or not sides}
    if _STAY_OR_GO.search(message.words):
        named = set()  # NLU takes "go medical assistant" for a title
    new = [one for one in dict.fromkeys(told) if not _is_named(one, named)]
    titles = {one: title for one in new if (title := _title(connection, one, of_field=one in sides))}
    heads = {title.split()[-1] for title in titles.values()}
    unknown = [one for one in sides if one in new and one not in titles]
    for one in unknown:
        shared = (f"{one} {head}" for head in heads if titled(connection, f"{one} {head}", OWN))
        if title := next(shared, None):
            titles[one] = title  # "elementary vs high school teaching"
    compared = len(titles) + len(message.values("occupation"))
    if sides and not lists and compared < len(sides):
        return message
    bare = bool({*named, *titles} & set(sides))  # not "nurse in hospitals vs nursing homes"
    if compared == 1 and len(unknown) == 1 and bare and _opens_with(message, state):
        titles[unknown[0]] = unknown[0]  # "accounting vs finance" is about nobody else
    found = tuple(ParsedEntity("occupation", title, one) for one, title in titles.items())
    if not found:
        return message
    chosen = _STAY_OR_GO.search(message.words) is not None
    kept = tuple(
        one
        for one in message.entities
        if not (chosen and one.kind == "occupation")
        if one.kind == "occupation" or not any(f" {normalise(one.typed)} " in f" {new} " for new in titles)
    )
    compared_now = replace(message, entities=(*kept, *found))
    if chosen and contains("search_by_pay", message.words):  # "money only"
        return replace(compared_now, intent="comparison", confidence=1.0, parts=(), unclear=())
    return compared_now


def _sides(message: UserMessage) -> tuple[str, ...]:
    """Return what stands on the two sides of "versus", or of an "or" that opens a comparison."""
    found = _STAY_OR_GO.search(message.words) or _VERSUS.search(message.words)
    if not found and message.intent in COMPARES:
        found = _OR.search(message.words)
    if not found:
        return ()
    sides = tuple(_bare(one) for one in found.groups())
    return sides if all(0 < len(one.split()) <= LONGEST for one in sides) else ()


def _opens_with(message: UserMessage, state: ConversationState) -> bool:
    """Return whether a comparison opens a conversation and is not about the featured occupation."""
    about_featured = contains("names_the_field", message.words) or contains("first_person", message.words)
    return state.topic is None and not about_featured


def _completed(connection: Connection, message: UserMessage, part: str) -> str:
    """Return the title that a part of a list shares the last word of: "a civil engineer or mechanical?"."""
    for name in message.values("occupation"):
        head = normalise(name).split()[-1]
        if " " in normalise(name) and titled(connection, f"{part} {head}", OWN):
            return f"{part} {head}"
    return part


def _parts(text: str) -> Iterator[str]:
    """Yield the parts of a list, without articles and the words that ask to compare."""
    for part in _PARTS.split(text):
        bare = _bare(part)
        if 0 < len(bare.split()) <= LONGEST:
            yield bare


def _bare(part: str) -> str:
    words = normalise(part)
    for opening in phrases("opens_a_compared_title"):
        endings = sorted(phrases("ends_a_compared_title"), key=len, reverse=True)
        ending = next((one for one in endings if words.endswith(f" {one}")), None)
        if ending and f" {opening} " in f" {words} ":  # "compare what judges are paid"
            words = words.removesuffix(f" {ending}").split(f"{opening} ", 1)[-1]
    return " ".join(one for one in words.split() if one not in phrases("beside_a_compared_title"))


def _behind(text: str) -> Iterator[str]:
    """Yield what stands behind "than", the longest first that may be a title."""
    for found in _BEHIND.finditer(text.lower()):
        words = normalise(found[1]).split()
        while words and words[-1] in phrases("ends_a_description"):
            words = words[:-1]
        if 0 < len(words) <= LONGEST:
            yield " ".join(words)


def _is_named(title: str, named: set[str]) -> bool:
    return any(f" {title} " in f" {one} " or f" {one} " in f" {title} " for one in named)


def _title(connection: Connection, words: str, *, of_field: bool) -> str | None:
    """Return words that are a title, or that of those in a field; None for what compares otherwise.

    "More than average" names no title.
    """
    if words in phrases("no_compared_titles"):
        return None
    if any(one.kind in KINDS for one in resolve_title(connection, title=words, listed=True).matches):
        return words
    return title_of(connection, words) if of_field else None
