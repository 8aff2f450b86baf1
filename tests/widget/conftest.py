"""Real Chromium on pages of the widget's server, and of another site that embeds it."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bench.browser import FLAGS, ChromiumMissing, chromium_program
from bot.settings import ROOT
from bot.web import pages
from bot.web.first_screen import FirstScreen
from bot.web.pages import POLICY
from bot.web.suggestions import Suggestion
from tests.bot.channels.conftest import eventually
from tests.services import missing
from tests.web_site import (
    CARD,
    CHART,
    CHARTS,
    CONTACT,
    LIST,
    NEXT,
    NOTE,
    TABLE,
    WebSite,
    answer,
    buttons,
    sources,
    text,
)
from tests.widget import firefox_relay

playwright = pytest.importorskip("playwright.sync_api")

AXE = ROOT / ".cache" / "axe" / "axe.min.js"
PHONE = {"viewport": {"width": 320, "height": 568}, "has_touch": True}
FIRST_SCREEN = FirstScreen(1_016, (), 4, ("What does a nurse earn?", "Which jobs grow?"))
SUGGESTIONS = {
    "nurs": [
        Suggestion("occupation", "Registered nurses", "", "registered nurses"),
        Suggestion(
            "question", "What does a registered nurse earn?", "", "What does a registered nurse earn?"
        ),
    ]
}
CARDS = {"29-1141.00": CARD}
STARTERS = ["What does a machine learning engineer earn?", "Which industries employ them?"]


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(driver: Any) -> Iterator[Any]:
    try:
        program = chromium_program()
    except ChromiumMissing as reason:
        missing(str(reason))
    running = driver.chromium.launch(executable_path=program, args=FLAGS)
    yield running
    running.close()


@pytest.fixture(scope="session")
def firefox(driver: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    if not shutil.which(firefox_relay.PROGRAM):
        missing(f"no {firefox_relay.PROGRAM}: run scripts/setup_browser.sh")
    program = tmp_path_factory.mktemp("firefox") / "firefox"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{firefox_relay.__file__}" "$@"\n')
    program.chmod(0o755)
    calm = {"ui.prefersReducedMotion": 1}
    running = driver.firefox.launch(channel="moz-firefox", executable_path=program, firefox_user_prefs=calm)
    yield running
    running.close()


@pytest.fixture(scope="session")
def axe() -> str:
    if not AXE.exists():
        missing("no axe-core: run scripts/setup_browser.sh")
    return AXE.read_text("utf-8")


@pytest.fixture(scope="session", autouse=True)
def prepared() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bot.channels.web.starter_questions", lambda: STARTERS)
        patch.setattr(pages, "starter_questions", lambda: STARTERS)
        patch.setattr(pages, "first_screen", lambda: FIRST_SCREEN)
        patch.setattr("bot.channels.web.occupation_card", CARDS.get)
        patch.setattr("bot.channels.web.suggestions", lambda typed: SUGGESTIONS.get(typed, []))
        yield


@pytest.fixture(scope="session")
def shared_site(tmp_path_factory: pytest.TempPathFactory, prepared: None) -> Iterator[WebSite]:
    running = WebSite(tmp_path_factory.mktemp("site"))
    running.start()
    yield running
    running.stop()


@pytest.fixture
def site(shared_site: WebSite) -> WebSite:
    """The server that all tests share, as if nobody had talked to it."""
    shared_site.reset()
    shared_site.script.replies |= {
        "table": [answer(text("Two certificates are told."), TABLE, sources("https://example.org/one"))],
        "chart": [answer(CHART, NOTE, sources("https://example.org/one", "002_file.txt"), buttons())],
        "list": [answer(LIST, sources("https://example.org/one"), buttons())],
        "plain": [answer(text("A plain answer."))],
        "person": [answer(text("I do not know."), CONTACT, sources("https://example.org/a"), buttons(*NEXT))],
        "nurse": [answer(text("Nurses earn well."), sources("https://example.org/one"), about="29-1141.00")],
    }
    shared_site.script.replies |= {kind: [answer(block)] for kind, block in CHARTS.items()}
    return shared_site


class Advisor:
    """The widget on a page, as its user sees it."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.launcher = page.locator("career-advisor .launcher")
        self.panel = page.locator("career-advisor .panel")
        self.input = page.locator("career-advisor .composer textarea")
        self.fresh = page.locator("career-advisor [role=log] > .message")
        self.messages = page.locator("career-advisor .messages .message")
        self.answers = page.locator("career-advisor .messages .bot")
        self.asked = page.locator("career-advisor .messages .user > p")
        self.alert = page.locator("career-advisor [role=alert]")
        self.banner = page.locator("career-advisor .banner")
        self.chips = page.locator("career-advisor .chip")

    def open(self) -> Advisor:
        self.launcher.click()
        self.chips.or_(self.messages).first.wait_for()
        return self

    def page_open(self) -> Advisor:
        """Wait for the advisor that is a page of its own."""
        self.panel.wait_for()
        self.until("Promise.resolve(document.querySelector('career-advisor').extras).then(Boolean)")
        return self

    def write(self, told: str) -> None:
        self.input.fill(told)
        self.input.press("Enter")

    def say(self, told: str) -> Any:
        """Send a message; return its answer."""
        before = self.answers.count()
        self.write(told)
        answered = self.answers.nth(before)
        answered.wait_for()
        self.until("!document.querySelector('career-advisor').client.outbox.length")
        return answered

    def until(self, condition: str) -> None:
        """Wait for a condition; Playwright's own way needs eval, which the policy forbids."""
        assert eventually(lambda: bool(self.page.evaluate(condition))), condition

    def gone(self, selector: str) -> None:
        """Wait until nothing of the widget fits a selector."""
        self.page.locator(f"career-advisor {selector}").first.wait_for(state="detached")

    def button(self, name: str) -> Any:
        return self.panel.get_by_role("button", name=name, exact=True)

    def focused(self) -> str:
        """Return the class or name of what has the focus inside the widget."""
        return str(
            self.page.evaluate(
                "(() => { const at = document.querySelector('career-advisor').shadowRoot.activeElement;"
                "return at ? at.className || at.getAttribute('aria-label') || at.tagName : '' })()"
            )
        )


@pytest.fixture
def visit(browser: Any, site: WebSite) -> Iterator[Callable[..., Advisor]]:
    """Open the demo page in a browser profile of its own; whatever goes wrong on a page fails the test."""
    contexts, faults = [], []

    def opened(context: Any = None, url: str | None = None, **options: Any) -> Advisor:
        used = context or browser.new_context(**{"reduced_motion": "reduce", **options})
        if context is None:
            contexts.append(used)
            used.set_default_timeout(8_000)
        page = used.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        page.on("console", lambda told: faults.append(told.text) if "Content Security" in told.text else None)
        page.goto(url or site.demo)
        advisor = Advisor(page)
        advisor.launcher.or_(advisor.panel).first.wait_for(state="attached")
        return advisor

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def other_site(site: WebSite) -> Iterator[Callable[..., str]]:
    """Serve pages of another origin, under the strict policy; takes attributes of the tag, and the server."""
    told = {"tag": "", "server": site.url}

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            policy = POLICY.replace("'self'", told["server"])
            body = f"<!doctype html><html lang=en><title>Shop</title><main><h1>Shop</h1></main>{told['tag']}"
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()

    def embedded(attributes: str = "", at: str = site.url) -> str:
        told["server"] = at
        told["tag"] = f'<script src="{at}/widget.js" data-server="{at}" {attributes}></script>'
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield embedded
    server.shutdown()
    server.server_close()
    thread.join()
