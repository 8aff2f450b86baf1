"""deploy/systemd: units that systemd accepts, commands that exist, and a gateway that works as a service."""

from __future__ import annotations

import getpass
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest
import requests

from bench.advisor import free_port
from bench.gateway import nginx_program
from tests.deploy.conftest import require_nginx
from tests.deploy.reading import DEPLOY, ROOT
from tests.deploy.stand_in import standing_in
from tests.services import missing

UNITS = DEPLOY / "systemd"
INSTALLED = "/opt/career-advisor"
NAMES = sorted(file.name for file in UNITS.iterdir() if file.suffix in (".service", ".timer"))
SERVICES = [name for name in NAMES if name.endswith(".service")]


def analyze(*arguments: object) -> subprocess.CompletedProcess[str]:
    program = shutil.which("systemd-analyze")
    if program is None:
        missing("systemd-analyze is not installed")
    command = [str(program), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units as they would be if this checkout were installed."""
    for name in NAMES:
        text = (UNITS / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace(INSTALLED, str(ROOT)), encoding="utf-8")
    return tmp_path


def values(name: str, key: str) -> list[str]:
    return re.findall(rf"^{key}=(.*)$", (UNITS / name).read_text(encoding="utf-8"), re.MULTILINE)


def test_systemd_accepts_the_units(units: Path) -> None:
    require_nginx()
    result = analyze("verify", *(units / name for name in NAMES))
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""


@pytest.mark.parametrize("name", SERVICES)
def test_systemd_judges_the_sandbox_as_tight(units: Path, name: str) -> None:
    result = analyze("security", "--offline=true", "--threshold=45", "--no-pager", units / name)
    assert result.returncode == 0, result.stdout


def test_commands_run_modules_and_scripts_of_the_project() -> None:
    commands = [
        one for name in SERVICES for key in ("ExecStartPre", "ExecStart") for one in values(name, key)
    ]
    modules = {found for one in commands for found in re.findall(r"-m ([\w.]+)", one)}
    assert {"knowledge", "bot.supervisor"} <= modules
    for module in modules:
        path = ROOT / module.replace(".", "/")
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), module
    scripts = {found for one in commands for found in re.findall(r"scripts/\S+", one)}
    assert scripts
    assert all((ROOT / one).is_file() for one in scripts)


def test_the_server_learns_the_address_of_a_client_from_the_gateway() -> None:
    assert "SANIC_REAL_IP_HEADER=X-Real-IP" in values("career-advisor.service", "Environment")
    assert "X-Real-IP" in (DEPLOY / "nginx" / "nginx.conf").read_text(encoding="utf-8")


def test_what_the_service_writes_is_writable_and_nothing_else() -> None:
    (writable,) = values("career-advisor.service", "ReadWritePaths")
    assert writable.split() == [f"{INSTALLED}/var", f"{INSTALLED}/models"]
    assert values("career-advisor.service", "ProtectSystem") == ["strict"]


def test_settings_of_the_example_are_settings_of_the_project() -> None:
    example = (UNITS / "advisor.env.example").read_text(encoding="utf-8")
    named = re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)
    described = (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")
    assert named
    assert [name for name in named if f"| `{name}` |" not in described] == []


def test_the_gateway_serves_believes_the_site_and_logs_to_a_socket(tmp_path: Path) -> None:
    """As under systemd, whose journal is a socket that cannot be opened by its path."""
    require_nginx()
    port = free_port()
    (command,) = values("career-advisor-gateway.service", "ExecStart")
    (ending,) = values("career-advisor-gateway.service", "KillSignal")
    arguments = [
        part.replace("/usr/sbin/nginx", nginx_program()).replace("/etc/career-advisor", str(tmp_path))
        for part in shlex.split(command)
    ]
    with standing_in("rasa") as server:
        write_settings(tmp_path, port, server.port)
        ours, theirs = socket.socketpair()
        with ours, theirs:
            process = subprocess.Popen(arguments, stdout=theirs, stderr=theirs)
            try:
                response = first_answer(f"http://127.0.0.1:{port}/webhooks/rest/webhook")
                ours.settimeout(10)
                log = ours.recv(65536).decode()
            finally:
                process.send_signal(signal.Signals[ending])
                assert process.wait(timeout=10) == 0
    assert response.json()["by"] == "rasa"
    assert server.headers[-1]["X-Real-IP"] == "203.0.113.7"
    assert '"path":"/webhooks/rest/webhook","status":200' in log


def write_settings(folder: Path, port: int, server_port: int) -> None:
    main = (DEPLOY / "nginx" / "nginx.conf").read_text(encoding="utf-8")
    main = main.replace("listen 8080;", f"listen 127.0.0.1:{port};").replace(" /tmp/", f" {folder}/")
    if os.geteuid() == 0:  # otherwise its workers run as a user who may not enter the folder
        main = f"user {getpass.getuser()};\n{main}"
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    places = (UNITS / "places.conf").read_text(encoding="utf-8")
    (folder / "places").mkdir()
    (folder / "places" / "places.conf").write_text(places.replace(":5005", f":{server_port}"))


def first_answer(url: str) -> requests.Response:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        with suppress(requests.ConnectionError):
            return requests.post(url, data=b"{}", headers={"X-Forwarded-For": "203.0.113.7"}, timeout=5)
        time.sleep(0.05)
    raise AssertionError("the gateway does not listen")


def test_nginx_accepts_the_example_of_a_site(tmp_path: Path) -> None:
    require_nginx()
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=advisor.example", "-days", "1"]
    subprocess.run(
        ["openssl", *request, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True
    )
    site = (UNITS / "site.example.conf").read_text(encoding="utf-8")
    site = re.sub(r"ssl_certificate_key .*;", f"ssl_certificate_key {key};", site)
    site = re.sub(r"ssl_certificate /.*;", f"ssl_certificate {certificate};", site)
    settings = tmp_path / "nginx.conf"
    settings.write_text(f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n{site}}}\n")
    command = [nginx_program(), "-t", "-p", str(tmp_path), "-e", "stderr", "-c", str(settings)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert result.returncode == 0, result.stderr
