"""Which tests reach which line, recorded in one run and kept until the code changes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.mutants.copies import run_tests
from bench.mutants.mutant import Mutant

CODE = ("actions", "bot", "knowledge")
TESTS = (
    "tests/actions",
    "tests/bot/channels",
    "tests/bot/conversations",
    "tests/bot/slack",
    "tests/bot/turns",
    "tests/knowledge/queries",
    "tests/knowledge/test_*.py",
)
# The widget's scripts run in a browser, which tells nothing about their lines; these tests use all of them.
WIDGET_TESTS = tuple(
    f"tests/widget/test_{name}.py"
    for name in (
        "path",
        "answers",
        "charts",
        "delivery",
        "erasure",
        "faults",
        "access",
        "limits",
        "isolation",
        "page",
        "suggest",
        "keep",
    )
)
LEFT_OUT = "not slow and not alone and not browser and not deployment"
STATEMENT_LINES = 8  # a line of a long statement may not count by itself
RECORDING_SECONDS = 1200.0
AT_MOST_SECONDS = 40.0  # of tests for one mutant, the ones nearest to it and the quickest first


class NotRecorded(Exception):
    """The tests could not be run without any change."""


@dataclass
class Recording:
    """``lines`` holds the tests that reach a line, by file and line; ``seconds`` what each test takes."""

    code: str = ""
    tests: dict[str, str] = field(default_factory=dict)
    lines: dict[str, dict[int, list[str]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def reaching(self, mutant: Mutant) -> list[str]:
        """Return the tests for a mutant, the best first: those of its mirror file, then the quickest.

        What is outside of functions runs at import, so it is tried on all tests that reach its file.
        """
        lines = self.lines.get(mutant.file, {})
        if mutant.function:
            begun = range(mutant.line, mutant.line - STATEMENT_LINES, -1)
            reached = next((lines[line] for line in begun if lines.get(line)), [])
        else:
            reached = [name for names in lines.values() for name in names] or self._using(mutant.file)
        mirror = mirror_of(mutant.file)
        tests = {*reached, *(name for name in self.seconds if name.startswith(f"{mirror}::"))}
        known = sorted(
            (name for name in tests if name in self.seconds),
            key=lambda name: (not name.startswith(mirror), self.seconds[name], name),
        )
        chosen: list[str] = []
        spent = 0.0
        for name in known:
            spent += self.seconds[name]
            if chosen and spent > AT_MOST_SECONDS:
                break
            chosen.append(name)
        return chosen

    def _using(self, file: str) -> list[str]:
        """Return the tests for a file without functions: those that reach others of its folder."""
        beside = (lines for name, lines in self.lines.items() if Path(name).parent == Path(file).parent)
        return [name for lines in beside for names in lines.values() for name in names]

    def time_of(self, tests: Iterable[str]) -> float:
        return sum(self.seconds.get(name, 0.0) for name in tests)


def mirror_of(file: str) -> str:
    """Return the test file that belongs to a module."""
    path = Path(file)
    return str(Path("tests") / path.parent / f"test_{path.stem}.py")


def recorded(copy: Path, kept: Path) -> Recording:
    """Return the recording for the code in a copy; run what has changed since the last one."""
    old = _read(kept / "recording.json")
    code, tests = _digest(copy, [*CODE, "tests"]), _test_files(copy)
    if old.code != code:
        old = Recording(code=code)
    changed = [name for name, digest in tests.items() if old.tests.get(name) != digest]
    gone = set(old.tests) - set(tests)
    if changed or gone:
        _forget(old, {*changed, *gone})
        if changed:
            _record(old, copy, kept, changed)
        old.tests = tests
        kept.mkdir(parents=True, exist_ok=True)
        _write(old, kept / "recording.json")
    return old


def _record(recording: Recording, copy: Path, kept: Path, tests: list[str]) -> None:
    data, told = copy / ".coverage", kept / "seconds.json"
    for file in (data, told):
        file.unlink(missing_ok=True)
    kept.mkdir(parents=True, exist_ok=True)
    arguments = ["-n", "2", "-m", LEFT_OUT, "--cov", "--cov-context=test", "--cov-report=", *tests]
    outcome = run_tests(copy, arguments, {"MUTANT_SECONDS": str(told)}, RECORDING_SECONDS)
    if not (data.exists() and told.exists()):
        raise NotRecorded(outcome.output or f"The tests took more than {RECORDING_SECONDS:.0f} s.")
    counted = json.loads(told.read_text("utf-8"))
    recording.seconds |= counted["seconds"]
    recording.failed += counted["failed"]
    _add_lines(recording, copy, data)


def _add_lines(recording: Recording, copy: Path, data: Path) -> None:
    from coverage import CoverageData

    covered = CoverageData(str(data))
    covered.read()
    for file in covered.measured_files():
        name = str(Path(file).relative_to(copy.resolve()))
        lines = recording.lines.setdefault(name, {})
        for line, contexts in covered.contexts_by_lineno(file).items():
            names = {context.rpartition("|")[0] for context in contexts} - {""}
            lines[line] = sorted({*lines.get(line, []), *names})


def _forget(recording: Recording, files: set[str]) -> None:
    def kept(name: str) -> bool:
        return name.partition("::")[0] not in files

    recording.seconds = {name: taken for name, taken in recording.seconds.items() if kept(name)}
    recording.failed = [name for name in recording.failed if kept(name)]
    for lines in recording.lines.values():
        lines.update({line: [name for name in names if kept(name)] for line, names in lines.items()})


def _read(file: Path) -> Recording:
    if not file.exists():
        return Recording()
    read: dict[str, Any] = json.loads(file.read_text("utf-8"))
    names = read.pop("names")
    lines = {
        name: {int(line): [names[place] for place in places] for line, places in of.items()}
        for name, of in read.pop("lines").items()
    }
    return Recording(lines=lines, **read)


def _write(recording: Recording, file: Path) -> None:
    # A name stands once: a line is reached by hundreds of tests.
    places: dict[str, int] = {}
    lines = {
        name: {line: [places.setdefault(one, len(places)) for one in names] for line, names in of.items()}
        for name, of in recording.lines.items()
    }
    file.write_text(json.dumps({**recording.__dict__, "lines": lines, "names": list(places)}), "utf-8")


def _test_files(copy: Path) -> dict[str, str]:
    found = {file for pattern in TESTS for path in copy.glob(pattern) for file in _tests_in(path)}
    return {str(file.relative_to(copy)): _hash(file.read_bytes()) for file in sorted(found)}


def _tests_in(path: Path) -> list[Path]:
    return list(path.rglob("test_*.py")) if path.is_dir() else [path]


def _digest(copy: Path, folders: Iterable[str]) -> str:
    """Return what stands for the code and for what tests share; the tests themselves count one by one."""
    files = sorted(file for folder in folders for file in (copy / folder).rglob("*") if _counts(file))
    return _hash(
        *(part for file in files for part in (str(file.relative_to(copy)).encode(), file.read_bytes()))
    )


def _counts(file: Path) -> bool:
    is_test = file.name.startswith("test_") and file.suffix == ".py"
    return file.is_file() and "__pycache__" not in file.parts and not is_test


def _hash(*parts: bytes) -> str:
    made = hashlib.sha256()
    for part in parts:
        made.update(len(part).to_bytes(8, "big") + part)
    return made.hexdigest()
