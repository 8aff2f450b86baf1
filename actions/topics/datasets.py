"""Topics that only the datasets answer; of occupations of the content the nearest topic is told."""

from __future__ import annotations

from actions.composition.sections import Finding
from actions.questions.question import Question
from actions.questions.topic_slots import ADVICE_TOPICS, OCCUPATION_SEARCH
from actions.topics.base import PlainTopicHandler, Rows

# What the content holds instead, by topic.
NEAREST_TOPICS = {
    "interests": "suitability",
    "related_occupations": "comparison",
    "job_titles": "definition",
}


class Datasets(PlainTopicHandler):
    """Holds nothing itself: the answers are in ``actions/datasets``."""

    topics = ("interests", "related_occupations", "job_titles", OCCUPATION_SEARCH)

    def decide(self, question: Question, rows: Rows) -> Finding:
        """Return that nothing is held."""
        return Finding(())


class Advice(PlainTopicHandler):
    """Holds nothing itself: the answers are in ``actions/advice``."""

    topics = ADVICE_TOPICS

    def decide(self, question: Question, rows: Rows) -> Finding:
        """Return that nothing is held."""
        return Finding(())
