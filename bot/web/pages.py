"""The demo page at ``/`` and the files that it and other sites load."""

from __future__ import annotations

import asyncio
from html import escape
from string import Template

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.web.assets import DEMO_TEXTS, Asset, demo_script, page_icon, page_template, widget_script
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


@page_routes.get("/")
async def demo(request: Request) -> HTTPResponse:
    """Show what the advisor can do; its addresses are relative, as a proxy may serve it below a path."""
    starters = await asyncio.to_thread(starter_questions)
    return response.html(demo_page(_own_address(request), starters), headers=PAGE_HEADERS)


@page_routes.get("/widget.js")
async def widget(request: Request) -> HTTPResponse:
    """Send the widget."""
    return send_asset(request, widget_script())


@page_routes.get("/demo.js")
async def demo_js(request: Request) -> HTTPResponse:
    """Send the demo page's script."""
    return send_asset(request, demo_script())


@page_routes.get("/icon.svg")
async def icon(request: Request) -> HTTPResponse:
    """Send the demo page's icon."""
    return send_asset(request, page_icon())


def demo_page(server: str, starters: list[str]) -> str:
    """Return the demo page, with every text as text."""
    texts = DEMO_TEXTS.tree
    can = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(text)}</dd></div>" for name, text in texts["can"])
    plain = {key: escape(value) for key, value in texts.items() if isinstance(value, str)}
    snippet = f'<script src="{server}/widget.js" data-server="{server}" async></script>'
    return Template(page_template()).substitute(
        plain,
        server=escape(server),  # until the page's script knows the path that the visitor sees
        snippet=escape(snippet),
        starters="".join(f'<li><button type="button">{escape(one)}</button></li>' for one in starters),
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
