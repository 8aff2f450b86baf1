"""Answers as Block Kit: the golden files are what is made, keep Slack's limits, and leave nothing out."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any, get_args

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from actions.answer import ChartKind
from bot.slack.block_kit import Style
from bot.slack.render import page
from tests.bot.slack.golden_answers import ANSWERS, GOLDEN, golden, pages, reply, written
from tests.slack_limits import faults, view_faults
from tests.web_site import CHART, TABLE, text

Json = dict[str, Any]
FILES = sorted(GOLDEN.glob("*.json"))
MESSAGES = [file for file in FILES if file.stem not in ("home", "prompts")]
KINDS = {"text", "note", "list", "table", "chart", "sources", "buttons", "contact"}


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    return golden()


def read(name: str) -> Any:
    return json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def test_there_is_a_golden_file_for_every_answer_and_no_other(made: dict[str, Any]) -> None:
    assert {file.stem for file in FILES} == set(made)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_made_is_what_the_golden_file_says(made: dict[str, Any], file: Any) -> None:
    assert file.read_text(encoding="utf-8") == written(made[file.stem])


@pytest.mark.parametrize("file", MESSAGES, ids=lambda file: file.stem)
def test_a_golden_file_keeps_every_limit_of_slack(file: Any) -> None:
    for message in json.loads(file.read_text(encoding="utf-8")):
        assert faults(message) == []


def test_the_home_tab_keeps_every_limit_of_slack() -> None:
    assert view_faults(read("home")) == []


def test_every_kind_of_block_of_the_contract_has_a_golden_file() -> None:
    used = {block["type"] for told in ANSWERS.values() for block in told.get("custom", {}).get("blocks", [])}
    assert used == KINDS


@pytest.mark.parametrize(
    "spoil",
    [
        lambda message: message.update(text=""),
        lambda message: message.update(blocks=message["blocks"] * 20),
        lambda message: message["blocks"][0]["text"].update(text="x" * 3_001),
        lambda message: message["blocks"][0]["text"].update(text="a < b"),
        lambda message: message["blocks"].append(dict(message["blocks"][3])),
        lambda message: message["blocks"].append({"type": "carousel"}),
    ],
    ids=["no text", "blocks", "a section", "escapes", "a second table", "an unknown block"],
)
def test_the_check_of_limits_sees_what_breaks_them(spoil: Any) -> None:
    (message,) = read("all")
    assert faults(message) == []
    spoil(message)
    assert faults(message) != []


# Nothing is left out: every word of the answer is on one of its pages.

words = st.text(alphabet="abcxyz&<>*_`| äß", min_size=1, max_size=40).filter(str.strip)
long_text = st.integers(1, 900).flatmap(lambda count: words.map(lambda word: f"{word} " * count))
blocks = st.one_of(
    long_text.map(lambda told: {"type": "text", "text": told}),
    long_text.map(lambda told: {"type": "note", "text": told}),
    st.builds(
        lambda title, items: {"type": "list", "title": title, "items": items},
        st.none() | words,
        st.lists(long_text, min_size=1, max_size=12),
    ),
    st.builds(
        lambda caption, width, rows: {
            "type": "table",
            "caption": caption,
            "columns": [f"c{n}" for n in range(width)],
            "rows": [[f"cell{row}x{n}" for n in range(width)] for row in range(rows)],
        },
        words,
        st.integers(1, 24),
        st.integers(1, 120),
    ),
    st.builds(
        lambda title, labels: {
            "type": "chart",
            "kind": "bar" if len(labels) % 2 else "column",
            "title": title,
            "unit": "percent of everybody who was asked",
            "points": [{"label": one, "value": 1.5, "display": "1.5%"} for one in labels],
        },
        words,
        st.lists(words, min_size=2, max_size=30),
    ),
    st.builds(
        lambda title, titles: {
            "type": "buttons",
            "title": title,
            "items": [{"title": one, "payload": "/ask" + "x" * 3 * len(one)} for one in titles],
        },
        st.none() | words,
        st.lists(long_text, min_size=1, max_size=40),
    ),
)


# Shrinking an answer of this length would take minutes.
@settings(max_examples=40, deadline=None, phases=[Phase.generate])
@given(st.lists(blocks, min_size=1, max_size=8), st.sampled_from(list(Style)))
def test_whatever_the_answer_its_messages_keep_the_limits_and_leave_no_word_out(
    told: list[Json], style: Style
) -> None:
    made = pages(reply(*told), style)
    for message in made:
        if style is not Style.TEXT:
            assert faults(message) == []
        assert message["text"].strip() and "&" not in re.sub("&(amp|lt|gt);", "", message["text"])
    shown = re.sub(r"[\s`']+", "", unescaped(json.dumps(made, ensure_ascii=False)))
    letters = Counter(shown)
    for block in told:
        # Aligned columns break words, so of cells only the letters are counted.
        assert Counter("".join(cells_of(block))) <= letters
        for part in parts_of(block):
            for word in part.split():
                assert json.dumps(re.sub("[`']", "", word), ensure_ascii=False)[1:-1] in shown


def parts_of(block: Json) -> list[str]:
    if block["type"] == "list":
        return [block["title"] or "", *block["items"]]
    if block["type"] == "table":
        return [block["caption"]]
    if block["type"] == "chart":
        return [block["title"], *(one["label"] for one in block["points"])]
    if block["type"] == "buttons":
        return [one["title"] for one in block["items"]]
    return [block["text"]]


def cells_of(block: Json) -> list[str]:
    return [cell for row in block.get("rows", []) for cell in row] + block.get("columns", [])


def unescaped(told: str) -> str:
    return told.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


# What a reader sees.


def kinds(message: Json) -> list[str]:
    return [block["type"] for block in message["blocks"]]


def test_an_answer_is_one_message_with_thumbs_and_its_choices() -> None:
    (message,) = read("all")
    assert kinds(message)[-2:] == ["actions", "context_actions"]
    assert {"table", "data_visualization", "context"} <= set(kinds(message))


def test_a_chart_says_its_figures_as_they_are_written_and_whole_labels() -> None:
    (message,) = read("chart")
    below = message["blocks"][kinds(message).index("data_visualization") + 1]
    assert "Information technology: 25%" in below["elements"][0]["text"]


def drawn_as(name: str) -> str:
    (message,) = read(name)
    found = [block["chart"]["type"] for block in message["blocks"] if block["type"] == "data_visualization"]
    return found[0] if found else "table" if "table" in kinds(message) else ""


def test_every_kind_of_chart_is_drawn_as_slack_can_draw_it_truly() -> None:
    assert {kind: drawn_as(f"chart_{kind}") for kind in get_args(ChartKind)} == {
        "bar": "bar",
        "column": "bar",
        "share": "bar",
        "stack": "pie",
        "line": "bar",  # its years stand at unequal distances
        "range": "table",
    }
    assert drawn_as("chart_line_even") == "line"
    assert drawn_as("chart_stack_of_most") == "bar"  # a pie would make 44% of 40%


def test_a_second_table_stands_in_the_same_message_as_text() -> None:
    (message,) = read("tables_two")
    assert kinds(message).count("table") == 1 and "```" in str(message["blocks"])


def test_a_third_chart_and_one_that_slack_cannot_draw_are_tables() -> None:
    assert kinds(read("charts_three")[0]).count("data_visualization") == 2
    assert "table" in kinds(read("charts_three")[0])
    assert "table" in kinds(read("chart_of_many_points")[0])
    assert "table" in kinds(read("chart_of_like_labels")[0])


def test_a_long_table_goes_on_in_further_messages_with_its_headings() -> None:
    told = read("table_long")
    tables = [block for message in told for block in message["blocks"] if block["type"] == "table"]
    assert sum(len(one["rows"]) - 1 for one in tables) == 250
    assert {one["rows"][0][0]["text"] for one in tables} == {"Column 1"}


def test_a_button_whose_title_is_cut_says_it_whole_above() -> None:
    (message,) = read("buttons_long")
    (row,) = [block for block in message["blocks"] if block["type"] == "actions"]
    assert row["elements"][0]["text"]["text"].endswith("…")
    assert "Choice 1 " + "of many words " * 7 in message["blocks"][1]["text"]["text"]


def test_nothing_in_a_text_is_a_mention_or_a_link() -> None:
    (message,) = read("text_hostile")
    told = message["blocks"][0]["text"]
    assert told["verbatim"] and "<" not in told["text"] and "&lt;!channel&gt;" in told["text"]


def test_only_web_pages_are_links_among_sources() -> None:
    told = json.dumps(read("sources"), ensure_ascii=False)
    assert "<https://example.com/a?b=1&amp;c=2|" in told and "<001" not in told


def test_apologies_and_small_talk_have_no_thumbs() -> None:
    assert kinds(read("apology")[0]) == ["section"]
    assert "context_actions" not in kinds(read("buttons")[0])


def test_a_page_beyond_the_last_is_the_last() -> None:
    told = ANSWERS["text_long"]
    assert page(told, 999).number == len(pages(told)) - 1 == page(told, 999).number


def test_a_plainer_message_has_neither_charts_nor_buttons_of_feedback() -> None:
    told = reply(text("Here:"), CHART, TABLE)
    (message,) = pages(told, Style.PLAIN)
    assert set(kinds(message)) == {"section", "table", "actions"}
    assert [one["action_id"] for one in message["blocks"][-1]["elements"]] == ["thumbs_up", "thumbs_down"]
