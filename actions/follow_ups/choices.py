"""What a message points at: an item of the last answer, a choice that was offered, or both of two."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import TextBlock
from actions.composition.compose import Reply, compose, say
from actions.composition.offers import payload
from actions.composition.sections import Finding, Section, figure_section
from actions.composition.ways_on import offered_topics
from actions.messages import message
from actions.questions.carry_over.rules import asks_attribute_alone
from actions.questions.cues import asks_for, contains
from actions.questions.kinds import family
from actions.questions.linking import link_values
from actions.questions.occupations import discussed_occupation
from actions.questions.payloads import message_of_payload
from actions.questions.question import Question, Slot
from actions.questions.reader import read_question, repeat_question
from actions.questions.wording import is_only_a_number
from actions.state import ConversationState, Item
from actions.topic_answers import answer_topic
from actions.topics.misconceptions import misconception_section
from actions.topics.registry import handler_of
from knowledge.queries import facts
from knowledge.queries import misconceptions as misconception_queries
from knowledge.queries.disagreements import disagreements_of
from knowledge.queries.topics import has_topic
from knowledge.records import Occupation, Statement

ATTRIBUTES = ("price", "duration", "courses", "provider", "level")  # of a certificate
POINTING = frozenset({"more", "pick", "what_about"})  # intents that may do no more than point at an item


def lost(connection: Connection, question: Question, name: str) -> Reply:
    """Ask what a message refers to."""
    ranking = question.message.ranking if name == "what_about" else ()
    buttons = offered_topics(connection, question.state, ranking, question=question)
    return say(question.state, "clarify", message(f"clarify.{name}"), buttons, message("offers.instead"))


def question_of_payload(connection: Connection, state: ConversationState, payload: str) -> Question:
    """Return the question that a button asks."""
    return read_question(connection, message_of_payload(payload), state)


def out_of_range(question: Question, name: str, number: int) -> Reply:
    """Say how many there are to choose from; they stay at hand."""
    state = question.state
    reply = say(state, "clarify", message(f"clarify.{name}", number=number))
    return Reply(reply.answer, replace(reply.state, items=state.items, choices=state.choices))


def show_item(connection: Connection, question: Question, item: Item) -> Reply:
    """Show one item of the last list in full; the list stays at hand for "and the third?"."""
    state = question.state
    if item.kind == "occupation":
        about = question_of_payload(connection, state, payload("definition", occupation=item.key))
        reply = answer_topic(connection, about)
        return replace(reply, state=replace(reply.state, items=state.items))
    occupation = discussed_occupation(connection, state)
    section = _item_section(connection, question, occupation, item)
    if section is None:
        return lost(connection, question, "pick")
    topic = state.topic or "requirement_check"
    reply = compose(connection, topic=topic, found=[(occupation, Finding((section,)))], state=state)
    shown = aside(reply, state)
    if item.kind != "entity":
        return shown
    kept = replace(shown.state, told=(item.key,))  # "and after that?" is about the one behind it
    if topic == "certifications":  # "how long does it take?" is about this one
        kept = replace(kept, mentions=(("certification", item.key),))
    return Reply(shown.answer, kept)


def aside(reply: Reply, state: ConversationState) -> Reply:
    """Return a reply after which the conversation is where it was: at the same page, list and question."""
    kept = {
        name: getattr(state, name)
        for name in ("mentions", "hints", "question", "page", "pages", "items", "earlier")
    }
    return Reply(reply.answer, replace(reply.state, **kept))


def both_topics(connection: Connection, question: Question) -> list[Question]:
    """Return the question, or the two, that "both" means: two things or topics that were put to choice."""
    state = question.state
    past = state.last_question()
    if past is None or not has_topic(connection, key=past.topic):
        return []
    last = repeat_question(connection, past, state)
    families = Counter(family(kind) for kind, _value in state.mentions)
    if any(number > 1 for number in families.values()):
        return [last]
    if state.choices and asks_for("choice", state.question):
        other = question_of_payload(connection, state, state.choices[0])
        return [last, other] if other.topic else []
    return []


def _item_section(
    connection: Connection, question: Question, occupation: Occupation, item: Item
) -> Section | None:
    if item.kind == "entity":
        return _entity_section(connection, question, occupation, item.key)
    if item.kind == "figure":
        figures = [one for one in facts.figures(connection, occupation=occupation.key) if one.key == item.key]
        return figure_section(figures, occupation) if figures else None
    if item.kind == "misconception":
        rows = misconception_queries.misconceptions(connection, occupation=occupation.key)
        return next((misconception_section(row) for row in rows if row.key == item.key), None)
    if item.kind == "disagreement":
        found = disagreements_of(connection, occupation=occupation.key)
        return next((Section((TextBlock(one.text),)) for one in found if one.key == item.key), None)
    statements = facts.statements(connection, occupation=occupation.key, keys=[item.key])
    return _in_full(statements[0]) if statements else None


def _entity_section(
    connection: Connection, question: Question, occupation: Occupation, key: str
) -> Section | None:
    (linked,) = link_values(connection, [("", key)])
    if linked.entity is None:
        return None
    topic = "certifications" if linked.kind in ("certification", "course") else "requirement_check"
    asked = replace(
        Question(question.message, question.state), topic=Slot(topic, "carried over"), entities=(linked,)
    )
    return handler_of(topic).find(connection, asked, occupation).sections[0]


def _in_full(statement: Statement) -> Section:
    blocks = [TextBlock(text) for text in (statement.text, statement.detail) if text]
    if statement.why:
        blocks.append(TextBlock(message("why.because", why=statement.why)))
    if len(blocks) == 1:
        blocks.append(TextBlock(message("more.nothing_on_item")))
    return Section(tuple(blocks), (statement,))


def only_points(question: Question) -> bool:
    """Return whether a message does no more than point at an item or a choice."""
    if is_only_a_number(question.message.text) or question.points:
        return True
    if contains("doubts_the_answer", question.message.text):
        return False  # "so you don't know the second?"
    if _asks_of_told(question):
        return True
    if question.topic is not None and question.topic.origin == "carried over":
        return False
    if question.cue("ordinal") and asks_attribute_alone(question):
        return True  # "how long is the ninth?", where the list is shorter
    return question.intent in POINTING and question.item_position is not None


def _asks_of_told(question: Question) -> bool:
    """Return whether a belief or a disagreement of the list is asked for: "why is the fourth wrong?"."""
    item = question.item
    if item is None or item.kind not in ("misconception", "disagreement"):
        return False
    others = question.message.named_kinds() or question.of("occupation")
    return not others and (question.topic is None or question.intent == "misconceptions")


def item_shown(connection: Connection, question: Question) -> Reply | None:
    """Show the item of the last answer that a message points at: "the second one"."""
    items = question.state.items
    position = question.item_position
    if position is None or not items or not only_points(question):
        return None
    asks_of_occupation = question.topic is not None and question.topic.origin == "carried over"
    if asks_of_occupation and question.item is not None and question.item.kind == "occupation":
        return None  # "what does the elevator one earn?"
    if question.item is None:
        return out_of_range(question, "pick_range", len(items))
    if question.topic is not None and question.of("certification") and question.asks_for(*ATTRIBUTES):
        return None  # "what does the IBM one cost?"
    return show_item(connection, question, question.item)
