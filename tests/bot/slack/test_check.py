"""``make slack-check`` and ``make slack-install``, run as programs against the stand-in."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qs, urlsplit

import pytest
from ruamel.yaml import YAML

from bench.advisor import free_port
from bot.slack import check, install
from bot.slack.install import install_link
from tests.slack_api import APP_TOKEN, BOT_TOKEN, SlackStandIn, slack_stand_in
from tests.slack_requests import SECRET
from tests.slack_site import slack_site

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    with slack_stand_in() as running:
        yield running


@dataclass(frozen=True)
class Result:
    """What a program said."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``check`` or ``install`` with these variables and no others of Slack."""

    def running(program: ModuleType, *arguments: str, **variables: str) -> Result:
        for name in ("BOT_TOKEN", "SIGNING_SECRET", "APP_TOKEN", "API_URL"):
            monkeypatch.delenv(f"ADVISOR_SLACK_{name}", raising=False)
        for name, value in variables.items():
            monkeypatch.setenv(f"ADVISOR_SLACK_{name}", value)
        code = program.main(arguments)
        said = capsys.readouterr()
        return Result(code, said.out, said.err)

    return running


@pytest.mark.parametrize(("program", "code"), [("check", 2), ("install", 0)])
def test_the_programs_run_by_themselves(program: str, code: int) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ADVISOR_SLACK_")}
    command = [sys.executable, "-m", f"bot.slack.{program}"]
    result = subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, timeout=30)
    assert (result.returncode, result.stderr) == (code, "") and result.stdout


def test_all_is_well(run: Run, slack: SlackStandIn, tmp_path: Path) -> None:
    with slack_site(tmp_path, slack) as site:
        result = run(
            check,
            "--url",
            site.url,
            BOT_TOKEN=BOT_TOKEN,
            APP_TOKEN=APP_TOKEN,
            SIGNING_SECRET=SECRET,
            API_URL=slack.url,
        )
    assert result.returncode == 0 and result.stderr == "", result
    lines = result.stdout.splitlines()
    assert [line[0] for line in lines[:-1]] == ["✓"] * 4 and lines[-1] == "All is well."
    assert "all 7 scopes" in result.stdout and "Socket Mode can connect" in result.stdout


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"BOT_TOKEN": "xoxb-revoked"}, "Slack refuses ADVISOR_SLACK_BOT_TOKEN (invalid_auth)"),
        ({"APP_TOKEN": "xapp-wrong"}, "Slack refuses ADVISOR_SLACK_APP_TOKEN (invalid_auth)"),
        ({"SIGNING_SECRET": "too-short-for-a-secret"}, "does not look like one"),
        ({"BOT_TOKEN": "xoxp-1"}, "must begin with xoxb-"),
        ({"API_URL": "http://127.0.0.1:1/api/"}, "Slack cannot be reached"),
    ],
)
def test_what_is_wrong_is_told_and_fails(
    run: Run, slack: SlackStandIn, given: dict[str, str], told: str
) -> None:
    well = {"BOT_TOKEN": BOT_TOKEN, "SIGNING_SECRET": SECRET, "API_URL": slack.url}
    result = run(check, **{**well, **given})
    assert result.returncode == 1 and result.stderr == "", result
    assert told in result.stdout and BOT_TOKEN not in result.stdout and SECRET not in result.stdout


def test_missing_scopes_are_named_with_what_they_are_for(run: Run, slack: SlackStandIn) -> None:
    slack.scopes = "chat:write,commands"
    result = run(check, BOT_TOKEN=BOT_TOKEN, SIGNING_SECRET=SECRET, API_URL=slack.url)
    assert result.returncode == 1
    assert "im:history (to receive direct messages" in result.stdout and "Reinstall" in result.stdout


def test_an_advisor_with_another_secret_is_found_out(run: Run, slack: SlackStandIn, tmp_path: Path) -> None:
    with slack_site(tmp_path, slack) as site:
        other = SECRET[::-1]
        result = run(check, "--url", site.url, BOT_TOKEN=BOT_TOKEN, SIGNING_SECRET=other, API_URL=slack.url)
    assert result.returncode == 1 and "with 401 and a forged one with 401" in result.stdout


def test_an_advisor_that_does_not_run_is_found_out(run: Run, slack: SlackStandIn) -> None:
    url = f"http://127.0.0.1:{free_port()}"
    result = run(check, "--url", url, BOT_TOKEN=BOT_TOKEN, SIGNING_SECRET=SECRET, API_URL=slack.url)
    assert result.returncode == 1 and "Is the advisor running?" in result.stdout


def test_without_any_setting_it_says_which_to_set(run: Run) -> None:
    result = run(check)
    assert result.returncode == 2 and "ADVISOR_SLACK_BOT_TOKEN" in result.stdout


def test_the_link_carries_the_manifest_with_the_address_that_is_given(run: Run) -> None:
    result = run(install, "--url", "https://career.example.org/")
    assert result.returncode == 0
    link = result.stdout.splitlines()[-1]
    (carried,) = parse_qs(urlsplit(link).query)["manifest_json"]
    told = YAML(typ="safe").load(carried)
    address = "https://career.example.org/webhooks/slack/events"
    assert told["settings"]["event_subscriptions"]["request_url"] == address
    assert "advisor.example" not in carried and link == install_link("https://career.example.org")


def test_without_an_address_the_link_is_for_socket_mode(run: Run) -> None:
    link = run(install).stdout.splitlines()[-1]
    (carried,) = parse_qs(urlsplit(link).query)["manifest_json"]
    assert YAML(typ="safe").load(carried)["settings"]["socket_mode_enabled"] is True


@pytest.mark.parametrize("url", ["http://career.example.org", "career.example.org", "https://x y"])
def test_an_address_that_slack_does_not_take_is_refused(run: Run, url: str) -> None:
    result = run(install, "--url", url)
    assert result.returncode == 1 and "Slack asks for https" in result.stderr
