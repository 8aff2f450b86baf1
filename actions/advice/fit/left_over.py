"""What is left of two occupations that somebody cannot decide between, once a field of work is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.advice.fit.profile import code_of
from actions.answer import TextBlock
from actions.composition.compose import Reply
from actions.formatting import capitalised, joined
from actions.messages import message
from actions.person import Person
from actions.questions.linking import link_values
from actions.questions.own import with_own_place
from actions.questions.question import Question
from actions.questions.reader import retopic
from actions.topic_answers import answer_topic
from knowledge.queries.occupation_wishes import avoided_fields
from knowledge.queries.occupations import get_occupation


def choice_left(connection: Connection, question: Question, told: Person) -> Reply | None:
    """Return the one of the last two occupations that is not in a field that a message refuses, with its pay.

    Args:
        connection: to the knowledge base.
        question: the message.
        told: what it alone says of the person; ``avoids`` is the fields that it refuses.
    """
    last = question.state.last_question()
    weighed = last.together()[:2] if last and last.topic == "comparison" else ()
    out = [key for key in weighed if _is_in(connection, key, told.avoids)]
    left = [key for key in weighed if key not in out]
    if len(out) != 1 or len(left) != 1:
        return None
    asked = replace(
        question, entities=(*question.entities, *link_values(connection, [("occupation", left[0])]))
    )
    reply = answer_topic(connection, with_own_place(connection, retopic(connection, asked, "salary")))
    kept, refused = (get_occupation(connection, key=one) for one in (left[0], out[0]))
    if kept is None or refused is None:
        return None
    lead = message(
        "fit.left",
        kept=capitalised(kept.plural),
        refused=refused.plural,
        fields=joined([message(f"field_of_work.{one}") for one in told.avoids]),
    )
    return replace(reply, answer=replace(reply.answer, blocks=(TextBlock(lead), *reply.answer.blocks)))


def _is_in(connection: Connection, key: str, fields: Sequence[str]) -> bool:
    """Return whether an occupation belongs to one of some fields of work."""
    code = code_of(connection, key)
    known = avoided_fields()
    return any(code.startswith(tuple(known[field])) for field in fields if code and field in known)
