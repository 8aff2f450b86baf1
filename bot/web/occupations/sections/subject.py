"""What sections share: the occupation, the question to ask the chat about it, and how a source is cited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.engine import Connection

from bot.web.occupations.addresses import ask_path
from bot.web.occupations.blocks import Cited, Link
from bot.web.occupations.texts import published, say
from knowledge.dataset_records import OnetOccupation, Projection
from knowledge.queries.onet import onet_occupation_by_code
from knowledge.queries.topics import list_topics
from knowledge.records import Occupation, Source, Topic


@dataclass(frozen=True)
class Subject:
    """An occupation of the datasets: what people call it, and its row of O*NET."""

    occupation: Occupation
    onet: OnetOccupation
    topics: Mapping[str, Topic]

    @property
    def plural(self) -> str:
        """What to call its people in a sentence."""
        return self.occupation.plural

    @property
    def wage_group(self) -> str | None:
        """Whose pay and number are published, where these are of several occupations together."""
        if self.onet.wage_code is None or self.onet.has_own_wages:
            return None
        return say("group.name", title=self.onet.wage_title or "", code=self.onet.wage_code)

    @property
    def paid(self) -> str:
        """Whose pay is told, in a sentence: the occupation's people, or all of the group."""
        return say("group.people", group=self.wage_group) if self.wage_group else self.plural

    def projection_group(self, row: Projection) -> str | None:
        """Return whose employment a row projects, where it is that of several occupations together."""
        return None if self.onet.has_own_projection else say("group.name", title=row.title, code=row.code)

    def group_note(self, group: str) -> str:
        """Say that figures are those of a group."""
        return say("group.note", occupations=self.plural, group=group)

    def ask(self, topic: str) -> Link | None:
        """Return the link that asks the chat about a topic."""
        return ask_link(self.topics, topic, self.occupation)


def subject_of(connection: Connection, occupation: Occupation) -> Subject | None:
    """Return the subject of the datasets' sections; None where they do not hold the occupation."""
    onet = onet_occupation_by_code(connection, code=occupation.code) if occupation.code else None
    return Subject(occupation, onet, topics_by_key(connection)) if onet else None


def topics_by_key(connection: Connection) -> dict[str, Topic]:
    """Return every topic by its key, in their order."""
    return {topic.key: topic for topic in list_topics(connection)}


def ask_link(topics: Mapping[str, Topic], key: str, occupation: Occupation) -> Link | None:
    """Return the link that asks the chat about a topic of an occupation; None if there is no such topic."""
    if key not in topics:
        return None
    question = topics[key].question_about(occupation)
    return Link(question, ask_path(question))


def cited(source: Source, place: str, time: str) -> Cited:
    """Return a source with the place and the time that what it says holds for."""
    return Cited(source.key, source.title, say("sources.holds", place=place, time=time))


def cited_onet(source: Source, time: str | None = None) -> Cited:
    """Return O*NET, or a release of it, as a source: it describes work in one country as of its release."""
    at = time or say("sources.release", date=published(source))
    return cited(source, say("sources.onet_place"), at)
