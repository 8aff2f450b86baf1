"""The same conversation on other people's pages: it works on all of them, and looks as on a plain one."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.services import missing
from tests.web_site import WebSite
from tests.widget.conftest import Advisor
from tests.widget.hosts import HostPage, host_pages, hosting, packages_are_there

PAGES = host_pages()
VIEW = {"viewport": {"width": 1000, "height": 720}, "reduced_motion": "reduce"}
# Firefox takes no media features; it opens the pages on which browsers are likely to differ.
NO_FEATURES = dict.fromkeys(("reduced_motion", "color_scheme", "forced_colors", "contrast"), "null")
CASES = [
    *(pytest.param(page, "browser", id=page.name) for page in PAGES),
    *(pytest.param(page, "firefox", id=f"{page.name}-firefox") for page in PAGES if page.firefox),
]
CORNER = 20  # pixels, where the page shows beside the panel's round corners
LARGEST_SHARE = 0.0005  # of the pixels may differ, by more than the smoothing of letters
PICTURES = "ADVISOR_TEST_PICTURES"  # a folder for a picture of each page, to be looked at
Show = Callable[[HostPage], tuple[Any, Advisor]]


@pytest.fixture(scope="module")
def hosts(shared_site: WebSite) -> Iterator[str]:
    if not packages_are_there():
        missing("no packages of the host pages: run scripts/setup_browser.sh")
    with hosting(shared_site.url) as address:
        yield address


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def show(request: pytest.FixtureRequest, engine: str, site: WebSite, hosts: str) -> Iterator[Show]:
    """Open a page of the corpus; an error or a refusal of its policy fails the test."""
    browser = request.getfixturevalue(engine)
    view = VIEW if engine == "browser" else {**VIEW, **NO_FEATURES}
    site.allow(hosts)
    faults: list[str] = []
    contexts = []

    def shown(page: HostPage) -> tuple[Any, Advisor]:
        context = browser.new_context(**{**view, **page.browser})
        context.set_default_timeout(8_000)
        contexts.append(context)
        tab = context.new_page()
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
        tab.goto(f"{hosts}/framed/{page.name}" if page.is_framed else f"{hosts}/{page.name}")
        return tab, embedded(tab, page)

    yield shown
    for context in contexts:
        context.close()
    assert faults == []


def embedded(tab: Any, page: HostPage) -> Advisor:
    advisor = Advisor(tab.wait_for_selector("iframe").content_frame() if page.is_framed else tab)
    advisor.launcher.wait_for()
    return advisor


def converse(tab: Any, advisor: Advisor) -> None:
    """Open the chat, write with keys that pages have shortcuts on, and send a message with the button."""
    advisor.open()
    tab.keyboard.type("does salary rise? j/k")
    typed = advisor.input.evaluate("(box) => box.value")  # input_value knows no field of an XHTML page
    assert typed == "does salary rise? j/k"
    tab.keyboard.press("Enter")
    advisor.answers.first.get_by_text("heard: does salary rise? j/k").wait_for()
    tab.keyboard.insert_text("chart")
    advisor.button("Send").click()
    advisor.answers.nth(1).locator("rect.bar").nth(4).wait_for()


def picture(tab: Any, advisor: Advisor) -> np.ndarray[Any, Any]:
    """Return the panel as it is seen, without the page at its corners."""
    advisor.page.evaluate("document.querySelector('career-advisor').shadowRoot.activeElement?.blur()")
    box = advisor.panel.bounding_box()
    left, top = round(box["x"]), round(box["y"])
    # Cut out here: of a page in quirks mode, Firefox is asked for no more than the height of its text.
    window = Image.open(io.BytesIO(tab.screenshot(caret="initial"))).convert("RGB")
    panel = window.crop((left, top, left + round(box["width"]), top + round(box["height"])))
    drawn = np.asarray(panel).astype(int)
    for rows in (slice(0, CORNER), slice(-CORNER, None)):
        for columns in (slice(0, CORNER), slice(-CORNER, None)):
            drawn[rows, columns] = 0
    return drawn


@pytest.fixture(scope="module")
def seen_before() -> dict[str, np.ndarray[Any, Any]]:
    return {}


@pytest.fixture
def plain(engine: str, show: Show, site: WebSite, seen_before: dict[str, Any]) -> np.ndarray[Any, Any]:
    """The picture of the conversation on the plain page, which each browser makes once."""
    if engine not in seen_before:
        tab, advisor = show(PAGES[0])
        converse(tab, advisor)
        seen_before[engine] = picture(tab, advisor)
        site.agent.heard.clear()
    return seen_before[engine]


def keep_picture(tab: Any, name: str) -> None:
    if os.environ.get(PICTURES):
        tab.screenshot(path=Path(os.environ[PICTURES]) / f"{name}.png", caret="initial")


@pytest.mark.parametrize(("page", "engine"), CASES, indirect=["engine"])
def test_the_same_conversation_works_and_looks_the_same(
    page: HostPage, engine: str, show: Show, site: WebSite, plain: np.ndarray[Any, Any]
) -> None:
    tab, advisor = show(page)
    converse(tab, advisor)
    # For a picture, Playwright puts a style into Firefox's page, which the policy would refuse.
    if not (page.policy and engine == "firefox"):
        keep_picture(tab, page.name if engine == "browser" else f"{page.name}-{engine}")
        if not page.differs:
            seen = picture(tab, advisor)
            assert seen.shape == plain.shape
            assert (np.abs(seen - plain).max(axis=2) > 40).mean() <= LARGEST_SHARE
    advisor.chips.first.click()
    advisor.answers.nth(2).wait_for()
    assert advisor.page.evaluate("window.taken") == []
    texts = ["does salary rise? j/k", "chart", "/more"]
    assert site.agent.texts == texts
    box = advisor.panel.bounding_box()
    view = tab.viewport_size
    assert box["x"] >= 0 and box["y"] >= 0
    assert box["x"] + box["width"] <= view["width"] and box["y"] + box["height"] <= view["height"]
    if page.goes:
        tab.locator("a.next").click()
        tab.get_by_role("heading", name="Second").wait_for()
        assert advisor.panel.is_visible() and advisor.answers.count() == 3
        advisor.say("plain")
        texts.append("plain")
    tab.reload()
    advisor = embedded(tab, page).open()
    advisor.answers.nth(len(texts) - 1).wait_for()
    assert advisor.asked.all_inner_texts() == [*texts[:2], "Tell me more", *texts[3:]]
    assert site.agent.texts == texts


def test_the_corpus_has_at_least_twenty_five_pages() -> None:
    assert len({page.name for page in PAGES}) == len(PAGES) >= 25


def test_10_a_frame_without_an_origin_shows_the_reason(browser: Any, site: WebSite, hosts: str) -> None:
    site.allow(hosts)
    context = browser.new_context()
    tab = context.new_page()
    tab.set_content(f'<iframe sandbox="allow-scripts" src="{hosts}/plain" height="700"></iframe>')
    advisor = Advisor(tab.wait_for_selector("iframe").content_frame())
    advisor.launcher.click()
    advisor.alert.get_by_text("This site may not use the advisor.").wait_for()
    assert site.agent.heard == []
    context.close()
