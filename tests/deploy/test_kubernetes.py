"""deploy/kubernetes: valid, hardened, probed, and closed but for what is named here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.deploy.conftest import Run
from tests.deploy.reading import KUBERNETES, containers, manifests, program, workloads, yaml

VERSIONS = ["1.32", "1.34", "1.37"]  # "sleep" of a container's end is on by default since 1.30
WORKLOADS = sorted(workloads())
OURS = ("rasa", "actions")
NAME_SERVER = ("kube-system/kube-dns", 53)


def quantity(text: str) -> float:
    for unit, factor in (("Gi", 2**30), ("Mi", 2**20), ("m", 0.001)):
        if text.endswith(unit):
            return float(text.removesuffix(unit)) * factor
    return float(text)


def of_kind(kind: str) -> dict[str, dict[str, Any]]:
    return {one["metadata"]["name"]: one["spec"] for one in manifests() if one["kind"] == kind}


@pytest.fixture(scope="session")
def built(check: Run) -> str:
    """What kustomize makes of it all."""
    result = check("kubectl", "kustomize", KUBERNETES)
    assert result.returncode == 0, result.stderr
    return result.stdout


# Valid.


@pytest.mark.parametrize("version", VERSIONS)
def test_kubernetes_takes_what_kustomize_makes(check: Run, built: str, tmp_path: Path, version: str) -> None:
    file = tmp_path / "built.yaml"
    file.write_text(built, encoding="utf-8")
    result = check("kubernetes-validate", "--strict", "-k", version, file, *KUBERNETES.glob("*.example.yaml"))
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_slip_in_a_manifest_is_seen(check: Run, built: str, tmp_path: Path) -> None:
    file = tmp_path / "built.yaml"
    file.write_text(built.replace("readinessProbe:", "readynessProbe:", 1), encoding="utf-8")
    assert check("kubernetes-validate", "--strict", "-k", VERSIONS[0], file).returncode != 0


def test_every_file_but_the_examples_is_part_of_the_kustomization() -> None:
    (told,) = yaml((KUBERNETES / "kustomization.yaml").read_text(encoding="utf-8"))
    files = {file.name for file in KUBERNETES.glob("*.yaml")}
    examples = {name for name in files if name.endswith(".example.yaml")}
    assert {one for one in told["resources"] if not one.startswith("..")} == files - examples - {
        "kustomization.yaml"
    }
    assert examples == {"ingress.example.yaml", "secrets.example.yaml"}


def test_everything_is_in_one_namespace_and_mounts_the_present_nginx_settings(
    built: str,
) -> None:
    made = yaml(built)
    assert {one["metadata"].get("namespace", "advisor") for one in made} == {"advisor"}
    maps = {one["metadata"]["name"] for one in made if one["kind"] == "ConfigMap"}
    named = {name for name in maps if built.count(name) >= 2}
    assert len(maps) == 3 and named == maps


# Hardened.


@pytest.mark.parametrize("name", WORKLOADS)
def test_a_pod_has_no_more_rights_than_it_needs(name: str) -> None:
    spec, container = workloads()[name]["spec"], containers()[name]
    assert spec["automountServiceAccountToken"] is False
    assert spec["securityContext"]["runAsNonRoot"] is True and spec["securityContext"]["runAsUser"] > 0
    assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert not {"hostNetwork", "hostPID", "hostIPC"} & set(spec)
    assert not any("hostPath" in volume for volume in spec.get("volumes", []))


@pytest.mark.parametrize("name", WORKLOADS)
def test_a_pod_asks_for_what_it_needs_and_is_held_to_its_memory(name: str) -> None:
    asked, limits = (containers()[name]["resources"][part] for part in ("requests", "limits"))
    assert set(asked) == {"cpu", "memory"}
    assert quantity(asked["memory"]) <= quantity(limits["memory"])


def test_the_namespace_refuses_what_is_not_hardened() -> None:
    (namespace,) = manifests("namespace")
    assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"


# Probed, and never all gone at once.


@pytest.mark.parametrize("name", OURS)
def test_liveness_and_readiness_are_different_paths(name: str) -> None:
    container = containers()[name]
    assert container["startupProbe"]["httpGet"]["path"] == "/health"
    assert container["livenessProbe"]["httpGet"]["path"] == "/health"
    assert container["readinessProbe"]["httpGet"]["path"] == "/ready"


@pytest.mark.parametrize("name", OURS)
def test_a_server_that_ends_drains_before_it_is_killed(name: str) -> None:
    from bot.turns.runner import DRAIN_SECONDS

    waits = containers()[name]["lifecycle"]["preStop"]["sleep"]["seconds"]
    assert workloads()[name]["spec"]["terminationGracePeriodSeconds"] > waits + DRAIN_SECONDS


@pytest.mark.parametrize("name", [*OURS, "gateway"])
def test_one_at_a_time_may_go_and_a_new_one_is_ready_before(name: str) -> None:
    budget = of_kind("PodDisruptionBudget")[name]
    deployment = of_kind("Deployment")[name]
    assert budget["maxUnavailable"] == 1
    assert budget["selector"] == deployment["selector"]
    assert deployment["strategy"]["rollingUpdate"] == {"maxSurge": 1, "maxUnavailable": 0}
    scaler = of_kind("HorizontalPodAutoscaler").get(name)
    assert (scaler["minReplicas"] if scaler else deployment["replicas"]) >= 2
    assert scaler is None or "replicas" not in deployment


@pytest.mark.parametrize("name", OURS)
def test_the_autoscaler_aims_at_less_than_the_one_core_that_a_process_can_use(name: str) -> None:
    (metric,) = of_kind("HorizontalPodAutoscaler")[name]["metrics"]
    share = metric["resource"]["target"]["averageUtilization"] / 100
    assert 0.4 <= share * quantity(containers()[name]["resources"]["requests"]["cpu"]) <= 0.8


def test_there_is_one_job_that_migrates_both_databases() -> None:
    (job,) = of_kind("Job").values()
    (container,) = job["template"]["spec"]["containers"]
    assert container["args"][-1] == (
        "python -m knowledge load && python -m knowledge occupations && python -m bot.conversations migrate"
    )


def test_every_service_leads_to_a_port_of_its_pods() -> None:
    for name, service in of_kind("Service").items():
        template = workloads()[name]
        assert service["selector"].items() <= template["metadata"]["labels"].items()
        ports = {port["name"]: port["containerPort"] for port in containers()[name]["ports"]}
        assert all(ports[port["targetPort"]] == port["port"] for port in service["ports"])
        assert service.get("type", "ClusterIP") == "ClusterIP"


def test_the_ingress_leads_to_the_gateway_which_chooses_what_is_let_through() -> None:
    (rule,) = of_kind("Ingress")["advisor"]["rules"]
    (path,) = rule["http"]["paths"]
    assert (path["path"], path["backend"]["service"]["name"]) == ("/", "gateway")


# Closed.


def peers(entries: list[dict[str, Any]]) -> set[str]:
    found = set()
    for entry in entries:
        pods = entry.get("podSelector", {}).get("matchLabels", {})
        spaces = entry.get("namespaceSelector", {}).get("matchLabels", {})
        assert pods or spaces, "a peer that is everybody"
        space = spaces.get("kubernetes.io/metadata.name")
        pod = pods.get("app") or pods.get("k8s-app")
        found.add("/".join(part for part in (space, pod) if part))
    return found


def selected(policy: dict[str, Any]) -> set[str]:
    selector = policy["podSelector"]
    if selector.get("matchLabels"):
        return {selector["matchLabels"]["app"]}
    return {value for one in selector.get("matchExpressions", []) for value in one["values"]}


def allowed(direction: str, end: str) -> set[tuple[str, str, int]]:
    """Give (pod, other end, port) of all that the policies let through in one direction."""
    return {
        (name, peer, port["port"])
        for policy in of_kind("NetworkPolicy").values()
        for rule in policy.get(direction, [])
        for name in selected(policy)
        for peer in peers(rule[end])
        for port in rule["ports"]
    }


def test_everything_is_closed_unless_it_is_named() -> None:
    denied = of_kind("NetworkPolicy")["default-deny"]
    assert denied == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}


def test_exactly_these_connections_are_open_at_both_ends() -> None:
    inside = {
        ("gateway", "rasa", 5005),
        ("rasa", "actions", 5055),
        ("rasa", "postgres", 5432),
        ("rasa", "redis", 6379),
        ("actions", "postgres", 5432),
        ("migrate", "postgres", 5432),
    }
    into = {("gateway", "ingress", 8080), ("rasa", "monitoring", 5005), ("actions", "monitoring", 5055)}
    names = {(name, *NAME_SERVER) for name in ("gateway", "rasa", "actions", "migrate")}
    assert allowed("egress", "to") == inside | names
    assert allowed("ingress", "from") == {(to, start, port) for start, to, port in inside} | into


def test_a_policy_is_about_pods_that_there_are() -> None:
    for policy in of_kind("NetworkPolicy").values():
        assert selected(policy) <= set(WORKLOADS)


def test_the_containers_run_the_programs_of_the_image() -> None:
    assert {name: program(containers()[name]["args"]) for name in OURS} == {
        "rasa": "bot.server",
        "actions": "bot.action_server.server",
    }
