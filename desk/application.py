"""The desk as a Flask application."""

from __future__ import annotations

import logging
import secrets
import uuid
from typing import Any

from flask import Flask, Response, abort, render_template, request
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFError, CSRFProtect
from jinja2 import StrictUndefined
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException, InternalServerError

from bot.conversations.database import create_conversations_engine
from bot.http.host_names import host_name, is_own, own_names
from bot.settings import DeskSettings, WebSettings
from bot.settings.desk import EDITORS_VARIABLE, READERS_VARIABLE
from bot.settings.web import ANY_HOST, HOSTS_VARIABLE
from bot.turns.message_text import is_storable
from desk.databases import Databases, keep
from desk.formats import add_formats
from desk.pages.registry import PAGES
from desk.people import ROOT, guard, person, stranger
from desk.proxies import TrustedProxies
from desk.roles import Role, open_to
from desk.texts import TEXTS, say
from knowledge.database import create_knowledge_engine

logger = logging.getLogger(__name__)
MAX_BODY_BYTES = 512 * 1024
MISDIRECTED = 421
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": behind HTTPS a form must show that it comes from the desk.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class FormCookie(SecureCookieSessionInterface):
    """The cookie that protects forms, for HTTPS only where the desk is reached by it."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Return whether it is sent by HTTPS only."""
        return super().get_cookie_secure(app) or request.is_secure


def create_app(
    settings: DeskSettings, *, conversations: Engine | None = None, knowledge: Engine | None = None
) -> Flask:
    """Build the desk; nothing connects yet.

    Args:
        settings: where it listens and who may use it.
        conversations: the conversations' database; by default that of its setting.
        knowledge: the knowledge base, likewise.

    Raises:
        SettingError: a database cannot be used.
    """
    app = Flask("desk", static_url_path=f"{ROOT}/static")
    app.config.update(
        # Signs what protects the forms. With a proxy alone a form need not outlive the process.
        SECRET_KEY=settings.secret or secrets.token_hex(32),
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        SESSION_COOKIE_NAME="desk_form",
        SESSION_COOKIE_PATH=ROOT,
        SESSION_COOKIE_SAMESITE="Strict",
        WTF_CSRF_TIME_LIMIT=12 * 3600,
    )
    app.session_interface = FormCookie()
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    keep(
        app,
        Databases(conversations or create_conversations_engine(), knowledge or create_knowledge_engine()),
    )
    _refuse_other_hosts(app, WebSettings.read())
    app.before_request(_refuse_unstorable)
    guard(app, settings)
    CSRFProtect(app)
    for page in PAGES:
        app.register_blueprint(page.blueprint)
    open_to(Role.ANYONE)(app.view_functions["static"])
    _describe(app)
    _answer_errors(app)
    app.after_request(_secure)
    app.wsgi_app = TrustedProxies(app.wsgi_app, settings)  # type: ignore[method-assign,assignment]
    return app


def _secure(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "static" and response.status_code == 200:
        response.headers["Cache-Control"] = "max-age=300"
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    return response


def _refuse_unstorable() -> None:
    """Refuse what no database takes, wherever it stands: NUL, and half a surrogate pair."""
    values = [
        one for found in (request.args, request.form) for pair in found.items(multi=True) for one in pair
    ]
    values += [one for one in (request.view_args or {}).values() if isinstance(one, str)]
    if not all(map(is_storable, values)):
        abort(400)


def _refuse_other_hosts(app: Flask, settings: WebSettings) -> None:
    """Answer 421 for a name that is not the desk's: a page may have pointed its own name here."""
    names = own_names(settings)

    def check() -> tuple[str, int] | None:
        if ANY_HOST in settings.hosts or is_own(host_name(request.headers.get("Host", "")), names):
            return None
        return say("problem.421", variable=HOSTS_VARIABLE), MISDIRECTED

    app.before_request(check)


def _describe(app: Flask) -> None:
    """Give all templates their texts, the navigation and who is signed in."""
    places = [page for page in PAGES if page.label]

    def common() -> dict[str, Any]:
        who = person()
        shown = [(page.leads_to, page.label) for page in places if who and who.may(page.role)]
        return {"say": say, "person": who, "navigation": shown, "ROOT": ROOT}

    app.context_processor(common)
    add_formats(app)


def _answer_errors(app: Flask) -> None:
    """Answer every error by a page that says what to do, and nothing of what is inside."""

    def refused(error: HTTPException) -> tuple[str, int]:
        code = error.code or 500
        known = f"problem.title.{code}" in TEXTS.texts
        code = code if known else 400 if code < 500 else 500
        values: dict[str, object] = {}
        text = f"problem.{code}"
        if isinstance(error, CSRFError):
            text = "problem.form"
        elif code == 429:
            values["minutes"] = error.description
        elif code == 403 and (name := stranger()):
            text = "problem.stranger"
            values.update(name=name, editors=EDITORS_VARIABLE, readers=READERS_VARIABLE)
        elif code == 500:
            values["reference"] = _log(error)
        return _problem(code, say(text, **values))

    def database_failed(error: SQLAlchemyError) -> tuple[str, int]:
        logger.error("the desk's database failed: %s", type(getattr(error, "orig", None) or error).__name__)
        return _problem(503, say("problem.503"))

    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(SQLAlchemyError, database_failed)


def _log(error: HTTPException) -> str:
    reference = uuid.uuid4().hex[:12]
    cause = error.original_exception if isinstance(error, InternalServerError) else None
    logger.error("%s failed, reference %s", request.endpoint, reference, exc_info=cause)
    return reference


def _problem(code: int, text: str) -> tuple[str, int]:
    return render_template("problem.html", title=say(f"problem.title.{code}"), text=text, code=code), code
