"""Small talk, and what can be asked."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import Button, ListBlock, Outcome, TextBlock
from actions.composition.compose import Reply, say
from actions.composition.offers import SHOWN, next_topics
from actions.composition.ways_on import offered_topics, ways_on
from actions.formatting import capitalised, joined
from actions.messages import has_message, message
from actions.questions.message import CAPABILITIES
from actions.questions.question import Question
from actions.state import ConversationState
from knowledge.queries import occupations as occupation_queries
from knowledge.queries import topics as topic_queries
from knowledge.queries.onet import count_onet_occupations

SAYS_WHAT_IT_KNOWS = frozenset({"greet", "bot_identity"})


def small_talk(connection: Connection, question: Question) -> Reply:
    """Answer a greeting, thanks, a question about the bot, an insult … in a sentence or two."""
    if question.intent == CAPABILITIES:
        return list_topics(connection, question.state, _text(connection, CAPABILITIES), "smalltalk")
    text = _text(connection, question.intent)
    buttons = [] if question.intent == "goodbye" else _buttons(connection, question)
    return say(question.state, "smalltalk", text, buttons, message("offers.next"))


def _buttons(connection: Connection, question: Question) -> list[Button]:
    """Return what to ask next; who is told what the advisor knows best may ask about that."""
    state = question.state
    if question.intent in SAYS_WHAT_IT_KNOWS and not (state.occupations or state.person or state.topic):
        featured = occupation_queries.featured_occupation(connection)
        of_featured = ways_on(
            connection, state, featured, next_topics(connection, topic=None, asked=state.asked)
        )
        if not count_onet_occupations(connection):
            return of_featured
        return [*of_featured[:1], *offered_topics(connection, state)][:SHOWN]
    return offered_topics(connection, state, question=question)


def _text(connection: Connection, intent: str) -> str:
    """Return what is said; where datasets tell of other occupations than the articles', it says so."""
    featured = occupation_queries.featured_occupation(connection)
    count = count_onet_occupations(connection)
    of_all = f"of_all_occupations.{intent}"
    if count and has_message(of_all):
        return message(of_all, count=f"{count:,}", occupations=featured.plural)
    return message(f"smalltalk.{intent}", occupations=featured.plural)


def list_topics(connection: Connection, state: ConversationState, text: str, outcome: Outcome) -> Reply:
    """List the topics and occupations that the knowledge base holds, behind a text."""
    groups: dict[str, list[str]] = {}
    for topic in topic_queries.list_topics(connection):
        groups.setdefault(topic.group, []).append(topic.title)
    lines = tuple(
        message("capabilities.group", group=_group_name(group), topics=", ".join(titles))
        for group, titles in groups.items()
    )
    first, *others = occupation_queries.list_occupations(connection)
    names = joined([occupation.plural for occupation in others])
    name = "capabilities.occupations" if others else "capabilities.one_occupation"
    known = message(name, first=first.plural, others=names)
    reply = say(state, outcome, text, offered_topics(connection, state), message("offers.next"))
    head, *rest = reply.answer.blocks
    blocks = (head, ListBlock(lines), TextBlock(known), *rest)
    return Reply(replace(reply.answer, blocks=blocks), reply.state)


def _group_name(group: str) -> str:
    """Return a group's name; that of one's own content may have no text of its own."""
    name = f"capabilities.{group}"
    return message(name) if has_message(name) else capitalised(group.replace("_", " "))
