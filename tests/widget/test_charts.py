"""Each kind of chart shows its figures in proportion, tells them in words, and shows them as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web_site import CHARTS, WebSite, answer, chart, point
from tests.widget.conftest import PHONE, Advisor

Visit = Callable[..., Advisor]
NAMES = {
    "bar": "Bar chart",
    "column": "Column chart",
    "share": "Shares of the whole",
    "stack": "Parts of the whole",
    "line": "Line chart over years",
    "range": "Range from lowest to highest",
}


def boxes(drawn: Any, selector: str) -> list[dict[str, float]]:
    """Return the places of marks, in the units of the picture."""
    return list(
        drawn.locator(selector).evaluate_all(
            "(all) => all.map((one) => { const box = one.getBBox();"
            "return { x: box.x, y: box.y, width: box.width, height: box.height } })"
        )
    )


@pytest.mark.parametrize("kind", CHARTS)
def test_08_a_chart_tells_its_data_in_words_and_shows_them(visit: Visit, kind: str) -> None:
    drawn = visit().open().say(kind)
    block = CHARTS[kind]
    picture = drawn.get_by_role("img")
    data = "; ".join(f"{one['label']}: {one['display']}" for one in block["points"])
    assert picture.get_attribute("aria-label") == f"{NAMES[kind]}. {block['title']}. {data}"
    assert drawn.locator("figcaption").inner_text() == block["title"]
    for one in block["points"]:
        for told in (one["label"], one["display"]):
            assert picture.locator("text").get_by_text(told, exact=True).count() == 1
    toggle = drawn.get_by_role("button", name="Show data")
    assert not drawn.locator("table").is_visible() and toggle.get_attribute("aria-expanded") == "false"
    toggle.click()
    assert drawn.locator("tbody tr").count() == len(block["points"])
    assert toggle.get_attribute("aria-expanded") == "true"


def test_08_amounts_are_drawn_in_proportion_to_the_largest(visit: Visit) -> None:
    advisor = visit().open()
    bars = [one["width"] for one in boxes(advisor.say("bar"), "rect.bar")]
    assert bars[1] / bars[0] == pytest.approx(0.5)
    columns = boxes(advisor.say("column"), "rect.bar")
    assert columns[0]["height"] / columns[2]["height"] == pytest.approx(0.5)
    assert len({one["width"] for one in columns}) == 1
    assert [one["x"] for one in columns] == sorted(one["x"] for one in columns)


def test_08_shares_are_drawn_against_the_whole(visit: Visit) -> None:
    advisor = visit().open()
    drawn = advisor.say("share")
    whole = boxes(drawn, "rect.track")[0]["width"]
    assert {one["x"] for one in boxes(drawn, "text.label")} == {0}
    shares = [one["width"] / whole for one in boxes(drawn, "rect.bar")]
    assert shares == pytest.approx([0.25, 0.2, 0.18, 0.15, 0.12])
    drawn = advisor.say("stack")
    first, second = (one for one in boxes(drawn, "rect.part") if one["height"] > 20)
    assert first["width"] / second["width"] == pytest.approx(40 / 60)
    assert second["x"] > first["x"] + first["width"]
    width = drawn.get_by_role("img").evaluate("(one) => one.viewBox.baseVal.width")
    assert (first["x"], second["x"] + second["width"]) == pytest.approx((0, width))


def test_08_a_line_keeps_the_distances_between_the_years_and_begins_at_nought(visit: Visit) -> None:
    drawn = visit().open().say("line")
    dots = boxes(drawn, "circle.dot")
    middle = [one["x"] + one["width"] / 2 for one in dots]
    assert (middle[1] - middle[0]) / (middle[2] - middle[0]) == pytest.approx(5 / 20)
    (axis,) = boxes(drawn, "rect.axis")
    heights = [axis["y"] - one["y"] - one["height"] / 2 for one in dots]
    assert heights[0] / heights[2] == pytest.approx(0.5)


def test_08_a_range_begins_at_its_lower_bound(visit: Visit) -> None:
    drawn = visit().open().say("range")
    (bar,), (track,) = boxes(drawn, "rect.bar"), boxes(drawn, "rect.track")
    assert bar["x"] / (bar["x"] + bar["width"]) == pytest.approx(0.8)
    assert bar["x"] + bar["width"] < track["width"]


def test_08_columns_whose_words_have_no_room_lie_down(visit: Visit, site: WebSite) -> None:
    points = [point(f"A level with a long name {number}", number) for number in range(1, 6)]
    site.script.replies["long"] = [answer(chart("column", "Pay", "usd", *points))]
    bars = boxes(visit().open().say("long"), "rect.bar")
    assert len({one["height"] for one in bars}) == 1 and bars[0]["width"] < bars[4]["width"]


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desktop", "phone"])
def test_08_no_word_of_a_chart_leaves_it_or_meets_another(visit: Visit, options: dict[str, Any]) -> None:
    advisor = visit(**options).open()
    for kind in CHARTS:
        drawn = advisor.say(kind)
        width = drawn.get_by_role("img").evaluate("(one) => one.viewBox.baseVal.width")
        words = boxes(drawn, "text")
        assert all(one["x"] >= -1 and one["x"] + one["width"] <= width + 1 for one in words), kind
        for place, one in enumerate(words):
            assert not any(meet(one, other) for other in words[place + 1 :]), kind
        shown = drawn.get_by_role("img").evaluate(
            "(one) => one.getBoundingClientRect().width / one.viewBox.baseVal.width"
        )
        assert 0.9 < shown < 1.25  # words keep their size


def meet(one: dict[str, float], other: dict[str, float]) -> bool:
    return (
        one["x"] < other["x"] + other["width"]
        and other["x"] < one["x"] + one["width"]
        and one["y"] + 2 < other["y"] + other["height"]
        and other["y"] + 2 < one["y"] + one["height"]
    )


def test_a_kind_that_a_later_server_sends_is_drawn_as_bars(visit: Visit, site: WebSite) -> None:
    site.script.replies["new"] = [answer({**CHARTS["bar"], "kind": "hologram"})]
    assert len(boxes(visit().open().say("new"), "rect.bar")) == 2


def test_two_points_are_no_line(visit: Visit, site: WebSite) -> None:
    two = [point("2024", 10, at=2024), point("2034", 20, at=2034)]
    site.script.replies["two"] = [answer(chart("line", "People", "people", *two))]
    drawn = visit().open().say("two")
    assert len(boxes(drawn, "rect.bar")) == 2 and drawn.locator("path.line").count() == 0
    assert drawn.get_by_role("img").get_attribute("aria-label").startswith("Column chart")


def test_no_word_covers_a_mark(visit: Visit) -> None:
    advisor = visit().open()
    for kind in CHARTS:
        drawn = advisor.say(kind)
        marks = boxes(drawn, "rect.bar, circle.dot, path.line")
        assert not any(meet(word, mark) for word in boxes(drawn, "text") for mark in marks), kind


@pytest.mark.parametrize("kind", CHARTS)
def test_a_point_is_read_on_hover_touch_and_by_keyboard(visit: Visit, kind: str) -> None:
    advisor = visit(has_touch=True).open().page_open()
    drawn = advisor.say(kind)
    points = CHARTS[kind]["points"]
    told = [f"{one['label']}: {one['display']}" for one in points]
    reading, picture = drawn.locator("output"), drawn.get_by_role("img")
    marks = drawn.locator("[data-point] > :is(.bar, .dot)")
    first, last = marks.first, marks.last
    first.hover()
    assert reading.inner_text() == told[0]
    last.tap()
    assert reading.inner_text() == told[-1]
    advisor.input.focus()
    picture.focus()
    read = []
    for key in ["ArrowRight"] * len(points) + ["ArrowLeft"]:
        advisor.page.keyboard.press(key)
        read.append(reading.inner_text())
    assert read == [*told, told[max(0, len(points) - 2)]]
    advisor.input.focus()
    assert reading.inner_text() == ""
