"""Blocks as plain text, whatever is in them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.answer import (
    Answer,
    Button,
    ButtonsBlock,
    ChartBlock,
    Citation,
    ListBlock,
    NoteBlock,
    Point,
    SourcesBlock,
    TableBlock,
    TextBlock,
)
from actions.composition.plain_text import BAR_WIDTH, TABLE_WIDTH, render
from actions.formatting import MAX_QUOTE
from tests.actions.asking import Talk, plain

Begin = Callable[..., Talk]
HOSTILE = [
    "x" * 10_000,
    "a\x00b\x07c\x1bd",
    "\u202eevil\u2066right\u200f",
    "line\nbreak\r\ttab",
    "<script>alert(1)</script>",
    "**bold** `code` [association](http://x)",
    "{names} {0} {__class__}",
    "%s %d",
    "'; DROP TABLE occupation; --",
    "🙂" * 200,
    "\u2028new\u2029line",
]


def cited(
    title: str, supplied: bool = False, via: str | None = None, attribution: str | None = None
) -> Citation:
    return Citation(title, supplied, "2021", "2021", via, "almanac.txt", attribution)


def test_blocks_are_parted_by_a_blank_line() -> None:
    assert render([TextBlock("One."), NoteBlock("Two.")]) == "One.\n\nNote: Two."


def test_lists_are_numbered_and_a_single_item_is_not() -> None:
    assert render([ListBlock(("a", "b"), "Title:")]) == "Title:\n1. a\n2. b"
    assert render([ListBlock(("a",), "Title:")]) == "Title:\na"
    assert render([ListBlock(("a", "b"))]) == "1. a\n2. b"


def test_choices_have_letters() -> None:
    buttons = tuple(Button(f"Choice {number}", "/x") for number in range(3))
    assert render([ButtonsBlock(buttons, "Ask:")]) == "Ask:\na) Choice 0\nb) Choice 1\nc) Choice 2"


def test_a_table_is_aligned() -> None:
    table = TableBlock("Caption", ("A", "Bee"), (("long cell", "x"), ("y", "z")))
    assert render([table]) == "Caption\nA          Bee\n─────────  ───\nlong cell  x\ny          z"


cells = st.text(st.characters(whitelist_categories=("L", "N", "P", "Zs")), max_size=300)


def test_a_table_of_very_many_columns_loses_none() -> None:
    columns = tuple(f"c{number}" for number in range(60))
    text = render([TableBlock("Caption", columns, (tuple(f"cell {one}" for one in columns),))])
    assert max(len(line) for line in text.splitlines()) > TABLE_WIDTH
    assert all(digit in text for digit in "0123456789")


@settings(deadline=None)
@given(
    st.integers(1, 6).flatmap(
        lambda width: st.lists(
            st.lists(cells, min_size=width, max_size=width).map(tuple), min_size=1, max_size=4
        )
    )
)
def test_no_table_is_wider_than_the_terminal_and_no_cell_is_lost(rows: list[tuple[str, ...]]) -> None:
    columns = tuple(f"C{number}" for number in range(len(rows[0])))
    text = render([TableBlock("Caption", columns, tuple(rows))])
    assert max(len(line) for line in text.splitlines()) <= TABLE_WIDTH
    for row in rows:
        for cell in row:
            for letter in set("".join(cell.split())):
                assert letter in text


def test_bars_are_in_proportion_and_none_is_empty() -> None:
    points = (Point("All", 100.0, "100%"), Point("Half", 50.0, "50%"), Point("Few", 0.1, "0.1%"))
    lines = render([ChartBlock("Title", "percent", points)]).splitlines()
    assert lines[0] == "Title"
    assert [line.count("█") for line in lines[1:]] == [BAR_WIDTH, BAR_WIDTH // 2, 1]
    assert lines[1].startswith("All   100%  █")


def test_a_share_shows_the_rest_of_the_whole_and_a_range_begins_where_it_begins() -> None:
    shares = (Point("Half", 50.0, "50%"), Point("None", 0.0, "0%"), Point("All", 100.0, "100%"))
    for kind in ("share", "stack"):
        lines = render([ChartBlock("Title", "percent", shares, kind)]).splitlines()[1:]  # type: ignore[arg-type]
        assert [(line.count("█"), line.count("░")) for line in lines] == [(15, 15), (1, 29), (30, 0)]
    line = render([ChartBlock("Title", "hours", (Point("Week", 50.0, "40–50 hours", low=40.0),), "range")])
    assert line == "Title\nWeek  40–50 hours  " + " " * 24 + "█" * 6


def test_a_chart_of_noughts_is_drawn() -> None:
    assert "A  0  █" in render([ChartBlock("Title", "people", (Point("A", 0.0, "0"), Point("B", 0.0, "0")))])


def test_sources_are_cited_with_date_and_whom_they_cite_and_attributions_once() -> None:
    block = SourcesBlock(
        (
            cited("One", attribution="Thanks."),
            cited("Two", supplied=True, via="Indeed", attribution="Thanks."),
        )
    )
    assert render([block]) == "Source: “One” (2021); Indeed, quoted in [Two] (2021)\nThanks."


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda one: ascii(one[:12]))
@pytest.mark.parametrize(
    ("topic", "kind"),
    [
        ("requirement_check", "tool"),
        ("salary", "occupation"),
        ("salary", "place"),
        ("startups", "country"),
        ("certifications", "certification"),
        ("outlook", "year"),
        ("what_about", "region"),
    ],
)
def test_what_users_type_is_quoted_bounded_and_inert(
    talk: Begin, topic: str, kind: str, hostile: str
) -> None:
    here = talk()
    if topic == "what_about":
        here.ask("salary")
    reply = here.ask(topic, (kind, hostile))
    reply.answer.as_dict()
    assert reply.answer.outcome == "unknown"
    text = plain(reply)
    assert len(text) < 1200
    assert hostile[: MAX_QUOTE + 1] not in text or len(hostile) <= MAX_QUOTE
    odd = [one for one in text if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp") and one != "\n"]
    assert odd == []
    assert len(text.split("\n\n")[0].splitlines()) == 1


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda one: ascii(one[:12]))
def test_hostile_words_of_a_message_crash_nothing(talk: Begin, hostile: str) -> None:
    here = talk()
    for intent in (
        "duties",
        "misconceptions",
        "requirement_check",
        "nlu_fallback",
        "pick",
        "more",
        "collaboration",
    ):
        reply = here.ask(intent, ("occupation", hostile), text=hostile)
        reply.answer.as_dict()
        assert len(plain(reply)) < 6000


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda one: ascii(one[:12]))
def test_what_the_context_keeps_of_a_message_is_bounded(talk: Begin, hostile: str) -> None:
    here = talk()
    here.ask("definition", ("tool", hostile), text=hostile * 3)
    assert len(str(here.state.as_slot())) < 12_000 + 3 * len(hostile)


def test_an_answer_renders_and_fits_the_schema_together() -> None:
    answer = Answer("answered", "x", None, (TextBlock("One."), ListBlock(("a",))))
    assert answer.as_dict()["blocks"][1] == {"type": "list", "title": None, "items": ["a"]}
