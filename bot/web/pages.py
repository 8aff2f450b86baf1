"""The advisor's own page at ``/``, the demo of the widget at ``/demo``, and the files that sites load."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from html import escape
from string import Template
from typing import Any

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.web.accepted_language import accepted_language
from bot.web.assets import (
    DEMO_TEXTS,
    ENGLISH,
    Asset,
    demo_script,
    extras_script,
    languages,
    page_icon,
    page_script,
    page_template,
    strings_file,
    widget_script,
)
from bot.web.first_screen import FirstScreen, first_screen
from bot.web.starters import starter_questions

# Only what this server sends, and no markup from text; a widget that works under it works elsewhere.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "style-src 'none'",
        "require-trusted-types-for 'script'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
PAGE_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cache-Control": "no-cache",
}
FILE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Allow-Origin": "*",  # a public file, so that sites can check its integrity
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Vary": "Accept-Encoding",
    "Cache-Control": "no-cache",  # revalidated by its ETag
}

page_routes = Blueprint("web_pages")


FILES = {
    "/widget.js": widget_script,
    "/extras.js": extras_script,
    "/page.js": page_script,
    "/demo.js": demo_script,
    "/icon.svg": page_icon,
}


@page_routes.get("/")
async def page(request: Request) -> HTTPResponse:
    """Show the advisor; the addresses of the page are relative, as a proxy may serve it below a path."""
    told = advisor_page(await asyncio.to_thread(first_screen), wanted_language(request))
    return response.html(told, headers={**PAGE_HEADERS, "Vary": "Accept-Language"})


def wanted_language(request: Request) -> str:
    """Return the language of the interface that a visitor wants most, by the address or the browser."""
    wanted = [request.args.get("lang", ""), *accepted_language(request.headers.get("accept-language", ""))]
    return next((one for one in wanted if one in languages()), ENGLISH)


@page_routes.get("/demo")
async def demo(request: Request) -> HTTPResponse:
    """Show the widget on a page, and how to embed it."""
    starters = await asyncio.to_thread(starter_questions)
    return response.html(demo_page(_own_address(request), starters), headers=PAGE_HEADERS)


def _serve(path: str, asset: Callable[[], Asset]) -> None:
    @page_routes.get(path, name=path[1:].replace(".", "_"))
    async def file(request: Request) -> HTTPResponse:
        return send_asset(request, asset())


for _path, _asset in FILES.items():
    _serve(_path, _asset)


@page_routes.get("/strings/<file>")
async def strings(request: Request, file: str) -> HTTPResponse:
    """Send the texts of the interface in a language."""
    language = file.removesuffix(".json")
    if language not in languages() or language == file:
        return response.json({"error": "not found"}, status=404)
    return send_asset(request, strings_file(language))


def advisor_page(told: FirstScreen, language: str) -> str:
    """Return the advisor's page in a language, with every text as text."""
    texts = languages()[language]["page"]
    count = f"{told.occupations:,}".replace(",", texts["thousands"])
    headline = texts["headline"].format(n=count) if told.occupations else texts["headline_few"]
    gaps = {**texts, "headline": headline, "rests": _rests(told, texts), "lang": language}
    gaps["english"] = "" if language == ENGLISH else f" {texts['english']}"
    return Template(page_template("page")).substitute(
        {name: escape(text) for name, text in gaps.items() if isinstance(text, str)},
        starters=_starter_buttons(told.starters),
    )


def _rests(told: FirstScreen, texts: dict[str, Any]) -> str:
    """Return on what the answers rest: the datasets, and how many articles."""
    articles = texts["articles_one"] if told.articles == 1 else texts["articles_many"].format(n=told.articles)
    short: dict[str, str] = texts["datasets"]  # the titles of others stand as they are
    datasets = [
        short.get(one.key, one.title).format(version=_version(one.version, texts)) for one in told.datasets
    ]
    *others, last = [*datasets, *([articles] if told.articles else [])] or [""]
    parts = [", ".join(others), last] if others else [last]
    return texts["rests"].format(sources=texts["and"].join(parts)) if last else ""


def _version(version: str, texts: dict[str, Any]) -> str:
    """Return the version of a dataset as a language writes it: "2024–2034", "Mai 2025"."""
    for month, name in texts["months"].items():
        version = version.replace(month, name)
    return version.replace("-", "–")


def _starter_buttons(starters: Iterable[str]) -> str:
    return "".join(f'<li><button type="button">{escape(one)}</button></li>' for one in starters)


def demo_page(server: str, starters: list[str]) -> str:
    """Return the demo page, with every text as text."""
    texts = DEMO_TEXTS.tree
    can = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>" for name, text in texts["can"])
    plain = {key: escape(value) for key, value in texts.items() if isinstance(value, str)}
    snippet = f'<script src="{server}/widget.js" data-server="{server}" async></script>'
    return Template(page_template("demo")).substitute(
        plain,
        server=escape(server),  # until the page's script knows the path that the visitor sees
        snippet=escape(snippet),
        starters=_starter_buttons(starters),
        can=can,
    )


def _own_address(request: Request) -> str:
    """Return the address under which the visitor reaches this server."""
    return f"{request.scheme}://{request.headers.get('host', '')}"


def send_asset(request: Request, asset: Asset) -> HTTPResponse:
    """Send a file, compressed where the client takes it so; 304 if the client has it."""
    headers = {**FILE_HEADERS, "ETag": asset.tag}
    if request.headers.get("if-none-match") == asset.tag:
        return response.empty(status=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return response.raw(asset.zipped, content_type=asset.kind, headers=headers)
    return response.raw(asset.body, content_type=asset.kind, headers=headers)
