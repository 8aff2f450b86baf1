"""The secret that signs web sessions: a setting, or a file that is made at the first start."""

from __future__ import annotations

import logging
import os
import secrets
from pathlib import Path

from bot.settings import ROOT, SettingError, WebSettings, shown
from bot.settings.web import SECRET_VARIABLE, SHORTEST_SECRET

logger = logging.getLogger(__name__)
SECRET_FILE = ROOT / "var" / "web_secret"


def session_secret(settings: WebSettings, file: Path = SECRET_FILE) -> bytes:
    """Return the secret of the settings, else that of ``file``, which is made if it does not exist.

    Raises:
        SettingError: the file cannot be used.
    """
    if settings.secret:
        return settings.secret.encode()
    logger.warning(
        "%s is not set: web sessions are signed with %s, which serves one process only.",
        SECRET_VARIABLE,
        shown(file),
    )
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        kept = _made_or_found(file)
    except OSError as error:
        raise SettingError(
            f"{SECRET_VARIABLE} is not set, and {shown(file)} cannot be used instead: {error.strerror}."
        ) from None
    if len(kept) < SHORTEST_SECRET:
        raise SettingError(f"{shown(file)} holds no secret; delete it, and a new one is made.")
    return kept


def _made_or_found(file: Path) -> bytes:
    """Return what ``file`` holds; several processes may start at once, and none sees a half-written file."""
    if not file.exists():
        made = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
        try:
            with open(os.open(made, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as opened:  # noqa: PTH123
                opened.write(secrets.token_urlsafe(SHORTEST_SECRET))
            try:
                os.link(made, file)  # fails if another process was first
            except FileExistsError:
                logger.info("another process has made %s meanwhile", shown(file))
        finally:
            made.unlink(missing_ok=True)
    return file.read_bytes().strip()
