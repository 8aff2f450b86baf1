"""Suggestions while a question is written: found, told, chosen, and never in the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.web_site import WebSite
from tests.widget.conftest import Advisor

Visit = Callable[..., Advisor]


@pytest.fixture(params=["widget", "page"])
def typing(request: pytest.FixtureRequest, visit: Visit, site: WebSite) -> Advisor:
    """Somebody who has typed the beginning of a title, and sees suggestions."""
    advisor = visit().open() if request.param == "widget" else visit(url=site.url)
    advisor.page_open()
    advisor.input.focus()
    advisor.page.keyboard.type("nurs")
    options(advisor).first.wait_for()
    return advisor


def options(advisor: Advisor) -> Any:
    return advisor.page.get_by_role("option")


def active(advisor: Advisor) -> str | None:
    """Return the text of the option that is gone to, as screen readers find it."""
    return str(
        advisor.page.evaluate(
            "(() => { const root = document.querySelector('career-advisor').shadowRoot;"
            "const id = root.activeElement.getAttribute('aria-activedescendant');"
            "return id ? root.getElementById(id).querySelector('span').textContent : '' })()"
        )
    )


def test_they_are_announced_and_gone_through_with_the_arrow_keys(typing: Advisor, site: WebSite) -> None:
    box = typing.page.get_by_role("combobox")
    assert box.get_attribute("aria-expanded") == "true"
    assert typing.page.get_by_role("status").get_by_text("2 suggestions; use the arrow keys").count() == 1
    keys, passed = typing.page.keyboard, []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"):
        keys.press(key)
        passed.append(active(typing))
    first, second = "Registered nurses", "What does a registered nurse earn?"
    assert passed == [first, second, "", second, first]
    assert options(typing).first.get_attribute("aria-selected") == "true"
    keys.press("Enter")
    assert typing.input.input_value() == "registered nurses" and site.agent.heard == []
    assert box.get_attribute("aria-expanded") == "false" and options(typing).count() == 0
    keys.press("Enter")
    typing.answers.first.wait_for()
    assert site.agent.texts == ["registered nurses"]


def test_enter_sends_what_is_written_where_none_was_chosen(typing: Advisor, site: WebSite) -> None:
    typing.page.keyboard.press("Enter")
    typing.answers.first.wait_for()
    assert site.agent.texts == ["nurs"] and options(typing).count() == 0


def test_escape_closes_them_and_nothing_else(typing: Advisor) -> None:
    typing.page.keyboard.press("ArrowDown")
    typing.page.keyboard.press("Escape")
    assert options(typing).count() == 0 and typing.panel.is_visible()
    assert typing.input.input_value() == "nurs" and active(typing) == ""


def test_one_is_chosen_by_a_press_and_the_focus_stays(typing: Advisor) -> None:
    options(typing).nth(1).click()
    assert typing.input.input_value() == "What does a registered nurse earn?"
    assert typing.focused() == "Your question"


def test_keys_of_an_input_method_are_none_of_theirs(typing: Advisor, site: WebSite) -> None:
    typing.page.keyboard.press("ArrowDown")
    session = typing.page.context.new_cdp_session(typing.page)
    session.send("Input.imeSetComposition", {"text": "か", "selectionStart": 1, "selectionEnd": 1})
    press = """(key) => {
      const init = { key, isComposing: true, bubbles: true, composed: true, cancelable: true };
      const { activeElement } = document.querySelector("career-advisor").shadowRoot;
      return activeElement.dispatchEvent(new KeyboardEvent("keydown", init));
    }"""
    for key in ("Enter", "ArrowDown", "Escape"):
        assert typing.page.evaluate(press, key)  # the browser does with it what the input method wants
    session.send("Input.insertText", {"text": "化"})
    assert typing.input.input_value() == "nurs化" and site.agent.heard == [] and typing.panel.is_visible()


def test_a_server_that_does_not_suggest_is_not_missed(visit: Visit, site: WebSite) -> None:
    advisor = visit().open().page_open()
    advisor.page.route("**/web/suggest", lambda route: route.fulfill(status=429, json={}))
    with advisor.page.expect_response("**/web/suggest"):
        advisor.input.press_sequentially("nurs")
    advisor.write("nurs")
    advisor.answers.first.wait_for()
    assert site.agent.texts == ["nurs"] and not advisor.alert.is_visible()


def test_what_is_typed_fast_is_asked_for_once(visit: Visit) -> None:
    advisor = visit().open().page_open()
    asked: list[str] = []
    advisor.page.on("request", lambda one: asked.append(one.url) if one.url.endswith("suggest") else None)
    advisor.input.press_sequentially("nurs", delay=5)
    options(advisor).first.wait_for()
    assert len(asked) == 1
