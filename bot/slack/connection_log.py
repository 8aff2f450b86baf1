"""What the log says about the Socket Mode connection: one line, once in a while, with what to do."""

from __future__ import annotations

import logging
import time

from slack_sdk.errors import SlackApiError

EVERY_SECONDS = 60.0
NOT_CONNECTED = "Failed to connect"  # how records of slack_sdk 3 begin …
REPEATED = "Failed to retrieve WSS URL"  # … and one that comes before them, without its error
REFUSED = frozenset(
    {"invalid_auth", "not_authed", "token_revoked", "account_inactive", "not_allowed_token_type"}
)
WHAT_TO_DO = "Slack refuses ADVISOR_SLACK_APP_TOKEN: make a new one, and run make slack-check."


class BriefLog(logging.Filter):
    """Makes one line of each error, without its traceback, and drops what was logged a moment ago.

    Slack's library tries to connect every few seconds and logs each failure in full.
    """

    def __init__(self) -> None:
        """Begin with nothing logged."""
        super().__init__()
        self._logged: dict[str, float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten a record; False drops it."""
        message = record.getMessage()
        if message.startswith(REPEATED):
            return False
        error = record.exc_info[1] if record.exc_info else None
        if error is None or not message.startswith(NOT_CONNECTED):
            return True
        reason = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
        record.exc_info = record.exc_text = None
        record.msg = f"channel=slack reason={reason} Socket Mode is not connected, and tries again."
        record.args = ()
        if reason in REFUSED:
            record.msg += f" {WHAT_TO_DO}"
        now = time.monotonic()
        is_new = now - self._logged.get(record.msg, -EVERY_SECONDS) >= EVERY_SECONDS
        if is_new:
            self._logged[record.msg] = now
        return is_new
