"""The secret that signs web sessions: a setting, or a file that is made at the first start."""

from __future__ import annotations

import logging
import os
import secrets
from pathlib import Path

from bot.settings import ROOT, SettingError, WebSettings, shown
from bot.settings.web import SECRET_VARIABLE, SHORTEST_SECRET
from knowledge.settings import rights_needed

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
            f"{SECRET_VARIABLE} is not set, and {shown(file)} cannot be used instead ({error.strerror}): "
            f"{rights_needed(file.parent)}."
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
    _close_to_others(file)
    return file.read_bytes().strip()


def _close_to_others(file: Path) -> None:
    """Let only its owner read the file.

    Raises:
        SettingError: others can, and this user may not change that.
    """
    if not file.stat().st_mode & 0o077:
        return
    try:
        file.chmod(0o600)
    except OSError:
        raise SettingError(
            f"{shown(file)} can be read by others; its owner must run: chmod 600 {file}"
        ) from None
    logger.warning(
        "%s could be read by others, and now only by its owner. If somebody has read it, delete it.",
        shown(file),
    )
