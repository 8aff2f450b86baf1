"""The occupations that a search leaves out by a word of their titles: "leave out elevators", "no pilots"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sqlalchemy.engine import Connection

from actions.questions.cues import clauses, contains, phrases, phrases_in
from actions.questions.fields_of_work import groups_of_people, left_out_groups
from actions.questions.message import UserMessage
from actions.questions.topic_slots import OCCUPATION_SEARCH
from actions.state import ConversationState
from knowledge.queries.lexical import content_words
from knowledge.queries.occupation_search import plurals_by_code
from knowledge.terms import normalise

GOES_ON = "what_about"
_LONGEST_NAME = 3  # words
_AGENTS = "(?:|e|er|or)s"  # "cooking" and "cooks", "nursing" and "nurses", "teachers", "actors"
_FEW_WORDS = 6  # of a message that only leaves something out of the last list


@dataclass(frozen=True)
class LeftOut:
    """The codes of the occupations that are left out, and how the text calls them."""

    codes: tuple[str, ...] = ()
    called: tuple[str, ...] = ()


def titles_left_out(connection: Connection, text: str) -> LeftOut:
    """Return the occupations that the lines of a text leave out by what they are called.

    Where a verb leaves them out ("take out the nuclear ones"), any word of their titles names them; behind
    "no" or "not" only a noun for those who do the work, as "no college" and "not physical" name none.
    """
    codes: dict[str, None] = {}
    called: dict[str, None] = {}
    plurals = plurals_by_code(connection)
    for clause in (one for line in text.splitlines() for one in clauses(line)):
        for name, by_verb in _named(clause):
            found = (*groups_of_people(name), *_codes(plurals, name, by_verb=by_verb))
            if found and not left_out_groups(f"not {name} jobs"):
                codes |= dict.fromkeys(found)
                called[name] = None
    return LeftOut(tuple(codes), tuple(called))


def read_left_out(connection: Connection, message: UserMessage, state: ConversationState) -> UserMessage:
    """Return a message that leaves occupations out of the last list as one that goes on with it."""
    if not takes_out_of_list(connection, message, state):
        return message
    return replace(message, intent=GOES_ON, confidence=1.0)


def takes_out_of_list(connection: Connection, message: UserMessage, state: ConversationState) -> bool:
    """Return whether a few words leave occupations out of the last list: "take out the nuclear ones"."""
    words = message.words
    if state.topic != OCCUPATION_SEARCH or len(words.split()) > _FEW_WORDS or message.is_payload:
        return False
    if contains("first_person", words):
        return False
    return bool(titles_left_out(connection, message.text).codes)


def _named(clause: str) -> list[tuple[str, bool]]:
    """Return what a clause leaves out, a name each, and whether a verb does so."""
    words = f" {normalise(clause)} "
    named = []
    for cue, by_verb in (("takes_out", True), ("leaves_out", False), ("leaves_out_in_words", False)):
        for phrase in phrases_in(words, phrases(cue)):
            behind = words.partition(f" {phrase} ")[2]
            names = (_name(part.split()) for part in re.split(r"\b(?:or|and|nor)\b", behind))
            named += [(name, by_verb) for name in names if name]
    return named


def _name(words: list[str]) -> str | None:
    """Return the words of a name: those behind what joins it to the verb, as far as it goes."""
    while words and words[0] in phrases("joins_what_is_left_out"):
        words = words[1:]
    ends = phrases("behind_what_is_left_out")
    length = next((place for place, word in enumerate(words) if word in ends), len(words))
    return " ".join(words[: min(length, _LONGEST_NAME)]) or None


def _codes(plurals: dict[str, str], name: str, *, by_verb: bool) -> tuple[str, ...]:
    if by_verb:
        asked = content_words(name)
        return tuple(code for code, plural in plurals.items() if asked and asked <= content_words(plural))
    if name.split(maxsplit=1)[0] in phrases("of_school"):
        return ()  # "no training"
    # "dentists" ends the title or a part of it: "registered nurses", "bakers and cooks".
    noun = f"{re.escape(name.removesuffix('ing'))}{_AGENTS if name.endswith('ing') else ''}"
    ends = re.compile(rf"\b{noun}(?:$|,| and | or )")
    return tuple(
        code for code, plural in plurals.items() if name.endswith(("s", "ing")) and ends.search(plural)
    )
