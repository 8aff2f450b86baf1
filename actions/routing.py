"""Messages whose answer does not hang on their intent alone: choices, several questions, attributes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import Answer, Block, ButtonsBlock, Citation, SourcesBlock, TextBlock
from actions.compose import Reply, joint_outcome
from actions.conversation import CERTAIN, HANDLERS, SURE, answer_topic
from actions.cues import asks_for
from actions.followups import FOLLOW_UPS, again, chosen, family, pointed_at, points_at_choice
from actions.formatting import joined, quoted
from actions.messages import message
from actions.refusals import refusals
from actions.request import HOW_PEOPLE_ASK, Turn
from actions.smalltalk import unanswered
from actions.topics.certifications import ATTRIBUTE_OF_HINT
from actions.topics.figures import Series
from knowledge.queries.topics import get_topics
from knowledge.terms import normalise

IT = frozenset({"it", "its", "that", "this"})
FEW_WORDS = 3  # of a message that says too little to ask anything new: "and how long?"
ONE_OF_THEM = IT | {"one", "those", "them", "these"}
THERE = frozenset({"industry", "region", "country", "place", "company"})  # kinds that "there" may stand for
# The topic that tells how many have, are or do what was named last, by its kind.
SHARE_OF = {
    "degree": "education_shares",
    "gender": "gender_distribution",
    "age_group": "age_distribution",
    "industry": "industries",
    "region": "regional_demand",
    "satisfaction": "job_satisfaction",
}
# Intents that a message about the last answer's certificates or shares may well be taken for.
TAKEN_FOR_ATTRIBUTE = frozenset(
    {
        "nlu_fallback",
        "out_of_scope",
        "what_about",
        "requirement_check",
        "bootcamp",
        *refusals(),
    }
)
TAKEN_FOR_DIMENSION = frozenset(
    {
        "applications",
        "comparison",
        "companies",
        "nlu_fallback",
        "difference",
        "industries",
        "requirement_check",
    }
)


def reroute(connection: Connection, turn: Turn) -> Reply | None:
    """Answer a message that must not go by its intent; None when it may."""
    if turn.text.startswith("/"):
        return None
    if points_at_choice(turn):
        return FOLLOW_UPS["pick"](connection, turn)
    if asks_for("both", turn.text) and not _named(turn) and (both := _both(connection, turn)):
        return both
    questions = [one for one in turn.questions if _asks(one.intent)]
    if len(questions) > 1 or (questions and (turn.unclear or not _asks(turn.intent))):
        return answer_questions(connection, turn, questions)
    if attribute := _attribute_of_item(connection, turn):
        return attribute
    if turn.intent == "more" and turn.context.items and (turn.values("ordinal") or turn.values("number")):
        return FOLLOW_UPS["pick"](connection, turn)
    if share := _share_of_it(turn):
        return answer_topic(connection, *share)
    if turn.intent in HANDLERS and (there := _there(turn)):
        return answer_topic(connection, there, turn.intent)
    topic = _meant_by_context(turn)
    if not topic:
        return None
    reply = answer_topic(connection, _with_focus(turn), topic)
    if len(reply.context.items) < 2:  # an attribute of one of the list: the list stays at hand
        return Reply(reply.answer, replace(reply.context, items=turn.context.items))
    return reply


def _named(turn: Turn) -> set[str]:
    """Return the kinds of what a message names, beside an occupation."""
    return {kind for kind, _value, _typed in turn.entities} - HOW_PEOPLE_ASK - {"occupation"}


def _both(connection: Connection, turn: Turn) -> Reply | None:
    """Tell of the two things, or the two topics, that the last question put to choice."""
    context = turn.context
    if context.topic not in HANDLERS:
        return None
    last = replace(again(turn), intent=str(context.topic))
    families = Counter(family(kind) for kind, _value in context.mentions)
    if any(number > 1 for number in families.values()):
        return answer_topic(connection, last, last.intent)
    if context.choices and asks_for("choice", context.question):
        other = chosen(turn, context.choices[0])
        return answer_questions(connection, turn, [last, other]) if other.intent in HANDLERS else None
    return None


def _share_of_it(turn: Turn) -> tuple[Turn, str] | None:
    """Return the turn and the topic of "how many have one?" after a question about a degree."""
    words = set(normalise(turn.text).split())
    if "share" not in turn.values("aspect") or _named(turn) or not words & ONE_OF_THEM:
        return None
    for kind, value in turn.context.mentions:
        if kind in SHARE_OF:
            return replace(turn, entities=(*turn.entities, (kind, value, value))), SHARE_OF[kind]
    return None


def _there(turn: Turn) -> Turn | None:
    """Return the turn with what was named last for the "there" that it ends with, if it names no other."""
    named = [(kind, value, value) for kind, value in turn.context.mentions if kind in THERE]
    if normalise(turn.text).split()[-1:] != ["there"] or _named(turn) & THERE or not named:
        return None
    return replace(turn, entities=(*turn.entities, *named))


def _asks(intent: str) -> bool:
    return intent in HANDLERS or intent in refusals() or intent in {*FOLLOW_UPS} - {"affirm", "deny"}


def _attribute_of_item(connection: Connection, turn: Turn) -> Reply | None:
    """Answer "how long is the third?" after a list of certificates, and "and the price?" after that."""
    context = turn.context
    if context.topic != "certifications" or not _asked_attributes(turn) or _named(turn):
        return None
    if "pay" in turn.values("aspect") or turn.values("occupation"):
        return None
    key = _certificate_meant(turn)
    if key is None:
        return None
    named = replace(turn, entities=(*turn.entities, ("certification", key, key)))
    reply = answer_topic(connection, named, context.topic)
    return Reply(reply.answer, replace(reply.context, items=context.items))


def _certificate_meant(turn: Turn) -> str | None:
    """Return the certificate that a message points at, or else the one told of last, unless it means all."""
    context, place = turn.context, pointed_at(turn)
    if place is not None:
        item = context.items[place] if -1 <= place < len(context.items) else None
        return item.key if item and item.kind == "entity" else None
    told = _told_of_last(turn)
    goes_on = turn.intent in {"certifications", *TAKEN_FOR_ATTRIBUTE} or len(turn.text.split()) <= FEW_WORDS
    return told[0] if len(told) == 1 and goes_on and not asks_for("all", turn.text) else None


def _told_of_last(turn: Turn) -> list[str]:
    """Return the certificates that the last answer was about."""
    return [value for kind, value in turn.context.mentions if kind == "certification"]


def _asked_attributes(turn: Turn) -> set[str]:
    return set(turn.values("aspect")) & set(ATTRIBUTE_OF_HINT)


def _with_focus(turn: Turn) -> Turn:
    """Return the turn with the thing told of last, if the message says "it" or "and the price?"."""
    says_it = turn.intent == "what_about" or _says_it(turn)
    picked = [("certification", key, key) for key in _told_of_last(turn)]
    names = {kind for kind, _value, _typed in turn.entities} & {"certification", "tool", "company"}
    return replace(turn, entities=(*turn.entities, *picked)) if says_it and not names else turn


def _is_price(turn: Turn) -> bool:
    """Return whether a message taken for one about pay asks what something costs: "how much is it?"."""
    return turn.intent == "salary" and {"price", "pay"} & set(turn.values("aspect")) == {"price"}


def _says_it(turn: Turn) -> bool:
    return bool(IT & set(normalise(turn.text).split()))


def _meant_by_context(turn: Turn) -> str | None:
    """Return the last topic when the message asks for an attribute or a dimension of what it told."""
    last = turn.context.topic
    kinds = _named(turn)
    doubtful = _says_it(turn) and (turn.confidence < CERTAIN or _is_price(turn))
    if last in ("certifications", "bootcamp") and (turn.intent in TAKEN_FOR_ATTRIBUTE or doubtful):
        return (
            last
            if (_asked_attributes(turn) or "level" in kinds)
            and kinds <= {"certification", "tool", "company", "level"}
            else None
        )
    if last in Series.dimensions and turn.intent in TAKEN_FOR_DIMENSION:
        return last if kinds and kinds <= Series.dimensions[last] else None
    return None


def answer_questions(connection: Connection, turn: Turn, questions: list[Turn]) -> Reply:
    """Answer each question of a message under a heading, with the sources of all; say what was not clear."""
    context, blocks = turn.context, list[Block]()
    citations: dict[Citation, None] = {}
    replies: list[Reply] = []
    for question in questions:
        reply = _answer(connection, replace(question, context=context))
        context = reply.context
        replies.append(reply)
        if len(questions) > 1:
            heading = _heading(connection, question, reply)
            name = "compose.unsure" if _is_doubtful(question, reply) else "compose.question"
            blocks.append(TextBlock(message(name, topic=heading)))
        for block in reply.answer.blocks:
            if isinstance(block, SourcesBlock):
                citations |= dict.fromkeys(block.items)
            elif not isinstance(block, ButtonsBlock):
                blocks.append(block)
    outcome = joint_outcome(reply.answer.outcome for reply in replies)
    if turn.unclear:
        names = joined([f"“{quoted(part)}”" for part in turn.unclear])
        blocks.append(TextBlock(message("compose.unclear", parts=names)))
        outcome = "partial" if outcome == "answered" else outcome
    if citations:
        blocks.append(SourcesBlock(tuple(citations)))
    unsure = any(_is_doubtful(*asked) for asked in zip(questions, replies, strict=True))
    last = replies[-1].answer
    blocks += [block for block in last.blocks if isinstance(block, ButtonsBlock)]
    shown = [reply.context for reply in replies]
    context = replace(
        context,
        rows=tuple(dict.fromkeys(key for one in shown for key in one.rows)),
        sources=tuple(dict.fromkeys(source for one in shown for source in one.sources)),
    )
    topic = next((reply.answer.topic for reply in replies if reply.answer.outcome == "answered"), last.topic)
    return Reply(Answer(outcome, topic, last.occupation, tuple(blocks), unsure=unsure), context)


def _is_doubtful(question: Turn, reply: Reply) -> bool:
    """Return whether a part of a message was answered that may ask something else."""
    return question.confidence < SURE and reply.answer.outcome in ("answered", "partial")


def _answer(connection: Connection, question: Turn) -> Reply:
    if question.intent in HANDLERS:
        return answer_topic(connection, question, question.intent)
    if question.intent in FOLLOW_UPS:
        return FOLLOW_UPS[question.intent](connection, question)
    return unanswered(connection, question)


def _heading(connection: Connection, question: Turn, reply: Reply) -> str:
    """Return the title of the topic that a part of a message was answered with, else the part itself."""
    if question.intent in HANDLERS:
        for topic in get_topics(connection, keys=[reply.answer.topic or question.intent]):
            return topic.title
    return f"“{quoted(question.text)}”"
