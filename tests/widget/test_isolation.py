"""What the page and the chat keep from each other: keys, events, style, storage, print."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web_site import WebSite
from tests.widget.conftest import Advisor

Visit = Callable[..., Advisor]
LISTEN = """(names) => {
  window.heard = [];
  for (const name of names) document.addEventListener(name, (event) => window.heard.push(event.type));
}"""
PRESS = """(options) => {
  const { activeElement } = document.querySelector("career-advisor").shadowRoot;
  const init = { bubbles: true, composed: true, cancelable: true, ...options };
  activeElement.dispatchEvent(new KeyboardEvent("keydown", init));
}"""
SIZES = [(844, 390), (820, 1180), (320, 568), (1280, 800)]


def test_18_what_is_done_in_the_panel_is_none_of_the_pages(visit: Visit) -> None:
    advisor = visit(permissions=["clipboard-read", "clipboard-write"]).open()
    advisor.say("chart")
    names = """keydown keypress keyup beforeinput input paste copy cut focusin focusout wheel selectstart
    contextmenu compositionstart compositionupdate compositionend""".split()
    advisor.page.evaluate(LISTEN, names)
    keys = advisor.page.keyboard
    keys.type("salary")
    for combination in ("Control+A", "Control+C", "Control+X", "Control+V", "Tab"):
        keys.press(combination)
    session = advisor.page.context.new_cdp_session(advisor.page)
    advisor.input.focus()
    session.send("Input.imeSetComposition", {"text": "か", "selectionStart": 1, "selectionEnd": 1})
    session.send("Input.insertText", {"text": "化"})
    assert advisor.input.input_value() == "salary化"
    advisor.answers.first.locator("figcaption").dblclick()
    advisor.answers.first.locator("figcaption").click(button="right")
    advisor.page.mouse.wheel(0, 30)
    assert advisor.page.evaluate("window.heard") == []


def test_18_the_page_keeps_its_shortcuts_outside_the_panel_and_hears_clicks(visit: Visit) -> None:
    advisor = visit().open()
    advisor.page.evaluate(LISTEN, ["keydown", "click", "pointerdown"])
    advisor.button("Close").click()
    assert advisor.focused() == "launcher"
    advisor.page.keyboard.press("s")
    assert advisor.page.evaluate("window.heard") == ["pointerdown", "click", "keydown"]


def test_18_a_listener_that_the_page_adds_to_the_window_for_the_way_down_hears_no_key(visit: Visit) -> None:
    advisor = visit().open()
    advisor.page.evaluate(
        "window.heard = []; addEventListener('keydown', (event) => window.heard.push(event.key), true)"
    )
    advisor.page.keyboard.type("does")
    assert advisor.page.evaluate("window.heard") == [] and advisor.input.input_value() == "does"


@pytest.mark.parametrize(
    "composing", [{"keyCode": 229}, {"keyCode": 229, "isComposing": True}, {"isComposing": True}]
)
def test_21_enter_and_escape_of_an_input_method_neither_send_nor_close(
    visit: Visit, site: WebSite, composing: dict[str, object]
) -> None:
    advisor = visit().open()
    advisor.page.keyboard.insert_text("にほん")
    for key in ("Enter", "Escape"):
        advisor.page.evaluate(PRESS, {"key": key, **composing})
    assert advisor.panel.is_visible() and advisor.input.input_value() == "にほん"
    assert advisor.asked.count() == 0
    advisor.page.evaluate(PRESS, {"key": "Enter", "keyCode": 13})
    advisor.answers.first.wait_for()
    assert site.agent.texts == ["にほん"]


def test_20_each_message_runs_in_the_direction_of_its_words(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    advisor.page.evaluate("document.documentElement.dir = 'rtl'")
    direction = "(one) => getComputedStyle(one).direction"
    assert advisor.input.evaluate(direction) == "ltr"
    advisor.page.keyboard.insert_text("ما هو الراتب؟")
    assert advisor.input.evaluate(direction) == "rtl"
    advisor.page.keyboard.press("Enter")
    advisor.answers.first.wait_for()
    advisor.say("how much?")
    assert [one.evaluate(direction) for one in advisor.asked.all()] == ["rtl", "ltr"]
    assert advisor.panel.evaluate(direction) == "ltr"


def test_20_a_chart_stays_in_its_picture_in_a_language_from_right_to_left(visit: Visit) -> None:
    advisor = visit().open()
    advisor.page.evaluate("document.querySelector('career-advisor').frame.dir = 'rtl'")
    for kind in ("chart", "bar", "line", "share"):
        drawn = advisor.say(kind)
        drawn.evaluate("(one) => (one.dir = 'rtl')")
        picture = drawn.get_by_role("img").bounding_box()
        for word in drawn.get_by_role("img").locator("text").all():
            box = word.bounding_box()
            assert picture["x"] - 1 <= box["x"]
            assert box["x"] + box["width"] <= picture["x"] + picture["width"] + 1
    log = advisor.page.locator("career-advisor .log")
    assert log.evaluate("(one) => one.scrollWidth - one.clientWidth") == 0


@pytest.mark.parametrize("size", SIZES, ids=[f"{width}x{height}" for width, height in SIZES])
def test_24_no_field_is_so_small_that_a_phone_zooms_in(visit: Visit, size: tuple[int, int]) -> None:
    advisor = visit(viewport={"width": size[0], "height": size[1]}).open()
    advisor.say("plain")
    advisor.button("Not helpful").click()
    advisor.button("Send comment").wait_for()
    fields = advisor.panel.locator("textarea, input:not([hidden]), select")
    sizes = fields.evaluate_all("(all) => all.map((one) => parseFloat(getComputedStyle(one).fontSize))")
    assert len(sizes) == 2 and min(sizes) >= 16


def test_19_a_printed_page_shows_no_chat(visit: Visit) -> None:
    advisor = visit().open()
    advisor.page.emulate_media(media="print")
    assert not advisor.panel.is_visible()
    advisor.page.emulate_media(media="screen")
    assert advisor.panel.is_visible()


def test_19_a_site_hides_the_chat_with_the_attribute_of_html(visit: Visit) -> None:
    advisor = visit()
    advisor.page.evaluate("document.querySelector('career-advisor').hidden = true")
    assert not advisor.launcher.is_visible()


def test_23_a_chat_that_the_page_removes_stays_away_and_goes_on_when_it_is_put_back(
    visit: Visit, site: WebSite
) -> None:
    advisor = visit().open()
    advisor.say("one")
    advisor.page.evaluate("window.kept = document.querySelector('career-advisor'); window.kept.remove()")
    advisor.page.evaluate("new Promise((done) => setTimeout(done, 50))")
    assert advisor.page.locator("career-advisor").count() == 0
    advisor.page.evaluate(LISTEN, ["keydown"])
    advisor.page.keyboard.press("s")
    assert advisor.page.evaluate("window.heard") == ["keydown"]
    advisor.page.evaluate("document.body.append(window.kept)")
    advisor.say("two")
    assert advisor.asked.all_inner_texts() == ["one", "two"] and site.agent.texts == ["one", "two"]


def test_19_at_400_percent_messages_can_still_be_read_and_written(visit: Visit) -> None:
    advisor = visit(viewport={"width": 320, "height": 256}).open()
    advisor.say("plain")
    log = advisor.page.locator("career-advisor .log").bounding_box()
    assert log["height"] >= 110
    assert advisor.button("Close").is_visible() and advisor.button("Send").is_visible()
