"""All settings of the bot, typed, from the environment."""

from bot.settings.addresses import AddressSettings
from bot.settings.admin import AdminSettings
from bot.settings.alerts import AlertSettings
from bot.settings.desk import DeskSettings
from bot.settings.logs import LogSettings
from bot.settings.paths import LOGS, MODELS, ROOT, shown, usable_folder
from bot.settings.proxies import ProxySettings
from bot.settings.slack import SlackSettings, slack_settings
from bot.settings.storage import StorageSettings
from bot.settings.web import WebSettings
from knowledge.settings import (
    ContentSettings,
    DatabaseSettings,
    EncoderSettings,
    OperatorSettings,
    SettingError,
)

CONFIG_EXIT = 78  # exit code of a server whose settings are wrong (EX_CONFIG); its last line names one


def check_settings() -> None:
    """Read all settings once, so that a wrong one is found before anything starts.

    Raises:
        SettingError: one cannot be used.
    """
    for settings in (
        AddressSettings,
        LogSettings,
        DatabaseSettings,
        EncoderSettings,
        OperatorSettings,
        ContentSettings,
        StorageSettings,
        AdminSettings,
        AlertSettings,
        WebSettings,
        ProxySettings,
        SlackSettings,
        DeskSettings,
    ):
        settings.read()


__all__ = [
    "CONFIG_EXIT",
    "LOGS",
    "MODELS",
    "ROOT",
    "AddressSettings",
    "AdminSettings",
    "AlertSettings",
    "ContentSettings",
    "DatabaseSettings",
    "DeskSettings",
    "EncoderSettings",
    "LogSettings",
    "OperatorSettings",
    "ProxySettings",
    "SettingError",
    "SlackSettings",
    "StorageSettings",
    "WebSettings",
    "check_settings",
    "shown",
    "slack_settings",
    "usable_folder",
]
