"""What can be kept and shared: links, mail, paper and files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from tests.web_site import CHART, CHARTS, LIST, TABLE, WebSite, answer, sources, text
from tests.widget.axe import faults_of
from tests.widget.conftest import Advisor

Visit = Callable[..., Advisor]
RIGHTS = {"permissions": ["clipboard-read", "clipboard-write"]}
SHOWN = "(all) => all.filter((one) => one.checkVisibility()).map((one) => one.className.split(' ')[0])"


@pytest.fixture(params=["widget", "page"])
def advisor(request: pytest.FixtureRequest, visit: Visit, site: WebSite) -> Advisor:
    rows = [[f"Row {number}", "a", "b", "c"] for number in range(20)]
    tall = {**TABLE, "rows": rows}
    blocks = [text("Lead *one*."), LIST, TABLE, tall, CHARTS["bar"], CHART, sources("https://example.org/a")]
    site.script.replies["all"] = [answer(*blocks)]
    opened = visit(**RIGHTS).open() if request.param == "widget" else visit(url=site.url, **RIGHTS)
    return opened.page_open()


def share(advisor: Advisor, name: str) -> Any:
    advisor.button("Keep or share this answer").last.click()
    return advisor.panel.get_by_role("group", name="Keep or share this answer").get_by_text(name)


def saved(advisor: Advisor, item: str) -> tuple[str, str]:
    with advisor.page.expect_download() as told:
        advisor.button("Menu").click()
        advisor.button(item).click()
    return told.value.suggested_filename, Path(told.value.path()).read_text("utf-8")


def test_a_link_holds_the_question_alone_and_says_so(advisor: Advisor, site: WebSite) -> None:
    advisor.say("I am 45 years old")
    advisor.say("plain")
    share(advisor, "Copy a link to this question").click()
    advisor.until("document.querySelector('career-advisor').shadowRoot.querySelector('[data-done]')")
    assert advisor.page.evaluate("navigator.clipboard.readText()") == f"{site.url}/?ask=plain"
    assert advisor.focused() == "tool"


def test_a_link_to_an_answer_is_copied_and_shows_the_question_only_if_wanted(
    advisor: Advisor, site: WebSite
) -> None:
    advisor.say("plain")
    for wanted, said in ((False, "shows the answer only"), (True, "shows your question, too")):
        item = share(advisor, "Copy a link to this answer")
        if wanted:
            advisor.panel.get_by_label("Show my question with it").check()
        item.click()
        advisor.until("document.querySelector('career-advisor').shadowRoot.querySelector('[data-done]')")
        told = advisor.page.locator("career-advisor [data-done]").get_attribute("data-done")
        assert said in told and advisor.focused() == "tool"
        address = advisor.page.evaluate("navigator.clipboard.readText()")
        page = advisor.page.request.get(address).text()
        assert address.startswith(f"{site.url}/a/") and "A plain answer." in page
        assert ("<h1>plain</h1>" in page) == wanted
        advisor.gone("[data-done]")


def test_an_answer_that_repeats_what_its_visitor_said_is_linked_by_choice_alone(
    advisor: Advisor, site: WebSite, axe: str
) -> None:
    own = answer(text("You are a nurse."))
    own["custom"]["personal"] = True
    site.script.replies["me"] = [own]
    advisor.say("me")
    item = share(advisor, "Copy a link to this answer")
    assert item.is_disabled()
    assert faults_of(advisor.page, axe) == []
    advisor.panel.get_by_label("This answer repeats what you said of yourself. Show that.").check()
    item.click()
    advisor.until("document.querySelector('career-advisor').shadowRoot.querySelector('[data-done]')")
    shown = advisor.page.context.new_page()
    shown.goto(advisor.page.evaluate("navigator.clipboard.readText()"))
    assert shown.get_by_text("You are a nurse.").is_visible()
    assert faults_of(shown, axe) == []


def test_a_mail_is_the_visitors_own_and_short_enough(advisor: Advisor, site: WebSite) -> None:
    site.script.replies["long"] = [answer(text("Ünicode 🙂 " * 400))]
    for asked, is_cut in (("plain", False), ("long", True)):
        advisor.say(asked)
        link = share(advisor, "Email this answer")
        address = urlsplit(link.get_attribute("href"))
        fields = parse_qs(address.query)
        (body,) = fields["body"]
        assert (address.scheme, address.path) == ("mailto", "")
        assert fields["subject"] == [f"Career advisor: {asked}"]
        assert body.endswith(f"{site.url}/?ask={asked}") and ("[The rest is on the page.]" in body) == is_cut
        assert len(link.get_attribute("href")) < 2_000 and "�" not in unquote(address.query)
        advisor.page.keyboard.press("Escape")


def test_a_conversation_is_saved_as_markdown(advisor: Advisor) -> None:
    advisor.say("all")
    advisor.say("chart")
    name, told = saved(advisor, "Save as a Markdown file")
    assert name == "career-advisor.md"
    assert "## Asked: all\n\nLead \\*one\\*.\n\nMathematics that is needed:\n\n1. Linear algebra" in told
    assert "| Certificate | Offered by | Courses | Level |\n| --- | --- | --- | --- |\n| IBM" in told
    assert "Sources:\n\n- [Article 1](https://example.org/a) · undated" in told
    assert "## Asked: chart" in told and "| Finance | 20% |" in told and "> Note: The five" in told


def test_one_answer_is_printed_without_what_is_on_the_screen_only(advisor: Advisor) -> None:
    advisor.say("plain")
    advisor.say("all")
    advisor.page.evaluate("window.print = () => { window.printed = true }")
    share(advisor, "Print this answer").click()
    assert advisor.page.evaluate("window.printed")
    advisor.page.emulate_media(media="print")
    advisor.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert advisor.answers.nth(1).get_by_role("link").is_visible()  # of a source, which was folded
    seen = advisor.page.locator("career-advisor .message").evaluate_all(SHOWN)
    assert seen == ["message", "message"]  # the question and the answer
    assert advisor.answers.nth(1).is_visible() and not advisor.answers.first.is_visible()
    for part in (".composer", ".actions", ".choices", "header .tool"):
        assert advisor.page.locator(f"career-advisor {part}:visible").count() == 0
    assert advisor.answers.nth(1).locator("tbody tr:visible").count() == 22  # nothing is folded
    assert advisor.answers.nth(1).get_by_role("img").count() == 2
    assert advisor.answers.nth(1).get_by_text("(https://example.org/a)").count() == 0  # it is no text
    assert not advisor.page.locator("body > main > h1").is_visible()
    advisor.page.evaluate("dispatchEvent(new Event('afterprint'))")
    advisor.page.emulate_media(media="screen")
    assert advisor.answers.first.is_visible() and advisor.page.locator("main").is_visible()
    assert advisor.answers.nth(1).locator("tbody tr:visible").count() < 22


def test_what_is_stored_is_downloaded_and_deleted_after_one_question(advisor: Advisor, site: WebSite) -> None:
    advisor.say("hello")
    name, told = saved(advisor, "Download my data")
    assert name == "career-advisor.json"
    assert [one["text"] for one in json.loads(told)["events"] if one["event"] == "user"] == ["hello"]
    advisor.button("Menu").click()
    advisor.button("Delete my data").click()
    assert advisor.focused() == "quiet" and advisor.messages.count() == 2  # on "Cancel"
    with advisor.page.expect_response("**/web/erase"):
        advisor.button("Delete").click()
    advisor.page.get_by_text("Your data are deleted.").wait_for()
    assert advisor.messages.count() == 0
    advisor.say("again")
    first, second = (message.sender_id for message in site.agent.heard)
    assert first != second and site.agent.texts == ["hello", "again"]


def test_a_new_chat_can_be_taken_back(advisor: Advisor, site: WebSite) -> None:
    advisor.say("hello")
    advisor.button("New chat").click()
    undo = advisor.button("Bring the earlier one back")
    undo.wait_for()
    assert advisor.messages.count() == 0
    undo.click()
    advisor.messages.nth(1).wait_for()
    assert not undo.is_visible()
    advisor.say("two")
    assert len({message.sender_id for message in site.agent.heard}) == 1


def test_a_new_chat_that_is_not_taken_back_ends_the_earlier_session(visit: Visit, site: WebSite) -> None:
    advisor = visit()
    advisor.page.evaluate(
        "() => { const real = setTimeout; setTimeout = (work, ms) => real(work, ms === 10000 ? 300 : ms) }"
    )
    advisor.open().page_open()
    advisor.say("hello")
    token = advisor.page.evaluate("document.querySelector('career-advisor').client.memory.get('token')")
    headers = {"Authorization": f"Bearer {token}", "Origin": site.url}

    def has_ended(reply: Any) -> bool:
        asked = reply.request
        return asked.url.endswith("/web/session") and asked.headers.get("authorization") == f"Bearer {token}"

    # Only when it is answered has the server ended the session.
    with advisor.page.expect_response(has_ended):
        advisor.button("New chat").click()
    advisor.gone(".undo")
    reply = advisor.page.request.post(f"{site.url}/web/history", data={}, headers=headers)
    assert reply.status == 401


def test_text_size_and_motion_are_chosen_and_kept(advisor: Advisor) -> None:
    advisor.say("plain")
    tall = "(one) => one.getBoundingClientRect().height"
    before = advisor.answers.first.locator("p").first.evaluate(tall)
    advisor.button("Menu").click()
    advisor.panel.get_by_label("Text size").select_option("largest")
    advisor.panel.get_by_label("Less motion").check()
    assert advisor.answers.first.locator("p").first.evaluate(tall) > before * 1.3
    advisor.page.reload()
    if advisor.launcher.count():
        advisor.open()
    advisor.page_open()
    assert advisor.answers.first.locator("p").first.evaluate(tall) > before * 1.3
    assert advisor.page.locator("career-advisor[data-calm]").count() == 1
