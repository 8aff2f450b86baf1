"""Broken, slow and restarted servers, two tabs, stolen sessions: nothing is lost and nothing doubled."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bot.channels.conftest import eventually
from tests.web_site import Visitor, WebSite
from tests.widget.conftest import Advisor

Visit = Callable[..., Advisor]


def test_a_server_that_is_killed_and_restarted_answers_the_conversation_on(
    visit: Visit, tmp_path: Path
) -> None:
    own = WebSite(tmp_path)
    own.start()
    advisor = visit(url=own.demo).open()
    advisor.say("one")
    own.stop()
    advisor.write("two")
    advisor.page.get_by_text("The advisor cannot be reached.").wait_for()
    again = own.again()
    again.start()
    try:
        advisor.answers.nth(1).wait_for()
        assert again.agent.texts == ["two"] and advisor.banner.inner_text() == ""
        advisor.page.reload()
        advisor.open()
        advisor.messages.nth(3).wait_for()
        assert advisor.asked.all_inner_texts() == ["one", "two"]
    finally:
        again.stop()


def test_an_answer_whose_connection_breaks_comes_by_itself_and_once(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    broken: list[str] = []

    def break_once(route: Any) -> None:
        if broken:
            route.continue_()
            return
        broken.append(route.request.post_data)
        route.fetch()  # the server has answered, and the page never hears of it
        route.abort("connectionreset")

    advisor.page.route("**/web/message", break_once)
    advisor.say("hello")
    assert broken and site.agent.texts == ["hello"]
    assert advisor.answers.count() == 1 and advisor.asked.count() == 1


def test_while_a_gateway_has_no_server_a_message_is_sent_again_until_it_is_answered(
    visit: Visit, site: WebSite
) -> None:
    advisor = visit().open()
    advisor.page.evaluate(
        "() => { const real = setTimeout; window.setTimeout = (work, ms) => real(work, ms / 50); }"
    )
    refusals = [502, 503, 504]

    def refuse(route: Any) -> None:
        if refusals:
            route.fulfill(status=refusals.pop())
        else:
            route.continue_()

    advisor.page.route("**/web/message", refuse)
    advisor.say("hello")
    assert refusals == [] and site.agent.texts == ["hello"]
    assert not advisor.alert.is_visible() and advisor.banner.inner_text() == ""


def test_an_answer_that_breaks_off_in_the_middle_is_not_drawn_twice(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    broken: list[str] = []

    def half_once(route: Any) -> None:
        if broken:
            route.continue_()
            return
        whole = route.fetch()
        broken.append(whole.text())
        route.fulfill(response=whole, body=whole.text().split("event: done")[0])

    advisor.page.route("**/web/message", half_once)
    with advisor.page.expect_request(lambda one: "last-event-id" in one.headers):
        advisor.say("hello")
    assert broken and advisor.answers.count() == 1 and site.agent.texts == ["hello"]


def test_a_page_that_is_left_before_the_answer_has_it_when_it_comes_back(visit: Visit, site: WebSite) -> None:
    site.script.seconds = 1.0
    advisor = visit().open()
    advisor.write("hello")
    assert eventually(lambda: site.agent.texts == ["hello"])
    advisor.page.reload()
    advisor.open()
    advisor.answers.first.wait_for()
    assert site.agent.texts == ["hello"] and advisor.asked.all_inner_texts() == ["hello"]
    advisor.until("!document.querySelector('career-advisor').client.outbox.length")
    assert advisor.answers.count() == 1


def test_on_a_slow_network_a_message_is_answered_once(visit: Visit, site: WebSite) -> None:
    advisor = visit()
    line = advisor.page.context.new_cdp_session(advisor.page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 400, "downloadThroughput": 6_000, "uploadThroughput": 6_000}
    line.send("Network.emulateNetworkConditions", slow)
    advisor.open()
    assert "heard: hello" in advisor.say("hello").inner_text()
    assert site.agent.texts == ["hello"]


def test_an_apology_is_an_alert_whose_retry_gets_the_answer(visit: Visit, site: WebSite) -> None:
    site.script.broken = True
    advisor = visit().open()
    advisor.write("hello")
    retry = advisor.alert.get_by_role("button", name="Retry")
    retry.wait_for()
    assert "sorry" in advisor.alert.inner_text() and advisor.answers.count() == 0
    assert "Not answered" in advisor.messages.first.inner_text()
    site.script.broken = False
    retry.click()
    advisor.answers.first.wait_for()
    assert advisor.asked.all_inner_texts() == ["hello"]


def test_one_who_is_too_fast_is_told_so_and_answered_later(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    busy = [True]

    def refuse_once(route: Any) -> None:
        if busy.pop() if busy else False:
            headers = {"Retry-After": "1", "Access-Control-Allow-Origin": site.url}
            route.fulfill(status=429, headers=headers, json={"error": "too fast"})
        else:
            route.continue_()

    advisor.page.route("**/web/message", refuse_once)
    advisor.write("hello")
    advisor.page.get_by_text("sent again in 1 seconds").wait_for()
    advisor.answers.first.wait_for()
    assert site.agent.texts == ["hello"]


def test_two_tabs_show_one_conversation(visit: Visit, site: WebSite) -> None:
    first = visit().open()
    first.say("one")
    second = visit(first.page.context).open()
    second.answers.first.wait_for()
    second.say("two")
    first.answers.nth(1).wait_for()
    first.say("three")
    second.answers.nth(2).wait_for()
    for tab in (first, second):
        assert tab.asked.all_inner_texts() == ["one", "two", "three"] and tab.answers.count() == 3
    assert len({message.sender_id for message in site.agent.heard}) == 1
    first.button("New chat").click()
    second.chips.first.wait_for()
    second.gone(".messages .message")
    second.say("four")
    assert len({message.sender_id for message in site.agent.heard}) == 2


def test_a_session_that_is_over_is_replaced_and_the_message_answered(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    advisor.say("one")
    thief = Visitor(site.url)
    thief.token = advisor.page.evaluate("document.querySelector('career-advisor').client.memory.get('token')")
    thief.begin(new=True)
    advisor.say("two")
    advisor.page.get_by_text("Your earlier chat is over.").wait_for()
    assert len({message.sender_id for message in site.agent.heard}) == 2


def test_a_site_that_is_not_allowed_is_told_so_and_gets_nothing(
    visit: Visit, site: WebSite, other_site: Callable[[str], str]
) -> None:
    advisor = visit(url=other_site(""))
    advisor.launcher.click()
    advisor.alert.get_by_text("This site may not use the advisor.").wait_for()
    advisor.write("hello")
    advisor.until("!document.querySelector('career-advisor').flushing")
    assert advisor.alert.inner_text().startswith("This site may not use the advisor.")
    assert advisor.banner.inner_text() == ""
    assert site.agent.heard == []


def test_where_storage_is_forbidden_the_page_remembers_for_itself(visit: Visit, site: WebSite) -> None:
    advisor = visit()
    advisor.page.evaluate(
        """() => {
          const no = { get() { throw new DOMException("no", "SecurityError"); } };
          Object.defineProperties(window, { localStorage: no, sessionStorage: no });
        }"""
    )
    advisor.open()
    advisor.say("one")
    advisor.say("two")
    assert len({message.sender_id for message in site.agent.heard}) == 1
