"""Errors over HTTP as short JSON without internals; Sanic's own form fails on a malformed Accept header."""

from __future__ import annotations

import logging

from sanic import Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse
from sqlalchemy.exc import SQLAlchemyError

logger = logging.getLogger(__name__)
RETRY_SECONDS = 5  # while the database is down
DATABASE = "The database does not answer right now; try again in a moment."
INTERNAL = "Something went wrong on the server."


def answer_errors_in_json(app: Sanic) -> None:
    """Let a server answer every error with ``{"error": …}``."""

    async def refuse(_: Request, error: Exception) -> HTTPResponse:
        status = getattr(error, "status_code", 500)
        if isinstance(error, SanicException) and (status < 500 or status == 503):
            return response.json({"error": str(error)[:200]}, status=status, headers=error_headers(error))
        logger.error("a request failed", exc_info=error)
        if isinstance(error, SQLAlchemyError):
            return response.json({"error": DATABASE}, status=503, headers={"Retry-After": str(RETRY_SECONDS)})
        return response.json({"error": INTERNAL}, status=500)

    app.error_handler.add(Exception, refuse)


def error_headers(error: SanicException) -> dict[str, str]:
    """Return the headers that belong to an error, such as Allow."""
    return {str(name): str(value) for name, value in (getattr(error, "headers", None) or {}).items()}
