"""The turn runner is tested behind the REST channel."""

from tests.bot.channels.conftest import several_apps, site

__all__ = ["several_apps", "site"]
