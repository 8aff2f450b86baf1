"""Whether a server can listen where its settings say."""

from __future__ import annotations

import errno
import ipaddress
import socket

from bot.settings import SettingError


def check_can_listen(host: str, port: int, host_variable: str, port_variable: str) -> None:
    """Return if a server could listen on this address.

    Raises:
        SettingError: it could not; the message names the variable to change.
    """
    try:
        _try_to_listen(host, port)
    except (socket.gaierror, UnicodeError):
        raise SettingError(_no_own_address(host, host_variable)) from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise SettingError(
                f"Port {port} is in use. Stop the program that uses it, or choose another port, such as "
                f"{port_variable}={port + 10}."
            ) from None
        if error.errno in (errno.EACCES, errno.EPERM):
            raise SettingError(
                f"{port_variable} is {port}, on which this user may not listen; set a port from 1024 on."
            ) from None
        raise SettingError(_no_own_address(host, host_variable)) from None


def port_is_free(host: str, port: int) -> bool:
    """Return whether a server could listen there."""
    try:
        _try_to_listen(host, port)
    except OSError:
        return False
    return True


def free_port(host: str) -> int:
    """Return a port on which nothing listens."""
    with socket.create_server((host, 0)) as probe:
        return int(probe.getsockname()[1])


def _no_own_address(host: str, variable: str) -> str:
    return f"{variable} is {host!r}; it must be an address of this machine, or 0.0.0.0 for all of them."


def _try_to_listen(host: str, port: int) -> None:
    """Bind to the address and let go of it.

    Raises:
        OSError: that is not possible.
    """
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(address)
    # Some systems let a program bind beside a server on all addresses; connecting shows whether there is one.
    with socket.socket(family, socket.SOCK_STREAM) as client:
        client.settimeout(0.5)
        if client.connect_ex((_reached(str(address[0])), port)) == 0:
            raise OSError(errno.EADDRINUSE, "in use")


def _reached(address: str) -> str:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if not parsed.is_unspecified:
        return address
    return "127.0.0.1" if parsed.version == 4 else "::1"
