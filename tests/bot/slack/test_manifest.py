"""Lists that must agree: what the manifests ask for, what the code hears and calls, what the page says."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any, get_args

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack import SlackInput
from bot.settings import SlackSettings
from bot.slack import app as slack_app
from bot.slack.install import EXAMPLE, HTTP, MANIFESTS, SOCKET, install_link, manifest
from bot.slack.scopes import APP_SCOPES, BOT_SCOPES, OF_EVENTS, OF_METHODS
from bot.slack.texts import TEXTS
from knowledge.content_types import PlainUnit

ROOT = Path(__file__).resolve().parents[3]
CODE = "\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "bot" / "slack").glob("*.py")))
BUILT = r"thanks_|thumbs_(up|down)|unit_|reason_(?!thanks)|advice_|card_(annual|hourly|duties|skills|related)"
PAGE = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")
ADDRESS = f"{EXAMPLE}/webhooks/slack/events"
OLDER_VIEW = (
    "assistant_thread_started"  # heard of apps that were made with it; the manifests no longer ask for it
)


def manifests() -> list[dict[str, Any]]:
    return [manifest(EXAMPLE), manifest(None)]


@pytest.mark.parametrize("told", manifests(), ids=[HTTP, SOCKET])
class TestAManifest:
    def test_asks_for_the_scopes_that_the_code_needs_and_no_other(self, told: dict[str, Any]) -> None:
        assert sorted(told["oauth_config"]["scopes"]["bot"]) == sorted(BOT_SCOPES)
        assert set(told["oauth_config"]["scopes"]) == {"bot"}

    def test_subscribes_to_what_the_code_hears(self, told: dict[str, Any]) -> None:
        events = set(told["settings"]["event_subscriptions"]["bot_events"])
        assert events == set(OF_EVENTS)
        assert {one.partition(".")[0] for one in events} == set(slack_app.EVENTS) - {OLDER_VIEW}

    def test_has_the_command_that_the_code_hears(self, told: dict[str, Any]) -> None:
        (command,) = told["features"]["slash_commands"]
        assert command["command"] == slack_app.COMMAND

    def test_switches_on_presses_both_tabs_and_the_view_of_agents(self, told: dict[str, Any]) -> None:
        assert told["settings"]["interactivity"]["is_enabled"] is True
        home = told["features"]["app_home"]
        assert (home["home_tab_enabled"], home["messages_tab_enabled"]) == (True, True)
        assert home["messages_tab_read_only_enabled"] is False
        assert (
            "assistant_view" not in told["features"] and told["features"]["agent_view"]["agent_description"]
        )

    def test_keeps_slack_s_limits(self, told: dict[str, Any]) -> None:
        shown, (command,) = told["display_information"], told["features"]["slash_commands"]
        assert len(shown["name"]) <= 35 and len(shown["description"]) <= 140
        assert len(told["features"]["agent_view"]["agent_description"]) <= 300
        assert len(command["description"]) <= 2_000 and len(command["usage_hint"]) <= 1_000
        assert re.fullmatch("#[0-9a-f]{6}", shown["background_color"])


def test_over_http_every_address_is_the_channel_s_own() -> None:
    told = manifest(EXAMPLE)
    (command,) = told["features"]["slash_commands"]
    settings = told["settings"]
    addresses = {
        command["url"],
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
    }
    assert addresses == {ADDRESS} and settings["socket_mode_enabled"] is False
    channel = SlackInput(SlackSettings(bot_token="xoxb-1", signing_secret="a" * 32))
    (route,) = channel.blueprint(None)._future_routes  # type: ignore[arg-type]
    assert f"{EXAMPLE}/webhooks/{channel.url_prefix()}{route.uri}" == ADDRESS


def test_by_socket_mode_no_address_is_named() -> None:
    told = manifest(None)
    assert told["settings"]["socket_mode_enabled"] is True
    assert "://" not in re.sub("#.*", "", (MANIFESTS / SOCKET).read_text(encoding="utf-8"))


def test_the_two_manifests_differ_in_addresses_and_mode_alone() -> None:
    http, socket = manifest(EXAMPLE), manifest(None)
    del http["features"]["slash_commands"][0]["url"]
    assert http["features"].pop("unfurl_domains") == [EXAMPLE.removeprefix("https://")]
    for name in ("event_subscriptions", "interactivity"):
        del http["settings"][name]["request_url"]
    http["settings"]["socket_mode_enabled"] = True
    assert http == socket


def test_every_call_of_the_web_api_has_its_scope_and_every_scope_is_used() -> None:
    api = {name for name, _ in inspect.getmembers(AsyncWebClient, inspect.iscoroutinefunction)}
    called = set(re.findall(r"client\.(\w+)\(", CODE)) & api
    # The library itself opens the connection of Socket Mode.
    assert called | {"apps_connections_open"} == set(OF_METHODS)
    used = {one for one in (*OF_METHODS.values(), *OF_EVENTS.values()) if one} | {"commands"}
    assert used == set(BOT_SCOPES) | set(APP_SCOPES)


def test_the_page_names_every_scope_and_event_and_carries_the_link_of_socket_mode() -> None:
    for one in (*BOT_SCOPES, *APP_SCOPES, *OF_EVENTS):
        assert f"`{one}`" in PAGE, one
    assert install_link(None) in PAGE


def test_every_text_is_used_and_every_text_that_is_used_exists() -> None:
    used = set(re.findall(r"\bsay\(\s*[\"'](\w+)[\"']", CODE))
    built = {key for key in TEXTS.texts if re.match(BUILT, key)}
    assert used <= set(TEXTS.texts)
    assert set(TEXTS.texts) - used - built == set()
    assert {key.removeprefix("unit_") for key in TEXTS.texts if key.startswith("unit_")} == {
        "billion",
        *get_args(PlainUnit),
    }
