"""Settings of the operators' desk; without a secret and a proxy's header there is no desk."""

from __future__ import annotations

import ipaddress
import re
from typing import Any, Optional, Union

from pydantic import root_validator, validator

from bot.settings.addresses import LOOPBACK, Interface, reachable
from knowledge.settings import EnvironmentSettings, InvalidValueError, SettingError, setting

SECRET_VARIABLE = "ADVISOR_DESK_SECRET"  # noqa: S105 - the name, not the secret
HOST_VARIABLE = "ADVISOR_DESK_HOST"
PORT_VARIABLE = "ADVISOR_DESK_PORT"
HEADER_VARIABLE = "ADVISOR_DESK_USER_HEADER"
PROXIES_VARIABLE = "ADVISOR_DESK_PROXIES"
EDITORS_VARIABLE = "ADVISOR_DESK_EDITORS"
READERS_VARIABLE = "ADVISOR_DESK_READERS"
SHORTEST_SECRET = 32
DESK_NAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{0,99}")  # of an account, in lower case

Network = Union[ipaddress.IPv4Network, ipaddress.IPv6Network]
_NAMES = "names such as anna or anna@example.com, separated by commas"


class DeskSettings(EnvironmentSettings):
    """Where the desk listens, and who may use it: accounts with passwords, or whom a proxy names."""

    secret: Optional[str] = setting(
        None,
        SECRET_VARIABLE,
        f"at least {SHORTEST_SECRET} characters long",
        secret=True,
        min_length=SHORTEST_SECRET,
    )
    host: Interface = setting(
        Interface(LOOPBACK),
        HOST_VARIABLE,
        "an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them",
    )
    port: int = setting(5006, PORT_VARIABLE, "a port number from 1 to 65535", ge=1, le=65535)
    user_header: Optional[str] = setting(
        None,
        HEADER_VARIABLE,
        "the name of a header, such as X-Forwarded-User",
        regex=r"^[A-Za-z0-9-]{1,100}$",
    )
    proxies: tuple[Network, ...] = setting(
        (), PROXIES_VARIABLE, "addresses or networks such as 10.0.0.7 or 10.0.0.0/24, separated by commas"
    )
    editors: frozenset[str] = setting(frozenset(), EDITORS_VARIABLE, _NAMES)
    readers: frozenset[str] = setting(frozenset(), READERS_VARIABLE, _NAMES)

    @validator("proxies", pre=True)
    def _split_proxies(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return tuple(_network(part.strip()) for part in value.split(",") if part.strip())

    @validator("editors", "readers", pre=True)
    def _split_names(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return frozenset(_name(part.strip().lower()) for part in value.split(",") if part.strip())

    @root_validator(skip_on_failure=True)
    def _are_complete(cls, values: dict[str, Any]) -> dict[str, Any]:
        if values["user_header"] and not values["proxies"]:
            raise SettingError(
                f"{PROXIES_VARIABLE} is missing: name the proxies whose {values['user_header']} is believed, "
                f"or unset {HEADER_VARIABLE}."
            )
        if values["user_header"] and not (values["editors"] or values["readers"]):
            raise SettingError(
                f"{EDITORS_VARIABLE} is missing: name who may use the desk there or in {READERS_VARIABLE}, "
                f"or unset {HEADER_VARIABLE}."
            )
        return values

    @property
    def is_on(self) -> bool:
        """Whether there is a desk."""
        return bool(self.secret or self.user_header)

    @property
    def url(self) -> str:
        """The desk's server as this machine reaches it."""
        return f"http://{reachable(self.host)}:{self.port}"


def _network(written: str) -> Network:
    try:
        return ipaddress.ip_network(written, strict=False)
    except ValueError:
        raise InvalidValueError(
            f"holds {written[:80]!r}; each part must be an address or a network such as 10.0.0.0/24"
        ) from None


def _name(written: str) -> str:
    if not DESK_NAME.fullmatch(written):
        raise InvalidValueError(f"holds {written[:80]!r}; each part must be a name such as anna@example.com")
    return written
