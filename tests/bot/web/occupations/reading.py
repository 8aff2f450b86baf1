"""Pages as they are sent, read back."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

from bot.web.occupations.blocks import Page
from bot.web.occupations.rendering import draw

VOID = {"meta", "link", "input", "br"}
Element = tuple[str, dict[str, str]]


class Html(HTMLParser):
    """The elements, headings and text of a page; an element that is not closed fails."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.headings: list[int] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        """Return the attributes of all elements of a kind that have these values."""
        return [had for name, had in self.elements if name == tag and wanted.items() <= had.items()]

    def links(self) -> list[str]:
        return [one["href"] for one in self.all("a")]


def drawn(page: Page) -> str:
    return draw(page, address="https://advisor.example", root="../../")


def read(page: Page) -> Html:
    return Html(drawn(page))


def data_of(html: str) -> dict[str, Any]:
    """Return the JSON-LD of a page."""
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return dict(json.loads(found))
