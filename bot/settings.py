"""Where things are and on which ports they listen."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "models"
LOGS = ROOT / "var" / "logs"
LOOPBACK = "127.0.0.1"
PORT_VARIABLE = "ADVISOR_PORT"
ACTION_PORT_VARIABLE = "ADVISOR_ACTION_PORT"
ACTION_HOST_VARIABLE = "ADVISOR_ACTION_HOST"
ACTION_URL_VARIABLE = "ADVISOR_ACTION_URL"
HOST_VARIABLE = "ADVISOR_HOST"


class SettingError(ValueError):
    """A setting from the environment cannot be used; the message says which and why."""


@dataclass(frozen=True)
class Ports:
    """The ports of the two servers on the loopback interface."""

    bot: int = 5005
    actions: int = 5055

    @property
    def webhook_url(self) -> str:
        """Where a client posts a message."""
        return f"http://{LOOPBACK}:{self.bot}/webhooks/rest/webhook"

    @property
    def page_url(self) -> str:
        """Where a browser finds the demo page."""
        return f"http://{LOOPBACK}:{self.bot}/"

    @property
    def action_url(self) -> str:
        """Where Rasa calls the actions."""
        return f"http://{LOOPBACK}:{self.actions}/webhook"


def ports() -> Ports:
    """Read the ports from the environment."""
    return Ports(bot=_port(PORT_VARIABLE, Ports.bot), actions=_port(ACTION_PORT_VARIABLE, Ports.actions))


def bot_host() -> str:
    """Return the interface on which the Rasa server listens: loopback unless told otherwise."""
    return os.environ.get(HOST_VARIABLE, "").strip() or LOOPBACK


def action_host() -> str:
    """Read from the environment on which address the action server listens; by default no other machine's."""
    return os.environ.get(ACTION_HOST_VARIABLE, "").strip() or LOOPBACK


def _port(variable: str, default: int) -> int:
    text = os.environ.get(variable, "").strip()
    if not text:
        return default
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise SettingError(f"{variable} is {text!r}; it must be a port number from 1 to 65535.")
    return int(text)


def shown(path: Path) -> str:
    """Give a path as a reader in the project's folder writes it."""
    return str(path.relative_to(ROOT)) if path.is_relative_to(ROOT) else str(path)
