"""Asks about changes of occupation without a model: what a message names, and what the person has said."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.answer import TableBlock
from actions.composition.compose import Reply
from actions.person import Person
from actions.questions.question import Question, Slot
from actions.state import ConversationState
from tests.actions.asking import MLE, Named, question

NURSE: Named = ("occupation", "29-1141.00", "nurse")
PRACTITIONER: Named = ("occupation", "29-1171.00", "nurse practitioner")
TRUCK_DRIVER: Named = ("occupation", "53-3032.00", "truck driver")
ELECTRICIAN: Named = ("occupation", "47-2111.00", "electrician")
CHEF: Named = ("occupation", "35-1011.00", "chef")
INFANTRY: Named = ("occupation", "55-3016.00", "infantry")  # of whom there are titles only
OTHER_ENGINEER: Named = ("occupation", "17-2199.00", "other engineer")  # who are left over in a group
APPRAISER: Named = ("occupation", "13-2022.00", "appraiser")  # whom BLS counts with others
LEGISLATOR: Named = ("occupation", "11-1031.00", "legislator")  # whose skills nobody's are near
TEACHER: Named = ("occupation", "teacher", "teacher")  # a title of several occupations
DATA_SCIENTIST: Named = ("occupation", "data_scientist", "data scientist")
ENGINEER: Named = ("occupation", MLE, "machine learning engineer")
APPLIED: Named = ("occupation", "applied_machine_learning", "applied machine learning")
TEXAS: Named = ("place", "texas", "Texas")
GERMANY: Named = ("country", "germany", "Germany")


def asked(
    connection: Connection,
    text: str,
    *named: Named,
    topic: str = "career_change",
    state: ConversationState | None = None,
    page: int = 0,
    aspect: str = "",
    **said: object,
) -> Question:
    """Return such a question of a person who has said some things of themselves."""
    person = Person(**said)  # type: ignore[arg-type]
    state = replace(state or ConversationState(), person=person)
    cues = (("aspect", aspect),) if aspect else ()
    read = question(connection, topic, *named, *cues, text=text, state=state)
    return replace(read, topic=Slot(topic), page=page)


def table(reply: Reply) -> TableBlock:
    """Return the table of a reply."""
    return next(block for block in reply.answer.blocks if isinstance(block, TableBlock))


def cells(reply: Reply) -> dict[str, tuple[str, ...]]:
    """Return the rows of the table of a reply by their first cell."""
    return {row[0]: row[1:] for row in table(reply).rows}
