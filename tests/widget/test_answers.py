"""What an answer shows and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bot.conversations import user_data
from tests.web_site import CHART, TABLE, WebSite, answer, buttons, sources, text
from tests.widget.conftest import PHONE, STARTERS, Advisor

Visit = Callable[..., Advisor]


def test_07_a_quick_reply_shows_its_title_sends_its_payload_and_goes(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    advisor.say("hello")
    advisor.panel.get_by_role("button", name="What do they earn?").click()
    advisor.answers.nth(1).wait_for()
    assert advisor.asked.all_inner_texts() == ["hello", "What do they earn?"]
    assert site.agent.texts == ["hello", "/salary"]
    assert advisor.answers.first.locator(".chip").count() == 0


def test_07_a_starter_is_asked_as_it_is_written(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    assert advisor.chips.all_inner_texts() == STARTERS
    advisor.chips.first.click()
    advisor.answers.first.wait_for()
    assert site.agent.texts == [STARTERS[0]]


def test_08_a_table_has_a_caption_scopes_and_roles_and_scrolls_by_keyboard(
    visit: Visit, site: WebSite
) -> None:
    advisor = visit(url=site.url, viewport={"width": 560, "height": 700}).page_open()
    site.script.replies["broad"] = [answer({**TABLE, "columns": [*TABLE["columns"], "x" * 40]})]
    drawn = advisor.say("broad").locator("table")
    assert drawn.locator("caption").inner_text() == "Certificates and what they take"
    assert drawn.locator("thead th[scope=col][role=columnheader]").count() == 5
    assert drawn.locator("tbody th[scope=row][role=rowheader]").count() == 2
    region = advisor.page.locator("career-advisor .scroller")
    assert region.evaluate("(one) => one.scrollWidth > one.clientWidth")
    assert region.evaluate("(one) => one.querySelector('caption span').offsetWidth <= one.clientWidth")
    region.focus()
    advisor.page.keyboard.press("ArrowRight")
    advisor.until(
        "document.querySelector('career-advisor').shadowRoot.querySelector('.scroller').scrollLeft > 0"
    )


@pytest.mark.parametrize("options", [{}, PHONE], ids=["bubble", "phone"])
def test_08_where_a_table_has_no_room_each_row_is_a_card_with_its_labels(
    visit: Visit, options: dict[str, Any]
) -> None:
    advisor = visit(**options).open()
    drawn = advisor.say("table")
    region = drawn.locator(".scroller")
    assert region.evaluate("(one) => one.scrollWidth - one.clientWidth") == 0
    rows = [row.bounding_box() for row in drawn.locator("tbody tr").all()]
    assert rows[1]["y"] > rows[0]["y"] + rows[0]["height"] > rows[0]["y"] + 100
    label = "(cell) => getComputedStyle(cell, '::before').content"
    assert drawn.get_by_role("cell").first.evaluate(label).startswith('"Offered by"')
    assert drawn.get_by_role("rowheader").count() == 2 and drawn.get_by_role("columnheader").count() == 4


def test_09_sources_can_be_opened_and_their_links_tell_nothing_of_the_page(visit: Visit) -> None:
    advisor = visit().open()
    drawn = advisor.say("chart")
    assert not drawn.get_by_role("link").first.is_visible()
    drawn.locator("summary").click()
    (link,) = drawn.get_by_role("link").all()
    assert link.get_attribute("rel") == "noopener noreferrer" and link.get_attribute("target") == "_blank"
    assert link.get_attribute("href") == "https://example.org/one"
    assert (
        drawn.locator("details li").count() == 2 and "cites Indeed" in drawn.locator("details").inner_text()
    )


def test_10_thumbs_are_stored_by_the_answers_id_and_can_be_changed(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    advisor.say("plain")
    up, down = advisor.button("Helpful"), advisor.button("Not helpful")
    for pressed, rating in ((up, 1), (down, -1), (down, None), (up, 1)):
        with advisor.page.expect_response("**/web/feedback"):
            pressed.click()
        assert [one.get_attribute("aria-pressed") for one in (up, down)] == [
            str(rating == 1).lower(),
            str(rating == -1).lower(),
        ]
        assert [one["rating"] for one in stored(site)] == ([] if rating is None else [rating])
    advisor.page.reload()
    advisor.open()
    assert advisor.button("Helpful").get_attribute("aria-pressed") == "true"
    advisor.button("Not helpful").click()
    advisor.panel.get_by_label("What was missing or wrong?").fill("no year")
    advisor.button("Send comment").click()
    advisor.gone(".comment")
    custom = site.script.replies["plain"][0]["custom"]
    (kept,) = stored(site)
    assert (kept["answer_id"], kept["rating"], kept["comment"]) == (custom["id"], -1, "no year")


def stored(site: WebSite) -> list[dict[str, Any]]:
    with site.agent.tracker_store.engine.connect() as connection:
        kept = user_data.export(connection, site.agent.heard[0].sender_id)
    return list((kept or {})["feedback"])


def test_the_answer_can_be_copied(visit: Visit) -> None:
    advisor = visit(permissions=["clipboard-read", "clipboard-write"]).open()
    advisor.say("plain")
    advisor.button("Copy answer").click()
    advisor.page.get_by_text("Copied.").wait_for(state="attached")
    assert advisor.page.evaluate("navigator.clipboard.readText()") == "A plain answer."


def test_a_list_is_numbered_from_two_items_on(visit: Visit, site: WebSite) -> None:
    site.script.replies["both"] = [
        answer({"type": "list", "items": ["one"]}, {"type": "list", "items": ["a", "b"]})
    ]
    said = visit().open().say("both")
    assert said.locator("ul > li").all_inner_texts() == ["one"]
    assert said.locator("ol > li").all_inner_texts() == ["a", "b"]


def test_an_answer_without_blocks_is_shown_as_its_text(visit: Visit, site: WebSite) -> None:
    site.script.replies["odd"] = [{"text": "only words", "custom": {}}]
    site.script.replies["new"] = [answer({"type": "hologram"}, text("the rest"), buttons())]
    advisor = visit().open()
    assert "only words" in advisor.say("odd").inner_text()
    assert "the rest" in advisor.say("new").inner_text()


def test_next_questions_take_one_row_below_an_answer_and_a_choice_is_seen_whole(
    visit: Visit, site: WebSite
) -> None:
    many = buttons(*({"title": f"What do people of kind {n} earn?", "payload": f"/a{n}"} for n in range(3)))
    site.script.replies |= {
        "answer": [answer(text("They earn well."), sources("https://example.org/a"), many)],
        "which": [answer(text("Which one?"), many, outcome="clarify")],
    }
    advisor = visit(viewport={"width": 390, "height": 700}).open()
    tops = "(all) => new Set(all.map((one) => Math.round(one.getBoundingClientRect().top))).size"
    advisor.say("answer")
    assert advisor.chips.evaluate_all(tops) == 1
    advisor.chips.last.focus()  # which brings it into view
    inside = "(one) => one.getBoundingClientRect().right <= innerWidth"
    assert advisor.chips.last.evaluate(inside)
    advisor.say("which")
    assert advisor.chips.evaluate_all(tops) == 3


def test_what_is_taller_than_the_chat_is_folded_behind_its_beginning(visit: Visit, site: WebSite) -> None:
    items = [f"The thing number {number} that is told of at some length in a list." for number in range(12)]
    blocks = [text("The lead."), {"type": "list", "title": "Things:", "items": items}, text("The end.")]
    site.script.replies["tall"] = [answer(*blocks, sources("https://example.org/a"), buttons())]
    advisor = visit().open()
    said = advisor.say("tall")
    shown = said.locator("li:not(.choices li):visible").count()
    assert 1 < shown < len(items) and not said.get_by_text("The end.").is_visible()
    answered, log = said.bounding_box(), advisor.page.locator("career-advisor .log").bounding_box()
    assert answered["height"] < log["height"]  # with its sources and the next questions
    assert log["y"] <= answered["y"] and answered["y"] + answered["height"] <= log["y"] + log["height"]
    more = said.get_by_role("button", name="Show more")
    assert more.get_attribute("aria-expanded") == "false"
    more.click()
    assert (
        said.locator("li:not(.choices li):visible").count() == len(items)
        and said.get_by_text("The end.").is_visible()
    )
    said.get_by_role("button", name="Show less").click()
    assert said.locator("li:not(.choices li):visible").count() == shown
    assert advisor.say("plain").get_by_role("button", name="Show more").count() == 0


def test_a_chart_stays_where_the_words_before_it_have_no_room(visit: Visit, site: WebSite) -> None:
    words = text("What is told beside the figures. " * 12)
    site.script.replies["long"] = [answer(text("The lead."), words, CHART, sources("https://example.org/a"))]
    said = visit().open().say("long")
    assert said.get_by_text("The lead.").is_visible() and said.get_by_role("img").is_visible()
    assert not said.get_by_text("beside the figures").is_visible()
    said.get_by_role("button", name="Show more").click()
    assert said.get_by_text("beside the figures").is_visible()


def test_reasons_and_a_comment_are_stored_with_a_thumb_down(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    advisor.say("plain")
    advisor.button("Not helpful").click()
    for reason in ("Too long", "It is wrong", "Unclear", "Unclear"):
        advisor.button(reason).click()
    assert advisor.button("Too long").get_attribute("aria-pressed") == "true"
    advisor.button("Send comment").click()
    advisor.gone(".comment")
    (kept,) = stored(site)
    assert (kept["rating"], kept["comment"], kept["reasons"]) == (-1, None, ["wrong", "too_long"])
