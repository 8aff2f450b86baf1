"""What has no room: texts that are too long, storage that is full, ratings that cannot be stored."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.web_site import WebSite
from tests.widget.conftest import Advisor

Visit = Callable[..., Advisor]
FILL = """() => {
  let size = 1 << 22;
  for (let place = 0; size > 0; place++) {
    try { localStorage.setItem(`other${place}`, "x".repeat(size)); } catch { size >>= 1; }
  }
}"""


def test_25_a_text_that_is_too_long_stays_whole_and_is_not_sent(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    limit = advisor.page.locator("career-advisor .composer .limit")
    advisor.input.fill("x" * 900)
    assert limit.inner_text() == ""
    advisor.input.fill("x" * 1_001)
    told = "Longer than 1,000 characters: shorten it, or send it as a document."
    assert limit.inner_text() == f"1001 / 1000 {told}"
    assert limit.get_by_role("status").inner_text().startswith("Longer than")
    advisor.input.press("Enter")
    advisor.button("Send").click()
    assert advisor.asked.count() == 0 and advisor.input.input_value() == "x" * 1_001
    advisor.input.press("Backspace")
    assert limit.inner_text().strip() == "1000 / 1000"
    advisor.input.press("Enter")
    advisor.answers.first.wait_for()
    assert site.agent.texts == ["x" * 1_000] and limit.inner_text() == ""


def test_25_a_character_is_counted_as_the_server_counts_it(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    advisor.say("👩" * 1_000)
    assert site.agent.texts == ["👩" * 1_000]


def test_25_a_comment_that_is_too_long_stays_too(visit: Visit) -> None:
    advisor = visit().open()
    advisor.say("plain")
    advisor.button("Not helpful").click()
    box = advisor.panel.get_by_label("What was missing or wrong?")
    box.fill("y" * 1_001)
    advisor.button("Send comment").click()
    assert box.input_value() == "y" * 1_001
    advisor.page.locator("career-advisor .comment").get_by_text("Longer than 1,000 characters").wait_for()
    box.fill("y" * 1_000)
    advisor.button("Send comment").click()
    advisor.gone(".comment")


def test_a_full_storage_loses_no_message(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    advisor.say("one")
    advisor.page.evaluate(FILL)
    advisor.say("two")
    advisor.say("three")
    assert site.agent.texts == ["one", "two", "three"]
    assert len({message.sender_id for message in site.agent.heard}) == 1


def test_many_messages_that_waited_are_sent_in_order_and_once(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    advisor.say("hello")
    advisor.page.context.set_offline(True)
    advisor.page.get_by_text("You are offline.").wait_for()
    written = [f"question {number}" for number in range(25)]
    for text in written:
        advisor.write(text)
    advisor.page.context.set_offline(False)
    advisor.answers.nth(25).wait_for(timeout=20_000)
    assert site.agent.texts == ["hello", *written] and advisor.asked.all_inner_texts() == ["hello", *written]


def test_what_waits_in_two_tabs_is_answered_once(visit: Visit, site: WebSite) -> None:
    first = visit().open()
    first.say("hello")
    second = visit(first.page.context).open()
    second.answers.first.wait_for()
    first.page.context.set_offline(True)
    for tab in (first, second):
        tab.page.get_by_text("You are offline.").wait_for()
    first.write("one")
    second.write("two")
    first.page.context.set_offline(False)
    for tab in (first, second):
        tab.answers.nth(2).wait_for()
        tab.until("!document.querySelector('career-advisor').client.outbox.length")
        assert tab.answers.count() == 3
    assert sorted(site.agent.texts) == ["hello", "one", "two"]


def test_what_another_tab_was_answered_is_shown_though_loading_it_failed_at_first(visit: Visit) -> None:
    first = visit().open()
    first.say("hello")
    second = visit(first.page.context).open()
    second.answers.first.wait_for()
    second.page.route("**/web/history", lambda route: route.abort(), times=2)
    with second.page.expect_event("requestfailed"):
        first.say("one")
    second.answers.nth(1).get_by_text("heard: one").wait_for()


@pytest.mark.parametrize("status", [404, 500])
def test_a_rating_that_is_not_stored_is_not_shown(visit: Visit, site: WebSite, status: int) -> None:
    advisor = visit().open()
    advisor.say("plain")
    up, down = advisor.button("Helpful"), advisor.button("Not helpful")
    with advisor.page.expect_response("**/web/feedback"):
        up.click()
    advisor.page.route("**/web/feedback", lambda route: route.fulfill(status=status, json={"error": "no"}))
    down.click()
    advisor.page.get_by_text("Your rating could not be stored.").wait_for(state="attached")
    assert [one.get_attribute("aria-pressed") for one in (up, down)] == ["true", "false"]
    assert advisor.page.locator("career-advisor .comment").count() == 0


def test_an_answer_that_is_seen_is_not_unread(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    advisor.say("hello")
    advisor.page.keyboard.press("Escape")
    assert advisor.launcher.get_attribute("aria-label") == "Open the career advisor"
    assert advisor.page.locator("career-advisor .badge").inner_text() == ""


def test_what_another_tab_was_answered_is_unread_only_where_the_panel_is_closed(visit: Visit) -> None:
    first = visit().open()
    first.say("hello")
    seeing, closed = (visit(first.page.context).open() for _ in range(2))
    for tab in (seeing, closed):
        tab.answers.first.wait_for()
    closed.page.keyboard.press("Escape")
    first.say("one")
    seeing.answers.nth(1).wait_for()
    closed.page.locator("career-advisor .badge").get_by_text("1").wait_for()
    assert closed.launcher.get_attribute("aria-label") == "Open the career advisor, 1 unread message"
    assert seeing.page.locator("career-advisor .badge").inner_text() == ""


def test_messages_written_while_one_is_answered_are_each_sent_once(visit: Visit, site: WebSite) -> None:
    site.script.seconds = 0.3
    advisor = visit().open()
    sent: list[str] = []
    advisor.page.on("request", lambda one: sent.append(one.url) if one.url.endswith("/web/message") else None)
    for told in ("one", "two", "three"):
        advisor.write(told)
    advisor.answers.nth(2).wait_for()
    assert len(sent) == 3
    assert site.agent.texts == ["one", "two", "three"]
