"""What is known of a person, shown as a list with numbers by which each line of it can be taken back."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.about_you.notes import note_texts
from actions.advice.described import described
from actions.answer import Block, Button, ButtonsBlock, ListBlock, TextBlock
from actions.composition.compose import Reply, say
from actions.composition.offers import payload
from actions.messages import message
from actions.no_answer.beyond_careers import how_data_are_kept
from actions.questions.question import Question


def show(connection: Connection, question: Question) -> Reply:
    """Tell what is known of the person and how to correct it."""
    facts = known_facts(connection, question)
    if not facts:
        text = f"{message('about_you.nothing')} {how_data_are_kept()}"
        return say(question.state, "smalltalk", text, [fit_button()], about_occupation=False)
    return listed(question, message("about_you.shown"), facts)


def known_facts(connection: Connection, question: Question) -> list[str]:
    """Return all that the person told, what advice depends on first."""
    return [*described(connection, question.person), *note_texts(question.state.notes)]


def listed(question: Question, text: str, facts: list[str]) -> Reply:
    """Return a sentence, and behind it the list of what is known."""
    offers = message("offers.next")
    reply = say(question.state, "smalltalk", text, [fit_button()], offers, about_occupation=False)
    first, *rest = reply.answer.blocks
    blocks: list[Block] = [first]
    if facts:
        blocks.append(ListBlock(tuple(facts), message("about_you.list")))
        blocks.append(TextBlock(message("about_you.correct")))
    blocks += [one for one in rest if isinstance(one, ButtonsBlock)]
    return replace(reply, answer=replace(reply.answer, blocks=tuple(blocks)))


def fit_button() -> Button:
    """Return the button that asks what fits."""
    return Button(message("about_you.fit"), payload("career_fit"))
