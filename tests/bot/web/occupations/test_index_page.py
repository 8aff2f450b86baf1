"""The index: every occupation is in a group, and titles find what the chat finds."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from bot.web.occupations.index_page import group_page, index_page, missing_page, search_page, sitemap_paths
from bot.web.occupations.search import LONGEST, clean_title, search_by_title
from knowledge.datasets.tables import major_groups
from knowledge.queries.occupation_list import all_occupations
from knowledge.queries.onet import count_onet_occupations
from knowledge.queries.titles import resolve_title
from tests.bot.web.occupations.reading import Html, drawn, read


def test_groups_together_hold_every_occupation_of_the_datasets(base: Connection) -> None:
    index = index_page(base)
    sizes = [int(link.note) for link in index.parts["groups"]]
    assert len(sizes) == len(major_groups()) and sum(sizes) == count_onet_occupations(base)
    held = [link.path for group in major_groups() for link in group_page(base, group).parts["found"]]
    beside = [link.path for link in index.parts["beside"]]
    assert sorted([*held, *beside]) == sorted(path for path in sitemap_paths(base) if path.count("/") == 2)
    assert len(held) + len(beside) == len(all_occupations(base)) == len(set(held + beside))


@pytest.mark.parametrize("title", ["nurse", "teacher", "NURSES", "plumber"])
def test_a_title_finds_what_the_chat_finds_first(base: Connection, title: str) -> None:
    codes = [match.code for match in resolve_title(base, title=title).matches]
    found = [one.code for one in search_by_title(base, title=title)]
    assert codes and found[: len(codes)] == codes[: len(found)]


def test_names_of_the_content_and_words_of_names_are_found(base: Connection) -> None:
    assert search_by_title(base, title="ML engineer")[0].key == "machine_learning_engineer"
    assert search_by_title(base, title="software engineer")[0].name == "software developer"
    assert "data scientist" in [one.name for one in search_by_title(base, title="data")]
    assert search_by_title(base, title="zzzz") == []


def test_a_title_is_one_line_that_can_be_stored() -> None:
    assert clean_title("  registered\n nurse ") == "registered nurse"
    assert len(clean_title("x" * 5_000)) == LONGEST
    assert clean_title("nurse\0") == clean_title("\ud800") == ""


def test_what_is_typed_is_shown_as_text_and_kept_from_search_engines(base: Connection) -> None:
    page = search_page(base, '"><script>alert(1)</script>')
    told = read(page)
    assert drawn(page).count("<script") == 0
    assert told.all("input", name="q", value='"><script>alert(1)</script>')
    assert told.all("meta", name="robots", content="noindex")
    assert "No occupation bears this title" in told.text


@pytest.mark.parametrize("make", [index_page, missing_page, lambda base: group_page(base, "15")])
def test_markup_is_sound(base: Connection, make: object) -> None:
    page = make(base)  # type: ignore[operator]
    told = Html(drawn(page))
    assert told.headings[0] == 1 and told.headings.count(1) == 1 and len(drawn(page)) < 40_000
    assert told.all("form", role="search", method="get") and told.all("label", **{"for": "q"})
