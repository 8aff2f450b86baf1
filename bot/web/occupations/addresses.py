"""The addresses of pages: their paths, the way back to the root, and the server as the visitor names it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

from sanic.exceptions import InvalidUsage
from sanic.request import Request

from knowledge.records import Occupation

INDEX = "occupations"
COMPARISON = f"{INDEX}/compare"
STYLE = f"{INDEX}.css"
SITEMAP = "sitemap.xml"
_HOST = re.compile(r"[A-Za-z0-9._-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")


def page_key(occupation: Occupation) -> str:
    """Return under what an occupation's page stands: its O*NET-SOC code, else its key."""
    return occupation.code or occupation.key


def slug(name: str) -> str:
    """Return a name as a part of an address: ``machine-learning-engineer``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "occupation"


def page_path(occupation: Occupation) -> str:
    """Return the path of an occupation's page below the root."""
    return f"{INDEX}/{page_key(occupation)}/{slug(occupation.name)}"


def group_path(group: str) -> str:
    """Return the path of the page of a major group."""
    return f"{INDEX}?group={group}"


def comparison_path(keys: Iterable[str]) -> str:
    """Return the path of the page that compares the occupations with these page keys."""
    return f"{COMPARISON}?codes={','.join(keys)}"


def ask_path(question: str) -> str:
    """Return the path of the chat with a question to be sent."""
    return f"?ask={quote(question, safe='')}"


def way_to_root(path: str) -> str:
    """Return the relative address of the root as seen from a path: a proxy may serve all below another."""
    return "../" * (path.count("/") - 1) or "./"


def public_address(request: Request) -> str:
    """Return the server's address as the visitor's request names it; other hosts are refused before.

    Raises:
        InvalidUsage: the request names no host.
    """
    host = str(request.headers.get("host") or "")
    if not _HOST.fullmatch(host):
        raise InvalidUsage("the header Host must name the server")
    return f"{'https' if request.scheme == 'https' else 'http'}://{host.lower()}"
