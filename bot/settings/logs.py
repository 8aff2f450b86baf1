"""What is logged, and how."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import validator

from knowledge.settings import EnvironmentSettings, setting

LEVEL_VARIABLE = "LOG_LEVEL"
FORMAT_VARIABLE = "ADVISOR_LOG_FORMAT"
MESSAGES_VARIABLE = "ADVISOR_LOG_MESSAGES"


class LogSettings(EnvironmentSettings):
    """Logs hold no text of users, unless ``messages`` says so."""

    level: Literal["CRITICAL", "ERROR", "WARNING", "INFO", "DEBUG"] = setting(
        "INFO", LEVEL_VARIABLE, "DEBUG, INFO, WARNING, ERROR or CRITICAL"
    )
    format: Literal["text", "json"] = setting("text", FORMAT_VARIABLE, "text or json")
    messages: bool = setting(False, MESSAGES_VARIABLE, "true or false")

    @validator("level", pre=True)
    def _upper(cls, value: Any) -> Any:
        return value.upper() if isinstance(value, str) else value

    @validator("format", pre=True)
    def _lower(cls, value: Any) -> Any:
        return value.lower() if isinstance(value, str) else value
