"""Which statements of a topic bear on the very words of a question."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from actions.questions.cues import is_yes_no
from actions.questions.question import Question
from actions.thresholds import (
    ASKS_ABOUT_TOPIC,
    ASKS_TOPIC_VERBATIM,
    ASKS_WHOLE_TOPIC,
    PERTINENT_LEAD,
    PERTINENT_WITHIN,
    STATEMENT_BEARS,
    STATEMENT_IS_MEANT,
    STATEMENT_PERTINENT,
)
from knowledge.passages import without_occupation
from knowledge.queries.lexical import content_words
from knowledge.queries.search import search_statements, text_similarity
from knowledge.records import Occupation, Statement, Topic

SHOWN = 2


@dataclass(frozen=True)
class Bearing:
    """The topic's statements with their similarity to a question, the most similar first.

    ``to_topic`` is the cosine of the question and the topic's own, ``says_more`` whether the question holds a
    word that does not merely name the topic.
    """

    statements: tuple[tuple[Statement, float], ...] = ()
    to_topic: float = 1.0
    says_more: bool = False
    is_yes_no: bool = False

    def has_nothing_on_claim(self) -> bool:
        """Return whether a question asks if something is so on which no statement of the topic bears.

        "Do they need category theory?" is not a question for the list of what they do need.
        """
        if not self.statements or not self.is_yes_no:
            return False
        return self.statements[0][1] < STATEMENT_BEARS and self.to_topic < ASKS_ABOUT_TOPIC

    def pertinent(self) -> list[Statement]:
        """Return up to :data:`SHOWN` statements that stand out as what the question is after."""
        if not self.statements or not self.says_more:
            return []
        best = self.statements[0][1]
        others = [similarity for _statement, similarity in self.statements[1:]]
        mean = sum(others) / len(others) if others else 0.0
        whole = ASKS_WHOLE_TOPIC if best < STATEMENT_IS_MEANT else ASKS_TOPIC_VERBATIM
        if best < STATEMENT_PERTINENT or best < mean + PERTINENT_LEAD or self.to_topic >= whole:
            return []
        near = self.statements[:SHOWN]
        return [statement for statement, similarity in near if similarity >= best - PERTINENT_WITHIN]


def bearing(connection: Connection, question: Question, topic: Topic, occupation: Occupation) -> Bearing:
    """Return how a topic's statements about an occupation bear on a question."""
    if question.says_nothing:
        return Bearing()
    found = search_statements(connection, occupation=occupation.key, question=question.text, topic=topic.key)
    return Bearing(
        tuple(found),
        similarity_to_topic(question.text, topic, occupation),
        says_more=bool(
            _words(question.text, occupation) - _words(f"{topic.title} {topic.question}", occupation)
        ),
        is_yes_no=is_yes_no(question.text),
    )


def similarity_to_topic(text: str, topic: Topic, occupation: Occupation) -> float:
    """Return the cosine of a question and the topic's own, apart from the occupation's name."""
    names = (occupation.name, occupation.plural)
    own = topic.question.format(occupation=occupation.name, occupations=occupation.plural)
    return text_similarity(without_occupation(text, names), without_occupation(own, names))


def _words(text: str, occupation: Occupation) -> frozenset[str]:
    named = text.replace("{occupations}", occupation.plural).replace("{occupation}", occupation.name)
    return content_words(without_occupation(named, (occupation.name, occupation.plural)))
