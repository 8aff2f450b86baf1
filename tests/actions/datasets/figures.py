"""What the tables of the datasets hold, read without the code that answers from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import Connection

from actions.answer import ChartBlock, TableBlock
from actions.composition.compose import Reply
from actions.composition.lengths import LEAD_WORDS, REPLY_WORDS, words
from actions.questions.message import UserMessage
from tests.actions.asking import Named, Talk, check_contract

NURSE: Named = ("occupation", "29-1141.00", "nurse")
WELDER: Named = ("occupation", "51-4121.00", "welder")
ELECTRICIAN: Named = ("occupation", "47-2111.00", "electrician")
PLUMBER: Named = ("occupation", "47-2152.00", "plumber")
CASHIER: Named = ("occupation", "41-2011.00", "cashier")
TYPIST: Named = ("occupation", "43-9022.00", "typist")
ACTOR: Named = ("occupation", "27-2011.00", "actor")  # of whom wages are published for the hour only
TEACHER: Named = ("occupation", "25-2021.00", "elementary school teacher")  # … and for the year only
INFANTRY: Named = ("occupation", "55-3016.00", "infantry")  # of whom there are titles only
APPRAISER: Named = ("occupation", "13-2022.00", "appraiser")  # who are counted with others
DATA_SCIENTIST: Named = ("occupation", "data_scientist", "data scientist")
GERMANY: Named = ("country", "germany", "Germany")
TEXAS: Named = ("place", "texas", "Texas")
CALIFORNIA: Named = ("place", "california", "California")


class CheckedTalk(Talk):
    """A conversation in which every answer fits the contract and is short."""

    def send(self, sent: UserMessage) -> Reply:
        reply = super().send(sent)
        check_contract(reply)
        lead = len((reply.answer.lead or "").split())
        assert lead <= LEAD_WORDS, reply.answer.lead
        assert words(reply.answer.blocks) - lead <= REPLY_WORDS
        return reply


def one(connection: Connection, sql: str, **values: object) -> Mapping[str, Any]:
    """Return the first row of a query."""
    return connection.execute(text(sql), values).mappings().one_or_none() or {}


def all_of(connection: Connection, sql: str, **values: object) -> list[Any]:
    """Return the first column of a query."""
    return [row[0] for row in connection.execute(text(sql), values)]


def wage(
    connection: Connection, named: Named, area: str = "0000000", industry: str = ""
) -> Mapping[str, Any]:
    """Return the published wages of an occupation that has a code of its own."""
    return one(
        connection,
        "SELECT * FROM wage WHERE code = :code AND area_code = :area AND industry_code = :industry",
        code=named[1][:7],
        area=area,
        industry=industry,
    )


def area(connection: Connection, name: str) -> str:
    """Return the code of a place."""
    (code,) = all_of(connection, "SELECT code FROM area WHERE name = :name", name=name)
    return str(code)


def projection(connection: Connection, named: Named) -> Mapping[str, Any]:
    """Return the projection of an occupation."""
    return one(connection, "SELECT * FROM projection WHERE code = :code", code=named[1][:7])


def release(connection: Connection) -> str:
    """Return the month and year of the wages."""
    (version,) = all_of(connection, "SELECT version FROM dataset WHERE key = 'wages'")
    return str(version)


def usd(value: float) -> str:
    return f"${value:,.0f}"


def by_hour(value: float) -> str:
    return f"${value:,.2f} an hour"


def lead(reply: Reply) -> str:
    """Return the first line of a reply."""
    assert reply.answer.lead is not None
    return reply.answer.lead


def chart(reply: Reply) -> ChartBlock:
    (drawn,) = (block for block in reply.answer.blocks if isinstance(block, ChartBlock))
    return drawn


def table(reply: Reply) -> TableBlock:
    (drawn,) = (block for block in reply.answer.blocks if isinstance(block, TableBlock))
    return drawn
