"""What people who pick the project up expect: licence, guides, templates, and a workflow of our commands."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
GITHUB = ROOT / ".github"
WORKFLOW = GITHUB / "workflows" / "ci.yml"
DECISIONS = ROOT / "docs" / "decisions"
TARGETS = set(re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
APACHE_2_0 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
GUIDES = [
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "CODE_OF_CONDUCT.md",
    *(f"docs/{file.name}" for file in (ROOT / "docs").glob("*.md")),
    *(f"docs/decisions/{file.name}" for file in DECISIONS.glob("*.md")),
]


def read(path: Path) -> Any:
    """Read YAML with a parser that Rasa, if it is loaded, does not make expand variables."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_the_licence_is_apache_2_0_word_for_word() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == APACHE_2_0
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_notice_covers_content_and_encoder() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert "knowledge/content/sources.yml" in notice
    assert "all-MiniLM-L6-v2" in notice


@pytest.mark.parametrize("guide", GUIDES)
def test_links_of_a_guide_lead_somewhere(guide: str) -> None:
    page = ROOT / guide
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        if anchor:
            assert anchor in headings(target), link


@pytest.mark.parametrize("guide", ["README.md", *GUIDES])
def test_files_that_a_guide_names_exist(guide: str) -> None:
    text = (ROOT / guide).read_text(encoding="utf-8")
    made_later = re.compile(
        r"deploy/secrets(/|$)|knowledge/content/occupations/bicycle_mechanic\.yml|docs/secrets"
    )
    folders = "actions|bench|bot|data|deploy|docs|knowledge|requirements|scripts|tests"
    named = re.findall(rf"(?<![\w/.-])((?:{folders})/[\w./-]*[\w/])", re.sub(r"https?://\S+", "", text))
    missing = [name for name in named if not (ROOT / name).exists() and not made_later.match(name)]
    assert missing == []


def headings(page: Path) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a page."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def test_the_workflow_runs_the_commands_of_the_readme() -> None:
    steps = [step for job in read(WORKFLOW)["jobs"].values() for step in job["steps"]]
    ours = [step["run"] for step in steps if step.get("run", "").startswith("make ")]
    assert ours == ["make check", "make test"]
    assert {command.split()[1] for command in ours} <= TARGETS


def test_the_workflow_may_only_read_and_uses_only_github_s_own_actions() -> None:
    workflow = read(WORKFLOW)
    assert workflow["permissions"] == {"contents": "read"}
    used = [step["uses"] for job in workflow["jobs"].values() for step in job["steps"] if "uses" in step]
    assert used
    assert [name for name in used if not name.startswith("actions/")] == []


def test_hooks_call_commands_of_the_repository() -> None:
    config = read(ROOT / ".pre-commit-config.yaml")
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    for hook in config["repos"][0]["hooks"]:
        program, *arguments = hook["entry"].split()
        assert hook["language"] == "system"
        assert program == ".venv/bin/python" or (ROOT / program).stat().st_mode & 0o100, program
        if arguments:
            assert arguments == ["-m", "knowledge", "validate"]


def test_issue_forms_have_what_github_asks_for() -> None:
    forms = [file for file in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if file.name != "config.yml"]
    assert len(forms) >= 3
    for file in forms:
        form = read(file)
        assert {"name", "description", "body"} <= set(form), file.name
        fields = [one for one in form["body"] if one["type"] != "markdown"]
        assert all(one["attributes"]["label"] for one in fields), file.name
        names = [one["id"] for one in fields]
        assert len(names) == len(set(names)), file.name


def test_every_decision_is_in_the_index_and_has_its_three_parts() -> None:
    index = (DECISIONS / "README.md").read_text(encoding="utf-8")
    records = sorted(file for file in DECISIONS.glob("*.md") if file.name != "README.md")
    assert [int(file.name[:4]) for file in records] == list(range(1, len(records) + 1))
    for file in records:
        text = file.read_text(encoding="utf-8")
        title = re.match(r"# \d+\. (.+)\n", text)
        assert title, file.name
        assert f"| [{file.name[:4]}]({file.name}) | {title[1]} |" in index
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]


@pytest.mark.parametrize("package", ["actions", "bot", "desk", "knowledge"])
def test_a_package_is_marked_as_typed(package: str) -> None:
    assert (ROOT / package / "py.typed").is_file()


def test_the_changelog_has_a_section_for_what_is_not_released() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    sections = re.findall(r"^## \[(.+?)\]", text, re.MULTILINE)
    assert sections[0] == "Unreleased"
    kinds = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
