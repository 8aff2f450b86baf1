"""The forms in which what people say to do for a living is compared: "flips burgers", "flipping a burger"."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from knowledge.terms import normalise

WORK, FIELD = "work", "field"  # kinds of everyday phrases
IRREGULAR_VERBS = Path(__file__).with_name("irregular_verbs.yml")
# Words between a verb and its object, and around it, that say nothing of the work.
SMALL_WORDS = frozenset(
    "a an the my our your his her their its some any these those this that of in at on for with from to and"
    " own other all big old little new people s".split()
)
_VOWELS = frozenset("aeiou")
_NO_PLURALS = ("ss", "us")
_HISSING = ("sses", "xes", "ches", "shes", "zes")


class Form(str, Enum):
    """The form of a verb."""

    BASE = "base"
    THIRD_PERSON = "third person"
    PARTICIPLE = "participle"  # "driving"
    PAST = "past"


def phrase_form(phrase: str, kind: str) -> str:
    """Return an everyday phrase of a kind as it is compared."""
    return work_form(phrase) if kind == WORK else normalise(phrase)


def work_form(phrase: str) -> str:
    """Return a phrase whose first word is a verb in its base form as it is compared; empty for no words."""
    verb, *others = normalise(phrase).split() or [""]
    return " ".join([verb, *(object_form(word) for word in others if word not in SMALL_WORDS)]).strip()


@cache
def _irregular() -> dict[str, list[str]]:
    read: dict[str, list[str]] = YAML(typ="safe").load(IRREGULAR_VERBS.read_text(encoding="utf-8"))
    return read


def verb_forms(verb: str) -> Iterator[tuple[str, Form]]:
    """Yield the forms of a verb given in its base form; where spelling varies, each of its spellings."""
    yield verb, Form.BASE
    stem = verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) else verb
    doubled = f"{verb}{verb[-1]}"
    after_consonant = verb.endswith("y") and verb[-2:-1] not in _VOWELS
    if after_consonant:
        yield f"{verb[:-1]}ies", Form.THIRD_PERSON
    elif verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        yield f"{verb}es", Form.THIRD_PERSON
    else:
        yield f"{verb}s", Form.THIRD_PERSON
    for spelling in dict.fromkeys((stem, *([doubled] if _may_double(verb) else []))):
        yield f"{spelling}ing", Form.PARTICIPLE
        yield f"{spelling}in", Form.PARTICIPLE  # "drivin"
    past = _irregular().get(verb)
    if past:
        yield from ((one, Form.PAST) for one in past if one != verb)  # "cut" tells too little
    elif after_consonant:
        yield f"{verb[:-1]}ied", Form.PAST
    else:
        yield f"{verb}d" if verb.endswith("e") else f"{verb}ed", Form.PAST
        if _may_double(verb):
            yield f"{doubled}ed", Form.PAST


def _may_double(verb: str) -> bool:
    """Return whether a verb may double its last letter: "cutting", "travelling"."""
    ends = len(verb) > 2 and verb[-1] not in _VOWELS | set("wxyh") and verb[-2] in _VOWELS
    return ends and verb[-3] not in _VOWELS


def object_form(word: str) -> str:
    """Return a noun in the singular, as far as its ending tells; other words as they are."""
    if len(word) <= 3 or not word.endswith("s") or word.endswith(_NO_PLURALS):
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(_HISSING) else word[:-1]
