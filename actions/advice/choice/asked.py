"""Reads whether a message asks to choose among occupations, by what, and among which: ``choice.yml``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from ruamel.yaml import YAML
from sqlalchemy.engine import Connection

from actions.advice.asked import asks
from actions.advice.choice.kinds import Kind, joined_kinds, kinds_named
from actions.datasets.compared.comparison import COMPARED
from actions.questions.after_advice import aims
from actions.questions.carry_over import shown
from actions.questions.cues import contains, phrases_in
from actions.questions.members.meant import shown_last
from actions.questions.question import Question
from knowledge.terms import normalise

FILE = Path(__file__).with_name("choice.yml")
Criterion = Literal["fit", "near", "easy", "quick", "calm", "body", "pay", "growth"]
CRITERIA: tuple[Criterion, ...] = Criterion.__args__  # type: ignore[attr-defined]
# What figures tell of several without anybody's situation; the datasets compare it.
OF_FIGURES = frozenset({"pay", "growth"})
SEVERAL = 2
_LISTED = 8  # occupations of a list of what fits
MOST_NAMED = 5  # of occupations that are weighed one by one


@dataclass(frozen=True)
class Choice:
    """What somebody asks to choose among.

    Attributes:
        kinds: the occupations or kinds of work, in the order in which they are named or were shown.
        criteria: by what, what is asked first at the head; empty where they are only thought of.
        whence: whether the message names them, or they were listed or compared before.
    """

    kinds: tuple[Kind, ...]
    criteria: tuple[Criterion, ...]
    whence: Literal["named", "shown"]


def choice_asked(connection: Connection, question: Question) -> Choice | None:
    """Return the choice that a message asks for; None where it asks for none."""
    message = question.message
    words = normalise(message.words)
    if message.is_payload or message.document is not None or not _says(words, "asks"):
        return None
    if asks("test_taken", words):
        return None  # which is held against the interests of those who do it
    criteria, said = _criteria(words)
    if message.asks_fact and not (criteria and set(criteria) <= OF_FIGURES):
        return None
    kinds = kinds_named(connection, question, said)
    by_pay = criteria == ("pay",)  # "bus driver? local delivery? what pays best" laughs at none
    group = joined_kinds(question, kinds, () if by_pay else shown_last(question.state))
    if _says(words, "others"):
        rest = _others(question, kinds)
        return Choice(rest, criteria, "shown") if criteria and len(rest) >= SEVERAL else None
    titled = [one for one in kinds if one.titled and one not in group]
    beside = bool(group) and not any(one.titled for one in group)
    if beside and len(titled) == 1 and _says(words, "fits_alone"):
        return Choice((titled[0],), ("fit",), "named")  # "art or biology. Vet tech, would that fit me?"
    if len(group) >= SEVERAL:
        return _among_named(question, words, group, criteria)
    if not set(criteria) - OF_FIGURES:
        return None
    points = contains("points_at_list", words)
    if len(kinds) == 1 and not points:
        return _with_last(question, words, kinds[0], criteria)
    if (kinds and not points) or _says(words, "beyond"):
        return None
    if not points and _says(words, "some_work"):
        return None  # "now which jobs fit?" asks for a list anew
    keys = _shown(question, words)
    return Choice(tuple(Kind("", (key,), titled=True) for key in keys), criteria, "shown") if keys else None


def _among_named(
    question: Question, words: str, kinds: Sequence[Kind], criteria: tuple[Criterion, ...]
) -> Choice | None:
    """Return the choice among what a message names; None where figures alone are asked of titles."""
    untitled = not all(one.titled for one in kinds)
    personal = _says(words, "personal") or bool(question.person)
    asked = set(criteria) - OF_FIGURES
    sentence = _sentence_of(question.message.text, kinds)
    studies = asked == {"fit"} and contains("names_training", sentence)
    if studies and not any(one.titled for one in kinds):
        return None  # "should I take biology or art in college?"
    if untitled and _says(sentence, "some_work") and not _says(words, "which_one"):
        criteria = tuple(one for one in criteria if one in OF_FIGURES)
        return Choice(tuple(kinds), criteria, "named")
    compares = question.topic is not None and question.topic_key in COMPARED
    for_me = bool(question.person) and (_says(words, "for_oneself") or not compares)
    if asked or (criteria and (untitled or for_me)):
        return Choice(tuple(kinds), criteria, "named")
    if criteria or not personal or question.intent in ("comparison", "difference"):
        return None
    known = bool(question.person.last_work)
    return Choice(tuple(kinds), (), "named") if (known or untitled) and _says(words, "thinks_of") else None


def _sentence_of(text: str, kinds: Sequence[Kind]) -> str:
    """Return the sentence in which some kinds of work are named, in normal form."""
    start = max(text.rfind(one, 0, kinds[0].start) for one in ".?!;\n") + 1
    ends = [place for one in ".?!;\n" if (place := text.find(one, kinds[-1].end)) >= 0]
    return normalise(text[start : min(ends, default=len(text))])


def _with_last(question: Question, words: str, named: Kind, criteria: tuple[Criterion, ...]) -> Choice | None:
    """Return the choice between what a message names and what was talked about; or whether it is fitting.

    "Or massage therapist, which fits me better?", "vet tech maybe? would that fit me?".
    """
    last = "".join(aims(question.state)[-1:])
    if last and last not in named.keys and _says(words, "or_rather"):
        return Choice((Kind("", (last,), titled=True), named), criteria, "named")
    turned_down = question.message.protested or question.message.refused
    anything = bool(turned_down) and contains("wh_words", words)  # "a cook? a baker? what fits better?"
    alone = criteria[0] == "fit" and named.titled and _says(words, "fits_alone") and not anything
    return Choice((named,), ("fit",), "named") if alone else None


def _criteria(words: str) -> tuple[tuple[Criterion, ...], list[str]]:
    """Return by what a text asks to choose, that which is named first at the head, and the phrases."""
    padded = f" {words} "
    found: list[tuple[int, Criterion]] = []
    said: list[str] = []
    for name in CRITERIA:
        phrases = phrases_in(words, table()[name])
        if name == "body" and _says(words, "sits_too_much"):
            continue
        if (
            name == "quick"
            and phrases_in(words, table()["speed_of_growth"])
            and not contains("names_training", words)
        ):
            continue  # "which grows fastest?"
        if phrases:
            said += phrases
            found.append((min(padded.find(f" {one} ") for one in phrases), name))
    return tuple(name for _start, name in sorted(found)), said


def _shown(question: Question, words: str) -> tuple[str, ...]:
    """Return the occupations that were listed or compared and that a text points at; none for no such."""
    state = question.state
    own = {question.person.occupation, *question.person.former}
    last = state.last_question()
    listed = shown.listed(state) if state.topic in shown.LISTS or state.items else ()
    points = contains("points_at_list", words) or contains("asks_which_of_them", words)
    if listed and not points:
        return ()
    together = last.together() if last and not listed else ()
    keys = [key for key in (listed or together) if key not in own]
    if listed:
        keys = [key for key in keys if key not in question.person.declined]
    if len(keys) < SEVERAL and contains("points_at_list", words):
        keys = [key for key in shown.meant(state, words) if key not in own]
    return tuple(dict.fromkeys(keys)) if len(set(keys)) >= SEVERAL else ()


def asks_for_more(question: Question) -> bool:
    """Return whether a message asks for what pays more than the work of its writer."""
    return _says(normalise(question.message.words), "more_than_own")


def _others(question: Question, kinds: Sequence[Kind]) -> tuple[Kind, ...]:
    """Return what was shown but those that a message names, or that were talked about since."""
    state = question.state
    own = (question.person.occupation, *question.person.former, *question.person.declined)
    talked = {*own, *state.occupations_so_far(), *(key for one in kinds for key in one.keys[:1])}
    before = next((one for one in reversed(state.sets) if len(one) > SEVERAL), ())
    listed = shown.listed(state) or state.shown[-_LISTED:] or before
    return tuple(Kind("", (key,), titled=True) for key in listed if key not in talked)


def _says(words: str, name: str) -> bool:
    return bool(phrases_in(words, table()[name]))


@cache
def table() -> dict[str, frozenset[str]]:
    """Return the phrases of each name."""
    tree = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return {name: frozenset(normalise(str(one)) for one in written) for name, written in tree.items()}
