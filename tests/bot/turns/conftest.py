"""The turn runner is tested behind the REST channel."""

from tests.bot.channels.conftest import site

__all__ = ["site"]
