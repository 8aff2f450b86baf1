"""Resumes sent from the chat: chosen, dropped or pasted, answered with what was taken, and not lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage as Sent

from actions.policy import decide
from actions.questions.message import UserMessage
from actions.questions.question import Question
from bot.web import documents
from knowledge.database import create_knowledge_engine
from knowledge.settings import DATABASE_VARIABLE
from tests.actions.advice.resumes import ACCOUNTANT
from tests.bot.web.files import docx_file, pdf_file
from tests.databases import sqlite_url
from tests.web_site import WebSite
from tests.widget.axe import faults_of
from tests.widget.conftest import PHONE, Advisor

Visit = Callable[..., Advisor]
FILES = {
    "resume.txt": ACCOUNTANT.encode(),
    "Resume.PDF": pdf_file("Accountant, 2016 - present", "Microsoft Excel, SQL"),
    "resume.docx": docx_file("Accountant, 2016 - present\nMicrosoft Excel, SQL"),
}
LONG = "Accountant, 2016 - present. Microsoft Excel, SQL. " * 30
DROP = """([names, kind]) => {
  const held = new DataTransfer();
  for (const name of names) held.items.add(new File(["Accountant, 2016 - present"], name));
  const panel = document.querySelector("career-advisor").shadowRoot.querySelector(".panel");
  const event = new DragEvent(kind, { dataTransfer: held, bubbles: true, cancelable: true, composed: true });
  return panel.querySelector(".log").dispatchEvent(event);
}"""


@pytest.fixture(scope="module", autouse=True)
def knowledge(dataset_database: Path) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATABASE_VARIABLE, sqlite_url(dataset_database))
        documents._engine.cache_clear()
        yield sqlite_url(dataset_database)
        documents._engine.cache_clear()


@pytest.fixture
def site(site: WebSite, knowledge: str) -> Iterator[WebSite]:
    """The server, which answers a file as the policy does."""
    engine = create_knowledge_engine(knowledge)

    def decided(message: Sent) -> None:
        read = UserMessage.from_parse({"text": message.text, "metadata": message.metadata})
        if read.document is not None:
            with engine.connect() as connection:
                answer = decide(connection, Question(read)).reply.answer
            site.script.replies[message.text] = [{"text": answer.lead, "custom": answer.as_dict()}]

    site.script.before = decided
    yield site
    engine.dispose()


def choose(advisor: Advisor, *files: tuple[str, bytes], button: str = "Send a resume") -> None:
    with advisor.page.expect_file_chooser() as chooser:
        advisor.button(button).click()
    held = [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files]
    give(chooser.value, held)


def give(chooser: Any, held: list[dict[str, Any]]) -> None:
    if len(held) == 1:
        chooser.set_files(held[0])
    else:
        chooser.element.evaluate("(input) => { input.multiple = true; }")
        chooser.element.set_input_files(held)


def sent_requests(advisor: Advisor) -> list[str]:
    sent: list[str] = []
    advisor.page.on("request", lambda one: sent.append(one.url) if "/web/document" in one.url else None)
    return sent


def test_text_pdf_and_word_are_answered_with_what_was_taken_from_them(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    assert advisor.page.locator("career-advisor input[type=file]").get_attribute("accept") == (
        ".txt,.pdf,.docx"
    )
    for place, (name, data) in enumerate(FILES.items()):
        choose(advisor, (name, data))
        told = advisor.answers.nth(place)
        told.wait_for()
        assert "accountant or auditor" in told.inner_text() and "Microsoft Excel" in told.inner_text()
        assert advisor.asked.nth(place).inner_text() == f"File: {name}"
        advisor.page.get_by_text("Read; the file is not kept").nth(place).wait_for()
    assert advisor.asked.count() == 3 and site.agent.texts == ["(a file)"] * 3
    advisor.page.reload()
    advisor.open()
    advisor.messages.nth(5).wait_for()
    assert advisor.asked.all_inner_texts() == ["(a file)"] * 3
    assert "resume" not in advisor.page.evaluate("JSON.stringify(localStorage)").lower()


def test_what_cannot_be_read_is_refused_before_it_is_sent(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    sent = sent_requests(advisor)
    for files, reason in (
        ([("resume.png", b"x")], "This kind of file cannot be read."),
        ([("resume.txt", b"x" * (documents.MAX_FILE + 1))], "This file is larger than 1 MB."),
        ([("one.txt", b"x"), ("two.txt", b"x")], "Please send one file at a time."),
    ):
        choose(advisor, *files)
        advisor.alert.get_by_text(reason).wait_for()
    assert sent == [] and advisor.asked.count() == 0
    choose(advisor, ("resume.txt", FILES["resume.txt"]), button="Choose another file")
    advisor.answers.first.wait_for()
    assert not advisor.alert.is_visible() and len(sent) == 1


def test_a_file_without_text_is_told_and_another_can_be_chosen(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    choose(advisor, ("scan.pdf", pdf_file("")))
    advisor.alert.get_by_text("No text could be read from this file.").wait_for()
    assert advisor.page.get_by_text("Not answered").is_visible()
    choose(advisor, ("resume.txt", FILES["resume.txt"]), button="Choose another file")
    advisor.answers.first.wait_for()
    assert site.agent.texts == ["(a file)"]


def test_a_file_waits_while_the_server_is_busy_or_the_visitor_offline(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    advisor.say("hello")
    busy = [429]

    def refuse_once(route: Any) -> None:
        if busy:
            route.fulfill(status=busy.pop(), headers={"Retry-After": "2"})
        else:
            route.continue_()

    advisor.page.route("**/web/document*", refuse_once)
    choose(advisor, ("resume.txt", FILES["resume.txt"]))
    advisor.banner.get_by_text("Many questions at once. This is sent again in 2 seconds.").wait_for()
    advisor.page.get_by_text("Reading the file …").first.wait_for()
    advisor.answers.nth(1).wait_for()
    advisor.page.context.set_offline(True)
    advisor.page.get_by_text("You are offline.").wait_for()
    choose(advisor, ("resume.docx", FILES["resume.docx"]))
    advisor.page.get_by_text("Waits for the connection").wait_for()
    advisor.page.context.set_offline(False)
    advisor.answers.nth(2).wait_for()
    assert site.agent.texts == ["hello", "(a file)", "(a file)"]


def test_a_file_that_is_not_answered_is_sent_again_by_a_button(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    advisor.page.route("**/web/document*", lambda route: route.fulfill(status=500))
    choose(advisor, ("resume.txt", FILES["resume.txt"]))
    advisor.alert.get_by_role("button", name="Retry").wait_for()
    advisor.page.unroute("**/web/document*")
    advisor.button("Retry").click()
    advisor.answers.first.wait_for()
    assert site.agent.texts == ["(a file)"] and advisor.asked.count() == 1


def test_a_file_that_is_dropped_on_the_chat_is_sent(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    advisor.button("Send a resume").wait_for()
    dropped = ["resume.txt"]
    assert advisor.page.evaluate(DROP, [dropped, "dragover"]) is False
    shown = "(one) => getComputedStyle(one, '::after').content"
    assert "Drop a resume here" in advisor.panel.evaluate(shown)
    assert advisor.page.evaluate(DROP, [dropped, "drop"]) is False
    advisor.answers.first.wait_for()
    assert advisor.asked.all_inner_texts() == ["File: resume.txt"] and advisor.panel.evaluate(shown) == "none"


def test_a_text_that_is_longer_than_a_message_is_sent_as_a_document(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    offer = advisor.button("Send it as a document")
    advisor.input.fill("short")
    assert offer.count() == 0
    advisor.input.fill(LONG)
    advisor.page.route("**/web/document*", lambda route: route.fulfill(status=422))
    offer.click()
    advisor.button("Back to the text").click()
    assert advisor.input.input_value() == LONG.strip()
    advisor.page.unroute("**/web/document*")
    offer.click()
    told = advisor.answers.first
    told.wait_for()
    assert "accountant or auditor" in told.inner_text() and advisor.input.input_value() == ""
    assert advisor.asked.last.inner_text() == "Your text of 1,499 characters, as a document"
    assert site.agent.texts == ["(a file)"]


def test_it_works_by_keyboard_and_axe_finds_no_fault(visit: Visit, site: WebSite, axe: str) -> None:
    advisor = visit(**PHONE).open()
    # A chooser that a key opens at once may come before the browser begins to report choosers.
    advisor.page.on("filechooser", lambda _chooser: None)
    button = advisor.button("Send a resume")
    button.wait_for()
    advisor.input.fill(LONG)
    assert advisor.button("Send it as a document").bounding_box()["height"] >= 44
    assert min(button.bounding_box()[side] for side in ("width", "height")) >= 44
    assert faults_of(advisor.page, axe) == []
    advisor.input.fill("")
    advisor.button("Send it as a document").wait_for(state="hidden")
    keys = advisor.page.keyboard
    keys.press("Shift+Tab")
    assert "not kept" in button.get_attribute("title")
    assert button.evaluate("(one) => one.matches(':focus')")
    with advisor.page.expect_file_chooser() as chooser:
        keys.press("Enter")
    give(chooser.value, [{"name": "resume.odt", "mimeType": "", "buffer": b"x"}])
    advisor.alert.get_by_text("This kind of file cannot be read.").wait_for()
    assert faults_of(advisor.page, axe) == []
    advisor.button("Menu").click()
    advisor.page.get_by_text("The file is not kept.").wait_for()


def test_the_page_has_it_in_its_language_and_no_link_names_a_file(visit: Visit, site: WebSite) -> None:
    advisor = visit(url=f"{site.url}/?lang=de").page_open()
    choose(advisor, ("Lebenslauf.txt", FILES["resume.txt"]), button="Lebenslauf senden")
    advisor.answers.first.wait_for()
    advisor.button("Antwort speichern oder teilen").click()
    links = advisor.page.locator("career-advisor .popup a.item")
    assert "Lebenslauf" not in links.get_attribute("href")
    assert advisor.button("Link zu dieser Antwort kopieren").is_visible()
    assert advisor.button("Link zu dieser Frage kopieren").count() == 0
