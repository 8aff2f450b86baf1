"""``/privacy``: what is kept of visitors."""

from __future__ import annotations

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.web.pages import PAGE_HEADERS, POLICY, wanted_language
from bot.web.privacy.page import privacy_page

HEADERS = {
    **PAGE_HEADERS,
    # A stylesheet of this server, and no script.
    "Content-Security-Policy": POLICY.replace("style-src 'none'", "style-src 'self'").replace(
        "script-src 'self'", "script-src 'none'"
    ),
    "Vary": "Accept-Language",
}

privacy_routes = Blueprint("privacy")


@privacy_routes.get("/privacy")
async def privacy(request: Request) -> HTTPResponse:
    """Show it in the visitor's language."""
    return response.html(privacy_page(wanted_language(request)), headers=HEADERS)
