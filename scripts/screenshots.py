"""Makes the pictures of the chat in docs/images from the running advisor: ``make screenshots``."""

from __future__ import annotations

import sys
import tempfile
from html import escape
from pathlib import Path

import requests
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.advisor import Advisor, running_advisor  # noqa: E402 - the project is no installed package
from bench.browser import FLAGS, ask, chromium_program  # noqa: E402

IMAGES = ROOT / "docs" / "images"
DESKTOP, PHONE = {"width": 1100, "height": 760}, {"width": 390, "height": 780}
PAGE = {"width": 1280, "height": 800}
TERMINAL = {"width": 860, "height": 400}
TERMINAL_STYLE = "font: 13px/1.35 monospace; margin: 0; padding: 16px; white-space: pre-wrap"
REPLY_SECONDS = 30
SHOTS = (
    ("page", "/", "What does a registered nurse earn?", PAGE, "light"),
    ("widget-chart", "/demo", "What does a machine learning engineer earn?", DESKTOP, "light"),
    ("widget-phone", "/demo", "How old are machine learning engineers?", PHONE, "light"),
    ("widget-parts", "/demo", "How satisfied are machine learning engineers with their job?", PHONE, "dark"),
    (
        "widget-table",
        "/demo",
        "Which certifications are there for machine learning engineers?",
        DESKTOP,
        "light",
    ),
    (
        "widget-dark",
        "/demo",
        "How do data scientists and machine learning engineers differ?",
        DESKTOP,
        "dark",
    ),
)
CHANGE = "I'm a nurse in Ohio. Could I get into machine learning?"
GAP = "what am I missing?"
FIT = "what could I do with biology and Excel?"
ADVICE = (
    ("advice-change", "/", (CHANGE,), PAGE),
    ("advice-gap-phone", "/demo", (CHANGE, GAP), PHONE),
    ("advice-fit", "/demo", (FIT,), DESKTOP),
)


def terminal(page: Page, advisor: Advisor, message: str, file: Path) -> None:
    """Draw a message and its reply as `make shell` shows them."""
    sent = {"sender": "terminal", "message": message}
    (reply,) = requests.post(advisor.webhook, json=sent, timeout=REPLY_SECONDS).json()
    shown = escape(f"Your input ->  {message}\n{reply['text']}")
    page.set_content(f"<pre style='{TERMINAL_STYLE}'>{shown}</pre>")
    page.locator("pre").screenshot(path=file)


def fail(page: Page) -> None:
    """Open the chat, and ask what the server refuses."""
    page.route("**/web/message", lambda route: route.fulfill(status=400, json={"error": "refused"}))
    page.get_by_role("button", name="Open the career advisor").click()
    page.get_by_role("textbox").fill("What does a machine learning engineer earn?")
    page.get_by_role("textbox").press("Enter")
    page.get_by_role("button", name="Retry").wait_for()
    page.wait_for_timeout(600)


def main() -> int:
    """Take every picture."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_advisor(Path(folder)) as advisor,
        sync_playwright() as web,
    ):
        browser = web.chromium.launch(executable_path=chromium_program(), args=FLAGS)
        for name, path, question, size, scheme in SHOTS:
            page = browser.new_page(viewport=size, color_scheme=scheme)
            page.goto(f"{advisor.url}{path}")
            ask(page, question)
            page.screenshot(path=IMAGES / f"{name}.png")
            print(f"docs/images/{name}.png")
            page.close()
        for name, path, messages, size in ADVICE:
            page = browser.new_page(viewport=size, color_scheme="light")
            page.goto(f"{advisor.url}{path}")
            for message in messages:
                ask(page, message)
            page.screenshot(path=IMAGES / f"{name}.png")
            print(f"docs/images/{name}.png")
            page.close()
        page = browser.new_page(viewport=TERMINAL)
        terminal(page, advisor, CHANGE, IMAGES / "advice-terminal.png")
        print("docs/images/advice-terminal.png")
        page.close()
        for name, happens in (("widget-desktop", None), ("widget-error", fail)):
            page = browser.new_page(viewport=DESKTOP, color_scheme="light")
            page.goto(f"{advisor.url}/demo")
            page.get_by_role("button", name="Open the career advisor").wait_for()
            if happens:
                happens(page)
            page.screenshot(path=IMAGES / f"{name}.png")
            print(f"docs/images/{name}.png")
            page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
