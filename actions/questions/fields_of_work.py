"""The fields of work that a search names: major groups of occupations, and fields that cut across them."""

from __future__ import annotations

from functools import cache

from actions.questions.cues import asks_for, contains, phrases_in, ranks
from knowledge.datasets.tables import FOLDER, read_table, read_words, words_in

_GROUPS = FOLDER / "groups.tsv"
_FIELDS = FOLDER / "fields.tsv"
Codes = tuple[str, ...]  # of occupations, or what they begin with


def named_groups(text: str) -> Codes:
    """Return what the codes of the occupations in the fields that a text names begin with; none for all.

    No name within a longer one counts: "healthcare support". Who works in a field names it behind "kind of"
    only: "which kind of nurse earns most?".
    """
    found = dict.fromkeys(code for codes, _names in _named(text) for code in codes)
    # "K-12 teaching" is narrower than "teaching".
    return tuple(
        code for code in found if not any(other != code and other.startswith(code) for other in found)
    )


def name_of_field(text: str) -> str | None:
    """Return what a field is called that is no major group by itself; None where the text names none."""
    found = _named(text)
    fields = {codes: name for name, codes, _words, _people in _fields()}
    cut_across = next((fields[codes] for codes, _names in found if codes in fields), None)
    if cut_across or len(found) < 2:
        return cut_across
    return next(iter(found[0][1])).strip()


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


def _named(text: str) -> list[tuple[Codes, set[str]]]:
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
