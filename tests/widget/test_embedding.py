"""The widget on pages of its own server and of other sites: one tag, policy, colours, language, events."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from typing import Any

from bot.web.assets import widget_script
from bot.web.pages import POLICY
from tests.web_site import WebSite
from tests.widget.conftest import STARTERS, Advisor

Visit = Callable[..., Advisor]
LIMIT = 16_000


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
    assert all(url.startswith((address, site.url)) for url in asked)
    # Whether suggestions are asked for depends on how fast is written.
    assert len([url for url in asked if not url.endswith("/web/suggest")]) == 6
    context.close()


def test_01_it_has_at_most_16_kilobytes() -> None:
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
