"""The channel behind ``rasa shell``: the guarded REST channel under the terminal's name."""

from __future__ import annotations

from bot.channels.rest import RestInput


class TerminalInput(RestInput):
    """Listens where ``rasa shell`` posts to."""

    @classmethod
    def name(cls) -> str:
        """Return the name that Rasa gives the terminal."""
        return "cmdline"

    def url_prefix(self) -> str:
        """Return the path under which ``rasa shell`` looks for the channel."""
        return RestInput.name()
