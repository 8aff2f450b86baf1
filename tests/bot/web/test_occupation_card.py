"""The card of an occupation tells what the answers tell, each fact with its source."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.engine import Engine

from bot.web.occupation_card import Cards, read_card
from knowledge.models import NATION, wage


def card(engine: Engine, key: str) -> dict[str, Any]:
    with engine.connect() as connection:
        found = read_card(connection, key)
    assert found is not None
    return found


def sources_of(told: dict[str, Any]) -> set[int]:
    return {
        section[name]
        for section in told.values()
        if isinstance(section, dict)
        for name in section
        if "source" in name
    }


def test_an_occupation_of_the_datasets_has_every_section(dataset_engine: Engine) -> None:
    told = card(dataset_engine, "29-1141.00")
    assert told["plural"] == "registered nurses" and told["summary"]["text"].startswith("Registered nurses")
    pay = told["pay"]
    assert pay["low"]["value"] < pay["median"]["value"] < pay["high"]["value"]
    assert (pay["period"], pay["place"], pay["group"]) == ("annual", "United States", None)
    assert told["outlook"]["years"] == "2024-2034" and told["outlook"]["openings"] > 100_000
    assert told["education"]["typical"] == "Bachelor's degree" and len(told["duties"]["items"]) == 5
    assert told["skills"]["items"] and told["related"]["items"][0]["question"].startswith("What does a")
    titles = [told["sources"][place]["title"] for place in sorted(sources_of(told))]
    assert [title.split()[0] for title in titles] == ["O*NET", "Occupational", "Employment"]


def test_figures_of_a_group_say_whose_they_are(dataset_engine: Engine) -> None:
    told = card(dataset_engine, "15-2051.01")
    assert told["pay"]["group"] == told["outlook"]["group"].title() == "Data Scientists"


def test_pay_by_the_hour_is_told_where_no_other_is_published(dataset_engine: Engine) -> None:
    pay = card(dataset_engine, "27-2042.00")["pay"]
    assert pay["period"] == "hourly" and 10 < pay["median"]["value"] < 115


def test_pay_above_the_highest_that_is_published_is_told_as_a_bound(dataset_engine: Engine) -> None:
    of_nurses = (wage.c.code == "29-1141") & (wage.c.area_code == NATION)
    with dataset_engine.connect() as connection:  # which is not committed
        connection.execute(update(wage).where(of_nurses).values(annual_p90=None, top_coded="annual_p90"))
        told = read_card(connection, "29-1141.00")
    assert told is not None and told["pay"]["high"] == {"value": 239_200.0, "at_least": True}


def test_an_occupation_of_the_content_tells_what_its_articles_tell(dataset_engine: Engine) -> None:
    told = card(dataset_engine, "machine_learning_engineer")
    assert [level["value"] for level in told["pay"]["levels"]] == [85_000, 120_000, 170_000]
    assert told["outlook"]["growth"] == 22 and told["code"] is None
    assert sources_of(told) == set(range(len(told["sources"])))


def test_a_curated_key_and_its_code_are_one_occupation(dataset_engine: Engine) -> None:
    assert card(dataset_engine, "data_scientist") == card(dataset_engine, "15-2051.00")


def test_cards_are_kept_for_a_version_and_unknown_ones_are_none(
    dataset_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards = Cards(dataset_engine)
    assert cards.get("wright") is None
    first = cards.get("29-1141.00")
    assert cards.get("29-1141.00") is first
    monkeypatch.setattr("bot.web.occupation_card.loaded_version", lambda _: "another")
    assert cards.get("29-1141.00") == first and cards.get("29-1141.00") is not first
