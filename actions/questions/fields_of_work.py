"""The fields of work that a search names: major groups of occupations, and fields that cut across them."""

from __future__ import annotations

import re
from functools import cache

from actions.questions.cues import asks_for, contains, phrases, phrases_in, ranks
from knowledge.datasets.tables import FOLDER, read_table, read_words, words_in
from knowledge.terms import normalise

_GROUPS = FOLDER / "groups.tsv"
_FIELDS = FOLDER / "fields.tsv"
_STUFF = re.compile(r"\b(?:stuff|things|work)\b")
Codes = tuple[str, ...]  # of occupations, or what they begin with
Named = tuple[Codes, set[str]]  # a field and how a text calls it, between spaces


def named_groups(text: str) -> Codes:
    """Return what the codes of the occupations in the fields that a text names begin with; none for all.

    No name within a longer one counts: "healthcare support". Who works in a field names it behind "kind of"
    only: "which kind of nurse earns most?". A field that is left out is not named: "outside of healthcare".
    """
    return _narrowest(_wanted(text))


def left_out_groups(text: str) -> Codes:
    """Return the same of the fields that a text leaves out: "but not in engineering", "outside of tech"."""
    return _narrowest(_left_out(text))


def groups_of_people(title: str) -> Codes:
    """Return the same of the fields whose people are called by a title of several occupations: "doctors"."""
    return _narrowest([(codes, {title}) for _name, codes, _words, people in _fields() if title in people])


def name_of_field(text: str) -> str | None:
    """Return what a field is called that is no major group by itself; None where the text names none."""
    return _called(_wanted(text))


def name_of_left_out(text: str) -> str | None:
    """Return the same of the fields that a text leaves out."""
    return _called(_left_out(text))


def _called(found: list[Named]) -> str | None:
    fields = {codes: name for name, codes, _words, _people in _fields()}
    cut_across = next((fields[codes] for codes, _names in found if codes in fields), None)
    if cut_across or len(found) < 2:
        return cut_across
    shared = set.intersection(*(names for _codes, names in found))  # "healthcare", but not "sales or food"
    return min(shared).strip() if shared else None


def _narrowest(found: list[Named]) -> Codes:
    """Return all codes but those within which others are: "K-12 teaching" is narrower than "teaching"."""
    codes = dict.fromkeys(code for one, _names in found for code in one)
    return tuple(
        code for code in codes if not any(other != code and other.startswith(code) for other in codes)
    )


def _wanted(text: str) -> list[Named]:
    left_out = _left_out(text)
    return [one for one in _named(text) if one not in left_out]


def _left_out(text: str) -> list[Named]:
    """Return the fields that a text leaves out, with their names; "without a healthcare degree" leaves none.

    Between the word that leaves out and the name stand only words that join them, and other names.
    """
    words = _STUFF.sub("jobs", f" {normalise(text)} ")  # "no hospital stuff"
    found = _named(words)
    left_out = []
    for one in found:
        name = next(iter(one[1]))
        before, _name, behind = words.partition(name)
        for other in _all_names(found):
            before = f" {before} ".replace(other, " ")
        if not set(behind.split()[:1]) & phrases("of_school") and _leaves_out_what_follows(before):
            left_out.append(one)
    return left_out


def _all_names(found: list[Named]) -> set[str]:
    return {name for _codes, names in found for name in names}


def _leaves_out_what_follows(before: str) -> bool:
    said = phrases("leaves_out") | phrases("leaves_out_in_words") | phrases("takes_out")
    while before.strip():
        if any(f" {before.strip()}".endswith(f" {one}") for one in said):
            return True
        before, _space, last = before.strip().rpartition(" ")
        if last not in phrases("joins_what_is_left_out"):
            return False
    return False


@cache
def words_of_fields() -> frozenset[str]:
    """Return all words by which people call fields."""
    return frozenset(word for words in (*_group_words().values(), *_field_words()) for word in words)


@cache
def group_names() -> dict[str, str]:
    """Return the name of each major group."""
    return {row["group"]: row["name"] for row in read_table(_GROUPS)}


def names_a_kind(text: str) -> bool:
    """Return whether a text asks for one of those in a field: "what type of nurse", "which nurses … most"."""
    people = frozenset(word for _name, _codes, _words, people in _fields() for word in people)
    if contains("search_kind_of", text):
        return bool(phrases_in(text, people))
    which = (f"{word} {one}" for one in people if one.endswith("s") for word in ("which", "what"))
    return ranks(text) and not asks_for("industries", text) and bool(phrases_in(text, which))


def _named(text: str) -> list[Named]:
    """Return the codes of the fields that are named, and by which of the longest names, between spaces."""
    kind = names_a_kind(text)
    fields: list[tuple[Codes, frozenset[str]]] = [
        ((group,), words) for group, words in _group_words().items()
    ]
    fields += [(codes, words | people if kind else words) for _name, codes, words, people in _fields()]
    called = [(codes, {f" {name} " for name in phrases_in(text, words)}) for codes, words in fields]
    every = {name for _codes, names in called for name in names}
    longest = {name for name in every if not any(name in other for other in every - {name})}
    return [(codes, names & longest) for codes, names in called if names & longest]


@cache
def _group_words() -> dict[str, frozenset[str]]:
    return dict(read_words(_GROUPS, "group"))


def _field_words() -> list[frozenset[str]]:
    return [words for _name, _codes, words, _people in _fields()]


@cache
def _fields() -> list[tuple[str, Codes, frozenset[str], frozenset[str]]]:
    """Return name, codes, words, and what who works in it is called, of each field."""
    return [
        (row["field"], tuple(row["codes"].split()), words_in(row["words"]), words_in(row["people"]))
        for row in read_table(_FIELDS)
    ]
