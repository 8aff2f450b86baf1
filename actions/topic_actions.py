"""One action for each family of topics; the rules in ``data/rules.yml`` route intents to them."""

from __future__ import annotations

from abc import abstractmethod

from sqlalchemy.engine import Connection

from actions.action import AdvisorAction
from actions.compose import Reply
from actions.conversation import answer_intent
from actions.request import Turn
from actions.topics.base import TopicHandler
from actions.topics.certifications import Bootcamp, Certifications
from actions.topics.comparisons import Comparisons
from actions.topics.figures import Salary, Series, Table
from actions.topics.misconceptions import Misconceptions
from actions.topics.statements import Statements
from actions.topics.things import Algorithms, Languages, RequirementCheck, Skills, Tools


class TopicAction(AdvisorAction):
    """Answers the topic that the intent names."""

    @property
    @abstractmethod
    def handler(self) -> type[TopicHandler]:
        """Return the family of topics that the action answers."""

    def respond(self, connection: Connection, turn: Turn) -> Reply:
        """Answer the topic of the turn's intent."""
        if turn.intent not in self.handler.topics:
            raise LookupError(f"{self.name()} does not answer '{turn.intent}': correct data/rules.yml")
        return answer_intent(connection, turn)


class ActionAlgorithms(TopicAction):
    """Which algorithms are common."""

    action_name, handler = "action_algorithms", Algorithms


class ActionBootcamp(TopicAction):
    """What is told of a bootcamp."""

    action_name, handler = "action_bootcamp", Bootcamp


class ActionCertifications(TopicAction):
    """Which certifications there are."""

    action_name, handler = "action_certifications", Certifications


class ActionComparison(TopicAction):
    """How two occupations differ."""

    action_name, handler = "action_comparison", Comparisons


class ActionMisconceptions(TopicAction):
    """What people get wrong."""

    action_name, handler = "action_misconceptions", Misconceptions


class ActionOutlook(TopicAction):
    """Job outlook and market size."""

    action_name, handler = "action_outlook", Table


class ActionProgrammingLanguages(TopicAction):
    """Which languages are needed."""

    action_name, handler = "action_programming_languages", Languages


class ActionRequirementCheck(TopicAction):
    """Whether one thing is needed."""

    action_name, handler = "action_requirement_check", RequirementCheck


class ActionSalary(TopicAction):
    """What the occupation earns."""

    action_name, handler = "action_salary", Salary


class ActionShares(TopicAction):
    """How people, jobs and start-ups are distributed."""

    action_name, handler = "action_shares", Series


class ActionSkills(TopicAction):
    """Which skills are needed."""

    action_name, handler = "action_skills", Skills


class ActionStatements(TopicAction):
    """Topics told in sentences."""

    action_name, handler = "action_statements", Statements


class ActionTools(TopicAction):
    """Which libraries and tools are used."""

    action_name, handler = "action_tools", Tools
