"""deploy/Dockerfile: what it is made from, what it holds, and who runs in it."""

from __future__ import annotations

import fnmatch
import re
import subprocess
from pathlib import Path

from bot.train import INPUTS
from tests.deploy.conftest import Run
from tests.deploy.reading import DEPLOY, DOCKERFILE, PORTS, ROOT, containers, program, services

TEXT = DOCKERFILE.read_text(encoding="utf-8")
LINES = re.sub(r"^#.*\n|^\s+#.*\n", "", TEXT.replace("\\\n", " "), flags=re.MULTILINE).splitlines()


def instructions(name: str) -> list[str]:
    return [line.split(maxsplit=1)[1] for line in LINES if line.startswith(f"{name} ")]


def copied() -> list[str]:
    """What is copied from the project, not from another stage."""
    return [
        one for told in instructions("COPY") if not told.startswith("--from") for one in told.split()[:-1]
    ]


def reaches_the_builder(path: str) -> bool:
    ignore = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [rule for rule in ignore if rule and not rule.startswith("#")]
    kept = True
    for rule in rules:
        pattern = rule.lstrip("!").removeprefix("**/")
        parts = Path(path).parts
        heads = ["/".join(parts[: number + 1]) for number in range(len(parts))]
        tails = parts if "**/" in rule else heads
        if any(fnmatch.fnmatch(one, pattern) for one in tails):
            kept = rule.startswith("!")
    return kept


def test_a_linter_of_dockerfiles_finds_nothing(check: Run) -> None:
    result = check("hadolint", "--no-color", DOCKERFILE)
    assert result.returncode == 0, result.stdout


def test_the_base_is_pinned_to_a_release_line_and_the_python_is_the_project_s() -> None:
    (base,) = instructions("ARG")
    version = (ROOT / ".python-version").read_text().strip()
    assert re.fullmatch(rf"PYTHON_IMAGE=python:{re.escape(version)}-slim-[a-z]+", base)
    stages = [one.split(" AS ") for one in instructions("FROM")]
    assert [name for _base, name in stages] == ["weights", "packages", "encoder", "model", "advisor"]
    assert {base for base, _name in stages} == {"scratch", "${PYTHON_IMAGE}", "packages", "encoder"}


def test_packages_are_installed_only_by_scripts_that_check_hashes() -> None:
    run = "\n".join(instructions("RUN"))
    assert "scripts/setup.sh app" in run and "scripts/encoder.sh" in run
    assert not re.search(r"pip3? install|uv pip|curl|wget|apt-get", run)
    assert "--require-hashes" in (ROOT / "scripts" / "setup.sh").read_text()


def test_the_weights_can_be_given_by_hand() -> None:
    (by_hand,) = [one for one in instructions("RUN") if "from=weights" in one]
    assert "scripts/encoder.sh /weights/model.safetensors /weights/tokenizer.json" in by_hand


def test_what_runs_is_no_root_and_starts_by_the_entrypoint() -> None:
    assert instructions("USER") == ["10001:10001"]
    assert LINES.index("USER 10001:10001") > max(
        number for number, line in enumerate(LINES) if line.startswith(("COPY ", "RUN "))
    )
    assert instructions("ENTRYPOINT") == ['["advisor-entrypoint"]']
    assert "PYTHONDONTWRITEBYTECODE=1" in TEXT


def test_what_is_copied_is_there_and_reaches_the_builder() -> None:
    assert [one for one in copied() if not (ROOT / one).exists()] == []
    assert [one for one in copied() if not reaches_the_builder(one)] == []


def test_all_that_a_model_is_made_from_is_copied_before_it_is_trained() -> None:
    needed = [one for one in INPUTS if (ROOT / one).exists()]
    assert [
        one for one in needed if not any(one == had or one.startswith(f"{had}/") for had in copied())
    ] == []


def test_nothing_that_is_ignored_or_secret_reaches_the_builder() -> None:
    told = subprocess.run(["git", "check-ignore", "--no-index", "deploy/secrets/admin_token"], cwd=ROOT)
    assert told.returncode == 0
    for path in ("deploy/secrets/admin_token", ".venv/bin/python", ".git/config", "var/conversations.db"):
        assert not reaches_the_builder(path), path
    for path in (
        "models/x.tar.gz",
        ".cache/encoder/model.onnx",
        "bot/__pycache__/x.pyc",
        "tests/conftest.py",
    ):
        assert not reaches_the_builder(path), path
    assert reaches_the_builder("bot/nlu/lexicon.yml")


def test_the_ports_of_image_compose_and_kubernetes_are_those_of_the_programs() -> None:
    assert instructions("EXPOSE") == [" ".join(str(port) for port in PORTS.values())]
    for service in services().values():
        if name := program(service.get("command", [])):
            given = service["environment"]
            assert {given.get("ADVISOR_PORT"), given.get("ADVISOR_ACTION_PORT")} == {str(PORTS[name]), None}
    for container in containers().values():
        if name := program(container.get("args", [])):
            assert [port["containerPort"] for port in container["ports"]] == [PORTS[name]]


def test_compose_and_kubernetes_use_the_same_images() -> None:
    of_compose = {re.sub(r"^(career-advisor):.*", r"\1", one["image"]) for one in services().values()}
    assert of_compose == {one["image"] for one in containers().values()}
    others = of_compose - {"career-advisor"}
    assert [one for one in others if not re.fullmatch(r"[a-z]+:\d+(\.\d+)?(-[a-z]+)?", one)] == []
