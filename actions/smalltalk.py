"""Small talk, what the advisor can do, and messages that it cannot answer."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import Button, ListBlock, Outcome, TextBlock
from actions.compose import Reply, say
from actions.conversation import answer_likely, answer_topic, discussed_occupation, offered_topics
from actions.formatting import joined
from actions.messages import message
from actions.offers import SHOWN, next_topics, topic_buttons
from actions.refusals import Refusal, refusals
from actions.request import Ask, Turn, resolve
from actions.retrieval import retrieved
from actions.topics.things import named_in_words
from knowledge.queries import occupations as occupation_queries
from knowledge.queries import topics as topic_queries
from knowledge.queries.search import numbers_in

MISSES_UNTIL_TOPICS = 2  # so many before in a row, and the topics are listed …
UNCLEAR_UNTIL_TOPICS = 1  # … for what is not understood sooner: asking back once is enough
REFUSES = 0.65  # confidence from which a question that no source answers is refused without a search
CHATS = 0.35  # confidence from which a message is taken for small talk: a question must not be waved away
NAMES = ("tool", "algorithm", "product", "skill")  # an unclear message that names one may ask about it


def small_talk(connection: Connection, turn: Turn) -> Reply:
    """Answer a greeting, thanks, a question about the bot, an insult … in a sentence or two."""
    if turn.confidence < CHATS:
        return unanswered(connection, replace(turn, intent="nlu_fallback"))
    occupation = occupation_queries.featured_occupation(connection)
    text = message(f"smalltalk.{turn.intent}", occupations=occupation.plural)
    buttons = [] if turn.intent == "goodbye" else offered_topics(connection, turn.context)
    return say(turn.context, "smalltalk", text, buttons, message("offers.next"))


def capabilities(connection: Connection, turn: Turn) -> Reply:
    """Tell which topics and occupations the knowledge base holds."""
    return _topics(connection, turn, message("smalltalk.bot_capabilities"), "smalltalk")


def _topics(connection: Connection, turn: Turn, text: str, outcome: Outcome) -> Reply:
    groups: dict[str, list[str]] = {}
    for topic in topic_queries.list_topics(connection):
        groups.setdefault(topic.group, []).append(topic.title)
    lines = tuple(
        message("capabilities.group", group=message(f"capabilities.{group}"), topics=", ".join(titles))
        for group, titles in groups.items()
    )
    occupations = occupation_queries.list_occupations(connection)
    known = message(
        "capabilities.occupations",
        first=occupations[0].plural,
        others=joined([occupation.plural for occupation in occupations[1:]]),
    )
    reply = say(turn.context, outcome, text, offered_topics(connection, turn.context), message("offers.next"))
    head, *rest = reply.answer.blocks
    blocks = (head, ListBlock(lines), TextBlock(known), *rest)
    return Reply(replace(reply.answer, blocks=blocks), reply.context)


def unanswered(connection: Connection, turn: Turn) -> Reply:
    """Say honestly that there is no answer, and offer the nearest topics."""
    if not any(character.isalnum() for character in turn.text):
        return _miss(connection, turn, "wordless")
    refusal = refusal_of(turn)
    refused = {"out_of_scope", *refusals()} & {turn.intent, *turn.ranking[:1]}
    if refused:
        told = retrieved(connection, turn) if turn.confidence < REFUSES or numbers_in(turn.words) else None
        if told and told.answer.outcome == "answered":
            return told
    elif turn.intent == "nlu_fallback":
        told = _told_of_names(connection, turn) or retrieved(connection, turn)
        if told:
            return told
    if refusal:
        return _refuse(connection, turn, refusal)
    return _miss(connection, turn, "out_of_scope" if turn.intent == "out_of_scope" else "unclear")


def _told_of_names(connection: Connection, turn: Turn) -> Reply | None:
    """Return what is told of what an unclear message names; None if it names nothing that decides."""
    likely = answer_likely(connection, turn)
    if likely:
        return likely
    mentions = resolve(connection, turn.entities)
    named = [one for one in (*mentions, *named_in_words(ask_of(connection, turn))) if one.entity]
    if any(one.kind == "certification" for one in named):
        return answer_topic(connection, turn, "certifications")
    if any(one.kind in NAMES for one in named):
        return answer_topic(connection, turn, "requirement_check")
    return None


def refusal_of(turn: Turn) -> Refusal | None:
    """Return how to refuse a career question that no source answers; None if the message is no such question.

    An unclear message that could be either of two such questions is refused for both.
    """
    if turn.intent in refusals():
        return refusals()[turn.intent]
    likeliest = [refusals()[name] for name in turn.ranking[:2] if name in refusals()]
    if turn.intent == "nlu_fallback" and len(likeliest) == 2:
        near = (*likeliest[0].near, *likeliest[1].near)
        return replace(refusals()["unanswered_career_question"], near=near)
    return None


def _refuse(connection: Connection, turn: Turn, refusal: Refusal) -> Reply:
    named = [mention.occupation for mention in resolve(connection, turn.entities) if mention.occupation]
    occupation = named[-1] if named else discussed_occupation(connection, turn.context)
    following = next_topics(connection, topic=turn.context.topic, asked=turn.context.asked)
    keys = list(dict.fromkeys((*refusal.near, *following)))
    buttons = [
        button
        for one in dict.fromkeys((occupation, occupation_queries.featured_occupation(connection)))
        for button in topic_buttons(connection, occupation=one, keys=keys)
    ]
    text = refusal.says.format(occupations=occupation.plural)
    return _told_or_topics(connection, turn, "unknown", text, buttons[:SHOWN], about_occupation=not named)


def ask_of(connection: Connection, turn: Turn) -> Ask:
    """Return the message as a question about the occupation under discussion."""
    return Ask(connection, "requirement_check", discussed_occupation(connection, turn.context), turn.words)


def _miss(connection: Connection, turn: Turn, name: str) -> Reply:
    outcome: Outcome = "clarify" if name in ("unclear", "wordless") else "unknown"
    buttons = offered_topics(connection, turn.context, turn.ranking)
    until = UNCLEAR_UNTIL_TOPICS if name == "unclear" else MISSES_UNTIL_TOPICS
    return _told_or_topics(connection, turn, outcome, message(f"unanswered.{name}"), buttons, until=until)


def _told_or_topics(
    connection: Connection,
    turn: Turn,
    outcome: Outcome,
    text: str,
    buttons: list[Button],
    *,
    until: int = MISSES_UNTIL_TOPICS,
    about_occupation: bool = True,
) -> Reply:
    """Tell the text, and after several misses in a row every topic that can be answered."""
    if turn.context.misses >= until:
        told = (
            message("unanswered.topics", text=text) if outcome == "unknown" else message("unanswered.again")
        )
        reply = _topics(connection, turn, told, outcome)
        return Reply(reply.answer, replace(reply.context, misses=0))  # told once, not again and again
    return say(
        turn.context, outcome, text, buttons, message("offers.instead"), about_occupation=about_occupation
    )
