"""Lists that must agree: the settings that deploy/ makes, that the code reads, and that the docs name."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from knowledge.database import create_knowledge_engine
from tests.deploy.reading import (
    BY_FILE,
    COMPOSE,
    DEPLOY,
    DOCKERFILE,
    ROOT,
    compose,
    containers,
    environment,
    manifests,
    services,
)

# What others read: the images of the project's neighbours, Python, and libraries.
OF_OTHERS = {
    "POSTGRES_USER",
    "POSTGRES_DB",
    "POSTGRES_PASSWORD",
    "POSTGRES_PASSWORD_FILE",
    "PGDATA",
    "PATH",
    "HOME",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONUNBUFFERED",
    "MPLCONFIGDIR",
    "SANIC_REAL_IP_HEADER",
}
SETTING = r"\b(ADVISOR_[A-Z_]*[A-Z]|DATABASE_URL|LOG_LEVEL)\b"
SECRETS = {
    "DATABASE_URL",
    "ADVISOR_CONVERSATIONS_URL",
    "ADVISOR_REDIS_URL",
    "ADVISOR_ADMIN_TOKEN",
    "ADVISOR_WEB_SECRET",
    "ADVISOR_SLACK_BOT_TOKEN",
    "ADVISOR_SLACK_SIGNING_SECRET",
    "ADVISOR_SLACK_APP_TOKEN",
    "ADVISOR_DESK_SECRET",
}


@cache
def read_by_the_code() -> set[str]:
    files = [
        file for folder in ("bot", "actions", "desk", "knowledge") for file in (ROOT / folder).rglob("*.py")
    ]
    return {one for file in files for one in re.findall(rf'"{SETTING}"', file.read_text(encoding="utf-8"))}


def set_by_deploy() -> set[str]:
    given = [environment(one) for one in (*services().values(), *containers().values())]
    names = {name for one in given for name in one} | set(re.findall(r"([A-Z]+)=", " ".join(env_lines())))
    return {name.removesuffix("_FILE") if name.removesuffix("_FILE") in BY_FILE else name for name in names}


def env_lines() -> list[str]:
    block = re.findall(r"^ENV ((?:.*\\\n)*.*)\n", DOCKERFILE.read_text(encoding="utf-8"), re.MULTILINE)
    return [line.strip(" \\") for one in block for line in one.splitlines()]


def described(document: str) -> set[str]:
    """Find the settings that have a row of a table."""
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    return {
        one for row in re.findall(r"^\| (`.*?) \|", text, re.MULTILINE) for one in re.findall(SETTING, row)
    }


def test_every_variable_that_is_set_is_one_that_the_code_or_a_neighbour_reads() -> None:
    assert set_by_deploy() - read_by_the_code() - OF_OTHERS == set()


def test_every_setting_is_described_and_every_described_setting_exists() -> None:
    told = described("deployment.md")
    compose_only = set(re.findall(rf"\$\{{{SETTING}", COMPOSE.read_text(encoding="utf-8")))
    assert told == read_by_the_code() | compose_only


def test_the_entrypoint_takes_every_secret_from_a_file_and_only_secrets() -> None:
    assert set(BY_FILE) == SECRETS
    for name, service in services().items():
        assert set(environment(service)) & SECRETS == set(), name


def test_compose_and_kubernetes_give_a_server_the_same_settings() -> None:
    for pair in (("rasa-1", "rasa"), ("actions-1", "actions"), ("migrate", "migrate")):
        of_compose = {one.removesuffix("_FILE") for one in environment(services()[pair[0]])} - {"LOG_LEVEL"}
        assert of_compose == set(environment(containers()[pair[1]])), pair


def test_the_probes_ask_paths_that_the_servers_have() -> None:
    text = "".join(
        (ROOT / "bot" / name).read_text() for name in ("http/health.py", "action_server/server.py")
    )
    asked = {
        container[probe]["httpGet"]["path"]
        for name, container in containers().items()
        for probe in ("startupProbe", "readinessProbe", "livenessProbe")
        if name in ("rasa", "actions")
    }
    told = re.findall(r"127\.0\.0\.1:\d+(/[a-z-]+)", COMPOSE.read_text(encoding="utf-8"))
    asked |= set(told) - {"/nginx-health"}
    assert asked == {"/health", "/ready"}
    assert [path for path in asked if f'"{path}"' not in text] == []
    assert "location = /nginx-health" in (DEPLOY / "nginx" / "nginx.conf").read_text()


def test_a_key_of_the_secret_has_a_place_in_the_example_and_a_file_that_is_made() -> None:
    (example,) = manifests("secrets.example")
    used = {
        one["valueFrom"]["secretKeyRef"]["key"]
        for container in containers().values()
        for one in container.get("env", [])
        if "valueFrom" in one
    } | {"redis.conf"}
    made = set(re.findall(r"^keep (\S+)", (DEPLOY / "secrets.sh").read_text(), re.MULTILINE))
    assert set(example["stringData"]) == used
    assert made == used | {"redis_password", "desk_secret"}  # the latter for deploy/desk
    declared = compose()["secrets"]
    assert {Path(one["file"]).name for one in declared.values()} == set(declared) == used


FILES = [file for file in DEPLOY.rglob("*") if file.is_file() and not file.is_relative_to(DEPLOY / "secrets")]


@pytest.mark.parametrize("file", sorted(FILES), ids=lambda file: str(file.relative_to(DEPLOY)))
def test_no_file_holds_a_secret_or_the_address_of_a_registry(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"://[^\s:/$@]*:[^$\s@/]+@", text), "a password in a URL"
    assert not re.search(r"(?i)(password|token|secret)\w*\s*[:=]\s*[\"']?(?!/run/)[A-Za-z0-9+/]{12,}", text)
    assert not re.search(r"\b(docker|quay|ghcr|gcr|amazonaws|azurecr)\.(io|com)\b", text)


def test_the_processes_of_compose_do_not_use_up_the_connections_of_postgresql() -> None:
    from bot.conversations.database import POOL_SIZE

    pool = create_knowledge_engine("postgresql://nobody@127.0.0.1/none").pool
    knowledge = pool.size() + pool._max_overflow
    most = 6 * (POOL_SIZE + knowledge)  # the autoscaler's six Rasa servers, which may use both
    assert most + 3 < 100  # PostgreSQL's default, less what it keeps for its superuser


def test_every_test_that_the_page_on_security_names_is_there() -> None:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(tests/[^`]+)`", text))
    assert len(named) > 10
    assert [one for one in named if not (ROOT / one).exists()] == []


def test_every_file_and_link_that_the_pages_name_is_there() -> None:
    for page in ("deployment.md", "operations.md", "security.md"):
        text = (ROOT / "docs" / page).read_text(encoding="utf-8")
        files = set(re.findall(r"(?<![\w/])(?:deploy|scripts|requirements)/[\w./-]+\w", text))
        links = [f"docs/{one}" for one in re.findall(r"\]\(([^):#]+)(?:#[^)]*)?\)", text)]
        missing = [one for one in (*files, *links) if not (ROOT / one).exists()]
        assert [one for one in missing if not one.startswith("deploy/secrets")] == [], page
