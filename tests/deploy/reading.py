"""The files of deploy/, read as the programs that they are for read them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
COMPOSE = DEPLOY / "compose.yml"
KUBERNETES = DEPLOY / "kubernetes"
DOCKERFILE = DEPLOY / "Dockerfile"
# The image's own servers, by the name of the program that the container runs.
PORTS = {"bot.server": 5005, "desk.server": 5006, "bot.action_server.server": 5055}
# What the entrypoint takes from a file.
BY_FILE = re.findall(
    r"[A-Z_]{8,}", re.findall(r"^for name in ([^;]*);", (DEPLOY / "entrypoint.sh").read_text(), re.M)[0]
)


def yaml(text: str) -> list[Any]:
    return [one for one in YAML(typ="safe").load_all(text) if one]


def interpolated(text: str, **values: str) -> str:
    """Fill in ``${NAME:-default}`` and ``$$`` as Compose does."""
    filled = re.sub(r"(?<!\$)\$\{(\w+):-([^}]*)\}", lambda found: values.get(found[1], found[2]), text)
    assert not re.search(r"(?<!\$)\$\{", filled), "a variable without a default"
    return filled.replace("$$", "$")


@cache
def compose() -> dict[str, Any]:
    (found,) = yaml(interpolated(COMPOSE.read_text(encoding="utf-8")))
    return dict(found)


def services() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = compose()["services"]
    return found


def manifests(*names: str) -> list[dict[str, Any]]:
    """Read what stands in the files, all of them or some, before kustomize."""
    files = [KUBERNETES / f"{name}.yaml" for name in names] or sorted(KUBERNETES.glob("*.yaml"))
    return [one for file in files for one in yaml(file.read_text(encoding="utf-8"))]


def workloads() -> dict[str, dict[str, Any]]:
    """Give the pod of each Deployment, StatefulSet and Job, by name."""
    return {
        one["metadata"]["name"]: one["spec"]["template"]
        for one in manifests()
        if one["kind"] in ("Deployment", "StatefulSet", "Job")
    }


def containers() -> dict[str, dict[str, Any]]:
    """Give the one container of each pod."""
    found = {}
    for name, template in workloads().items():
        (found[name],) = template["spec"]["containers"]
    return found


def program(command: list[str]) -> str:
    """Name the program of ours that a command runs; nothing for another's."""
    return next((word for word in command if word in PORTS), "")


def environment(service: dict[str, Any]) -> dict[str, Any]:
    """Give the variables that a service of Compose or a container of Kubernetes is given."""
    given = service.get("environment", {})
    return dict(given) | {one["name"]: one.get("value") for one in service.get("env", [])}
