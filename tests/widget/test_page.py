"""The advisor as a page of its own: its first screen, the card beside it, its addresses and languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from tests.web_site import WebSite
from tests.widget.axe import faults_of
from tests.widget.conftest import FIRST_SCREEN, PHONE, Advisor

Visit = Callable[..., Advisor]
WIDE = {"viewport": {"width": 1440, "height": 900}}
# A window of 1,280 × 1,024 pixels, zoomed in.
ZOOMED = {"200 %": {"width": 640, "height": 512}, "400 %": {"width": 320, "height": 256}}


@pytest.fixture
def page(visit: Visit, site: WebSite) -> Callable[..., Advisor]:
    def opened(path: str = "/", **options: Any) -> Advisor:
        return visit(url=site.url + path, **{**WIDE, **options}).page_open()

    return opened


Page = Callable[..., Advisor]


def test_the_first_screen_says_what_it_is_and_its_starters_ask(page: Page, site: WebSite) -> None:
    advisor = page()
    assert advisor.page.get_by_role("heading", level=1).inner_text() == "Career advisor"
    assert (
        advisor.page.get_by_role("heading", level=2).inner_text() == "Ask about any of 1,016 US occupations"
    )
    assert "4 published articles" in advisor.page.locator(".trust").inner_text()
    starters = advisor.page.locator(".starters button")
    assert starters.all_inner_texts() == list(FIRST_SCREEN.starters)
    assert advisor.page.evaluate("document.activeElement === document.body")  # it is read from its beginning
    starters.first.click()
    advisor.answers.first.wait_for()
    assert site.agent.texts == [FIRST_SCREEN.starters[0]]
    assert not starters.first.is_visible()


@pytest.mark.parametrize(
    ("size", "scheme"),
    [
        (WIDE["viewport"], "dark"),
        (PHONE["viewport"], "light"),
        *zip(ZOOMED.values(), ("light", "dark"), strict=True),
    ],
    ids=["wide", "phone", *ZOOMED],
)
def test_axe_finds_no_fault_in_any_state(page: Page, axe: str, size: dict[str, int], scheme: str) -> None:
    advisor = page(viewport=size, color_scheme=scheme)
    assert faults_of(advisor.page, axe) == []
    for told in ("nurse", "table", "line", "person"):
        advisor.say(told)
    assert advisor.page.get_by_role("link", name="careers@example.org").count() == 1
    card = advisor.page.locator("career-advisor aside")
    card.wait_for()
    advisor.button("Not helpful").last.click()
    advisor.button("Send comment").wait_for()
    if size["width"] < 1024:
        card.locator("summary").click()
    advisor.button("Menu").click()
    advisor.button("Delete my data").click()
    assert faults_of(advisor.page, axe) == []
    advisor.page.keyboard.press("Escape")
    if size["width"] < 1024:
        card.locator("summary").click()
    advisor.input.fill("nurs")
    advisor.page.get_by_role("option").first.wait_for()
    assert faults_of(advisor.page, axe) == []
    assert advisor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_card_shows_the_facts_each_with_its_source(page: Page, site: WebSite) -> None:
    advisor = page()
    card = advisor.page.get_by_role("complementary")
    assert card.count() == 0
    advisor.say("nurse")
    card.wait_for()
    told = card.inner_text()
    for part in (
        "Registered nurses", "$97,550", "$68,940 to $239,200 or more", "3,379,720 people employed",
        "These figures are of Nurses of all kinds", "4.9%", "189,100", "Typical to enter: Bachelor's degree",
        "56%", "Give patients their medicine.", "Coordination",
        "United States · May 2025 · Source: Wages (undated)", "Source: O*NET 30.1 Database (December 2025)",
    ):  # fmt: skip
        assert part in told
    assert card.locator("section .from").count() >= card.locator("section").count() == 6
    sources = card.locator(".from a")
    assert sources.count() == card.locator(".from", has_text="Source:").count() >= 6
    assert sources.first.get_attribute("href") == "https://example.org/"
    assert sources.first.get_attribute("rel") == "noopener noreferrer"
    link = card.get_by_role("link", name="Everything about this occupation")
    assert link.get_attribute("href") == f"{site.url}/occupations/29-1141.00"
    box, log = card.bounding_box(), advisor.page.locator("career-advisor .log").bounding_box()
    assert box["x"] >= log["x"] + log["width"]
    card.get_by_role("button", name="acute care nurses").click()
    advisor.answers.nth(1).wait_for()
    assert site.agent.texts == ["nurse", "What does an acute care nurse do?"]
    assert card.is_visible()
    advisor.button("New chat").click()
    card.wait_for(state="hidden")


def test_the_card_is_there_after_a_reload_and_folded_on_a_phone(page: Page) -> None:
    advisor = page(**PHONE)
    advisor.say("nurse")
    advisor.page.reload()
    card = advisor.page.locator("career-advisor aside")
    card.get_by_text("$97,550 a year, United States").wait_for()
    assert not card.get_by_text("Coordination").is_visible()
    card.locator("summary").click()
    assert card.get_by_text("Coordination").is_visible()


def test_a_card_that_cannot_be_had_leaves_the_answer(page: Page, site: WebSite) -> None:
    advisor = page()
    advisor.page.route("**/web/card", lambda route: route.fulfill(status=503, json={}))
    assert "Nurses earn well." in advisor.say("nurse").inner_text()
    assert advisor.page.get_by_role("complementary").count() == 0


@pytest.mark.parametrize("options", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_link_brings_a_question_that_waits_to_be_sent(
    page: Page, site: WebSite, options: dict[str, Any]
) -> None:
    question = 'What do nurses "earn" & <do>?'
    advisor = page(f"/?ask={quote(question)}&lang=en", **options)
    advisor.until("document.querySelector('career-advisor').composer.box.value")
    assert advisor.input.input_value() == question and advisor.focused() == "Your question"
    assert advisor.page.url == f"{site.url}/?lang=en" and site.agent.heard == []
    advisor.page.keyboard.press("Enter")
    advisor.answers.first.wait_for()
    assert site.agent.texts == [question]


@pytest.mark.parametrize(
    ("path", "locale", "headline"),
    [
        ("/", "de-DE", "Fragen Sie nach einem von"),
        ("/?lang=es", "de-DE", "Pregunte por cualquiera"),
        ("/?lang=xx", "fr-FR", "Ask about any"),
    ],
)
def test_the_page_is_in_one_language(page: Page, path: str, locale: str, headline: str) -> None:
    advisor = page(path, locale=locale)
    lang = advisor.page.evaluate("document.documentElement.lang")
    assert advisor.page.get_by_role("heading", level=2).inner_text().startswith(headline)
    assert advisor.page.locator("career-advisor .frame").get_attribute("lang") == lang
    assert ("in English" in advisor.page.locator(".trust").inner_text()) == (lang not in ("de", "es", "en"))


def test_the_language_of_the_menu_stays(page: Page, site: WebSite) -> None:
    advisor = page(locale="en-US")
    advisor.say("nurse")
    advisor.button("Menu").click()
    assert advisor.page.get_by_text("Answers are in English.").is_visible()
    advisor.panel.get_by_label("Language").select_option("de")
    advisor.page.get_by_role("button", name="Neues Gespräch").wait_for()
    advisor.page.get_by_role("complementary").locator(".big").get_by_text("97.550").wait_for()
    advisor.page.goto(site.url)
    advisor.page.get_by_role("button", name="Neues Gespräch").wait_for()
    assert advisor.page.evaluate("document.documentElement.lang") == "de"


def test_escape_does_not_close_the_page(page: Page) -> None:
    advisor = page()
    advisor.input.focus()
    advisor.page.keyboard.press("Escape")
    assert advisor.panel.is_visible()
