"""Reads off the words of a message how its question is put: ``cues.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from knowledge.queries.lexical import content_words, numbers_in
from knowledge.terms import normalise

FILE = Path(__file__).with_name("cues.yml")
MOST_OF = 0.65  # of a question's words are those of the fact that says yes to it
SOME_OF = 0.34  # … and so many of them its own, where it is asked for in the others elsewhere
_WORDS_BEFORE_NAME = 3  # as far before a name a word may stand that leaves it out
_TEXTS_KEPT = 64
_MANY_WORDS = 150  # of which all runs would take megabytes
SUPERLATIVES = ("superlatives_most", "superlatives_least", "superlatives_of_pay", "grows_most")
_SENTENCES = re.compile(r"[^.!?]+[.!?]*")
_PARTS = re.compile(r"[,:;]\s|\s[-–]\s")  # "translation apps - is ML inside?"
_CLAUSE_ENDS = re.compile(r"[,;:.?!]\s|\bbut\b", re.IGNORECASE)  # "not Europe, Asia", "not men but women"


def contains(cue: str, text: str) -> bool:
    """Return whether a text contains one of the phrases of a list of ``cues.yml``."""
    runs = _runs_of_words(text)
    return bool(phrases_in(text, phrases(cue)) if runs is None else phrases(cue) & runs)


def phrases_in(text: str, known: Iterable[str]) -> list[str]:
    """Return those of some phrases in normal form that a text contains."""
    words = _between_spaces(text)
    return [phrase for phrase in known if f" {phrase} " in words]


def ranks(text: str) -> bool:
    """Return whether a text asks for the first or last of an order."""
    return any(contains(cue, text) for cue in SUPERLATIVES)


def asks_for(what: str, text: str) -> bool:
    """Return whether a text asks for something: ``list``, ``all``, ``number``, ``choice`` or ``both``."""
    return contains(f"asks_for_{what}", text)


def leaves_out(text: str, named: str) -> bool:
    """Return whether a text asks about all but what it names: "the share without a master's"."""
    for clause in clauses(text):
        before, name, _rest = f" {normalise(clause)} ".partition(f" {normalise(named)} ")
        if name and phrases("leaves_out") & set(before.split()[-_WORDS_BEFORE_NAME:]):
            return True
    return False


def is_yes_no(text: str) -> bool:
    """Return whether a question asks if something is so: "do they need …", but not "can you tell me …"."""
    words = words_of_question(text)
    return len(words) > 1 and words[0] in phrases("opens_yes_no") and words[1] != "you"


def is_claim(text: str) -> bool:
    """Return whether a text asks if what it says is so, with no choice: "more are men, right?"."""
    words = without_phrases("asks_to_confirm", text)
    if asks_for("choice", words) or contains("denies_a_claim", words):
        return False
    if is_yes_no(text) or contains("asks_to_confirm", text):
        return True
    asks = contains("wh_words", words) or contains("wh_adverbs", words) or asks_for("number", words)
    return text.rstrip().endswith("?") and not asks


def is_fragment(text: str) -> bool:
    """Return whether a text begins with a preposition and what it asks for: "and in which fields?"."""
    first, second, *_rest = (*words_of_question(text), "", "")
    return first in phrases("fragment_prepositions") and second in phrases("fragment_wh_words")


def asks_if_so(text: str) -> bool:
    """Return whether a text asks if something is so, also in a fragment: "stacks: needed?"."""
    *_before, last = [text, *(one for one in _PARTS.split(text.strip()) if one.strip())]
    if is_yes_no(text) or is_yes_no(last):
        return True
    words = f" {normalise(last)}"
    asks = contains("wh_words", text) or contains("wh_adverbs", text) or asks_for("number", text)
    closes = any(words.endswith(f" {one}") for one in phrases("asks_if_so"))
    return text.rstrip().endswith("?") and closes and not asks


def is_affirmed(
    question: str,
    fact: str,
    known: frozenset[str] = frozenset(),
    *,
    bears: bool = False,
    obliges: bool = False,
) -> bool:
    """Return whether a fact says yes to a yes-no question that it answers.

    A fact says what is so. It is no plain yes where either of the two denies, limits or compares and the
    other does not, or where the question asks whether something must be and the fact only says that it may.

    Args:
        question: in whose last sentence it is asked.
        fact: as it is told.
        known: content words of the question with which the fact is asked for elsewhere.
        bears: whether the fact is known to bear on what the question asks.
        obliges: whether what the fact tells has to be done, as duties have.
    """
    question = asking(question)
    if not asks_if_so(question) or asks_for("choice", question) or contains("says_yes_itself", fact):
        return False
    fact = _nearest_sentence(content_words(question), fact)
    if _said_in_one_alone("limits_a_verdict", question, fact) or _said_in_one_alone("denies", fact, question):
        return False
    asked = content_words(question)
    if not numbers_in(question) <= numbers_in(fact) or not _ordinals_in(question) <= _ordinals_in(fact):
        return False
    own = asked & content_words(fact)
    most = len(own | (asked & known)) >= MOST_OF * len(asked) and len(own) >= SOME_OF * len(asked)
    if not own or not (most or bears):
        return False  # that they work from Monday to Friday says nothing yet about weekends
    return obliges or not contains("asks_whether_needed", question) or contains("says_needed", fact)


def _nearest_sentence(asked: frozenset[str], text: str) -> str:
    sentences: list[str] = _SENTENCES.findall(text) or [text]
    return max(sentences, key=lambda one: len(asked & content_words(one)))


def _said_in_one_alone(cue: str, text: str, other: str) -> bool:
    """Return whether a text has one of the phrases of a list that another does not have."""
    found = phrases_in(text, phrases(cue))
    return bool(found) and bool(set(found) - set(phrases_in(other, found)))


def is_put_to_confirm(text: str) -> bool:
    """Return whether a text puts a claim to be confirmed: "my uncle says …", "so they don't …?"."""
    told = contains("reports_a_claim", text) or contains("asks_to_confirm", text)
    return told or (text.rstrip().endswith("?") and is_claim(text)) or asks_if_so(text)


def is_refuted(question: str, fact: str) -> bool:
    """Return whether a fact says no to a question, or to a claim that is put to be confirmed.

    It calls needed what the question does without, more than what the question takes for enough, or one of
    several what it takes for the only one; or it tells of growth where the question asks about a fall.
    """
    whole, question = question, question if contains("reports_a_claim", question) else asking(question)
    if not is_put_to_confirm(question) or contains("denies", fact) or asks_for("choice", question):
        return False
    if contains("says_only", question):
        return contains("says_one_of_several", fact)
    if _denies_a_need(question):
        return contains("says_needed", fact) and _shares_a_word(content_words(question), fact)
    if contains("says_it_shrinks", question):
        return contains("says_it_grows", fact) and not contains("denies_a_claim", question)
    if contains("says_enough", question) and contains("says_little", question):
        return contains("says_needed", fact) or contains("says_much", fact)
    if not (asks_if_so(asking(whole)) or contains("reports_a_claim", question)):
        return False  # "I'm bad at maths. A problem?"
    words = f" {normalise(whole)} "
    without = [one for one in phrases("does_without") if f" {one} " in words]
    if not without or contains("asks_whether_needed", whole) or not contains("says_needed", fact):
        return False
    first = min(without, key=lambda one: (words.index(f" {one} "), -len(one)))
    return _shares_a_word(content_words(words.partition(f" {first} ")[2]), fact)


def _shares_a_word(words: frozenset[str], fact: str) -> bool:
    """Return whether a fact has one of some words, be it longer: "mathematics" for "maths"."""
    return any(one.startswith(other) for one in content_words(fact) for other in words)


def _denies_a_need(text: str) -> bool:
    """Return whether a text says that something is not needed; "don't they need it?" asks if it is."""
    return contains("denies_a_need", text) and not is_yes_no(text)


def _ordinals_in(text: str) -> set[str]:
    return {"first", *numerals("ordinals")} & set(normalise(text).split())


def asking(text: str) -> str:
    """Return the last sentence of a text that asks, the whole text where none is marked."""
    asking = [one for one in _SENTENCES.findall(text) if one.rstrip().endswith("?")]
    return asking[-1] if asking else text


def words_of_question(text: str) -> list[str]:
    """Return the normalised words of a text from where the question begins to where it ends."""
    words = normalise(text).split()
    while words[1:] and words[0] in phrases("before_a_question"):
        words = words[1:]
    while words[1:] and words[-1] in phrases("after_a_question"):
        words = words[:-1]
    return words


def without_phrases(name: str, text: str) -> str:
    """Return a text in normal form without the phrases of a list of ``cues.yml``."""
    padded = _between_spaces(text)
    for phrase in sorted(phrases(name), key=len, reverse=True):
        padded = padded.replace(f" {phrase} ", " ")
    return padded.strip()


def without_names(text: str, names: Iterable[str]) -> str:
    """Return a text in normal form without some names, given as they were typed."""
    padded = _between_spaces(text)
    for name in names:
        padded = padded.replace(f" {normalise(name)} ", " ")
    return padded.strip()


def asks_for_next(text: str) -> bool:
    """Return whether a text asks for no more than what comes next in an order: "and below that one?"."""
    exact = " ".join(words_of_question(text)) in phrases("asks_for_the_next")
    return exact or says_no_more_than("the_next", text)


def says_no_more_than(place: str, text: str) -> bool:
    """Return whether a text names a place of an order, such as ``the_bottom``, and says nothing else."""
    words = set(words_of_question(text))
    return bool(words & phrases(place)) and words <= phrases(place) | phrases("beside_a_place_in_order")


def clauses(text: str) -> list[str]:
    """Return the clauses of a text."""
    return _CLAUSE_ENDS.split(text)


def phrases(name: str) -> frozenset[str]:
    """Return a list of ``cues.yml``, normalised."""
    return _lists()[name]


@cache
def words_of_cues() -> frozenset[str]:
    """Return every word of the lists, by which questions are put."""
    return frozenset(word for listed in _lists().values() for phrase in listed for word in phrase.split())


def numerals(name: str) -> dict[str, int]:
    """Return a mapping of ``cues.yml`` from words to numbers."""
    return {normalise(str(word)): int(value) for word, value in _tree()[name].items()}


@lru_cache(_TEXTS_KEPT)
def _between_spaces(text: str) -> str:
    """Return a text in normal form; one turn looks up some hundred lists of phrases in the same few texts."""
    return f" {normalise(text)} "


@lru_cache(_TEXTS_KEPT)
def _runs_of_words(text: str) -> frozenset[str] | None:
    """Return all that a text may have in common with a list; nothing for a text of very many words."""
    words = _between_spaces(text).split()
    if len(words) > _MANY_WORDS:
        return None
    return frozenset(
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, min(start + _longest_phrase(), len(words)) + 1)
    )


@cache
def _longest_phrase() -> int:
    return max(len(phrase.split()) for listed in _lists().values() for phrase in listed)


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(normalise(str(phrase)) for phrase in value)
        for name, value in _tree().items()
        if isinstance(value, list)
    }


@cache
def _tree() -> dict[str, Any]:
    tree: dict[str, Any] = YAML(typ="safe").load(FILE.read_text(encoding="utf-8"))
    return tree
