"""How the widget's channel replies: headers, refusals, and answers as server-sent events."""

from __future__ import annotations

import json

from sanic import response
from sanic.response import HTTPResponse

from bot.turns.messages import Message
from bot.web.requests import WebRequestError


def shown(reply: Message) -> Message:
    """Return what the widget gets of a reply."""
    return {"text": reply.get("text", ""), "custom": reply.get("custom")}


def after(replies: list[Message], last: str | None) -> list[Message]:
    """Return the replies that follow the one of that id; all of them if none has it."""
    ids = [(reply.get("custom") or {}).get("id") for reply in replies]
    return replies[ids.index(last) + 1 :] if last and last in ids else replies


def event(name: str, data: Message) -> str:
    """Return a server-sent event, under the answer's id where it has one."""
    answer_id = (data.get("custom") or {}).get("id")
    head = f"id: {answer_id}\n" if answer_id else ""
    return f"event: {name}\n{head}data: {json.dumps(data)}\n\n"


def headers(origin: str) -> dict[str, str]:
    """Return the headers by which the site that asks, and no other, may read what it gets."""
    return {
        "Cache-Control": "no-store",
        "Vary": "Origin",
        "X-Content-Type-Options": "nosniff",
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": "Retry-After",
    }


def refused(refusal: WebRequestError, origin: str) -> HTTPResponse:
    """Return a refusal with its reason."""
    sent = headers(origin)
    if refusal.retry_after:
        sent["Retry-After"] = str(refusal.retry_after)
    return response.json({"error": str(refusal)}, status=refusal.status, headers=sent)
