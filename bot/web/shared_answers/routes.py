"""``/a/<token>``: an answer that its person shares, without scripts, and not for search engines."""

from __future__ import annotations

from functools import partial

from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.conversations import questions
from bot.conversations.questions import Asked
from bot.web.occupations.addresses import public_address, way_to_root
from bot.web.occupations.blocks import Page
from bot.web.occupations.rendering import draw
from bot.web.occupations.routes import POLICY
from bot.web.shared_answers.links import LinkError, SharedAnswer, SharedLinks
from bot.web.shared_answers.page import gone_page, shared_page

PREFIX = "a"
RETRY_SECONDS = 5
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",  # the address is what gives access
    "Cache-Control": "private, no-store",  # what is erased is gone at once
}

shared_routes = Blueprint("shared_answers")


@shared_routes.route(f"/{PREFIX}/<token>", methods=["GET", "HEAD"])
async def shared(request: Request, token: str) -> HTTPResponse:
    """Send the page of an answer; one that says so where the link is not, or no longer, good."""
    links: SharedLinks | None = getattr(request.app.ctx, "shared_links", None)
    path = f"{PREFIX}/{token}"
    try:
        shown = links.read(token) if links else None
    except LinkError:
        shown = None
    if shown is None:
        return _send(request, gone_page(PREFIX, "invalid"))
    try:
        asked = await request.app.ctx.agent.tracker_store.read(partial(_find, shown=shown))
    except SQLAlchemyError:
        told = {"error": "the advisor cannot reach its memory; try again soon"}
        return response.json(told, status=503, headers={"Retry-After": str(RETRY_SECONDS)})
    if asked is None:
        return _send(request, gone_page(PREFIX, "erased"))
    return _send(request, shared_page(asked, path, at=shown.at, whole=shown.whole))


def _find(connection: Connection, shown: SharedAnswer) -> Asked | None:
    conversation = questions.conversation_of(connection, answer_id=shown.answer_id, at=shown.at)
    return questions.answer_of(connection, conversation, shown.answer_id) if conversation else None


def _send(request: Request, page: Page) -> HTTPResponse:
    text = draw(page, address=public_address(request), root=way_to_root(request.path))
    return response.html(text, status=page.status, headers=HEADERS)
