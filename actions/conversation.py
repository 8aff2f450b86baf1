"""Answers a question about a topic: which occupations it is about, and what is held on them."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import Button, ButtonsBlock, TextBlock
from actions.compose import Reply, compose, say
from actions.formatting import joined, quoted
from actions.messages import message
from actions.offers import next_topics, occupation_buttons, topic_buttons
from actions.request import Ask, Context, Mention, Turn, resolve
from actions.topics.base import DECISIVE_FOR_FIGURES, FIELD, TopicHandler
from actions.topics.certifications import Bootcamp, Certifications
from actions.topics.comparisons import Comparisons
from actions.topics.figures import Salary, Series, Table
from actions.topics.misconceptions import Misconceptions
from actions.topics.statements import Statements
from actions.topics.things import Algorithms, Languages, RequirementCheck, Skills, Tools
from knowledge.queries import occupations as occupation_queries
from knowledge.queries import topics as topic_queries
from knowledge.records import Occupation

SURE = 0.7  # confidence of an intent below which its answer says that it may not be what was asked
CERTAIN = 0.8  # … and from which a message says what it asks, whatever was asked before
LIKELY = 3  # so many of the ranked intents may be what was meant, if what the message names speaks for it
# Topics that what a message names speaks for.
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
SHARES = tuple(topic for topic in Series.topics if topic != "startups")
HANDLERS: dict[str, TopicHandler] = {
    topic: handler
    for handler in (
        Algorithms(),
        Bootcamp(),
        Certifications(),
        Comparisons(),
        Languages(),
        Misconceptions(),
        RequirementCheck(),
        Salary(),
        Series(),
        Skills(),
        Statements(),
        Table(),
        Tools(),
    )
    for topic in handler.topics
}


def answer_intent(connection: Connection, turn: Turn) -> Reply:
    """Answer the topic of a turn's intent; where that is doubtful, what the message names counts, too."""
    reply = answer_topic(connection, turn, turn.intent)
    if turn.confidence < SURE and reply.answer.outcome == "unknown":
        reply = answer_likely(connection, turn) or reply
    unsure = turn.confidence < SURE and reply.answer.outcome in ("answered", "partial")
    return _doubted(connection, turn, reply) if unsure else reply


def answer_likely(connection: Connection, turn: Turn) -> Reply | None:
    """Answer the likeliest topic that what the message names speaks for; None when there is no answer."""
    named = resolve(connection, turn.entities)
    spoken_for = {topic for mention in named for topic in TOPICS_OF_KIND.get(mention.kind, ())}
    for topic in turn.ranking[:LIKELY]:
        if topic in spoken_for and topic != turn.intent:
            reply = answer_topic(connection, turn, topic)
            if reply.answer.outcome == "answered":
                return reply
    return None


def _doubted(connection: Connection, turn: Turn, reply: Reply) -> Reply:
    """Put before an answer what it takes the question for, and offer the other readings."""
    (topic,) = topic_queries.get_topics(connection, keys=[reply.answer.topic or turn.intent])
    others = tuple(name for name in turn.ranking if name != topic.key)
    buttons = tuple(offered_topics(connection, reply.context, others))
    blocks = [block for block in reply.answer.blocks if not isinstance(block, ButtonsBlock)]
    answer = replace(
        reply.answer,
        blocks=(
            TextBlock(message("compose.unsure", topic=topic.title)),
            *blocks,
            ButtonsBlock(buttons, message("offers.instead")),
        ),
        unsure=True,
    )
    return Reply(answer, replace(reply.context, choices=tuple(button.payload for button in buttons)))


def answer_topic(connection: Connection, turn: Turn, topic: str, *, page: int = 0) -> Reply:
    """Answer the question that a message puts about a topic."""
    mentions = resolve(connection, turn.entities)
    asked, topic = topic, _decided(turn, topic, mentions)
    if (
        topic == "salary"
        and asked in SHARES
        and not any(one.kind in DECISIVE_FOR_FIGURES for one in mentions)
    ):
        (by,) = topic_queries.get_topics(connection, keys=[asked])  # "which industry pays best?"
        mentions = (*mentions, Mention("industry", by.title.lower()))
    strangers = [
        one
        for one in mentions
        if one.kind == "occupation" and not one.occupation and not _is_colleague(turn, one, topic)
    ]
    if topic == "applications":
        strangers = []  # "can machine learning help traders?" is about the field
    if strangers and (topic == "comparison" or not any(mention.occupation for mention in mentions)):
        return unknown_occupations(connection, turn, topic, strangers)
    occupations = _occupations(connection, turn, topic, mentions)
    asks = [
        Ask(connection, topic, occupation, turn.words, mentions, turn.hints) for occupation in occupations
    ]
    found = [(ask.occupation, HANDLERS[topic].find(ask)) for ask in asks]
    missing = joined([quoted(stranger.typed) for stranger in strangers])
    return compose(
        connection,
        topic=topic,
        found=found,
        page=page,
        context=turn.context,
        mentions=mentions,
        hints=turn.hints,
        question=turn.words,
        missing=message("unknown.also_occupation", names=missing) if strangers else None,
    )


def _decided(turn: Turn, topic: str, mentions: tuple[Mention, ...]) -> str:
    """Return the topic that the question turns on: what it names goes before how it sounds."""
    kinds = {mention.kind for mention in mentions}
    if "certification" in kinds and topic not in (
        "certifications",
        "bootcamp",
        "requirement_check",
        "companies",
    ):
        return "certifications"
    if topic in ("comparison", *SHARES) and "pay" in turn.values("aspect"):
        return "salary"
    if topic in SHARES and ("satisfaction" in kinds or "satisfaction" in turn.values("aspect")):
        return "job_satisfaction"  # "are those in Europe satisfied?" is no question about Europe
    return topic


def _is_colleague(turn: Turn, mention: Mention, topic: str) -> bool:
    """Return whether an occupation is named as a colleague rather than as the one asked about."""
    before = turn.text.lower().partition(mention.typed.lower())[0].split()
    return topic == "collaboration" and bool({"with", "to"} & set(before[-4:]))


def _occupations(
    connection: Connection, turn: Turn, topic: str, mentions: tuple[Mention, ...]
) -> list[Occupation]:
    """Return the occupations asked about: those named, else the one under discussion or featured."""
    named = [mention.occupation for mention in mentions if mention.occupation]
    featured = occupation_queries.featured_occupation(connection)
    if topic in ("comparison", "misconceptions", "collaboration") and len(named) != 1:
        return [featured] if topic == "misconceptions" and featured in named else named[:1] or [featured]
    if topic == "comparison" and named[0] != featured:
        return [featured]  # "how does it differ from a data scientist": the one named is the other
    if named:
        return named
    (known,) = topic_queries.get_topics(connection, keys=[topic])
    about_itself = any(mention.kind == "certification" for mention in mentions)
    if known.group == FIELD or about_itself:
        return [featured]
    return [discussed_occupation(connection, turn.context)]


def unknown_occupations(connection: Connection, turn: Turn, topic: str, strangers: list[Mention]) -> Reply:
    """Say that the base holds nothing about an occupation, and which occupations it knows."""
    names = joined([quoted(stranger.typed) for stranger in strangers])
    known = occupation_queries.list_occupations(connection, limit=4)
    text = message(
        "unknown.occupation", names=names, occupations=joined([occupation.plural for occupation in known])
    )
    featured = occupation_queries.featured_occupation(connection)
    buttons = topic_buttons(connection, occupation=featured, keys=[topic], limit=1)
    buttons += [button for button in occupation_buttons(connection) if button not in buttons]
    context = Context(topic, turn.context.occupations, asked=turn.context.asked, misses=turn.context.misses)
    return say(context, "unknown", text, buttons[:3], message("offers.instead"), about_occupation=False)


def discussed_occupation(connection: Connection, context: Context) -> Occupation:
    """Return the occupation under discussion, else the featured one."""
    key = context.occupations[-1] if context.occupations else ""
    return occupation_queries.get_occupation(connection, key=key) or occupation_queries.featured_occupation(
        connection
    )


def offered_topics(connection: Connection, context: Context, ranking: tuple[str, ...] = ()) -> list[Button]:
    """Return three buttons: the topics nearest to the message, else those that come next."""
    occupation = discussed_occupation(connection, context)
    keys = [name for name in ranking if name in HANDLERS and name != "requirement_check"]
    keys += next_topics(connection, topic=context.topic, asked=context.asked)
    return topic_buttons(connection, occupation=occupation, keys=list(dict.fromkeys(keys)))
