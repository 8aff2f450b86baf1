"""The Chromium of this machine, without a screen, as quiet as it can be made, and the chat in it."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

VARIABLE = "ADVISOR_CHROMIUM"
# The first is the same engine without windows, which starts and draws in half the time.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
# It looks up nothing but what a page asks for; few processes start sooner.
FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --disable-default-apps --disable-domain-reliability
--renderer-process-limit=1 --disable-site-isolation-trials --in-process-gpu""".split()

ANSWERED = "career-advisor:answered"


class ChromiumMissing(Exception):
    """There is none."""


def chromium_program() -> str:
    """Return the browser that the environment names, or the first that is installed.

    Raises:
        ChromiumMissing: there is none.
    """
    wanted = os.environ.get(VARIABLE)
    for name in [wanted] if wanted else PROGRAMS:
        found = shutil.which(name)
        if found:
            return found
    reason = "no Chromium: run scripts/setup_browser.sh, or install chromium-headless-shell or chromium"
    raise ChromiumMissing(reason)


def ask(page: Page, question: str) -> None:
    """Open the chat, where it is not open, ask, and wait for the answer."""
    # In braces, as what an evaluation returns is waited for.
    page.evaluate(f"() => {{ window.answered = new Promise(done => addEventListener('{ANSWERED}', done)) }}")
    launcher = page.get_by_role("button", name="Open the career advisor")
    if launcher.count():
        launcher.click()
    page.get_by_role("textbox").fill(question)
    page.get_by_role("textbox").press("Enter")
    page.evaluate("window.answered.then(() => true)")
    page.wait_for_timeout(600)  # for motion to end
