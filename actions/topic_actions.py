"""One action for each family of topics; the rules in ``data/rules.yml`` route intents to them."""

from __future__ import annotations

from sqlalchemy.engine import Connection

from actions.action import AdvisorAction
from actions.topics.registry import HANDLER_OF_ACTION, HANDLERS
from knowledge.queries.topics import has_topic


class TopicAction(AdvisorAction):
    """Answers the topic that the intent names; the table of handlers says which topics those are."""

    def __init_subclass__(cls) -> None:
        """Take the intents from the table."""
        cls.intents = frozenset(HANDLER_OF_ACTION[cls.action_name].topics)


class ActionAlgorithms(TopicAction):
    """Which algorithms are common."""

    action_name = "action_algorithms"


class ActionBootcamp(TopicAction):
    """What is known about a bootcamp."""

    action_name = "action_bootcamp"


class ActionCertifications(TopicAction):
    """Which certifications there are."""

    action_name = "action_certifications"


class ActionComparison(TopicAction):
    """How two occupations differ."""

    action_name = "action_comparison"


class ActionMisconceptions(TopicAction):
    """What people get wrong."""

    action_name = "action_misconceptions"


class ActionOccupations(TopicAction):
    """What only the datasets know: interests, related occupations, titles, rankings of occupations."""

    action_name = "action_occupations"


class ActionOutlook(TopicAction):
    """Job outlook and market size."""

    action_name = "action_outlook"


class ActionProgrammingLanguages(TopicAction):
    """Which languages are needed."""

    action_name = "action_programming_languages"


class ActionRequirementCheck(TopicAction):
    """Whether one thing is needed."""

    action_name = "action_requirement_check"


class ActionSalary(TopicAction):
    """What the occupation earns."""

    action_name = "action_salary"


class ActionShares(TopicAction):
    """How people, jobs and start-ups are distributed."""

    action_name = "action_shares"


class ActionSkills(TopicAction):
    """Which skills are needed."""

    action_name = "action_skills"


class ActionStatements(TopicAction):
    """Topics answered in sentences, and those that the operator's own content adds."""

    action_name = "action_statements"

    def answers(self, connection: Connection, intent: str) -> bool:
        """Return whether rules may route an intent here: also a topic that no other handler answers."""
        known = super().answers(connection, intent)
        return known or (intent not in HANDLERS and has_topic(connection, key=intent))


class ActionTools(TopicAction):
    """Which libraries and tools are used."""

    action_name = "action_tools"
