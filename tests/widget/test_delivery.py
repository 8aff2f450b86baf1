"""What a user writes is sent once and kept, whatever the network and the server do."""

from __future__ import annotations

from collections.abc import Callable

from tests.web_site import WebSite
from tests.widget.conftest import Advisor

Visit = Callable[..., Advisor]


def test_11_that_the_advisor_writes_is_told_by_the_server(visit: Visit, site: WebSite) -> None:
    site.script.seconds = 0.6
    advisor = visit().open()
    writing = advisor.page.locator("career-advisor .typing")
    assert not writing.is_visible()
    advisor.write("hello")
    writing.wait_for()
    assert advisor.page.get_by_text("The advisor is writing …").count() == 1
    advisor.answers.first.wait_for()
    assert not writing.is_visible()


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
    assert "Not answered" in advisor.messages.first.inner_text()
    assert advisor.page.evaluate("window.asked") == 30_000
    assert advisor.input.input_value() == "a draft" and advisor.asked.all_inner_texts() == ["hello"]
    site.script.seconds = 0
    advisor.page.wait_for_timeout(700)
    advisor.alert.get_by_role("button", name="Retry").click()
    advisor.answers.first.wait_for()
    assert site.agent.texts == ["hello"] and not advisor.alert.is_visible()
    assert "Not answered" not in advisor.messages.first.inner_text()
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
