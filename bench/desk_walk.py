"""The way from an unanswered question to its answer in the chat, in Chromium: ``python -m bench.desk_walk``.

An editor finds the message at the desk, writes the missing fact, previews and publishes it; then the same
question is asked again. What is measured is the time of the machine: nobody reads or thinks.
"""

from __future__ import annotations

import argparse
import io
import os
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from bench.advisor import ROOT, running_advisor
from bench.browser import FLAGS, ask, chromium_program
from bench.desk import world
from bench.desk_data import fill
from bench.desk_server import running_desk
from bench.documents import put
from bench.tables import Row, markdown, plain
from bot.conversations.database import create_conversations_engine
from desk import passwords
from desk.queries import accounts
from desk.roles import Role
from knowledge.database import create_knowledge_engine
from knowledge.settings import DESK_VARIABLE

DOCUMENT, PART = ROOT / "docs" / "desk.md", "walk"
IMAGES = ROOT / "docs" / "images"
SIZE = {"width": 1200, "height": 800}
COLOURS = 64
SHOWN_TURNS = 30_000
QUESTION = "How many hours does a registered nurse work each week?"
FACT = "Registered nurses in Germany work 38.5 hours a week."
FIELDS = {
    "text": FACT,
    "as_of": "2025",
    "place": "Germany",
    "source_title": "A survey of hours",
    "source_published": "2025",
    "source_location": "survey-of-hours.txt",
    "source_licence": "our own",
}
EDITOR, ENTRY = "walker", secrets.token_hex(8)
COLUMNS: Row = ("step", "seconds")


class NotAnswered(RuntimeError):
    """The walk does not lead to the answer; the message says where it ended."""


@dataclass
class Walk:
    """The steps so far, each with its seconds; pictures are taken where there is a folder for them."""

    page: Page
    pictures: Path | None = None
    steps: list[tuple[str, float]] = field(default_factory=list)

    @contextmanager
    def step(self, name: str, picture: str = "") -> Iterator[None]:
        """Time a step; a picture of how it ends is not part of it."""
        began = time.perf_counter()
        yield
        self.steps.append((name, time.perf_counter() - began))
        if picture and self.pictures:
            take(self.page, self.pictures / f"desk-{picture}.png")

    @property
    def seconds(self) -> float:
        """Of all steps."""
        return sum(seconds for _name, seconds in self.steps)


def main() -> int:
    """Walk, print the steps, and write what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk_walk", description=__doc__.splitlines()[0])
    parser.add_argument("--publish", action="store_true", help=f"write {DOCUMENT.relative_to(ROOT)}")
    parser.add_argument(
        "--pictures", action="store_true", help=f"write {IMAGES.relative_to(ROOT)}/desk-*.png"
    )
    chosen = parser.parse_args()
    found = walked(IMAGES if chosen.pictures else None)
    rows = [(name, f"{seconds:.1f}") for name, seconds in [*found.steps, ("all", found.seconds)]]
    print(plain(COLUMNS, rows))
    if chosen.publish:
        put(DOCUMENT, PART, f"{markdown(COLUMNS, rows)}\n")
    return 0


def walked(pictures: Path | None = None) -> Walk:
    """Run an advisor and a desk, and walk.

    Raises:
        NotAnswered: the question is answered before, or not afterwards.
    """
    with tempfile.TemporaryDirectory(prefix="advisor-walk-") as name, sync_playwright() as web:
        folder = Path(name)
        os.environ[DESK_VARIABLE] = str(folder / "desk")
        browser = web.chromium.launch(executable_path=chromium_program(), args=FLAGS)
        with running_advisor(folder) as advisor:
            url = f"sqlite:///{advisor.conversations}"
            engine = create_conversations_engine(url)
            with engine.begin() as connection:
                accounts.add(connection, EDITOR, Role.EDITOR, passwords.hashed(ENTRY))
            engine.dispose()
            with running_desk(url, f"sqlite:///{advisor.database}") as desk:
                page = browser.new_page(viewport=SIZE, color_scheme="light")
                page.set_default_timeout(120_000)
                walk = Walk(page, pictures)
                _walk(walk, advisor.url, f"{desk}/desk")
                if pictures:
                    file = pictures / "desk-overview.png"
                    _overview(page, f"{desk}/desk", url, f"sqlite:///{advisor.database}", file)
        browser.close()
    return walk


def take(page: Page, file: Path) -> None:
    """Take a picture of what the window shows, in as many colours as a plain page has."""
    with Image.open(io.BytesIO(page.screenshot())) as taken:
        taken.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def _overview(page: Page, desk: str, conversations_url: str, database_url: str, file: Path) -> None:
    """Take a picture of the overview over turns of chance."""
    engine, knowledge = create_conversations_engine(conversations_url), create_knowledge_engine(database_url)
    fill(engine, world(knowledge), turns=SHOWN_TURNS, now=time.time())
    engine.dispose()
    knowledge.dispose()
    page.goto(f"{desk}/")
    take(page, file)


def _walk(walk: Walk, chat: str, desk: str) -> None:
    page = walk.page
    with walk.step("ask in the chat, without an answer"):
        page.goto(f"{chat}/")
        ask(page, QUESTION)
    if FACT in page.content():
        raise NotAnswered("the question is answered already")
    with walk.step("sign in at the desk"):
        page.goto(f"{desk}/sign-in")
        page.locator("input[name=name]").fill(EDITOR)
        page.locator("input[name=password]").fill(ENTRY)
        page.locator("main button").click()
        page.get_by_role("heading", name="Overview").wait_for()
    with walk.step("find the message", "conversation"):
        page.goto(f"{desk}/conversations/?outcome=unknown")
        page.get_by_role("link", name=QUESTION).click()
        page.get_by_role("link", name="Say what is right").wait_for()
    with walk.step("say what it asks for"):
        page.get_by_role("link", name="Say what is right").click()
        page.locator("input[name=verdict][value=intent]").check()
        page.locator("select[name=intent]").select_option("working_hours")
        page.get_by_role("button", name="Note it").click()
        page.get_by_role("link", name="Write the missing fact").wait_for()
    with walk.step("write the fact"):
        page.get_by_role("link", name="Write the missing fact").click()
        page.locator("input[name=occupation]").fill("registered nurse")
        page.locator("select[name=topic]").select_option("working_hours")
        for name, value in FIELDS.items():
            page.locator(f"[name={name}]").fill(value)
        page.locator("input[name=adopt]").check()
    with walk.step("preview, which loads the model", "preview"):
        page.get_by_role("button", name="Preview").click()
        page.get_by_role("heading", name="What users would be answered").wait_for()
    with walk.step("publish"):
        page.get_by_role("button", name="Publish").click()
        page.get_by_role("button", name="Withdraw").wait_for()
    with walk.step("ask in the chat again"):
        page.goto(f"{chat}/")
        ask(page, QUESTION)
    if not page.get_by_text("38.5 hours a week").count():
        raise NotAnswered("the question is not answered though the fact is published")


if __name__ == "__main__":
    raise SystemExit(main())
