"""Where the desk sends alerts and its weekly digest; without any of them it only shows them."""

from __future__ import annotations

from typing import Optional

from knowledge.settings import EnvironmentSettings, setting

WEBHOOK_VARIABLE = "ADVISOR_ALERT_WEBHOOK"
WEBHOOK_SECRET_VARIABLE = "ADVISOR_ALERT_WEBHOOK_SECRET"  # noqa: S105 - the name, not the secret
SLACK_CHANNEL_VARIABLE = "ADVISOR_ALERT_SLACK_CHANNEL"
DIGEST_VARIABLE = "ADVISOR_DIGEST_WEEKDAY"
SHORTEST_SECRET = 16


class AlertSettings(EnvironmentSettings):
    """Ways to the operators. ``digest_weekday``: 1 (Monday) to 7, 0 for no digest."""

    webhook: Optional[str] = setting(
        None,
        WEBHOOK_VARIABLE,
        "a URL such as https://example.com/hooks/advisor; its credentials, if any, belong into the path",
        secret=True,
        regex=r"^https?://[^\s/@]+(/\S*)?$",
    )
    webhook_secret: Optional[str] = setting(
        None,
        WEBHOOK_SECRET_VARIABLE,
        f"at least {SHORTEST_SECRET} characters long",
        secret=True,
        min_length=SHORTEST_SECRET,
    )
    slack_channel: Optional[str] = setting(
        None,
        SLACK_CHANNEL_VARIABLE,
        "the id of a channel such as C0123456789, from its details in Slack",
        regex=r"^[CGD][A-Z0-9]{5,}$",
    )
    digest_weekday: int = setting(
        1, DIGEST_VARIABLE, "a number from 1 (Monday) to 7 (Sunday), or 0 for no digest", ge=0, le=7
    )

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways that are set, of :data:`desk.watch.delivery.WAYS`."""
        set_up = {"webhook": self.webhook, "slack": self.slack_channel}
        return tuple(name for name, value in set_up.items() if value)
