"""A visitor finds the id that erasure needs, by the command that docs/operations.md gives."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.settings import ROOT
from tests.web_site import WebSite
from tests.widget.conftest import Advisor

Visit = Callable[..., Advisor]


def command_of_the_docs() -> str:
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (command,) = re.findall(r"```js\n(.*?)\n```", page, re.DOTALL)
    return command.rstrip(";")


def test_the_console_shows_the_id_of_the_conversation(visit: Visit, site: WebSite) -> None:
    advisor = visit().open()
    advisor.say("hello")
    (found,) = advisor.page.evaluate(command_of_the_docs())
    assert [message.sender_id for message in site.agent.heard] == [found]
