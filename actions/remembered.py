"""What a turn leaves to the next beside its answer: what was told, in which amounts, and of whom."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.composition.compose import Reply
from actions.follow_ups.amounts_told import told_amounts
from actions.questions.carry_over.told import told_after
from actions.questions.members.meant import sets_after
from actions.state import ConversationState

ASKS_WHO, OF_SOURCES = "which occupation", "of sources"  # steps of the policy


def with_remembered(connection: Connection, before: ConversationState, reply: Reply, step: str) -> Reply:
    """Return the reply of a step of the policy with what the next turn may point back to."""
    state = replace(
        reply.state,
        told=told_after(connection, before, reply.state),
        amounts=told_amounts(before, reply),
        sets=sets_after(before, reply.state),
        open_titles=reply.state.open_titles if step == ASKS_WHO else (),
        of_sources=reply.state.of_sources if step == OF_SOURCES else "",
    )
    return replace(reply, state=state)
