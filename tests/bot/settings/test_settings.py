"""Every setting: what an empty one means, and the line that a wrong one ends in."""

from __future__ import annotations

import os

import pytest

from bot.settings import (
    ROOT,
    AddressSettings,
    AdminSettings,
    ContentSettings,
    DatabaseSettings,
    EncoderSettings,
    LogSettings,
    OperatorSettings,
    ProxySettings,
    SettingError,
    SlackSettings,
    StorageSettings,
    WebSettings,
    check_settings,
)
from bot.settings.proxies import forget_empty_variables
from knowledge.settings import EnvironmentSettings

CLASSES: tuple[type[EnvironmentSettings], ...] = (
    AddressSettings,
    AdminSettings,
    ContentSettings,
    DatabaseSettings,
    EncoderSettings,
    LogSettings,
    OperatorSettings,
    ProxySettings,
    SlackSettings,
    StorageSettings,
    WebSettings,
)
FIELDS = {
    field.field_info.extra["env"]: (settings, name)
    for settings in CLASSES
    for name, field in settings.__fields__.items()
}
SECRET = "hunter2"  # stands in every value that must not be shown
NO_DATABASE = (
    f"mysql://advisor:{SECRET}@127.0.0.1/advisor",
    f"postgresql+asyncpg://advisor:{SECRET}@127.0.0.1/advisor",
    f"postgresql://advisor:p@{SECRET}@127.0.0.1/advisor",
    f"'postgresql://advisor:{SECRET}@127.0.0.1/advisor'",
    f'"postgresql://advisor:{SECRET}@127.0.0.1/advisor"',
    f"postgresql://advisor:{SECRET}@127.0.0.1:port/advisor",
    f"postgresql://advisor:{SECRET}@127.0.0.1:99999/advisor",
    f"{SECRET}",
    "://",
    "sqlite://",
    "sqlite:///",
    "sqlite:///:memory:",
    "sqlite:////tmp",
)
WRONG: dict[str, tuple[str, ...]] = {
    "ADVISOR_HOST": ("1.2.3", "no host", "http://127.0.0.1", "-", "x" * 300),
    "ADVISOR_PORT": ("many", "0", "65536", "-1", "5005.5", "1" * 5000),
    "ADVISOR_ACTION_HOST": ("1.2.3.4.5", "*"),
    "ADVISOR_ACTION_PORT": ("many", "0", "65536"),
    "ADVISOR_ACTION_URL": (
        "actions:5055",
        "ftp://actions/webhook",
        "http://actions:5055",
        "http:///webhook",
        "http://actions:port/webhook",
        "http://actions:99999/webhook",
        f"http://me:{SECRET}@actions:5055/webhook",
    ),
    "DATABASE_URL": NO_DATABASE,
    "ADVISOR_CONVERSATIONS_URL": NO_DATABASE,
    "ADVISOR_REDIS_URL": (
        "localhost:6379",
        f"http://:{SECRET}@127.0.0.1:6379",
        f"redis://:{SECRET}@127.0.0.1:port",
        f"redis://:{SECRET}@127.0.0.1:6379/first",
        f"redis://:p@{SECRET}@127.0.0.1:6379/0",
        f'"redis://:{SECRET}@127.0.0.1:6379/0"',
        "redis://",
        "unix://",
    ),
    "ADVISOR_ADMIN_TOKEN": (SECRET, f"{SECRET} {SECRET} {SECRET}", f"{SECRET}{SECRET}{SECRET}é"),
    "ADVISOR_WEB_SECRET": (SECRET,),
    "ADVISOR_WEB_ORIGINS": (
        "example.org",
        "https://example.org/page",
        "*",
        "https://a.example;https://b.example",
    ),
    "ADVISOR_HOSTS": ("http://a.example", "a.example:80", "a.example, b c"),
    "ADVISOR_RETENTION_DAYS": ("-1", "many", "nan", "inf", "1e9"),
    "ADVISOR_WEB_SESSION_HOURS": ("0", "-1", "soon", "nan", "inf", "9999"),
    "ADVISOR_WEB_SESSION_RATE": ("0", "many", "nan", "1e9"),
    "ADVISOR_WEB_ADDRESS_RATE": ("-1", "inf"),
    "ADVISOR_SLACK_BOT_TOKEN": (f"xoxp-{SECRET}", SECRET, f"xoxb-{SECRET} {SECRET}"),
    "ADVISOR_SLACK_SIGNING_SECRET": (SECRET,),
    "ADVISOR_SLACK_APP_TOKEN": (f"xoxb-{SECRET}",),
    "ADVISOR_SLACK_API_URL": ("slack.com", "https://slack.com/api", f"https://me:{SECRET}@slack.com/api/"),
    "ADVISOR_ENCODER_DIR": ("/etc/passwd",),
    "ADVISOR_CONTACT": ("x" * 201,),
    "ADVISOR_CONTACT_CHANNEL": ("careers", "#two words", "#a@b", "https://example.org"),
    "ADVISOR_CONTENT_DIRS": ("/etc/passwd", "/nowhere/at/all", "knowledge/content", "tests:tests/bot"),
    "ADVISOR_DESK_DIR": ("/etc/passwd", "knowledge/content", "knowledge"),
    "SANIC_PROXIES_COUNT": ("many", "-1", "1.5"),
    "SANIC_REAL_IP_HEADER": ("X Real IP", "X-Real-IP:"),
    "LOG_LEVEL": ("loud", "5"),
    "ADVISOR_LOG_FORMAT": ("xml",),
    "ADVISOR_LOG_MESSAGES": ("maybe", "2"),
}


@pytest.fixture(autouse=True)
def nothing_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in FIELDS:
        monkeypatch.delenv(variable, raising=False)


def test_every_variable_is_here() -> None:
    assert set(WRONG) == set(FIELDS)


@pytest.mark.parametrize("blank", ["", "  ", "\n"])
@pytest.mark.parametrize("variable", FIELDS)
def test_an_empty_variable_is_one_that_is_not_set(
    monkeypatch: pytest.MonkeyPatch, variable: str, blank: str
) -> None:
    settings, _ = FIELDS[variable]
    default = settings.read()
    monkeypatch.setenv(variable, blank)
    assert settings.read() == default


@pytest.mark.parametrize(
    ("variable", "value"), [(variable, value) for variable, values in WRONG.items() for value in values]
)
def test_a_wrong_value_ends_in_one_line_that_names_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingError) as error:
        check_settings()
    line = str(error.value)
    assert line.startswith(f"{variable} ") and len(line.splitlines()) == 1 and len(line) < 300
    assert line.endswith(".") and "must" in line
    assert SECRET not in line


@pytest.mark.parametrize("variable", FIELDS)
def test_a_value_of_control_characters_does_not_break_the_line(
    monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, "a\nb\x1b[2Jc\u202e")
    line = ""
    try:
        FIELDS[variable][0].read()
    except SettingError as error:
        line = str(error)
    assert len(line.splitlines()) <= 1 and line.isprintable()


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"ADVISOR_PORT": "5055"}, ("ADVISOR_PORT", "ADVISOR_ACTION_PORT")),
        ({"ADVISOR_PORT": "7000", "ADVISOR_ACTION_PORT": "7000"}, ("ADVISOR_PORT", "ADVISOR_ACTION_PORT")),
        ({"ADVISOR_SLACK_APP_TOKEN": "xapp-1"}, ("ADVISOR_SLACK_BOT_TOKEN",)),
        (
            {"ADVISOR_SLACK_BOT_TOKEN": "xoxb-1"},
            ("ADVISOR_SLACK_SIGNING_SECRET", "ADVISOR_SLACK_APP_TOKEN"),
        ),
    ],
)
def test_settings_that_contradict_each_other_are_named(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], named: tuple[str, ...]
) -> None:
    for variable, value in given.items():
        monkeypatch.setenv(variable, value)
    with pytest.raises(SettingError) as error:
        check_settings()
    line = str(error.value)
    assert len(line.splitlines()) == 1 and all(variable in line for variable in named)


def test_equal_ports_are_no_contradiction_where_the_action_server_is_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ADVISOR_PORT", "5055")
    monkeypatch.setenv("ADVISOR_ACTION_URL", "http://actions:5055/webhook")
    assert AddressSettings.read().action_url == "http://actions:5055/webhook"


@pytest.mark.parametrize(
    ("settings", "variable"),
    [(ContentSettings, "ADVISOR_CONTENT_DIRS"), (EncoderSettings, "ADVISOR_ENCODER_DIR")],
)
def test_a_folder_that_may_not_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, settings: type[EnvironmentSettings], variable: str
) -> None:
    monkeypatch.setenv(variable, str(ROOT / "docs"))
    monkeypatch.setattr(os, "access", lambda *_: False)  # for root, every folder can be read
    with pytest.raises(SettingError, match=rf"^{variable} .*, which this user may not read;"):
        settings.read()


def test_what_sanic_reads_counts_as_not_set_where_it_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SANIC_PROXIES_COUNT", " ")
    monkeypatch.setenv("SANIC_REAL_IP_HEADER", "X-Real-IP")
    forget_empty_variables()
    assert "SANIC_PROXIES_COUNT" not in os.environ and os.environ["SANIC_REAL_IP_HEADER"] == "X-Real-IP"


def test_everything_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {
        "ADVISOR_WEB_SECRET": "s" * 32,
        "ADVISOR_WEB_ORIGINS": " https://Example.org/ , http://[::1]:8080,",
        "ADVISOR_HOSTS": " Advisor.example , bücher.example,",
        "ADVISOR_RETENTION_DAYS": "0",
        "ADVISOR_WEB_SESSION_HOURS": "0.5",
        "ADVISOR_WEB_SESSION_RATE": "7",
        "ADVISOR_WEB_ADDRESS_RATE": "70",
        "ADVISOR_REDIS_URL": " rediss://me:p%40ss@127.0.0.1:1/0 ",
        "ADVISOR_CONVERSATIONS_URL": "postgres://me:p%40ss@host:5433/name?sslmode=require",
        "ADVISOR_LOG_MESSAGES": "True",
        "LOG_LEVEL": "debug",
        "ADVISOR_ADMIN_TOKEN": "a-long-enough-token",
    }
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    check_settings()
    assert WebSettings.read() == WebSettings(
        secret="s" * 32,
        origins=frozenset({"https://example.org", "http://[::1]:8080"}),
        hosts=frozenset({"advisor.example", "xn--bcher-kva.example"}),
        session_hours=0.5,
        session_rate=7,
        address_rate=70,
    )
    assert StorageSettings.read().dict() == {
        "conversations_url": "postgresql://me:p%40ss@host:5433/name?sslmode=require",
        "redis_url": "rediss://me:p%40ss@127.0.0.1:1/0",
        "retention_days": 0,
    }
    assert LogSettings.read().dict() == {"level": "DEBUG", "format": "text", "messages": True}


def test_a_secret_does_not_stand_in_what_a_debugger_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    secret = f"xoxb-{SECRET}-{SECRET}"
    settings = SlackSettings(bot_token=secret, signing_secret=secret)
    assert SECRET not in repr(settings) and "api_url" in repr(settings)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:5005"),
        ("0.0.0.0", "http://127.0.0.1:5005"),
        ("::", "http://[::1]:5005"),
        ("[::1]", "http://[::1]:5005"),
        ("192.0.2.7", "http://192.0.2.7:5005"),
        ("localhost", "http://localhost:5005"),
    ],
)
def test_a_server_is_reached_where_it_listens(monkeypatch: pytest.MonkeyPatch, host: str, url: str) -> None:
    monkeypatch.setenv("ADVISOR_HOST", host)
    monkeypatch.setenv("ADVISOR_ACTION_HOST", host)
    at = AddressSettings.read()
    assert at.url == url
    assert at.action_url == url.replace("5005", "5055") + "/webhook"
