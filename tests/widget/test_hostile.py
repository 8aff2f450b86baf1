"""A corpus of hostile payloads through every place that an answer has: none runs, and none becomes a link."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.web_site import CHARTS, WebSite, answer, buttons, chart, point, sources, text
from tests.widget.conftest import Advisor

CORPUS = YAML(typ="safe").load(Path(__file__).with_name("hostile.yml"))
LIVE = ", ".join(
    "script img iframe object embed video audio link base meta input marquee math style template".split()
)


def carrying(payload: str) -> list[dict[str, Any]]:
    """Return an answer that carries a text in every place."""
    return [
        text(payload),
        {"type": "note", "text": payload},
        {"type": "list", "title": payload, "items": [payload, payload]},
        {"type": "table", "caption": payload, "columns": [payload, payload], "rows": [[payload, payload]]},
        *(
            chart(
                kind, payload, payload, *(point(payload, value, payload, low=1, at=value) for value in (1, 2))
            )
            for kind in CHARTS
        ),
        {"type": "sources", "items": [{**sources(payload)["items"][0], "title": payload, "date": payload}]},
        {"type": "contact", "text": payload, "address": payload, "link": payload},
        buttons({"title": payload, "payload": "/more"}),
    ]


def test_the_corpus_has_at_least_sixty_payloads() -> None:
    payloads = [*CORPUS["texts"], *CORPUS["addresses"]]
    assert len(set(payloads)) == len(payloads) >= 60


@pytest.mark.parametrize("again", [False, True], ids=["as an answer", "from the history"])
def test_no_payload_in_an_answer_runs_or_becomes_an_element(
    visit: Callable[..., Advisor], site: WebSite, again: bool
) -> None:
    payloads = [*CORPUS["texts"], *CORPUS["addresses"]]
    site.script.replies["all"] = [answer(*carrying(one), told=one) for one in payloads]
    advisor = visit()
    asked: list[str] = []
    advisor.page.on("request", lambda request: asked.append(request.url))
    advisor.open()
    advisor.say("all")
    if again:
        advisor.page.reload()
        advisor.open()
    advisor.answers.nth(len(payloads) - 1).wait_for()
    assert advisor.page.locator("career-advisor .messages").locator(LIVE).count() == 0
    drawn = advisor.page.locator("career-advisor .messages")
    writes = "[href='mailto:a@example.org']"  # which runs nothing
    assert drawn.locator(f"a:not({writes})").count() == 0
    handlers = """(roots) => roots.flatMap((root) => [...root.querySelectorAll("*")])
      .flatMap((one) => [...one.attributes])
      .filter(({ name }) => name.startsWith("on") || name === "style").length"""
    assert drawn.evaluate_all(handlers) == 0
    assert advisor.answers.nth(0).locator("p").first.inner_text() == payloads[0]
    assert all(url.startswith(site.url) and "/x" not in url for url in asked)
    for summary in advisor.page.locator("career-advisor summary").all()[:3]:
        summary.click()


def test_what_a_user_writes_is_shown_as_it_was_written(visit: Callable[..., Advisor], site: WebSite) -> None:
    advisor = visit().open()
    for payload in CORPUS["texts"][:6]:
        advisor.say(payload)
    assert advisor.asked.all_inner_texts() == CORPUS["texts"][:6]
    assert advisor.page.locator("career-advisor .messages").locator(LIVE).count() == 0


ODD: list[Any] = [
    None,
    5,
    "text",
    [],
    {},
    {"type": None},
    {"type": "constructor"},
    {"type": "__proto__"},
    {"type": "text"},
    {"type": "text", "text": {"a": 1}},
    {"type": "list", "items": "abc"},
    {"type": "list", "items": [None, {}, []]},
    {"type": "table", "columns": 5, "rows": [5, None, ["a", {}]]},
    {"type": "chart", "points": {"a": 1}},
    {"type": "chart", "points": [None, {"value": "x"}, {"value": None}]},
    {"type": "chart", "title": "t", "points": [{"label": "a", "value": -5}, {"label": "b", "value": 0}]},
    *(
        {"type": "chart", "kind": kind, "title": "t", "points": points}
        for kind in (*CHARTS, "constructor", None, 5)
        for points in (
            [{"label": "a", "value": -5, "low": "x", "at": {}}, {"label": "b", "value": 0, "at": "2020"}],
            [{"label": "a" * 500, "value": 1e308, "display": "b" * 500, "low": 1e308, "at": -1e308}],
            [{"value": 1, "at": 2020}, {"value": 2, "at": 2020}],
        )
    ),
    {"type": "sources", "items": [None, 5, {}]},
    {"type": "contact"},
    {"type": "contact", "text": 5, "address": {}, "link": ["https://example.org"]},
    {"type": "buttons", "items": [None, {"title": 5}, {"payload": "/x"}]},
]


def test_an_answer_of_the_wrong_form_spoils_nothing(
    visit: Callable[..., Advisor], site: WebSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = answer(text("still here"))
    blocks = [*ODD, text("still here")]
    site.script.replies["odd"] = [{"text": "odd", "custom": {**good["custom"], "blocks": blocks}}]
    # Our own store would refuse an answer of this form.
    monkeypatch.setattr(site.agent.tracker_store, "save", keep_nothing)
    advisor = visit().open()
    advisor.write("odd")
    advisor.button("Show more").click()
    advisor.answers.first.get_by_text("still here").wait_for()


async def keep_nothing(_: Any) -> None:
    pass
