"""What an answer costs: few statements, none of them twice."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from knowledge.queries.query_cache import OPTION, with_query_cache
from tests.actions.asking import TOPICS, Talk

# Among them three for the facts that the question is nearest to, and two for vectors of occupations.
MOST = 16


@pytest.mark.parametrize("topic", TOPICS)
def test_an_answer_takes_few_statements_and_none_twice(knowledge: Engine, topic: str) -> None:
    ran: Counter[tuple[str, Any]] = Counter()

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        ran[statement, parameters] += 1

    event.listen(knowledge, "before_cursor_execute", note)
    try:
        with knowledge.connect() as connection:
            connection.info.pop(OPTION, None)  # what earlier tests have asked
            Talk(with_query_cache(connection)).ask(topic, text="what is told of this?")
    finally:
        event.remove(knowledge, "before_cursor_execute", note)
    assert 1 <= sum(ran.values()) <= MOST
    assert max(ran.values()) == 1, ran.most_common(1)
