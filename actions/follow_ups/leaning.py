"""Steps of the policy for messages that say too little of themselves: a number, or a few words."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.answer import ButtonsBlock, SourcesBlock
from actions.composition.compose import Reply
from actions.composition.plain_text import render
from actions.facts.coverage import DURATIONS
from actions.facts.named_numbers import no_figure_of_last, number_explained
from actions.facts.retrieval import retrieved_in_context
from actions.questions.carry_over.carrying import LEANING, says_only
from actions.questions.cues import contains, is_fragment
from actions.questions.question import Question
from actions.thresholds import MOVE_CONFIDENCE, OUTRANKS_CONVERSATION, PART_IS_A_QUESTION, UNDOUBTED_ANSWER
from knowledge.queries.lexical import content_words, numbers_in

FEW_WORDS = 4  # of a message that tells too little of what it is about
# Intents that lean on the last answer only below this confidence.
SURE_FROM = {"more": UNDOUBTED_ANSWER, "goodbye": MOVE_CONFIDENCE}


def number(connection: Connection, question: Question) -> Reply | None:
    """Tell what a number is that an unclear message names: "explain the 22 %"."""
    clear = question.topic is not None and question.confidence >= PART_IS_A_QUESTION
    if question.message.is_payload or question.quantity is None or clear or question.asks_for("bonus"):
        return None
    if question.quantity.unit in DURATIONS or contains("first_person", question.message.words):
        return None  # a number of the person's own: "I have two years of work"
    if len(set(numbers_in(question.text))) > 1:
        return None  # "what's 12 percent of 250?"
    return number_explained(connection, question)


def in_context(connection: Connection, question: Question) -> Reply | None:
    """Answer a few words that go on with the last topic: "how many there?", "and does it help?"."""
    discussed = question.state.occupations
    named = [one for one in question.entities if not (one.occupation and one.occupation.key in discussed)]
    if question.message.is_payload or named:
        return None
    if says_only(question, "asks_for_a_figure_alone") and (reply := no_figure_of_last(connection, question)):
        return reply
    return retrieved_in_context(connection, question) if _leans(question) else None


def after_all(connection: Connection, question: Question) -> Reply | None:
    """Answer what has no answer of its own as one that goes on with the last topic, if it points back."""
    unclear = question.confidence < UNDOUBTED_ANSWER and not question.topic_is(question.state.topic or "")
    if question.message.is_payload or question.entities or not unclear:
        return None
    return retrieved_in_context(connection, question, only_hope=True)


def _leans(question: Question) -> bool:
    """Return whether a message may go on with the last question rather than ask one of its own."""
    if question.topic is None and says_only(question, "asks_further"):
        return True  # "until?"
    if question.topic is None:
        sure = SURE_FROM.get(question.intent)
        return question.intent in LEANING if sure is None else question.confidence < sure
    if is_fragment(question.message.words):
        return question.confidence < OUTRANKS_CONVERSATION
    if question.topic.origin == "carried over" or question.topic_is(question.state.topic or ""):
        return False
    leans = contains("points_back", question.message.words)
    return question.confidence < (UNDOUBTED_ANSWER if leans else PART_IS_A_QUESTION)


def shares_nothing(question: Question, reply: Reply) -> bool:
    """Return whether an answer has none of the few words of a question that names nothing known."""
    if len(question.text.split()) > FEW_WORDS:
        return False
    if (
        question.entities
        or question.quantity
        or any(one.value.only_in_datasets for one in question.occupations)
    ):
        return False
    asked = content_words(question.text)
    blocks = [one for one in reply.answer.blocks if not isinstance(one, SourcesBlock | ButtonsBlock)]
    told = content_words(render(blocks))
    return bool(asked) and reply.answer.outcome == "answered" and not asked & told
