"""What is kept of a visitor, as sections of text: from the settings, so that it is what is in force."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.settings import (
    DeskSettings,
    LogSettings,
    OperatorSettings,
    SlackSettings,
    StorageSettings,
    WebSettings,
)
from bot.web.assets import languages
from bot.web.occupations.addresses import STYLE
from knowledge.texts import TextFile

HERE = Path(__file__).parent
TEXTS = TextFile(HERE / "texts.yml")


@dataclass(frozen=True)
class Section:
    """A heading, and paragraphs or items below it."""

    heading: str
    texts: tuple[str, ...]
    is_list: bool = False


def privacy_page(language: str) -> str:
    """Return the page as HTML in one of the languages of the interface.

    Raises:
        SettingError: a setting cannot be used.
    """
    texts = TEXTS.tree[language]
    template = _environment().get_template("privacy.html")
    return template.render(
        language=language,
        title=texts["title"],
        lead=texts["lead"],
        back=texts["back"],
        sections=sections(language),
        STYLE=STYLE,
        languages={key: one["language"] for key, one in languages().items()},
    )


def sections(language: str) -> list[Section]:
    """Return what the page says, as the settings are now."""
    texts = TEXTS.tree[language]
    has_slack = bool(SlackSettings.read().bot_token)
    return [
        Section(texts["kept"]["heading"], tuple(texts["kept"]["items"]), is_list=True),
        Section(texts["how_long"]["heading"], _how_long(texts["how_long"])),
        Section(texts["who"]["heading"], _who(texts["who"], has_slack=has_slack)),
        Section(texts["browser"]["heading"], _browser(texts["browser"]), is_list=True),
        Section(texts["rights"]["heading"], _rights(texts["rights"], language, has_slack=has_slack)),
    ]


def _how_long(texts: dict[str, Any]) -> tuple[str, ...]:
    days = StorageSettings.read().retention_days
    return (texts["days"].format(days=f"{days:g}") if days else texts["ever"], texts["figures"])


def _who(texts: dict[str, Any], *, has_slack: bool) -> tuple[str, ...]:
    shown = ["none"]
    shown += ["slack"] if has_slack else []
    shown += ["operators"] if DeskSettings.read().is_on else []
    shown += ["logged" if LogSettings.read().messages else "logs", "address"]
    return tuple(texts[name] for name in shown)


def _browser(texts: dict[str, Any]) -> tuple[str, ...]:
    hours = f"{WebSettings.read().session_hours:g}"
    return tuple(text.format(hours=hours) for text in texts["items"])


def _rights(texts: dict[str, Any], language: str, *, has_slack: bool) -> tuple[str, ...]:
    buttons = languages()[language]["more"]
    contact = OperatorSettings.read().contact
    return (
        texts["web"].format(export=buttons["export"], delete=buttons["delete"]),
        *([texts["slack"]] if has_slack else []),
        texts["contact"].format(contact=contact) if contact else texts["no_contact"],
    )


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
