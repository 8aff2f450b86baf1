"""A share that leaves its band is told once, and once more when it is back, whoever looks and how often."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy.engine import Engine

from desk.queries.watch import Message, newest_messages, states
from desk.watch.alerts import look
from desk.watch.samples import readings
from tests.desk.watch.conftest import NOW, add_hour, add_hours, add_month, hours_back


def looked(engine: Engine, hours: float = 0.0) -> list[Message]:
    with engine.begin() as connection:
        return look(connection, ["webhook"], now=(NOW + timedelta(hours=hours)).timestamp())


def test_a_usual_day_is_told_nothing_of(month: Engine) -> None:
    assert looked(month) == []
    with month.connect() as connection:
        unknown, error, down = readings(connection, NOW)
    assert unknown.usual and unknown.sample.turns == 201 and unknown.hours == 2
    assert unknown.usual.mean == pytest.approx(0.0997, abs=0.001)
    assert error.usual and error.sample.cases == 1 and down.usual and down.sample.turns == 44


def test_a_share_that_rises_is_told_once_and_once_when_it_is_back(month: Engine) -> None:
    with month.begin() as connection:
        add_hour(connection, NOW, answered=40, unknown=60)
    (alert,) = looked(month)
    assert alert.kind == "alert" and alert.details["measure"] == "unknown"
    assert alert.details["cases"] == 70 and alert.details["turns"] == 201 and "34.8%" in alert.text
    assert looked(month) == [] and looked(month, 0.2) == []
    with month.begin() as connection:
        assert states(connection)["unknown"].is_out
        for hour in (1, 2):
            add_hour(connection, NOW + timedelta(hours=hour), answered=90, unknown=10)
    (back,) = looked(month, 2)
    assert back.kind == "back" and looked(month, 2) == []
    with month.connect() as connection:
        found = newest_messages(connection, limit=10)
    assert [one.kind for one in found] == ["back", "alert"]
    assert [one.way for one in found[0].deliveries] == ["webhook"]


def test_errors_and_thumbs_are_watched_too(month: Engine) -> None:
    with month.begin() as connection:
        add_hour(connection, NOW, answered=70, unknown=10, error=20, up=5, down=25)
    assert {one.details["measure"] for one in looked(month)} == {"error", "down"}


def test_several_desks_that_look_at_once_tell_it_once(month: Engine) -> None:
    with month.begin() as connection:
        add_hour(connection, NOW, answered=40, unknown=60)
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda _: looked(month), range(8)))
    assert sum(map(len, told)) == 1
    with month.connect() as connection:
        assert len(newest_messages(connection, limit=10)) == 1


def test_a_bad_night_of_few_messages_is_judged_over_more_hours(engine: Engine) -> None:
    with engine.begin() as connection:
        add_month(connection, answered=3, unknown=1)
        for back in range(3):
            add_hour(connection, NOW - timedelta(hours=back), unknown=4)
        unknown = readings(connection, NOW)[0]
    assert unknown.hours == 12 and unknown.sample.turns >= 30
    with engine.begin() as connection:
        for back in range(12):
            add_hour(connection, NOW - timedelta(hours=back), unknown=4)
    assert [one.details["measure"] for one in looked(engine)] == ["unknown"]


def test_without_a_month_behind_it_nothing_is_known_and_nothing_told(engine: Engine) -> None:
    with engine.begin() as connection:
        add_hours(connection, {at: {"unknown": 100} for at in hours_back(48)})
    assert looked(engine) == []


def test_working_days_are_not_compared_with_weekends(engine: Engine) -> None:
    with engine.begin() as connection:
        unknown = {at: 90 if at.weekday() >= 5 else 10 for at in hours_back(29 * 24)}
        add_hours(
            connection, {at: {"unknown": share, "answered": 100 - share} for at, share in unknown.items()}
        )
        add_hour(connection, NOW, answered=10, unknown=90)
    (alert,) = looked(engine)
    assert alert.details["usual"] == pytest.approx(0.1, abs=0.01)
