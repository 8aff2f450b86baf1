"""Whether the statements of a topic bear on what a question asks."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.engine import Connection

from actions.questions.cues import contains, is_yes_no
from actions.questions.kinds import THINGS
from actions.questions.question import Question
from actions.thresholds import ASKS_ABOUT_TOPIC, STATEMENT_BEARS
from knowledge.passages import without_occupation
from knowledge.queries.search import search_statements, text_similarity
from knowledge.records import Occupation, Statement, Topic


@dataclass(frozen=True)
class Bearing:
    """The topic's statements with their similarity to a question, the most similar first.

    ``to_topic`` is the cosine of the question and the topic's own.
    """

    statements: tuple[tuple[Statement, float], ...] = ()
    to_topic: float = 1.0
    is_yes_no: bool = False

    def has_nothing_on_claim(self) -> bool:
        """Return whether a question asks if something is so on which no statement of the topic bears.

        "Do they need category theory?" is not a question for the list of what they do need.
        """
        if not self.statements or not self.is_yes_no:
            return False
        return self.statements[0][1] < STATEMENT_BEARS and self.to_topic < ASKS_ABOUT_TOPIC


def compares_things(question: Question) -> bool:
    """Return whether a question asks which of several things is better: "AWS or GCP, which is better?"."""
    names = {one.name for one in question.of(*THINGS)}
    return len(names) > 1 and contains("asks_which_is_better", question.text)


def bearing(connection: Connection, question: Question, topic: Topic, occupation: Occupation) -> Bearing:
    """Return how a topic's statements about an occupation bear on a question."""
    if question.says_nothing:
        return Bearing()
    found = search_statements(connection, occupation=occupation.key, question=question.text, topic=topic.key)
    return Bearing(
        tuple(found),
        similarity_to_topic(question.text, topic, occupation),
        is_yes_no=is_yes_no(question.text),
    )


def similarity_to_topic(text: str, topic: Topic, occupation: Occupation) -> float:
    """Return the cosine of a question and the topic's own, apart from the occupation's name."""
    names = (occupation.name, occupation.plural)
    own = topic.question.format(occupation=occupation.name, occupations=occupation.plural)
    return text_similarity(without_occupation(text, names), without_occupation(own, names))
