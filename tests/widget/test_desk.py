"""The desk in a browser: every page on a phone and a desktop, for both roles, without scripts of its own."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import waitress
from flask import Flask
from sqlalchemy.engine import Engine

from bot.conversations.database import create_conversations_engine, migrate
from bot.settings import DeskSettings
from desk.application import create_app
from desk.queries import accounts
from desk.roles import ROLES, Role, role_of
from knowledge.database import create_knowledge_engine
from tests.databases import sqlite_url
from tests.desk.conftest import HASHES, PASSWORD, SECRET
from tests.desk.talks import count, tell
from tests.widget.axe import faults_of

SIZES = {
    "phone": {"viewport": {"width": 320, "height": 640}, "color_scheme": "light"},
    "desktop": {"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"},
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = create_conversations_engine(sqlite_url(tmp_path_factory.mktemp("desk") / "conversations.db"))
    migrate(made)
    with made.begin() as connection:
        for role in ROLES:
            accounts.add(connection, role.value, role, HASHES[role])
    long = "Which" + " very" * 60 + " longwordwithoutanyplacewhereitcouldbebroken" * 3 + "?"
    entity = {"entity": "degree", "value": "phd", "start": 14, "end": 17}
    for day, outcome in enumerate(("answered", "partial", "unknown", "clarify", "smalltalk", "error")):
        for channel in ("web", "slack"):
            asked = f"Do they need a PhD {day}?"
            tell(made, f"p{day}", asked, outcome=outcome, channel=channel, days_ago=day)
    tell(made, "p0", long, answer=long, entities=(entity,), comment="Wrong!", days_ago=0.01)
    count(made)
    yield made
    made.dispose()


@pytest.fixture(scope="module")
def application(engine: Engine, shipped_database: Path) -> Iterator[Flask]:
    knowledge = create_knowledge_engine(sqlite_url(shipped_database))
    yield create_app(DeskSettings(secret=SECRET), conversations=engine, knowledge=knowledge)
    knowledge.dispose()


@pytest.fixture(scope="module")
def address(application: Flask) -> Iterator[str]:
    server = waitress.create_server(application, host="127.0.0.1", port=0, threads=2)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def pages(application: Flask, role: Role) -> list[str]:
    """Return the addresses of all pages without a value in them that a role may see."""
    found = [
        rule.rule
        for rule in application.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments
        and rule.rule.startswith("/desk/") and "." not in rule.rule
        and role.includes(role_of(application.view_functions[rule.endpoint]) or Role.EDITOR)
    ]  # fmt: skip
    assert len(found) >= 4
    return found


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("role", [role.value for role in ROLES])
def test_axe_finds_no_fault_on_any_page_and_nothing_sticks_out(
    browser: Any, axe: str, application: Flask, address: str, size: str, role: str
) -> None:
    context = browser.new_context(**SIZES[size])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{address}/desk/")
    look_over(page, axe)  # the way in
    page.get_by_label("Name").fill(role)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}/desk/")
    for path in (*pages(application, Role(role)), "/desk/none"):
        if path != "/desk/sign-in":
            page.goto(address + path)
            look_over(page, axe)
    page.goto(f"{address}/desk/conversations/")
    page.get_by_role("link", name=re.compile("longword")).click()
    page.wait_for_url(re.compile("/desk/conversations/.+"))
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    look_over(page, axe)
    assert [one for one in complaints if "404" not in one] == []
    context.close()


def look_over(page: Any, axe: str) -> None:
    """Let axe look at a page, and see that it does not scroll sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} is {wide} pixels too wide"
    assert faults_of(page, axe) == [], page.url


def test_it_works_without_scripts_and_by_keyboard(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/desk/conversations/?text=PhD")
    page.get_by_label("Name").focus()
    page.keyboard.type("editor")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/desk/conversations/?text=PhD")
    page.get_by_label("Outcome").select_option("unknown")
    page.get_by_role("button", name="Show", exact=True).press("Enter")
    page.wait_for_url(re.compile("outcome=unknown"))
    assert page.locator("ol.messages li").count() == 2
    page.locator("ol.messages a").first.press("Enter")
    page.get_by_role("button", name="Show what is hidden").press("Enter")
    assert "audit log" in page.locator(".note").inner_text()
    page.goto(f"{address}/desk/account/")
    page.get_by_role("button", name="Sign out everywhere").press("Enter")
    assert page.get_by_role("status").inner_text() == "You are signed out everywhere."
    context.close()
