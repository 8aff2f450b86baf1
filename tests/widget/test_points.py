"""What must hold of the widget, each as a sentence, in a real browser."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from bot.conversations import journal
from bot.web.assets import widget_script
from bot.web.pages import POLICY
from tests.web_site import WebSite, answer, buttons, text
from tests.widget.conftest import STARTERS, Advisor

Visit = Callable[..., Advisor]
PHONE = {"viewport": {"width": 320, "height": 568}, "has_touch": True}
LIMIT = 15_000


def test_01_one_tag_embeds_it_on_another_site_without_a_request_to_a_third_party(
    visit: Visit, site: WebSite, other_site: Callable[[str], str], browser: Any
) -> None:
    address = other_site()
    site.allow(address)
    asked: list[str] = []
    context = browser.new_context()
    context.on("request", lambda request: asked.append(request.url))
    advisor = visit(context, address).open()
    assert "heard: hello" in advisor.say("hello").inner_text()
    assert all(url.startswith((address, site.url)) for url in asked) and len(asked) == 4
    context.close()


def test_01_it_has_at_most_15_kilobytes() -> None:
    size = len(gzip.compress(widget_script().body))
    assert 5_000 < size <= LIMIT


def test_02_it_works_under_the_strict_policy(visit: Visit, site: WebSite) -> None:
    for part in ("default-src 'none'", "style-src 'none'", "require-trusted-types-for 'script'"):
        assert part in POLICY
    advisor = visit()
    held = advisor.page.evaluate("fetch('/').then((reply) => reply.headers.get('content-security-policy'))")
    assert held == POLICY
    advisor.open()
    for told in ("chart", "table", "list", "plain"):
        advisor.say(told)
    assert advisor.launcher.evaluate("(one) => getComputedStyle(one).position") == "relative"
    assert advisor.panel.evaluate("(one) => getComputedStyle(one).display") == "flex"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_03_axe_finds_no_fault_closed_and_open(visit: Visit, axe: str, scheme: str) -> None:
    advisor = visit(color_scheme=scheme)
    advisor.page.evaluate(axe)
    faults(advisor)
    advisor.open()
    faults(advisor)
    for told in ("chart", "table", "list"):
        advisor.say(told)
        advisor.page.locator("career-advisor details summary").last.click()
    advisor.button("Show data").click()
    advisor.panel.get_by_role("button", name="Not helpful").last.click()
    advisor.panel.get_by_role("button", name="Send comment").wait_for()
    faults(advisor)


def faults(advisor: Advisor) -> None:
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = advisor.page.evaluate("(tags) => axe.run({ runOnly: tags })", tags)
    told = [(one["id"], [node["target"] for node in one["nodes"]]) for one in found["violations"]]
    assert told == [] and len(found["passes"]) > 10


def test_03_axe_finds_no_fault_on_a_phone_with_an_error(visit: Visit, site: WebSite, axe: str) -> None:
    site.script.broken = True
    advisor = visit(**PHONE).open()
    advisor.page.evaluate(axe)
    advisor.write("hello")
    advisor.alert.get_by_role("button", name="Retry").wait_for()
    faults(advisor)


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


def test_07_a_quick_reply_shows_its_title_sends_its_payload_and_goes(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    advisor.say("hello")
    advisor.panel.get_by_role("button", name="What do they earn?").click()
    advisor.answers.nth(1).wait_for()
    assert advisor.asked.all_inner_texts() == ["hello", "What do they earn?"]
    assert site.agent.texts == ["hello", "/salary"]
    assert advisor.answers.first.locator(".chip").count() == 0


def test_07_a_starter_is_asked_as_it_is_written(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    assert advisor.chips.all_inner_texts() == STARTERS
    advisor.chips.first.click()
    advisor.answers.first.wait_for()
    assert site.agent.texts == [STARTERS[0]]


def test_08_a_table_has_a_caption_and_scopes_and_scrolls_by_keyboard(visit: Visit) -> None:
    advisor = visit(**PHONE).open()
    drawn = advisor.say("table").locator("table")
    assert drawn.locator("caption").inner_text() == "Certificates and what they take"
    assert drawn.locator("thead th[scope=col]").count() == 4
    assert drawn.locator("tbody th[scope=row]").count() == 2
    region = advisor.page.locator("career-advisor .scroller")
    assert region.evaluate("(one) => one.scrollWidth > one.clientWidth")
    assert region.evaluate("(one) => one.querySelector('caption span').offsetWidth <= one.clientWidth")
    region.focus()
    advisor.page.keyboard.press("ArrowRight")
    advisor.until(
        "document.querySelector('career-advisor').shadowRoot.querySelector('.scroller').scrollLeft > 0"
    )


def test_08_a_chart_tells_its_data_in_words_and_shows_them(visit: Visit) -> None:
    advisor = visit().open()
    drawn = advisor.say("chart")
    label = drawn.get_by_role("img").get_attribute("aria-label")
    assert label.startswith("Bar chart. Share of machine learning engineers by industry.")
    assert "Finance: 20%" in label
    widths = [float(one.get_attribute("width")) for one in drawn.locator("rect.bar").all()]
    assert widths == sorted(widths, reverse=True) and round(widths[1] / widths[0], 2) == 0.8
    toggle = drawn.get_by_role("button", name="Show data")
    assert not drawn.locator("table").is_visible() and toggle.get_attribute("aria-expanded") == "false"
    toggle.click()
    assert drawn.locator("tbody tr").count() == 5 and toggle.get_attribute("aria-expanded") == "true"


def test_09_sources_can_be_opened_and_their_links_tell_nothing_of_the_page(visit: Visit) -> None:
    advisor = visit().open()
    drawn = advisor.say("chart")
    assert not drawn.get_by_role("link").first.is_visible()
    drawn.locator("summary").click()
    (link,) = drawn.get_by_role("link").all()
    assert link.get_attribute("rel") == "noopener noreferrer" and link.get_attribute("target") == "_blank"
    assert link.get_attribute("href") == "https://example.org/one"
    assert (
        drawn.locator("details li").count() == 2 and "cites Indeed" in drawn.locator("details").inner_text()
    )


def test_10_thumbs_are_stored_by_the_answers_id_and_can_be_changed(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    advisor.say("plain")
    up, down = advisor.button("Helpful"), advisor.button("Not helpful")
    for pressed, rating in ((up, 1), (down, -1), (down, None), (up, 1)):
        with advisor.page.expect_response("**/web/feedback"):
            pressed.click()
        assert [one.get_attribute("aria-pressed") for one in (up, down)] == [
            str(rating == 1).lower(),
            str(rating == -1).lower(),
        ]
        assert [one["rating"] for one in stored(site)] == ([] if rating is None else [rating])
    advisor.page.reload()
    advisor.open()
    assert advisor.button("Helpful").get_attribute("aria-pressed") == "true"
    advisor.button("Not helpful").click()
    advisor.panel.get_by_label("What was missing or wrong?").fill("no year")
    advisor.button("Send comment").click()
    advisor.gone(".actions form")
    custom = site.script.replies["plain"][0]["custom"]
    (kept,) = stored(site)
    assert (kept["answer_id"], kept["rating"], kept["comment"]) == (custom["id"], -1, "no year")


def stored(site: WebSite) -> list[dict[str, Any]]:
    with site.agent.tracker_store.engine.connect() as connection:
        kept = journal.export(connection, site.agent.heard[0].sender_id)
    return list((kept or {})["feedback"])


def test_11_that_the_advisor_writes_is_told_by_the_server(visit: Visit, site: WebSite) -> None:
    site.script.seconds = 0.6
    advisor = visit().open()
    advisor.write("hello")
    advisor.page.locator("career-advisor .typing").wait_for()
    assert advisor.page.get_by_text("The advisor is writing …").count() == 1
    advisor.answers.first.wait_for()
    assert not advisor.page.locator("career-advisor .typing").is_visible()


def test_11_after_thirty_seconds_there_is_an_alert_with_retry_and_nothing_is_lost(
    visit: Visit, site: WebSite
) -> None:
    advisor = visit()
    advisor.page.evaluate(
        """() => {
          const real = AbortSignal.timeout;
          AbortSignal.timeout = (ms) => ((window.asked = ms), real(600));
        }"""
    )
    advisor.open()
    site.script.seconds = 1.2
    advisor.write("hello")
    advisor.input.fill("a draft")
    advisor.alert.get_by_role("button", name="Retry").wait_for()
    assert advisor.page.evaluate("window.asked") == 30_000
    assert advisor.input.input_value() == "a draft" and advisor.asked.all_inner_texts() == ["hello"]
    site.script.seconds = 0
    advisor.page.wait_for_timeout(700)
    advisor.alert.get_by_role("button", name="Retry").click()
    advisor.answers.first.wait_for()
    assert site.agent.texts == ["hello"] and not advisor.alert.is_visible()
    advisor.page.reload()
    assert advisor.open().input.input_value() == "a draft"


def test_12_what_is_written_offline_is_sent_once_when_the_connection_is_back(
    visit: Visit, site: WebSite
) -> None:
    advisor = visit().open()
    advisor.say("hello")
    advisor.page.context.set_offline(True)
    advisor.page.get_by_text("You are offline.").wait_for()
    advisor.write("one")
    advisor.write("two")
    assert advisor.page.get_by_text("Waits for the connection").count() == 2
    advisor.page.context.set_offline(False)
    advisor.answers.nth(2).wait_for()
    assert site.agent.texts == ["hello", "one", "two"] and advisor.banner.inner_text() == ""


def test_13_history_survives_a_reload_and_a_new_chat_clears_it(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    advisor.say("hello")
    advisor.say("chart")
    advisor.page.reload()
    advisor.open()
    advisor.messages.nth(3).wait_for()
    assert advisor.asked.all_inner_texts() == ["hello", "chart"]
    assert advisor.page.locator("career-advisor rect.bar").count() == 5
    advisor.button("New chat").click()
    advisor.gone(".messages .message")
    advisor.say("again")
    assert len({message.sender_id for message in site.agent.heard}) == 2
    advisor.page.reload()
    advisor.open()
    advisor.messages.nth(1).wait_for()
    assert advisor.asked.all_inner_texts() == ["again"]


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
    for told in ("chart", "table", "list"):
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
    drawn = advisor.say("chart")
    style = "(one, name) => getComputedStyle(one)[name]"
    assert drawn.locator("rect.bar").first.evaluate(style, "fill") != drawn.locator(
        "rect.track"
    ).first.evaluate(style, "fill")
    for one in (
        drawn,
        advisor.button("Show data"),
        advisor.panel.get_by_role("button", name="Send", exact=True),
    ):
        assert one.evaluate(style, "borderTopWidth") == "1px"


def test_16_a_site_gives_it_its_colours(visit: Visit) -> None:
    advisor = visit()
    advisor.page.evaluate(
        "document.querySelector('career-advisor').style.setProperty('--advisor-accent', 'rgb(120, 20, 90)')"
    )
    assert advisor.launcher.evaluate("(one) => getComputedStyle(one).backgroundColor") == "rgb(120, 20, 90)"


def test_16_it_speaks_the_language_of_the_tag(
    visit: Visit, site: WebSite, other_site: Callable[[str], str]
) -> None:
    advisor = visit(url=other_site('data-lang="de"'))
    assert advisor.launcher.get_attribute("aria-label") == "Berufsberater öffnen"
    english = visit(url=other_site('data-lang="xx"'))
    assert english.launcher.get_attribute("aria-label") == "Open the career advisor"


def test_17_a_greeting_comes_once_a_session_and_never_takes_the_focus(
    visit: Visit, other_site: Callable[[str], str]
) -> None:
    advisor = visit(url=other_site('data-greet-after="0.2" data-greeting="May I help?"'))
    greeting = advisor.page.locator("career-advisor .greeting")
    greeting.get_by_text("May I help?").wait_for()
    assert advisor.focused() == "" and advisor.page.evaluate("document.activeElement === document.body")
    greeting.get_by_role("button", name="Dismiss").click()
    assert greeting.inner_text() == ""
    advisor.page.reload()
    advisor.page.wait_for_timeout(500)
    assert greeting.inner_text() == ""


def test_without_being_asked_for_there_is_no_greeting_and_no_request(
    visit: Visit, other_site: Callable[[str], str], browser: Any
) -> None:
    asked: list[str] = []
    context = browser.new_context()
    context.on("request", lambda request: asked.append(request.method))
    advisor = visit(context, other_site())
    advisor.page.wait_for_timeout(300)
    assert "POST" not in asked and advisor.page.locator("career-advisor .greeting").inner_text() == ""
    context.close()


def test_a_site_hears_of_what_happens_but_not_of_what_is_said(visit: Visit) -> None:
    advisor = visit()
    advisor.page.evaluate(
        """() => {
          window.heard = [];
          for (const name of ["opened", "sent", "answered", "rated", "closed", "new-chat"])
            addEventListener(`career-advisor:${name}`, (it) => window.heard.push([it.type, it.detail]));
        }"""
    )
    advisor.open()
    advisor.say("a secret")
    advisor.button("Helpful").click()
    advisor.until("window.heard.length > 3")
    advisor.button("Close").click()
    heard = advisor.page.evaluate("window.heard")
    assert [name.split(":")[1] for name, _ in heard] == ["opened", "sent", "answered", "rated", "closed"]
    assert heard[2][1]["outcome"] == "answered" and heard[2][1]["milliseconds"] >= 0
    assert "secret" not in json.dumps(heard)


def test_the_answer_can_be_copied(visit: Visit) -> None:
    advisor = visit(permissions=["clipboard-read", "clipboard-write"]).open()
    advisor.say("plain")
    advisor.button("Copy answer").click()
    advisor.page.get_by_text("Copied.").wait_for(state="attached")
    assert advisor.page.evaluate("navigator.clipboard.readText()") == "A plain answer."


def test_the_demo_page_tells_what_it_does_asks_starters_and_gives_the_tag(
    visit: Visit, site: WebSite, axe: str
) -> None:
    advisor = visit()
    assert advisor.page.get_by_role("heading", level=1).inner_text() == "Career advisor"
    assert advisor.page.locator(".starters button").all_inner_texts() == STARTERS
    snippet = advisor.page.locator("code").inner_text()
    assert re.fullmatch(
        rf'<script src="{site.url}/widget.js" data-server="{site.url}" async></script>', snippet
    )
    advisor.page.get_by_role("button", name=STARTERS[1]).click()
    advisor.answers.first.wait_for()
    assert site.agent.texts == [STARTERS[1]]
    assert advisor.page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") == "720px"


def test_an_answer_without_blocks_is_shown_as_its_text(visit: Visit, site: WebSite) -> None:
    site.script.replies["odd"] = [{"text": "only words", "custom": {}}]
    site.script.replies["new"] = [answer({"type": "hologram"}, text("the rest"), buttons())]
    advisor = visit().open()
    assert "only words" in advisor.say("odd").inner_text()
    assert "the rest" in advisor.say("new").inner_text()
