"""Whether one's own work will last, where no more is asked: "Staff accountant. Should I be worried?"."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.advice.asked import asks
from actions.advice.with_occupations import answer_of
from actions.answer import TextBlock
from actions.composition.compose import Reply
from actions.messages import message
from actions.person import Person
from actions.questions.cues import contains
from actions.questions.question import Question
from knowledge.queries.occupations import get_occupation

# Patterns of ``asked.yml`` for what asks for other work beside it, or whether to stay.
_OF_OTHER_WORK = ("what_fits", "from_own_work", "what_else", "stay_or_go", "what_now", "some_work")


def answer_own_future(connection: Connection, question: Question, told: Person) -> Reply | None:
    """Return the outlook of work that its holder fears for; None where other work is asked for, too.

    Args:
        connection: to the knowledge base.
        question: the message.
        told: what it alone tells of the person.
    """
    words, own = question.message.words, told.last_work or question.person.last_work
    named = {one.likeliest for one in question.of("occupation") if one.origin == "said"}
    if not own or named - {own} or not asks("fears_for_work", words):
        return None
    of_own = told.last_work or named or question.state.aim in ("", own) or contains("asks_of_own_work", words)
    refuses = contains("asks_for_no_other_work", words)
    others = any(asks(one, words) for one in _OF_OTHER_WORK) or contains("asks_for_fit", words)
    if not of_own or (others and not refuses):
        return None
    occupation = get_occupation(connection, key=own)
    plain = replace(question.message, text="", corrected="")  # whose words tell of more than the outlook
    bare = tuple(one for one in question.entities if one.kind != "occupation")
    reply = answer_of(connection, replace(question, message=plain, text="", entities=bare), "outlook", own)
    if occupation is None or not contains("names_automation", words):
        return reply
    untold = TextBlock(message("of_aim.automation", occupations=occupation.plural))
    first, *rest = reply.answer.blocks
    return replace(reply, answer=replace(reply.answer, blocks=(first, untold, *rest)))
