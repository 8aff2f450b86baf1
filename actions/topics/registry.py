"""The one table that says which handler answers a topic, and which action its intent is routed to."""

from __future__ import annotations

from typing import Any

from actions.topics.base import TopicHandler
from actions.topics.bootcamp import Bootcamp
from actions.topics.certifications import Certifications
from actions.topics.comparisons import Comparisons
from actions.topics.datasets import Advice, Datasets
from actions.topics.misconceptions import Misconceptions
from actions.topics.outlook import Outlook
from actions.topics.salary import Salary
from actions.topics.series import Series
from actions.topics.statements import Statements
from actions.topics.things import Algorithms, Languages, RequirementCheck, Skills, Tools

Handler = TopicHandler[Any]

HANDLER_OF_ACTION: dict[str, Handler] = {
    "action_advice": Advice(),
    "action_algorithms": Algorithms(),
    "action_bootcamp": Bootcamp(),
    "action_certifications": Certifications(),
    "action_comparison": Comparisons(),
    "action_misconceptions": Misconceptions(),
    "action_occupations": Datasets(),
    "action_outlook": Outlook(),
    "action_programming_languages": Languages(),
    "action_requirement_check": RequirementCheck(),
    "action_salary": Salary(),
    "action_shares": Series(),
    "action_skills": Skills(),
    "action_statements": Statements(),
    "action_tools": Tools(),
}
HANDLERS: dict[str, Handler] = {
    topic: handler for handler in HANDLER_OF_ACTION.values() for topic in handler.topics
}


def handler_of(topic: str) -> Handler:
    """Return the handler of a topic; one that the operator's own content adds is answered in sentences."""
    return HANDLERS.get(topic) or HANDLER_OF_ACTION["action_statements"]
