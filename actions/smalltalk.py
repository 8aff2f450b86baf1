"""Small talk, what the advisor can do, and messages that it cannot answer."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import ListBlock, Outcome, TextBlock
from actions.compose import Reply, say
from actions.conversation import answer_topic, discussed_role, offered_topics
from actions.phrases import phrase
from actions.request import Ask, Turn, resolve
from actions.topics.things import named_in_words
from actions.wording import joined
from knowledge.queries import roles as role_queries
from knowledge.queries import topics as topic_queries

MISSES_UNTIL_TOPICS = 2
LIKELY = 3  # so many of the ranked intents may be what was meant, if what the message names speaks for it
NAMES = ("tool", "algorithm", "product")  # kinds whose words are names, not everyday words
REFUSALS = (("out_of_scope",), ("unanswered_career_question",))
TOPICS_OF_KIND = {
    "region": ("regional_demand",),
    "country": ("startups", "regional_demand"),
    "degree": ("education", "education_shares"),
    "level": ("salary", "experience"),
    "gender": ("gender_distribution",),
    "age_group": ("age_distribution",),
    "industry": ("industries", "applications"),
    "product": ("applications",),
    "company": ("companies",),
    "certification": ("certifications",),
    "course": ("bootcamp",),
}


def small_talk(connection: Connection, turn: Turn) -> Reply:
    """Answer a greeting, thanks, a question about the bot, an insult … in a sentence or two."""
    role = role_queries.featured_role(connection)
    text = phrase(f"smalltalk.{turn.intent}", roles=role.plural)
    buttons = [] if turn.intent == "goodbye" else offered_topics(connection, turn.context)
    return say(turn.context, "smalltalk", text, buttons, phrase("offers.next"))


def capabilities(connection: Connection, turn: Turn) -> Reply:
    """Tell which topics and roles the knowledge base holds."""
    return _topics(connection, turn, phrase("smalltalk.bot_capabilities"), "smalltalk")


def _topics(connection: Connection, turn: Turn, text: str, outcome: Outcome) -> Reply:
    groups: dict[str, list[str]] = {}
    for topic in topic_queries.list_topics(connection):
        groups.setdefault(topic.group, []).append(topic.title)
    lines = tuple(
        phrase("capabilities.group", group=phrase(f"capabilities.{group}"), topics=", ".join(titles))
        for group, titles in groups.items()
    )
    roles = role_queries.list_roles(connection)
    known = phrase(
        "capabilities.roles", first=roles[0].plural, others=joined([role.plural for role in roles[1:]])
    )
    reply = say(turn.context, outcome, text, offered_topics(connection, turn.context), phrase("offers.next"))
    head, *rest = reply.answer.blocks
    blocks = (head, ListBlock(lines), TextBlock(known), *rest)
    return Reply(replace(reply.answer, blocks=blocks), reply.context)


def unanswered(connection: Connection, turn: Turn) -> Reply:
    """Say honestly that there is no answer, and offer the nearest topics."""
    if not any(character.isalnum() for character in turn.text):
        return _miss(connection, turn, "wordless")
    if turn.intent == "nlu_fallback" and turn.ranking[:1] not in REFUSALS:
        mentions = resolve(connection, turn.entities)
        likely = {topic for mention in mentions for topic in TOPICS_OF_KIND.get(mention.kind, ())}
        for topic in turn.ranking[:LIKELY]:
            if topic in likely:
                return answer_topic(connection, turn, topic)
        named = [one for one in (*mentions, *named_in_words(ask_of(connection, turn))) if one.entity]
        if any(one.kind == "certification" for one in named):
            return answer_topic(connection, turn, "certifications")
        if any(one.kind in NAMES for one in named):
            return answer_topic(connection, turn, "requirement_check")
    name = turn.intent if turn.intent in ("out_of_scope", "unanswered_career_question") else "unclear"
    return _miss(connection, turn, name)


def ask_of(connection: Connection, turn: Turn) -> Ask:
    """Return the message as a question about the role under discussion."""
    return Ask(connection, "requirement_check", discussed_role(connection, turn.context), turn.text)


def _miss(connection: Connection, turn: Turn, name: str) -> Reply:
    outcome: Outcome = "clarify" if name in ("unclear", "wordless") else "unknown"
    if turn.context.misses >= MISSES_UNTIL_TOPICS:
        reply = _topics(connection, turn, phrase("unanswered.again"), outcome)
        return Reply(reply.answer, replace(reply.context, misses=0))  # told once, not again and again
    buttons = offered_topics(connection, turn.context, turn.ranking)
    return say(turn.context, outcome, phrase(f"unanswered.{name}"), buttons, phrase("offers.instead"))
