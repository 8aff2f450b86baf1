"""deploy/slack and what nginx does for Slack: valid, closed but for the way to Slack, and wide enough."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import requests

from tests.deploy.conftest import Proxied, Run
from tests.deploy.reading import BY_FILE, DEPLOY, compose, services, yaml
from tests.deploy.test_compose import PARSE, merged
from tests.deploy.test_kubernetes import VERSIONS

SLACK = DEPLOY / "slack"
OVERLAYS = ["compose.yml", "compose.socket.yml"]
EVENTS = "/webhooks/slack/events"


def overlay(name: str) -> dict[str, Any]:
    (told,) = yaml((SLACK / name).read_text(encoding="utf-8"))
    return dict(told)


@pytest.mark.parametrize("name", OVERLAYS)
class TestCompose:
    def test_takes_the_file(self, check: Run, name: str) -> None:
        told = merged((SLACK / name).read_text(encoding="utf-8"))
        # Alone it names networks of the file that it is added to.
        result = check("python", "-c", PARSE, stdin=told.replace('"inside", ', ""))
        assert result.returncode == 0, result.stderr
        assert result.stdout.split() == ["rasa-1", "rasa-2"]

    def test_gives_every_rasa_server_its_secrets_by_file_and_a_way_out(self, name: str) -> None:
        told = overlay(name)
        rasa = {one for one in services() if one.startswith("rasa-")}
        assert set(told["services"]) == rasa
        for service in told["services"].values():
            assert {one.removesuffix("_FILE") for one in service["environment"]} <= set(BY_FILE)
            assert all(one.endswith("_FILE") for one in service["environment"])
            files = {Path(one).name for one in service["environment"].values()}
            assert files == set(service["secrets"]) == set(told["secrets"])
            assert service["networks"] == ["inside", "slack"]
        assert told["networks"] == {"slack": {}} and "inside" in compose()["networks"]

    def test_keeps_its_secrets_where_git_does_not_look(self, name: str) -> None:
        for key, secret in overlay(name)["secrets"].items():
            assert secret["file"] == f"./secrets/{key}"
        ignored = (DEPLOY.parent / ".gitignore").read_text(encoding="utf-8")
        assert "deploy/secrets" in ignored


class TestKubernetes:
    @pytest.fixture(scope="class")
    def built(self, check: Run) -> str:
        result = check("kubectl", "kustomize", SLACK / "kubernetes")
        assert result.returncode == 0, result.stderr
        return result.stdout

    @pytest.mark.parametrize("version", VERSIONS)
    def test_takes_what_kustomize_makes(self, check: Run, built: str, tmp_path: Path, version: str) -> None:
        file = tmp_path / "built.yaml"
        file.write_text(built, encoding="utf-8")
        result = check("kubernetes-validate", "--strict", "-k", version, file)
        assert result.returncode == 0, result.stdout + result.stderr

    def test_adds_the_secrets_to_what_a_rasa_server_has(self, built: str) -> None:
        (rasa,) = [
            one for one in yaml(built) if one["kind"] == "Deployment" and one["metadata"]["name"] == "rasa"
        ]
        (container,) = rasa["spec"]["template"]["spec"]["containers"]
        names = {one["name"] for one in container["env"]}
        slack = {one for one in BY_FILE if "SLACK" in one}
        assert slack <= names and {"ADVISOR_CONVERSATIONS_URL", "ADVISOR_WEB_SECRET"} <= names

    def test_lets_only_rasa_servers_out_and_only_by_https(self, built: str) -> None:
        (policy,) = [one for one in yaml(built) if one["metadata"]["name"] == "rasa-to-slack"]
        assert policy["spec"]["podSelector"] == {"matchLabels": {"app": "rasa"}}
        (rule,) = policy["spec"]["egress"]
        assert rule["ports"] == [{"protocol": "TCP", "port": 443}]
        assert "10.0.0.0/8" in rule["to"][0]["ipBlock"]["except"]


class TestNginx:
    def test_lets_a_whole_workspace_through_that_comes_from_one_address(self, proxied: Proxied) -> None:
        with requests.Session() as session:
            url = proxied.gateway.url + EVENTS
            codes = {session.post(url, data=b"{}", timeout=10).status_code for _ in range(150)}
        assert codes == {200}

    def test_lets_through_a_press_that_brings_a_long_message_along(self, proxied: Proxied) -> None:
        url = proxied.gateway.url
        assert requests.post(url + EVENTS, data=b"x" * 500_000, timeout=10).status_code == 200
        assert requests.post(url + EVENTS, data=b"x" * 2_000_000, timeout=10).status_code == 413

    def test_hands_on_the_headers_that_are_signed(self, proxied: Proxied) -> None:
        signed = {"X-Slack-Signature": "v0=1", "X-Slack-Request-Timestamp": "1", "X-Slack-Retry-Num": "1"}
        requests.post(proxied.gateway.url + EVENTS, data=b"{}", headers=signed, timeout=10)
        (headers,) = [one.headers[0] for one in proxied.rasa if one.headers]
        assert {name: headers[name] for name in signed} == signed

    def test_lets_nothing_but_posts_through(self, proxied: Proxied) -> None:
        assert requests.get(proxied.gateway.url + EVENTS, timeout=10).status_code == 403
