"""Where the two servers listen and are reached."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from typing import Any, Optional
from urllib.parse import urlsplit

from pydantic import root_validator

from knowledge.settings import EnvironmentSettings, InvalidValueError, SettingError, setting

LOOPBACK = "127.0.0.1"
PORT_VARIABLE = "ADVISOR_PORT"
HOST_VARIABLE = "ADVISOR_HOST"
ACTION_PORT_VARIABLE = "ADVISOR_ACTION_PORT"
ACTION_HOST_VARIABLE = "ADVISOR_ACTION_HOST"
ACTION_URL_VARIABLE = "ADVISOR_ACTION_URL"
WEBHOOK = "/webhook"
DEFAULT_ACTION_URL = f"http://{LOOPBACK}:5055{WEBHOOK}"
_PORT = "a port number from 1 to 65535"
_INTERFACE = "an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them"
_HOST_NAME = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")


class Interface(str):
    """An IP address or host name to listen on."""

    @classmethod
    def __get_validators__(cls) -> Iterator[Callable[[Any], Interface]]:
        """Let pydantic check it by :meth:`parse`."""
        yield cls.parse

    @classmethod
    def parse(cls, text: str) -> Interface:
        """Return the address without the brackets of IPv6."""
        bare = text[1:-1] if text.startswith("[") and text.endswith("]") else text
        try:
            ipaddress.ip_address(bare)
        except ValueError:
            if re.fullmatch(r"[0-9.]+", bare) or not _HOST_NAME.fullmatch(bare):
                raise ValueError("neither an IP address nor a host name") from None
        return cls(bare)


class ActionUrl(str):
    """The URL at which Rasa calls actions."""

    @classmethod
    def __get_validators__(cls) -> Iterator[Callable[[Any], ActionUrl]]:
        """Let pydantic check it by :meth:`parse`."""
        yield cls.parse

    @classmethod
    def parse(cls, text: str) -> ActionUrl:
        """Return the checked URL."""
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError("not an HTTP URL")
        if parts.port == 0 or not parts.path.endswith(WEBHOOK) or re.search(r"\s", text):
            raise ValueError("not the webhook of an action server")
        if parts.username or parts.password:
            raise InvalidValueError("holds a user name or a password; it must have neither")
        return cls(text)


class AddressSettings(EnvironmentSettings):
    """Interfaces and ports, by default of the loopback interface."""

    host: Interface = setting(Interface(LOOPBACK), HOST_VARIABLE, _INTERFACE)
    port: int = setting(5005, PORT_VARIABLE, _PORT, ge=1, le=65535)
    action_host: Interface = setting(Interface(LOOPBACK), ACTION_HOST_VARIABLE, _INTERFACE)
    action_port: int = setting(5055, ACTION_PORT_VARIABLE, _PORT, ge=1, le=65535)
    given_action_url: Optional[ActionUrl] = setting(
        None, ACTION_URL_VARIABLE, f"the action server's webhook, such as http://{LOOPBACK}:5055{WEBHOOK}"
    )

    @root_validator(skip_on_failure=True)
    def _ports_differ(cls, values: dict[str, Any]) -> dict[str, Any]:
        here = values["given_action_url"] is None  # else the action server may run on another machine
        if here and values["port"] == values["action_port"]:
            raise SettingError(
                f"{PORT_VARIABLE} and {ACTION_PORT_VARIABLE} are both {values['port']}; "
                "each server needs a port of its own."
            )
        return values

    @property
    def url(self) -> str:
        """The Rasa server as this machine reaches it."""
        return f"http://{reachable(self.host)}:{self.port}"

    @property
    def local_action_url(self) -> str:
        """The action server as this machine reaches it."""
        return f"http://{reachable(self.action_host)}:{self.action_port}"

    @property
    def action_url(self) -> str:
        """Where Rasa calls actions."""
        return self.given_action_url or self.local_action_url + WEBHOOK

    def action_url_or(self, configured: str) -> str:
        """Return where Rasa calls actions: ``configured`` in endpoints.yml unless the environment differs."""
        return configured if self.action_url == DEFAULT_ACTION_URL else self.action_url


def reachable(host: str) -> str:
    """Return the host part of a URL for a server that listens on ``host`` of this machine."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.is_unspecified:  # all interfaces
        address = ipaddress.ip_address(LOOPBACK if address.version == 4 else "::1")
    return f"[{address}]" if address.version == 6 else str(address)


def is_loopback(host: str) -> bool:
    """Return whether a server that listens on ``host`` is reached from this machine only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
