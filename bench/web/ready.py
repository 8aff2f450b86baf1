"""How long it takes in a browser from the script's load until the launcher can be used."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from bench.browser import FLAGS, chromium_program

VISITS = 15
PHONE_SLOWDOWN = 4  # times slower than this machine, as a phone of the middle range is
OPENED = """async () => {
  const advisor = document.querySelector("career-advisor");
  const drawn = () => advisor.shadowRoot.querySelector(".chip, .message.bot");
  const started = performance.now();
  advisor.shadowRoot.querySelector(".launcher").click();
  while (!drawn()) await new Promise(requestAnimationFrame);
  return performance.now() - started;
}"""
LISTEN = """addEventListener("career-advisor:ready", ({ detail }) => {
  const [script] = performance.getEntriesByType("resource").filter((one) => one.name.endsWith("/widget.js"));
  window.figures = { run: detail.milliseconds, since: performance.now() - script.startTime };
})"""


@dataclass(frozen=True)
class Ready:
    """Medians, in milliseconds."""

    run: float  # from the script's first line until the launcher is there
    since: float  # from the request for the script
    opened: float  # from a click on the launcher until the first words are there


def time_to_ready(url: str, *, slowdown: int = 1, visits: int = VISITS) -> Ready:
    """Visit the demo page several times, each as a new visitor with nothing in the cache."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_program(), args=FLAGS)
        seen = [_visit(browser, url, slowdown) for _ in range(visits)]
        browser.close()
    return Ready(*(median(times[place] for times in seen) for place in range(3)))


def _visit(browser: Browser, url: str, slowdown: int) -> tuple[float, float, float]:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script(LISTEN)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    page.goto(f"{url}/demo")
    page.locator("career-advisor .launcher").wait_for()
    opened = float(page.evaluate(OPENED))
    figures = page.evaluate("window.figures")
    context.close()
    return float(figures["run"]), float(figures["since"]), opened
