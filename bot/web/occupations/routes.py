"""``/occupations``, its pages and comparisons, ``/sitemap.xml`` and ``/robots.txt``."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from sanic import Blueprint, response
from sanic.exceptions import ServiceUnavailable
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.web.assets import occupations_style
from bot.web.occupations.addresses import (
    COMPARISON,
    INDEX,
    SITEMAP,
    STYLE,
    page_path,
    public_address,
    way_to_root,
)
from bot.web.occupations.blocks import Page
from bot.web.occupations.comparison_page import comparison_page
from bot.web.occupations.index_page import (
    ROBOTS,
    group_page,
    index_page,
    missing_page,
    search_page,
    sitemap_paths,
)
from bot.web.occupations.occupation_page import find_page, occupation_page
from bot.web.occupations.rendering import draw, environment
from bot.web.occupations.search import clean_title
from bot.web.occupations.served import Kept, Made, ServedPages
from bot.web.pages import send_asset
from knowledge.database import create_knowledge_engine
from knowledge.database_errors import failure_reason
from knowledge.datasets.tables import major_groups

logger = logging.getLogger(__name__)
RETRY_SECONDS = 5  # while the knowledge base does not answer
# No script runs here; JSON-LD is data, which the policy does not concern.
POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",  # some tools read robots.txt from within a page
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cache-Control": "public, no-cache",  # kept, and revalidated by its ETag: a changed fact is live
    "Vary": "Accept-Encoding",
}
READ = ["GET", "HEAD"]

occupation_routes = Blueprint("occupation_pages")


@occupation_routes.listener("before_server_start")
async def open_pages(app: Any, _: Any) -> None:
    """Give the server its pages."""
    app.ctx.occupation_pages = ServedPages(create_knowledge_engine())


@occupation_routes.listener("after_server_stop")
async def close_pages(app: Any, _: Any) -> None:
    """End what makes them."""
    app.ctx.occupation_pages.close()


@occupation_routes.route(f"/{INDEX}", methods=READ)
async def index(request: Request) -> HTTPResponse:
    """Send the index: what a title finds, one group, or all groups."""
    title, group = clean_title(request.args.get("q", "")), request.args.get("group", "")
    if title:
        return await _page(request, f"q={title}", lambda connection: search_page(connection, title))
    if group in major_groups():
        return await _page(request, f"group={group}", lambda connection: group_page(connection, group))
    if group:
        return await _page(request, "group", missing_page)
    return await _page(request, "", index_page)


@occupation_routes.route(f"/{COMPARISON}", methods=READ)
async def compare(request: Request) -> HTTPResponse:
    """Send a comparison; codes may be separated by commas, or given one by one as forms do."""
    codes = [code.strip() for given in request.args.getlist("codes", []) for code in given.split(",")]
    title = clean_title(request.args.get("q", ""))
    key = f"{','.join(codes)}\n{title}"
    return await _page(request, key, lambda connection: comparison_page(connection, codes, title))


@occupation_routes.route(f"/{INDEX}/<code>", methods=READ, name="of_code")
async def of_code(request: Request, code: str) -> HTTPResponse:
    """Lead to the page of an occupation."""
    return await _occupation(request, code)


@occupation_routes.route(f"/{INDEX}/<code>/<name>", methods=READ, name="of_code_and_name")
async def of_code_and_name(request: Request, code: str, name: str) -> HTTPResponse:  # noqa: ARG001 - in the path
    """Send the page of an occupation; under another name, lead to its own."""
    return await _occupation(request, code)


@occupation_routes.route(f"/{STYLE}", methods=READ)
async def style(request: Request) -> HTTPResponse:
    """Send the pages' style."""
    return send_asset(request, occupations_style())


@occupation_routes.route(f"/{SITEMAP}", methods=READ)
async def sitemap(request: Request) -> HTTPResponse:
    """Send the addresses of all pages to search engines."""
    address = public_address(request)

    def make(connection: Connection) -> Made:
        paths = sitemap_paths(connection)
        text = environment().get_template("sitemap.xml").render(address=address, paths=paths)
        return Made(text, "application/xml; charset=utf-8")

    return await _answer(request, f"{address}\n{SITEMAP}", make)


@occupation_routes.route("/robots.txt", methods=READ)
async def robots(request: Request) -> HTTPResponse:
    """Say to search engines what they need not read, and where the sitemap is."""
    lines = ["User-agent: *", *ROBOTS, f"Sitemap: {public_address(request)}/{SITEMAP}", ""]
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}
    return response.text("\n".join(lines), headers=headers)


async def _occupation(request: Request, code: str) -> HTTPResponse:
    address, root = public_address(request), way_to_root(request.path)

    def make(connection: Connection) -> Made:
        found = find_page(connection, key=code)
        if found is None:
            return _drawn(missing_page(connection), address, root)
        path = page_path(found)
        if request.path != f"/{path}":
            return Made("", status=301, location=f"{root}{path}")
        return _drawn(occupation_page(connection, found, address), address, root)

    return await _answer(request, f"{address}\n{request.path}", make)


async def _page(request: Request, key: str, page: Callable[[Connection], Page]) -> HTTPResponse:
    address, root = public_address(request), way_to_root(request.path)
    return await _answer(
        request,
        f"{address}\n{request.path}\n{key}",
        lambda connection: _drawn(page(connection), address, root),
    )


def _drawn(page: Page, address: str, root: str) -> Made:
    return Made(draw(page, address=address, root=root), status=page.status)


async def _answer(request: Request, key: str, make: Callable[[Connection], Made]) -> HTTPResponse:
    pages: ServedPages = request.app.ctx.occupation_pages
    try:
        return _sent(request, await pages.get(key, make))
    except (SQLAlchemyError, ServiceUnavailable) as error:
        logger.warning("a page of an occupation cannot be made: %s", _reason(error))
        text = environment().get_template("unavailable.html").render(root=way_to_root(request.path))
        return response.html(text, status=503, headers={**HEADERS, "Retry-After": str(RETRY_SECONDS)})


def _reason(error: Exception) -> str:
    return failure_reason(error) if isinstance(error, SQLAlchemyError) else str(error)


def _sent(request: Request, kept: Kept) -> HTTPResponse:
    made = kept.made
    if made.location:
        return response.empty(status=made.status, headers={**HEADERS, "Location": made.location})
    headers = {**HEADERS, "ETag": kept.tag}
    if made.status == 200 and _is_known(request, kept.tag):
        return response.empty(status=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return response.raw(kept.zipped, made.status, headers, made.kind)
    return response.raw(kept.body, made.status, headers, made.kind)


def _is_known(request: Request, tag: str) -> bool:
    """Return whether the client has the page; a proxy that compresses marks the tag as weak."""
    known = (one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(","))
    return tag in known
