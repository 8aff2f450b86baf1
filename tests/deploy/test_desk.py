"""deploy/desk: valid, off unless it is added, as hardened as its neighbours, and reached from inside only."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.deploy.conftest import Run
from tests.deploy.reading import (
    BY_FILE,
    COMPOSE,
    DEPLOY,
    DOCKERFILE,
    PORTS,
    compose,
    containers,
    environment,
    interpolated,
    program,
    services,
    workloads,
    yaml,
)
from tests.deploy.test_agreement import OF_OTHERS, SECRETS, read_by_the_code
from tests.deploy.test_compose import PARSE, merged
from tests.deploy.test_kubernetes import VERSIONS, peers

DESK = DEPLOY / "desk"
FOLDER = "/app/var/desk"
ADDED = "components:\n  - ../desk/kubernetes\n"


def overlay() -> dict[str, Any]:
    (told,) = yaml(interpolated((DESK / "compose.yml").read_text(encoding="utf-8")))
    return dict(told)


def test_the_image_has_the_folder_for_its_user() -> None:
    text = DOCKERFILE.read_text(encoding="utf-8")
    assert "install --directory --owner advisor --group advisor var/desk" in text and "WORKDIR /app" in text


class TestCompose:
    def test_takes_the_file(self, check: Run) -> None:
        told = merged((DESK / "compose.yml").read_text(encoding="utf-8"))
        # Alone it names parts of the file that it is added to.
        for part in ('"inside", ', ', "database_url", "conversations_url"'):
            assert part in told
            told = told.replace(part, "")
        told = told.replace('"migrate": {"volumes"', '"migrate": {"image": "x", "volumes"')
        result = check("python", "-c", PARSE, stdin=told)
        assert result.returncode == 0, result.stderr
        assert result.stdout.split() == ["desk", "migrate"]

    def test_the_desk_is_off_unless_the_file_is_named(self) -> None:
        assert "desk" not in COMPOSE.read_text(encoding="utf-8")

    def test_the_desk_is_as_hardened_as_an_action_server(self) -> None:
        desk, neighbour = overlay()["services"]["desk"], services()["actions-1"]
        for name in ("image", "init", "read_only", "cap_drop", "security_opt", "restart", "logging", "tmpfs"):
            assert desk[name] == neighbour[name], name
        assert set(desk["deploy"]["resources"]["limits"]) == {"cpus", "memory", "pids"}
        assert desk["depends_on"] == neighbour["depends_on"]

    def test_the_desk_is_published_on_this_machine_alone(self) -> None:
        desk = overlay()["services"]["desk"]
        port = PORTS[program(desk["command"])]
        assert program(desk["command"]) == "desk.server"
        assert desk["ports"] == [f"127.0.0.1:{port}:{port}"]
        assert desk["environment"]["ADVISOR_DESK_PORT"] == str(port)
        assert f"127.0.0.1:{port}/health" in str(desk["healthcheck"]["test"])
        # The servers of conversations are not on the network with the way out.
        assert desk["networks"] == ["inside", "desk"] and overlay()["networks"] == {"desk": {}}
        assert "networks" not in overlay()["services"]["migrate"]

    def test_its_settings_are_read_and_its_secrets_come_from_files(self) -> None:
        desk = overlay()["services"]["desk"]
        names = {one.removesuffix("_FILE") for one in desk["environment"]}
        assert names - read_by_the_code() - OF_OTHERS == set()
        assert set(desk["environment"]) & SECRETS == set()
        by_file = {name: value for name, value in desk["environment"].items() if name.endswith("_FILE")}
        files = {Path(value).name for value in by_file.values()}
        assert files == set(desk["secrets"])
        assert files == {"desk_secret"} | (files & set(compose()["secrets"]))
        assert {one.removesuffix("_FILE") for one in desk["environment"] if one.endswith("_FILE")} <= set(
            BY_FILE
        )
        assert overlay()["secrets"] == {"desk_secret": {"file": "./secrets/desk_secret"}}

    def test_what_is_published_is_kept_and_loaded_by_the_migration(self) -> None:
        told = overlay()
        assert told["volumes"] == {"desk": {}}
        assert [one["volumes"] for one in told["services"].values()] == [[f"desk:{FOLDER}"]] * 2


class TestKubernetes:
    @pytest.fixture(scope="class")
    def built(self, check: Run, tmp_path_factory: pytest.TempPathFactory) -> str:
        """What kustomize makes of it all where the desk is added as docs/desk.md says."""
        folder = tmp_path_factory.mktemp("deploy")
        for name in ("kubernetes", "nginx", "postgres", "desk"):
            shutil.copytree(DEPLOY / name, folder / name)
        with (folder / "kubernetes" / "kustomization.yaml").open("a", encoding="utf-8") as file:
            file.write(ADDED)
        with_way_out = folder / "desk" / "kubernetes" / "kustomization.yaml"
        text = with_way_out.read_text(encoding="utf-8")
        assert "  # - way-out.yaml" in text
        with_way_out.write_text(text.replace("# - way-out.yaml", "- way-out.yaml"), encoding="utf-8")
        result = check("kubectl", "kustomize", folder / "kubernetes")
        assert result.returncode == 0, result.stderr
        return result.stdout

    def found(self, built: str, kind: str, name: str) -> dict[str, Any]:
        (one,) = [one for one in yaml(built) if one["kind"] == kind and one["metadata"]["name"] == name]
        return dict(one["spec"])

    @pytest.mark.parametrize("version", VERSIONS)
    def test_takes_what_kustomize_makes(self, check: Run, built: str, tmp_path: Path, version: str) -> None:
        file = tmp_path / "built.yaml"
        file.write_text(built, encoding="utf-8")
        result = check("kubernetes-validate", "--strict", "-k", version, file)
        assert result.returncode == 0, result.stdout + result.stderr
        assert {one["metadata"].get("namespace", "advisor") for one in yaml(built)} == {"advisor"}
        assert "image: career-advisor\n" not in built, "the desk's image has no tag"

    def test_the_docs_say_how_it_is_added(self) -> None:
        assert ADDED in (DEPLOY.parent / "docs" / "desk.md").read_text(encoding="utf-8")
        assert "desk" not in workloads()

    def test_the_desk_is_as_hardened_as_an_action_server(self, built: str) -> None:
        pod, neighbour = (
            self.found(built, "Deployment", "desk")["template"]["spec"],
            workloads()["actions"]["spec"],
        )
        for name in ("automountServiceAccountToken", "enableServiceLinks", "securityContext"):
            assert pod[name] == neighbour[name], name
        (container,) = pod["containers"]
        assert container["securityContext"] == containers()["actions"]["securityContext"]
        assert container["resources"]["limits"]["memory"]
        assert [one["containerPort"] for one in container["ports"]] == [PORTS[program(container["args"])]]
        assert container["readinessProbe"]["httpGet"]["path"] == "/ready"
        assert container["livenessProbe"]["httpGet"]["path"] == "/health"

    def test_it_has_the_settings_of_compose(self, built: str) -> None:
        (container,) = self.found(built, "Deployment", "desk")["template"]["spec"]["containers"]
        of_compose = environment(overlay()["services"]["desk"])
        names = {one.removesuffix("_FILE") for one in of_compose} - {"LOG_LEVEL"}
        assert names == set(environment(container))
        secret = {one["valueFrom"]["secretKeyRef"]["name"] for one in container["env"] if "valueFrom" in one}
        assert secret == {"advisor-secrets", "advisor-desk"}

    def test_no_pod_reaches_it_and_it_reaches_only_what_it_needs(self, built: str) -> None:
        policies = [one["spec"] for one in yaml(built) if one["kind"] == "NetworkPolicy"]
        mine = [one for one in policies if one["podSelector"].get("matchLabels") == {"app": "desk"}]
        assert [one for one in mine if one.get("ingress")] == []
        reached = {
            peer
            for one in mine
            for rule in one["egress"]
            if "ipBlock" not in rule["to"][0]
            for peer in peers(rule["to"])
        }
        assert reached == {"postgres", "kube-system/kube-dns"}
        (out,) = [rule for one in mine for rule in one["egress"] if "ipBlock" in rule["to"][0]]
        assert out["ports"] == [{"protocol": "TCP", "port": 443}]
        assert "10.0.0.0/8" in out["to"][0]["ipBlock"]["except"]
        into_database = [
            one for one in policies if one["podSelector"].get("matchLabels") == {"app": "postgres"}
        ]
        assert "desk" in {
            peer for one in into_database for rule in one["ingress"] for peer in peers(rule["from"])
        }

    def test_what_is_published_is_kept_and_loaded_by_the_migration(self, built: str) -> None:
        desk, job = self.found(built, "Deployment", "desk"), self.found(built, "Job", "migrate")
        assert desk["replicas"] == 1 and desk["strategy"] == {"type": "Recreate"}
        assert self.found(built, "PersistentVolumeClaim", "desk")["accessModes"] == ["ReadWriteOnce"]
        for spec in (desk, job):
            pod = spec["template"]["spec"]
            assert {"name": "desk", "persistentVolumeClaim": {"claimName": "desk"}} in pod["volumes"]
            assert {"name": "desk", "mountPath": FOLDER} in pod["containers"][0]["volumeMounts"]
        # The base's own parts are still there.
        assert {"name": "tmp", "mountPath": "/tmp"} in job["template"]["spec"]["containers"][0][
            "volumeMounts"
        ]
