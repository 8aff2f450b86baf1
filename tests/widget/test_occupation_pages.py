"""Pages of occupations in a browser: accessible, without scripts, and no wider than a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.channels.rest import RestInput
from knowledge.settings import DATABASE_VARIABLE
from tests.bot.channels.conftest import Site, serving
from tests.databases import sqlite_url
from tests.widget.axe import faults_of

PAGES = {
    "an occupation": "occupations/15-2051.00/data-scientist",
    "the index": "occupations",
    "a comparison": "occupations/compare?codes=15-2051.00,machine_learning_engineer,11-1011.03",
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory, dataset_database: Path, prepared: None) -> Iterator[str]:
    """The address of a server with the data of all occupations."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATABASE_VARIABLE, sqlite_url(dataset_database))
        with serving(Site(RestInput(), tmp_path_factory.mktemp("pages"))) as running:
            yield f"http://127.0.0.1:{running.address[1]}"


@pytest.fixture
def opened(browser: Any) -> Iterator[Any]:
    """Open a page in a window of its own; whatever the policy blocks fails the test."""
    contexts, faults = [], []

    def window(url: str, **options: Any) -> Any:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda told: faults.append(told.text))
        page.goto(url)
        return page

    yield window
    for context in contexts:
        context.close()
    assert faults == []


def test_axe_finds_no_fault_in_light_and_dark(pages: str, opened: Any, axe: str) -> None:
    for scheme, width in (("light", 1280), ("dark", 320)):
        page = opened(
            f"{pages}/{PAGES['the index']}", color_scheme=scheme, viewport={"width": width, "height": 800}
        )
        for name, path in PAGES.items():
            page.goto(f"{pages}/{path}")
            assert faults_of(page, axe) == [], (name, scheme)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, scheme)


def test_a_visitor_without_scripts_finds_compares_and_asks(pages: str, opened: Any) -> None:
    page = opened(f"{pages}/occupations", java_script_enabled=False)
    page.keyboard.press("Tab")
    assert page.locator(".skip").evaluate("(one) => one.getBoundingClientRect().top") >= 0
    page.get_by_label("Find an occupation by its title").fill("nurse")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Registered nurse", exact=True).click()
    assert page.url.endswith("/occupations/29-1141.00/registered-nurse")
    page.get_by_role("link", name="Compare with others").click()
    page.get_by_label("Title of an occupation").fill("plumber")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Plumber or pipefitter", exact=True).click()
    assert page.get_by_role("columnheader").all_inner_texts() == [
        "Aspect",
        "Registered nurse",
        "Plumber or pipefitter",
    ]
    page.get_by_role("columnheader").get_by_role("link", name="Registered nurse").click()
    asked = page.get_by_role("link", name="What does a registered nurse earn?").get_attribute("href")
    assert asked.endswith("?ask=What%20does%20a%20registered%20nurse%20earn%3F")
