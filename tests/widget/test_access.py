"""The widget by keyboard, by screen reader, on a phone, with less motion and with forced colours."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web_site import CHARTS, WebSite, answer, text
from tests.widget.axe import faults_of
from tests.widget.conftest import PHONE, Advisor

Visit = Callable[..., Advisor]
HAS_FOCUS = "(one) => one.getRootNode().activeElement === one"
INSIDE = """(one) => {
  const [box, row] = [one.getBoundingClientRect(), one.closest("ul").getBoundingClientRect()];
  return box.left >= row.left && box.right <= row.right;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_03_axe_finds_no_fault_closed_and_open(visit: Visit, axe: str, scheme: str) -> None:
    advisor = visit(color_scheme=scheme)
    assert faults_of(advisor.page, axe) == []
    advisor.open()
    assert faults_of(advisor.page, axe) == []
    for told in ("chart", "table", "list"):
        advisor.say(told)
        advisor.page.locator("career-advisor details summary").last.click()
    for kind in CHARTS:
        advisor.say(kind)
        advisor.button("Show data").last.click()
    advisor.panel.get_by_role("button", name="Not helpful").last.click()
    advisor.panel.get_by_role("button", name="Send comment").wait_for()
    assert faults_of(advisor.page, axe) == []
    advisor.say("person")
    advisor.button("Keep or share this answer").last.click()
    assert faults_of(advisor.page, axe) == []


def test_03_axe_finds_no_fault_on_a_phone_with_an_error(visit: Visit, site: WebSite, axe: str) -> None:
    site.script.broken = True
    advisor = visit(**PHONE).open()
    advisor.write("hello")
    advisor.alert.get_by_role("button", name="Retry").wait_for()
    assert faults_of(advisor.page, axe) == []


def test_04_enter_opens_it_and_escape_gives_the_focus_back(visit: Visit) -> None:
    advisor = visit()
    advisor.launcher.focus()
    advisor.page.keyboard.press("Enter")
    assert advisor.focused() == "Your question"
    advisor.page.keyboard.press("Escape")
    assert advisor.focused() == "launcher" and not advisor.panel.is_visible()


def test_04_the_focus_leaves_the_panel_on_a_desktop_and_stays_in_it_on_a_phone(visit: Visit) -> None:
    desktop = visit().open()
    desktop.page.keyboard.press("Tab")
    assert desktop.focused() == "send"
    desktop.page.keyboard.press("Tab")
    assert desktop.focused() == ""
    phone = visit(**PHONE).open()
    assert phone.panel.get_attribute("aria-modal") == "true"
    stops = set()
    for _ in range(12):
        phone.page.keyboard.press("Tab")
        stops.add(phone.focused())
    assert "" not in stops and {"send", "tool", "log"} <= stops
    for _ in range(12):
        phone.page.keyboard.press("Shift+Tab")
        assert phone.focused() != ""


def test_04_everything_can_be_done_by_keyboard_alone(visit: Visit, site: WebSite) -> None:
    advisor = visit()
    keys = advisor.page.keyboard
    advisor.launcher.focus()
    keys.press("Enter")
    keys.type("chart")
    keys.press("Enter")
    advisor.answers.first.wait_for()
    advisor.button("Helpful").focus()
    keys.press("Space")
    assert advisor.button("Helpful").get_attribute("aria-pressed") == "true"
    advisor.chips.first.focus()
    keys.press("Enter")
    advisor.answers.nth(1).wait_for()
    assert site.agent.texts == ["chart", "/more"]
    assert advisor.focused() == "Your question"


def test_04_next_questions_a_contact_and_links_are_reached_by_keyboard_alone(visit: Visit) -> None:
    advisor = visit(permissions=["clipboard-read", "clipboard-write"]).open().page_open()
    keys = advisor.page.keyboard
    keys.type("person")
    keys.press("Enter")
    advisor.chips.nth(2).wait_for()
    back: list[str] = []
    while advisor.focused() != "A" and len(back) < 12:
        keys.press("Shift+Tab")
        back.append(advisor.focused())
        if back.count("chip") == 1:  # the last of the row, which the focus brings into view
            assert advisor.chips.last.evaluate(INSIDE)
    assert back.count("chip") == 3 and back[-1] == "A" and back.count("tool") >= 4
    assert advisor.page.get_by_role("link", name="careers@example.org").evaluate(HAS_FOCUS)
    share = advisor.button("Keep or share this answer")
    for _ in range(8):
        keys.press("Tab")
        if share.evaluate(HAS_FOCUS):
            break
    keys.press("Enter")
    advisor.panel.get_by_label("Show my question with it").wait_for()
    keys.press("Space")  # on the box, which says what the link will show
    keys.press("Tab")
    keys.press("Enter")
    advisor.until("document.querySelector('career-advisor').shadowRoot.querySelector('[data-done]')")
    shared = advisor.page.evaluate("navigator.clipboard.readText()")
    assert "<h1>person</h1>" in advisor.page.request.get(shared).text()
    assert share.evaluate(HAS_FOCUS)


def test_05_the_log_announces_each_new_message_once_and_no_earlier_one(visit: Visit) -> None:
    advisor = visit().open()
    advisor.say("hello")
    advisor.page.reload()
    advisor.open()
    advisor.messages.nth(1).wait_for()
    assert advisor.messages.count() == 2 and advisor.fresh.count() == 0
    advisor.page.evaluate(
        """() => {
          window.said = [];
          const log = document.querySelector("career-advisor").shadowRoot.querySelector("[role=log]");
          const live = (node) => !node.closest?.("[aria-live=off]");
          new MutationObserver((changes) => {
            for (const change of changes.filter((one) => live(one.target)))
              for (const node of change.addedNodes) window.said.push(node.textContent);
          }).observe(log, { childList: true, subtree: true, characterData: true });
        }"""
    )
    advisor.say("one")
    advisor.say("two")
    said = advisor.page.evaluate("window.said")
    assert len(said) == 4
    for place, part in enumerate(["one", "heard: one", "two", "heard: two"]):
        assert part in said[place]


def test_14_unread_answers_are_part_of_the_launchers_name(visit: Visit, site: WebSite) -> None:
    site.script.seconds = 0.4
    site.script.replies["two"] = [answer(text("one")), answer(text("two"))]
    advisor = visit().open()
    assert advisor.launcher.get_attribute("aria-label") == "Open the career advisor"
    advisor.write("two")
    advisor.page.keyboard.press("Escape")
    advisor.page.locator("career-advisor .badge").get_by_text("2").wait_for()
    assert advisor.launcher.get_attribute("aria-label") == "Open the career advisor, 2 unread messages"
    advisor.launcher.click()
    assert advisor.launcher.get_attribute("aria-label") == "Open the career advisor"


def test_15_at_320_pixels_it_fills_the_screen_with_large_targets(visit: Visit) -> None:
    advisor = visit(**PHONE).open()
    for told in (*CHARTS, "chart", "table", "list"):
        advisor.say(told)
    advisor.page.locator("career-advisor summary").last.click()
    advisor.panel.get_by_role("button", name="Not helpful").last.click()
    advisor.button("Send comment").wait_for()
    box = advisor.panel.bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 320, 568)
    assert advisor.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert (
        advisor.page.locator("career-advisor .log").evaluate("(one) => one.scrollWidth - one.clientWidth")
        == 0
    )
    small = []
    for one in advisor.panel.locator("button:visible, summary:visible, textarea:visible, a:visible").all():
        size = one.bounding_box()
        if size["height"] < 44 or size["width"] < 44:
            small.append((one.inner_text() or one.get_attribute("aria-label"), size))
    assert small == []


def test_16_motion_is_left_out_for_those_who_ask_for_less(visit: Visit) -> None:
    moving = "(one) => getComputedStyle(one).animationName"
    calm = visit(reduced_motion="reduce").open()
    assert (
        calm.panel.evaluate(moving) == "none"
        and calm.page.locator("career-advisor .typing i").first.evaluate(moving) == "none"
    )
    lively = visit(reduced_motion="no-preference").open()
    assert lively.panel.evaluate(moving) == "rise"


def test_16_with_forced_colours_borders_and_bars_stay(visit: Visit) -> None:
    advisor = visit(forced_colors="active").open()
    for kind in CHARTS:
        advisor.say(kind)
    drawn = advisor.say("chart")
    asked = advisor.say("person")
    style = "(one, name) => getComputedStyle(one)[name]"
    ground = advisor.panel.evaluate(style, "backgroundColor")
    for mark in ("rect.bar", "circle.dot", "rect.part"):
        assert advisor.page.locator(f"career-advisor {mark}").first.evaluate(style, "fill") != ground
    assert drawn.locator("rect.bar").first.evaluate(style, "fill") != drawn.locator(
        "rect.track"
    ).first.evaluate(style, "fill")
    for one in (
        drawn,
        drawn.get_by_role("button", name="Show data"),
        asked,
        advisor.chips.last,
        advisor.panel.get_by_role("button", name="Send", exact=True),
    ):
        assert one.evaluate(style, "borderTopWidth") == "1px"
