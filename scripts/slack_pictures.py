"""Draws messages of the Slack app, as the advisor makes them, into docs/images (``make screenshots``).

The pictures show the Block Kit JSON in a neutral form; how Slack itself draws it is Slack's.
"""

from __future__ import annotations

import re
import sys
import tempfile
from html import escape
from pathlib import Path
from typing import Any

import requests
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.advisor import running_advisor  # noqa: E402 - the project is no installed package
from bench.browser import FLAGS, chromium_program  # noqa: E402
from bot.slack.mrkdwn import unescape  # noqa: E402
from bot.slack.render import page  # noqa: E402

Json = dict[str, Any]
IMAGES = ROOT / "docs" / "images"
SHOTS = (
    ("slack-chart", "What does a machine learning engineer earn?"),
    ("slack-table", "Which certifications are there for machine learning engineers?"),
    ("slack-unknown", "and for data scientists?"),
    ("slack-advice", "I'm a nurse in Ohio. Could I get into machine learning?"),
)
REPLY_SECONDS = 30
NOTE = "Drawn from the Block Kit JSON that the advisor sends; Slack draws it in its own way."
STYLE = Path(__file__).with_suffix(".css").read_text("utf-8")


def marked(text: str) -> str:
    """Return markup of Slack's as HTML: bold, links, line breaks."""
    told = re.sub(r"<(https?://[^|>]+)\|([^>]*)>", r"\2", text)
    shown = escape(unescape(told, bot_user="-"))
    shown = re.sub(r"(?<![\w*])\*([^*\n]+)\*(?!\w)", r"<b>\1</b>", shown)
    shown = re.sub(r"```\n?(.*?)```", r"<pre>\1</pre>", shown, flags=re.DOTALL)
    return shown.replace("\n", "<br>")


def drawn(block: Json) -> str:
    """Return one block as HTML.

    Raises:
        KeyError: the advisor sends a block that is not drawn here.
    """
    kinds = {
        "header": lambda: f'<div class="block"><b>{escape(block["text"]["text"])}</b></div>',
        "section": lambda: f'<div class="block">{marked(block["text"]["text"])}</div>',
        "context": lambda: "".join(
            f'<div class="block context">{marked(one["text"])}</div>' for one in block["elements"]
        ),
        "actions": lambda: f'<div class="block actions">{buttons(block["elements"])}</div>',
        "context_actions": lambda: f'<div class="block thumbs">{thumbs(block["elements"][0])}</div>',
        "table": lambda: f'<div class="block"><table>{"".join(map(row, block["rows"]))}</table></div>',
        "data_visualization": lambda: chart(block),
    }
    return kinds[block["type"]]()


def buttons(elements: list[Json]) -> str:
    return "".join(f"<button>{escape(one['text']['text'])}</button>" for one in elements)


def thumbs(element: Json) -> str:
    """Return the two thumbs, drawn, since not every machine has a font with them."""
    labels = [element[side]["accessibility_label"] for side in ("positive_button", "negative_button")]
    turns = ("", "transform='rotate(180 8 8)'")
    return "".join(
        f"<button aria-label='{escape(label)}'><svg width=16 height=16 viewBox='0 0 16 16'>"
        f"<path {turn} fill='#616061' d='M1 7h3v8H1zM5 7l3-6c2 0 2 2 1 5h5c2 0 1 9-1 9H5z'/></svg></button>"
        for label, turn in zip(labels, turns, strict=True)
    )


def row(cells: list[Json]) -> str:
    return "<tr>" + "".join(f"<td>{escape(cell['text'])}</td>" for cell in cells) + "</tr>"


def chart(block: Json) -> str:
    """Return a chart of one series as bars; the pictures have no other."""
    (series,) = block["chart"]["series"]
    largest = max(point["value"] for point in series["data"])
    bars = "".join(
        f"<div>{point['value']:,.10g}<i style='height:{point['value'] / largest * 120:.0f}px'></i>"
        f"<small>{escape(point['label'])}</small></div>"
        for point in series["data"]
    )
    head = f"<figcaption>{escape(block['title'])}</figcaption><span class='context'>{series['name']}</span>"
    return f"<figure>{head}<div class='bars'>{bars}</div></figure>"


def html(question: str, message: Json) -> str:
    blocks = "".join(drawn(block) for block in message["blocks"])
    return (
        f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>"
        f"<p class=asked>You <span>{escape(question)}</span></p>"
        f"<div class=who>career-advisor</div>{blocks}<footer>{NOTE}</footer>"
    )


def asked(webhook: str, question: str) -> Json:
    sent = {"sender": "pictures", "message": question}
    (reply,) = requests.post(webhook, json=sent, timeout=REPLY_SECONDS).json()
    shown = page(reply)
    return {"text": shown.text, "blocks": list(shown.blocks)}


def main() -> int:
    """Ask, draw, and take the pictures."""
    with (
        tempfile.TemporaryDirectory() as folder,
        running_advisor(Path(folder)) as advisor,
        sync_playwright() as web,
    ):
        browser = web.chromium.launch(executable_path=chromium_program(), args=FLAGS)
        for name, question in SHOTS:
            sheet = browser.new_page(viewport={"width": 680, "height": 300}, device_scale_factor=1.5)
            sheet.set_content(html(question, asked(advisor.webhook, question)))
            sheet.screenshot(path=IMAGES / f"{name}.png", full_page=True)
            print(f"docs/images/{name}.png")
            sheet.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
