"""Imports run downwards: a layer may use those below it and none above."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# From the lowest to the highest. A layer is a package or a module; its own parts may use each other.
LAYERS = (
    "knowledge",
    "actions",
    "bot.settings",
    "bot.process",
    "bot.chosen_model",
    "bot.nlu",
    "bot.conversations",
    "bot.turns",
    "bot.action_client",
    "bot.rasa_runtime",
    "bot.web",
    "bot.slack",
    "bot.channels",
    "bot.http",
    "bot.action_server",
    "bot.start_checks",
    "bot.model_swap",
    "bot.own_intents",
    "bot.own_training",
    # The programs: what "python -m" starts.
    "bot.train",
    "bot.learn_asked_for",
    "bot.check_content",
    "bot.server",
    "bot.rasa_commands",
    "bot.rasa_cli",
    "bot.supervisor",
    "desk",
)
PACKAGES = ("knowledge", "actions", "bot", "desk")


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def layer_of(module: str) -> str | None:
    """Return the layer that a module belongs to; None for ``bot`` itself, which holds nothing."""
    return next((one for one in LAYERS if module == one or module.startswith(f"{one}.")), None)


def imported(code: str, module: str) -> Iterator[tuple[int, str]]:
    """Return line and name of everything that a module imports, inside functions too."""
    package = module.split(".")
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = ".".join(package[: len(package) - node.level]) if node.level else ""
            source = ".".join(filter(None, (start, node.module)))
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "import_module":
            values = (one.value for one in node.args if isinstance(one, ast.Constant))
            yield from ((node.lineno, str(value)) for value in values)


def upward(code: str, module: str) -> list[str]:
    """Return the imports of a module that reach a higher layer."""
    own = layer_of(module)
    found = []
    for line, name in imported(code, module):
        other = layer_of(name)
        if own and other and LAYERS.index(other) > LAYERS.index(own):
            found.append(f"{module}:{line} imports {name}")
    return found


def sources() -> list[Path]:
    found = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    assert len(found) > 100
    return found


def test_no_import_runs_upwards() -> None:
    assert [line for file in sources() for line in upward(file.read_text("utf-8"), module_name(file))] == []


def test_every_module_belongs_to_a_layer() -> None:
    apart = [name for file in sources() if layer_of(name := module_name(file)) is None]
    assert apart == ["bot"]


def test_every_layer_exists() -> None:
    places = [ROOT.joinpath(*layer.split(".")) for layer in LAYERS]
    assert [place for place in places if not (place.is_dir() or place.with_suffix(".py").is_file())] == []


@pytest.mark.parametrize(
    "code",
    [
        "from bot.slack.app import slack_app",
        "import bot.slack.app",
        "from bot import slack",
        "def late():\n    from bot.channels import rest",
        "from ..slack import app",
        "importlib.import_module('bot.channels.terminal')",
        "if TYPE_CHECKING:\n    from bot.server import serve",
    ],
)
def test_an_upward_import_is_found(code: str) -> None:
    assert len(upward(code, "bot.conversations.database")) == 1


def test_imports_of_lower_layers_and_of_other_packages_are_allowed() -> None:
    lower = "import os\nimport knowledge.terms\nfrom bot.settings import ROOT"
    assert upward(f"{lower}\nfrom bot.conversations import upsert", "bot.conversations.database") == []
