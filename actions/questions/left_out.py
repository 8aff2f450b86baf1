"""The occupations that a search leaves out by a word of their titles: "leave out elevators", "no pilots"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import takewhile

from sqlalchemy.engine import Connection

from actions.datasets.search.conditions import conditions_in, kinds_of_training
from actions.datasets.search.education import education_of
from actions.datasets.search.skills import skills_in
from actions.questions.cues import clauses, contains, phrases, phrases_in
from actions.questions.fields_of_work import groups_of_people, left_out_groups
from actions.questions.message import UserMessage
from actions.questions.topic_slots import OCCUPATION_SEARCH
from actions.state import ConversationState
from knowledge.queries.lexical import content_words
from knowledge.queries.occupation_search import Names, names_by_code
from knowledge.terms import normalise

GOES_ON = "what_about"
_LONGEST_NAME = 3  # words
_AGENTS = "(?:|e|er|or)s"  # "cooking" and "cooks", "nursing" and "nurses", "teachers", "actors"
_APART = re.compile(r"[^a-z]")
_STEM, _ENDING = 5, 3  # letters that words of one stem share, and by which they differ
_BY_WORK = re.compile(r"\b(?:anything|everything|nothing|stuff|involv\w+|to do with|deal\w* with)\b")
_FEW_WORDS = 6  # of a message that only leaves something out of the last list


@dataclass(frozen=True)
class LeftOut:
    """The codes of the occupations that are left out, and how the text calls them."""

    codes: tuple[str, ...] = ()
    called: tuple[str, ...] = ()


def titles_left_out(connection: Connection, text: str) -> LeftOut:
    """Return the occupations that the lines of a text leave out by what they are called or do.

    Where a verb leaves them out ("take out the nuclear ones"), or a line behind the first does no more, any
    word of their titles names them; behind "no" or "not" elsewhere only a noun for those who do the work, as
    "no college" and "not physical" name none. "Anything with x-rays" is what their description tells as well.
    """
    codes: dict[str, None] = {}
    called: dict[str, None] = {}
    for number, line in enumerate(left_out_again(text).splitlines()):
        for clause in clauses(line):
            refines = number > 0 and opens_with_leaving_out(clause)
            for name, by_verb, by_work in _named(clause):
                if _is_of_a_query(name):
                    continue
                found = (
                    *groups_of_people(name),
                    *_codes(connection, name, by_verb=by_verb or refines, by_work=by_work),
                )
                in_line = left_out_groups(f"{line} jobs" if number else line)
                group = [one for one in left_out_groups(f"not {name} jobs") if one not in in_line]
                codes |= dict.fromkeys((*found, *group))
                if group or (found and not left_out_groups(f"not {name} jobs")):
                    called[name] = None
    return LeftOut(tuple(codes), tuple(called))


def left_out_again(text: str) -> str:
    """Return the lines of a search with the verb of the line before: "and anything in finance"."""
    lines: list[str] = []
    for line in text.splitlines():
        again = bool(lines) and _leaves_out(lines[-1]) and contains("and_anything", line)
        lines.append(f"leave out {line}" if again and not _leaves_out(line) else line)
    return "\n".join(lines)


def _leaves_out(line: str) -> bool:
    return any(contains(cue, line) for cue in ("takes_out", "leaves_out", "leaves_out_in_words"))


def opens_with_leaving_out(clause: str) -> bool:
    """Return whether a clause does no more than leave something out: "not electrical", "no oil"."""
    words = [one for one in normalise(clause).split() if one not in phrases("before_a_question")]
    opens = {*phrases("leaves_out"), *phrases("leaves_out_in_words")}
    return 1 < len(words) <= _FEW_WORDS and words[0] in opens


def _is_of_a_query(name: str) -> bool:
    """Return whether what is left out is an attribute or a skill: "no programming", "no long training"."""
    if groups_of_people(name):
        return False  # "not doctors"
    return bool(
        conditions_in(name)
        or kinds_of_training(name)[0]
        or skills_in(f"no {name}")
        or education_of(name)
        or education_of(f"no {name}")
    )


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


def _named(clause: str) -> list[tuple[str, bool, bool]]:
    """Return what a clause leaves out, a name each, whether a verb does so, and whether the work is told."""
    words = f" {normalise(clause)} "
    named = []
    for cue, by_verb in (("takes_out", True), ("leaves_out", False), ("leaves_out_in_words", False)):
        for phrase in phrases_in(words, phrases(cue)):
            behind = words.partition(f" {phrase} ")[2]
            by_work = bool(_BY_WORK.search(f"{phrase} {behind}"))
            names = (_name(part.split()) for part in re.split(r"\b(?:or|and|nor)\b", behind))
            named += [(name, by_verb, by_work) for name in names if name]
    return named


def _name(words: list[str]) -> str | None:
    """Return the words of a name: those behind what joins it to the verb, as far as it goes."""
    joins = phrases("joins_what_is_left_out") | phrases("leaves_out")
    while words and words[0] in joins:
        words = words[1:]
    ends = phrases("behind_what_is_left_out")
    length = next((place for place, word in enumerate(words) if word in ends), len(words))
    return " ".join(words[: min(length, _LONGEST_NAME)]) or None


def _codes(connection: Connection, name: str, *, by_verb: bool, by_work: bool) -> tuple[str, ...]:
    names = names_by_code(connection)
    if by_verb or by_work:
        asked = content_words(name)
        return tuple(
            code
            for code, one in names.items()
            if asked and (_holds(one.words_of_title, asked) or (by_work and _tells(one, name, asked)))
        )
    if name.split(maxsplit=1)[0] in phrases("of_school"):
        return ()  # "no training"
    # "dentists" ends the title or a part of it: "registered nurses", "bakers and cooks".
    noun = f"{re.escape(name.removesuffix('ing'))}{_AGENTS if name.endswith('ing') else ''}"
    ends = re.compile(rf"\b{noun}(?:$|,| and | or )")
    return tuple(
        code for code, one in names.items() if name.endswith(("s", "ing")) and ends.search(one.plural)
    )


def _holds(title: frozenset[str], asked: frozenset[str]) -> bool:
    """Return whether a title holds all words of a name."""
    return all(any(_same(word, one) for one in title) for word in asked)


def _tells(names: Names, name: str, asked: frozenset[str]) -> bool:
    """Return whether a description holds all words of a name, be they written apart: "x-rays", "xrays"."""
    joined = _APART.sub("", name).removesuffix("s")
    apart = len(joined) >= _STEM - 1 and joined in _APART.sub("", names.does)
    return asked <= names.words_of_work or apart


def _same(word: str, other: str) -> bool:
    """Return whether two words are of the same stem: "managerial" and "manager"."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False))
    shared = sum(1 for _pair in alike)
    return word == other or (shared >= _STEM and shared >= max(len(word), len(other)) - _ENDING)
