"""deploy/compose.yml: what Compose takes, what is hardened, and what is reached from where."""

from __future__ import annotations

import json

import pytest

from tests.deploy.conftest import Run
from tests.deploy.reading import COMPOSE, DEPLOY, compose, interpolated, services, yaml

SERVICES = sorted(services())
PARSE = (
    "import sys, compose_spec; print(*sorted(compose_spec.PyCompose.from_yaml(sys.stdin.read()).services))"
)


def merged(text: str) -> str:
    """Resolve YAML's merges, which the parser leaves to others, without the blocks that are only merged."""
    (found,) = yaml(interpolated(text))
    return json.dumps({key: value for key, value in found.items() if not key.startswith("x-")})


def test_compose_takes_the_file(check: Run) -> None:
    result = check("python", "-c", PARSE, stdin=merged(COMPOSE.read_text(encoding="utf-8")))
    assert result.returncode == 0, result.stderr
    assert result.stdout.split() == SERVICES


@pytest.mark.parametrize(
    "slip", [("healthcheck:", "helthcheck:"), ("10s", "10 bananas"), ("service_healthy", "well")]
)
def test_a_slip_in_the_file_is_seen(check: Run, slip: tuple[str, str]) -> None:
    told = merged(COMPOSE.read_text(encoding="utf-8").replace(*slip, 1))
    assert check("python", "-c", PARSE, stdin=told).returncode != 0


def test_there_are_two_of_each_server_one_job_and_what_they_need() -> None:
    assert (
        sorted(["nginx", "rasa-1", "rasa-2", "actions-1", "actions-2", "migrate", "postgres", "redis"])
        == SERVICES
    )


def test_only_nginx_is_published_and_on_loopback_unless_told_otherwise() -> None:
    published = {name: service["ports"] for name, service in services().items() if "ports" in service}
    assert published == {"nginx": ["127.0.0.1:8080:8080"]}
    told = interpolated(
        COMPOSE.read_text(encoding="utf-8"), ADVISOR_PUBLISHED_ADDRESS="0.0.0.0", ADVISOR_PUBLISHED_PORT="80"
    )
    assert yaml(told)[0]["services"]["nginx"]["ports"] == ["0.0.0.0:80:8080"]


def test_all_but_nginx_are_on_a_network_without_a_way_out() -> None:
    assert compose()["networks"]["inside"] == {"internal": True}
    assert {name: service["networks"] for name, service in services().items() if name != "nginx"} == {
        name: ["inside"] for name in SERVICES if name != "nginx"
    }


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_has_no_more_rights_than_it_needs(name: str) -> None:
    service = services()[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"] and "cap_add" not in service and "privileged" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    # The project's own image sets its user itself.
    assert "user" in service or service["image"].startswith("career-advisor")
    assert service.get("user", "1").split(":")[0] not in ("0", "root")
    limits = service["deploy"]["resources"]["limits"]
    assert {"cpus", "memory", "pids"} == set(limits)
    assert service["logging"]["options"]["max-size"]


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_a_service_is_started_again_and_tells_whether_it_is_well(name: str) -> None:
    assert services()[name]["restart"] == "unless-stopped"
    assert services()[name]["healthcheck"]["test"][0].startswith("CMD")


def test_the_servers_wait_for_the_migration_and_the_migration_for_the_database() -> None:
    for name in ("rasa-1", "rasa-2", "actions-1", "actions-2"):
        assert services()[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert services()["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert services()["migrate"]["restart"] == "on-failure"


def test_a_server_has_longer_to_end_than_it_drains() -> None:
    from bot.turns.runner import DRAIN_SECONDS, REPLY_SECONDS

    assert float(services()["rasa-1"]["stop_grace_period"].rstrip("s")) > DRAIN_SECONDS
    assert float(services()["nginx"]["stop_grace_period"].rstrip("s")) > REPLY_SECONDS


def test_every_file_that_is_mounted_is_there() -> None:
    mounted = [one.split(":")[0] for service in services().values() for one in service.get("volumes", [])]
    files = [one for one in mounted if one.startswith("./")]
    assert len(files) == 3
    assert [one for one in files if not (DEPLOY / one).is_file()] == []


def test_every_secret_that_is_named_is_declared_and_used() -> None:
    used = {one for service in services().values() for one in service.get("secrets", [])}
    assert used == set(compose()["secrets"])


def test_a_service_is_given_only_the_secrets_that_it_uses() -> None:
    given = {name: set(service.get("secrets", [])) for name, service in services().items()}
    assert given["nginx"] == set()
    assert given["actions-1"] == {"database_url"}
    assert given["migrate"] == {"database_url", "conversations_url"}
    for name, service in services().items():
        told = str(service.get("environment", {})) + str(service.get("command", ""))
        assert [one for one in given[name] if f"/run/secrets/{one}" not in told] == [], name
