"""The action server with two more actions: one sleeps as long as it is told, one asks what has no end."""

from __future__ import annotations

import sys
import time

from sqlalchemy import text
from sqlalchemy.engine import Connection

from actions.action import AdvisorAction
from actions.answer import Answer, TextBlock
from actions.composition.compose import Reply
from actions.questions.message import UserMessage
from actions.state import ConversationState
from bot.action_server.server import main

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


class Sleeping(AdvisorAction):
    """Sleeps for as many seconds as the message says."""

    action_name = "action_sleeping"

    def respond(self, connection: Connection, message: UserMessage, state: ConversationState) -> Reply:
        time.sleep(float(message.text))
        return Reply(Answer("answered", None, None, (TextBlock("slept"),)), ConversationState())


class Endless(AdvisorAction):
    """Asks what has no end."""

    action_name = "action_endless"

    def respond(self, connection: Connection, message: UserMessage, state: ConversationState) -> Reply:
        connection.execute(text(ENDLESS)).all()
        raise AssertionError


if __name__ == "__main__":
    sys.exit(main())
