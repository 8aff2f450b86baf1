"""Access to what is stored on a user."""

from __future__ import annotations

from typing import Optional

from knowledge.settings import EnvironmentSettings, setting

TOKEN_VARIABLE = "ADVISOR_ADMIN_TOKEN"  # noqa: S105 - the name, not the secret
SHORTEST_TOKEN = 16


class AdminSettings(EnvironmentSettings):
    """The bearer token of ``/users/…``; without one there is no such endpoint."""

    token: Optional[str] = setting(
        None,
        TOKEN_VARIABLE,
        f"at least {SHORTEST_TOKEN} characters long, without spaces, all of them ASCII",
        secret=True,
        min_length=SHORTEST_TOKEN,
        regex=r"^[!-~]+$",
    )
