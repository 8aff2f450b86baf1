"""What stays of an occupation that a message names and the knowledge base does not hold."""

from __future__ import annotations

from dataclasses import replace

from actions.composition.compose import Reply
from actions.questions.cues import contains
from actions.questions.question import Question


def with_occupation_named(question: Question, reply: Reply) -> Reply:
    """Return a reply after which an occupation that is not known stays the one a person speaks of.

    Someone who mentions a nurse, in any sentence, does not want to hear next what engineers earn.
    """
    named = question.of("occupation")
    if question.message.is_payload:
        return reply
    if titles := [one.typed for one in named if one.origin == "said"]:
        reply = replace(reply, state=replace(reply.state, title=titles[-1]))
    elif contains("relations", question.message.text):
        reply = replace(reply, state=replace(reply.state, title=""))  # of somebody whose occupation is open
    if any(one.occupation for one in named):
        return _with_unanswered(question, reply)
    if contains("names_the_field", question.message.text):
        return reply
    if any(one.candidates for one in named):
        return reply
    unknown = tuple(one.typed for one in named if one.origin == "said") or question.state.unknown_occupations
    return replace(reply, state=replace(reply.state, unknown_occupations=unknown)) if unknown else reply


def _with_unanswered(question: Question, reply: Reply) -> Reply:
    """Return a reply after which the occupation that a message names is spoken of.

    Who says that they think of vet tech, and is told no more than that this is noted, means vet techs by a
    mere "pay?".
    """
    own = {question.person.occupation, *question.person.former}
    aims = {
        one.occupation.key for one in question.of("occupation") if one.occupation and one.origin == "said"
    } - own
    said_nothing = reply.answer.outcome in ("smalltalk", "clarify", "unknown") and not reply.state.occupations
    if len(aims) != 1 or not said_nothing:
        return reply
    return replace(reply, state=replace(reply.state, occupations=tuple(aims), unknown_occupations=()))
