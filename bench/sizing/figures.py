"""The figures that the sizing starts from: what it takes for granted, and what a bench has measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bench.sizing.machine import Demand

ASSUMPTIONS = Path(__file__).with_name("assumptions.yml")
MEASURED = Path(__file__).with_name("measured.yml")


class FigureError(ValueError):
    """A figure is missing, is unknown or cannot be; the message says which and what to do."""


@dataclass(frozen=True)
class Assumption:
    """A figure that is taken for granted."""

    name: str
    value: float
    unit: str
    says: str


@dataclass(frozen=True)
class Measured:
    """What a bench has measured of one turn, one page and one process; times in seconds of a core."""

    rasa: float
    actions: float
    database: float
    redis: float
    page: float  # of the Rasa server
    alone: float  # mean from a message to its answer, when there is no other
    variation: float  # squared coefficient of variation of these
    redis_operations: float  # of a turn
    bytes_kept: float  # on PostgreSQL, of a turn
    rasa_mb: float
    actions_mb: float

    @property
    def demand(self) -> Demand:
        """What a turn takes."""
        return Demand(self.rasa, self.actions, self.database, self.redis)


def read_assumptions(changes: Iterable[str] = (), file: Path = ASSUMPTIONS) -> dict[str, Assumption]:
    """Return all assumptions, some of them changed.

    Args:
        changes: each as ``name=value``.
        file: where they stand.

    Raises:
        FigureError: a change names none, or has no positive number.
    """
    found = {name: Assumption(name, **one) for name, one in _read(file).items()}
    for change in changes:
        name, _, written = change.partition("=")
        if name not in found:
            raise FigureError(f"There is no assumption {name!r}; there are {', '.join(found)}.")
        value = positive(written, f"The assumption {name}")
        if found[name].unit.startswith("of the ") and value >= 1:
            raise FigureError(f"The assumption {name} must be below 1, not {written}.")
        one = found[name]
        found[name] = Assumption(name, value, one.unit, one.says)
    return found


def read_measured(file: Path = MEASURED) -> Measured:
    """Return what was measured.

    Raises:
        FigureError: the file cannot be read, or lacks a figure.
    """
    stored = _read(file)
    try:
        return Measured(**{one.name: float(stored[one.name]) for one in fields(Measured)})
    except (KeyError, TypeError, ValueError) as error:
        raise FigureError(f"{file} lacks a figure: {error}. Make it anew by: make bench-sizing") from None


def write_measured(found: Measured, file: Path, *, notes: Iterable[str]) -> None:
    """Keep what was measured, below notes that say where."""
    lines = [f"# {note}" for note in notes]
    lines += [f"{one.name}: {getattr(found, one.name):.6g}" for one in fields(Measured)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def positive(written: str, what: str) -> float:
    """Return a positive number.

    Raises:
        FigureError: it is none.
    """
    try:
        value = float(written.replace(",", "").replace("_", ""))
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise FigureError(f"{what} must be a positive number, not {written!r}.")
    return value


def _read(file: Path) -> Mapping[str, Any]:
    try:
        found = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, YAMLError) as error:
        raise FigureError(f"{file} cannot be read: {type(error).__name__}.") from None
    if not isinstance(found, dict):
        raise FigureError(f"{file} holds no figures.")
    return found
