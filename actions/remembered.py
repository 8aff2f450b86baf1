"""What a turn leaves to the next beside its answer: what was told, in which amounts, and of whom."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.amounts_told import told_amounts
from actions.compose import Reply
from actions.questions.members import sets_after
from actions.questions.told import told_after
from actions.state import ConversationState


def with_remembered(
    connection: Connection, before: ConversationState, reply: Reply, *, asks_who: bool
) -> Reply:
    """Return a reply with what the next turn may point back to.

    ``asks_who``: whether it asks which occupation a title means.
    """
    state = replace(
        reply.state,
        told=told_after(connection, before, reply.state),
        amounts=told_amounts(before, reply),
        sets=sets_after(before, reply.state),
        open_titles=reply.state.open_titles if asks_who else (),
    )
    return replace(reply, state=state)
