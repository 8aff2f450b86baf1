"""Which occupation a title means: the one that it is the name of, or that by far the most people are in."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Connection

from knowledge.models import onet_occupation
from knowledge.queries.titles import (
    AT_ONCE,
    all_titles,
    bearers_of_words,
    ends_titles,
    is_title,
    known_titles,
    named_with,
    resolve_title,
    titles_of_kinds,
    words_of_titles,
)
from knowledge.terms import normalise


@pytest.mark.parametrize(
    ("title", "codes", "clear"),
    [
        ("Data Scientists", ["15-2051.00"], True),
        ("data scientist", ["15-2051.00"], True),
        # An everyday word goes before what people in another occupation report.
        ("nurse", ["29-1141.00", "27-2011.00"], True),
        ("NURSES", ["29-1141.00", "27-2011.00"], True),
        # An occupation's own title goes before an alternate title of another.
        ("registered nurse", ["29-1141.00", "15-2051.00"], True),
        # 3,000 people and 1,000: three times as many do not make it clear.
        ("analyst", ["29-1141.00", "15-2051.00"], False),
        # 3,000 and 400.
        ("specialist", ["29-1141.00", "27-2011.00"], True),
        # 400 who report it count as 1,200.
        ("guru", ["27-2011.00", "15-2051.00"], False),
        # What a group of occupations employs says nothing of one that is part of it.
        ("consultant", ["27-2011.00", "15-2051.01"], True),
        ("sage", ["15-1299.00", "15-2051.01"], True),
        ("rn", ["29-1141.00"], True),
    ],
)
def test_a_title_means_the_occupation_that_it_names_or_that_most_people_have(
    tiny: Connection, title: str, codes: list[str], clear: bool
) -> None:
    found = resolve_title(tiny, title=title)
    assert ([match.code for match in found.matches], found.clear) == (codes, clear)


def test_an_occupation_is_told_once_with_the_kind_that_counts_most(tiny: Connection) -> None:
    first, *_others = resolve_title(tiny, title="nurses").matches
    assert (first.kind, first.title, first.plural) == ("everyday", "nurse", "registered nurses")
    assert first.employment == 3000


def test_only_what_a_list_has_for_one_occupation_is_a_title(tiny: Connection) -> None:
    assert is_title(tiny, "Data Scientists") and is_title(tiny, "rn")
    assert not is_title(tiny, "analyst") and not is_title(tiny, "senior data scientist of things")


@pytest.mark.parametrize("title", ["", "?!", "zzz", "zzz yyy", "x" * 5_000, "' OR 1=1 --", "%"])
def test_a_title_that_no_occupation_bears_means_none(tiny: Connection, title: str) -> None:
    found = resolve_title(tiny, title=title)
    assert (found.matches, found.clear) == ((), False)


def test_a_title_with_a_word_more_means_the_one_occupation_whose_titles_have_the_others(
    tiny: Connection,
) -> None:
    found = resolve_title(tiny, title="junior statistics wizards")
    assert ([match.code for match in found.matches], found.clear) == (["15-2051.00"], True)
    assert resolve_title(tiny, title="junior bell wizard").matches == ()


def test_every_title_can_be_had_in_normal_form(tiny: Connection) -> None:
    titles = all_titles(tiny)
    assert {"nurse", "rn", "data scientists", "air crew officer", "statistics wizard"} <= titles
    assert {title for title in titles if normalise(title) != title} == set()
    # What is left over in a group is no job; the publisher's title of it is kept.
    assert "other computer workers" not in titles
    assert "computer occupations all other" in titles


def test_titles_of_a_kind_come_with_their_occupation(tiny: Connection) -> None:
    found = titles_of_kinds(tiny, kinds=("everyday", "occupation"))
    assert {one.kind for one in found} == {"everyday", "occupation"}
    of_nurses = {one.title for one in found if one.code == "29-1141.00"}
    assert "nurse" in {title.lower() for title in of_nurses} and len(of_nurses) > 1
    assert {one.plural for one in found if one.title in of_nurses} == {"registered nurses"}
    assert titles_of_kinds(tiny, kinds=()) == []


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("nurse", "29-1141.00"),
        ("lawyer", "23-1011.00"),
        ("firefighters", "33-2011.00"),
        ("CEO", "11-1011.00"),
        ("accountant", "13-2011.00"),
        ("bank teller", "43-3071.00"),
        ("truck driver", "53-3032.00"),
        ("software engineers", "15-1252.00"),
        ("plumbers", "47-2152.00"),
    ],
)
def test_what_people_say_means_the_occupation_that_they_mean(
    datasets: Connection, title: str, code: str
) -> None:
    found = resolve_title(datasets, title=title)
    assert (found.matches[0].code, found.clear) == (code, True)


@pytest.mark.parametrize(
    "title",
    ["machine operator", "teacher", "engineer", "doctor", "inspector", "tester", "maintenance technician"],
)
def test_what_many_are_called_is_asked_back(datasets: Connection, title: str) -> None:
    found = resolve_title(datasets, title=title)
    assert len(found.matches) > 3
    assert not found.clear


def test_every_name_of_an_occupation_means_it(datasets: Connection) -> None:
    rows = datasets.execute(
        select(onet_occupation.c.code, onet_occupation.c.name).where(
            onet_occupation.c.title.notlike("%All Other")
        )
    ).all()
    assert len(rows) > 900
    some = rows[::29]
    unlike = {}
    for code, name in some:
        found = resolve_title(datasets, title=name)
        if not found.clear or found.matches[0].code != code:
            unlike[name] = code, found
    assert unlike == {}


def test_of_many_texts_those_are_found_that_are_titles(datasets: Connection) -> None:
    texts = (*(f"no such title {number}" for number in range(AT_ONCE + 1)), "registered nurses", "welder", "")
    assert known_titles(datasets, titles=texts) == {"registered nurses", "welder"}
    assert known_titles(datasets, titles=()) == frozenset()


@pytest.mark.parametrize(("word", "ends"), [("nurse", True), ("coordinator", True), ("accounting", False)])
def test_the_last_word_of_many_titles_names_who_does_a_job(
    datasets: Connection, word: str, ends: bool
) -> None:
    assert ends_titles(datasets, word=word) is ends


@pytest.mark.parametrize("title", ["checker", "supervisor", "clerk", "guard"])
def test_a_word_that_ends_the_titles_of_many_is_asked_back_with_those_that_have_most(
    datasets: Connection, title: str
) -> None:
    found = resolve_title(datasets, title=title)
    kinds = [match.kind for match in found.matches]
    assert not found.clear
    assert "near" in kinds and kinds == sorted(kinds, key=lambda kind: kind == "near")
    assert len({match.code for match in found.matches}) == len(found.matches)


@pytest.mark.parametrize("title", ["producer", "announcer", "trader"])
def test_a_word_that_mostly_ends_the_titles_of_one_means_it(datasets: Connection, title: str) -> None:
    assert resolve_title(datasets, title=title).clear


@pytest.mark.parametrize("title", ["repair technician", "program manager"])
def test_of_several_no_one_is_meant_in_which_nobody_reports_the_title(
    datasets: Connection, title: str
) -> None:
    found = resolve_title(datasets, title=title)
    assert found.matches[0].kind == "alternate" and not found.clear


def test_words_that_are_part_of_a_title_are_told_from_others(tiny: Connection) -> None:
    words = ("scientists", "nurse", "zebra", "ientist")
    assert words_of_titles(tiny, words=words) == {"scientists", "nurse"}


def test_of_two_the_one_whose_name_ends_with_a_title_bears_it(datasets: Connection) -> None:
    found = resolve_title(datasets, title="dosimetrist")
    assert found.clear and found.matches[0].name == "medical dosimetrist"
    assert resolve_title(datasets, title="mason").matches[0].name != "plasterer or stucco mason"
    assert not resolve_title(datasets, title="technician").clear


def test_an_occupation_is_found_by_most_of_the_words_of_a_title_of_its(datasets: Connection) -> None:
    assert bearers_of_words(datasets, words=("casinos", "surveillance")) == ["33-9031.00"]
    assert "47-2231.00" in bearers_of_words(datasets, words=("solar",))
    assert bearers_of_words(datasets, words=("solar", "zzyx")) == []  # one of two is too little
    assert bearers_of_words(datasets, words=()) == []


def test_names_with_a_word_are_found_as_a_whole_word(datasets: Connection) -> None:
    assert [one.code for one in named_with(datasets, word="cranes")] == ["53-7021.00"]
    assert named_with(datasets, word="cran") == []
