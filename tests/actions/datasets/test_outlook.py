"""How many people work in an occupation, now and in ten years."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.answer import NoteBlock
from tests.actions.asking import Named, Talk, cites, told
from tests.actions.datasets.figures import (
    APPRAISER,
    CASHIER,
    DATA_SCIENTIST,
    ELECTRICIAN,
    GERMANY,
    INFANTRY,
    NURSE,
    TEXAS,
    all_of,
    area,
    chart,
    lead,
    projection,
    release,
    wage,
)

Begin = Callable[..., Talk]
STEADY: Named = ("occupation", "17-3027.00", "mechanical engineering technician")
AVERAGE: Named = ("occupation", "11-3061.00", "purchasing manager")


def growth_of_all(connection: Connection) -> str:
    (change,) = all_of(connection, "SELECT change_percent FROM projection WHERE code = '00-0000'")
    return f"all occupations together ({change:g}%)"


def test_growth_stands_in_the_first_line_with_its_years(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("outlook", NURSE, text="what is the outlook for nurses?")
    row = projection(datasets, NURSE)
    assert lead(reply) == (
        f"Employment of registered nurses is projected to grow by {row['change_percent']:g}%"
        f" from 2024 to 2034, from {row['employment_from']:,} to {row['employment_to']:,} (BLS)."
        f" That is faster than {growth_of_all(datasets)}."
    )
    assert f"About {row['openings_a_year']:,} openings are expected a year" in told(reply)
    assert [point.value for point in chart(reply).points] == [row["employment_from"], row["employment_to"]]


@pytest.mark.parametrize("asked", ["outlook of prosthodontists?", "how many openings for prosthodontists?"])
def test_of_the_fewest_no_growth_without_a_difference_and_no_zero_openings_are_told(
    talk: Begin, datasets: Connection, asked: str
) -> None:
    named = ("occupation", "29-1024.00", "prosthodontists")
    row = projection(datasets, named)
    assert row["openings_a_year"] == 0 and row["employment_from"] == row["employment_to"] == 900
    said = told(talk().ask("outlook", named, text=asked))
    assert "Fewer than 50 openings" in said and "most to replace" not in said
    assert "grow by 4.5% from 2024 to 2034; in both years it rounds to 900 (BLS)." in said


@pytest.mark.parametrize(
    ("named", "change", "against"),
    [
        (CASHIER, "projected to decline by", "All occupations together grow by 3.1%."),
        (STEADY, "projected to stay about the same (0%)", "slower than all occupations together (3.1%)"),
        (AVERAGE, "projected to grow by", "about as fast as all occupations together (3.1%)"),
        (DATA_SCIENTIST, "projected to grow by", "faster than all occupations together (3.1%)"),
    ],
)
def test_what_shrinks_or_stays_does_not_grow(talk: Begin, named: Named, change: str, against: str) -> None:
    first = lead(talk().ask("outlook", named, text="what is their outlook?"))
    assert change in first
    assert against in first
    assert "-" not in first.replace("self-employed", "")


def test_the_decline_is_told_without_a_sign(talk: Begin, datasets: Connection) -> None:
    row = projection(datasets, CASHIER)
    assert row["change_percent"] < 0
    first = lead(talk().ask("outlook", CASHIER, text="do cashiers have a future?"))
    assert f"decline by {-row['change_percent']:g}%" in first


def test_openings_come_first_where_they_are_asked_for(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("outlook", NURSE, text="how many openings are there for nurses?")
    openings = projection(datasets, NURSE)["openings_a_year"]
    assert lead(reply).startswith(f"About {openings:,} openings for registered nurses are expected a year")
    assert "projected to grow" in told(reply)


def test_how_many_work_in_an_occupation(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("outlook", NURSE, text="how many nurses are there?")
    count, later = wage(datasets, NURSE)["employment"], projection(datasets, NURSE)
    assert lead(reply) == (
        f"About {count:,} registered nurses are employed in the United States (BLS, {release(datasets)};"
        " the self-employed not counted)."
    )
    assert f"at {later['employment_from']:,} in 2024 and {later['employment_to']:,} in 2034" in told(reply)


@pytest.mark.usefixtures("published_wages")
def test_how_many_work_in_a_state(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("outlook", NURSE, TEXAS, text="how many nurses work in Texas?")
    count = wage(datasets, NURSE, area(datasets, "Texas"))["employment"]
    assert lead(reply).startswith(f"About {count:,} registered nurses are employed in Texas")
    assert "2034" not in told(reply)  # which is of the nation


def test_how_many_work_in_another_country_is_not_held(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("outlook", NURSE, GERMANY, text="how many nurses work in Germany?")
    assert reply.answer.outcome == "unknown"
    assert lead(reply).startswith("My sources do not say how many work in “Germany”")
    assert f"{wage(datasets, NURSE)['employment']:,} registered nurses are employed in the United" in told(
        reply
    )


@pytest.mark.usefixtures("published_wages")
def test_where_a_count_is_not_published_that_of_the_nation_is_told_as_such(
    talk: Begin, datasets: Connection
) -> None:
    code, name = datasets.exec_driver_sql(
        "SELECT w.code, a.name FROM wage w JOIN area a ON a.code = w.area_code WHERE w.industry_code = ''"
        " AND a.kind = 'state' AND w.employment IS NULL AND w.code IN (SELECT substr(code, 1, 7) FROM"
        " onet_occupation WHERE code LIKE '%.00') ORDER BY w.code, a.name LIMIT 1"
    ).one()
    named = ("occupation", f"{code}.00", "they")
    reply = talk().ask("outlook", named, ("place", name.lower(), name), text=f"how many work in {name}?")
    assert (reply.answer.outcome, lead(reply).startswith("BLS does not publish how many")) == (
        "unknown",
        True,
    )
    assert f"work in {name}." in lead(reply)


@pytest.mark.parametrize(
    ("named", "text", "beginning"),
    [
        (TEXAS, "will nurses be wanted in Texas?", "My sources have no projection for “Texas”"),
        (GERMANY, "will nurses be wanted in Germany?", "My sources have no projection for “Germany”"),
        (
            ("year", "2050", "2050"),
            "will nurses be wanted in 2050?",
            "My sources have no projection for 2050",
        ),
        (("year", "1990", "1990"), "were nurses wanted in 1990?", "My sources have no projection for 1990"),
    ],
)
def test_projections_are_of_the_nation_and_of_their_years(
    talk: Begin, named: Named, text: str, beginning: str
) -> None:
    reply = talk().ask("outlook", NURSE, named, text=text)
    assert (reply.answer.outcome, lead(reply).startswith(beginning)) == ("unknown", True)
    assert "registered nurses is projected to grow" in told(reply)


def test_a_year_that_the_projections_reach_is_answered(talk: Begin) -> None:
    reply = talk().ask("outlook", NURSE, ("year", "2030", "2030"), text="will nurses be wanted in 2030?")
    assert reply.answer.outcome == "answered"


def test_without_a_projection_none_is_told(talk: Begin) -> None:
    reply = talk().ask("outlook", INFANTRY, text="will the infantry grow?")
    assert (reply.answer.outcome, "%" in told(reply)) == ("unknown", False)


def test_a_projection_of_a_group_names_the_group(talk: Begin, datasets: Connection) -> None:
    code, projected = datasets.exec_driver_sql(
        "SELECT code, projection_code FROM onet_occupation WHERE projection_code <> substr(code, 1, 7)"
        " ORDER BY code LIMIT 1"
    ).one()
    reply = talk().ask("outlook", ("occupation", code, "they"), text="what is their outlook?")
    (note,) = (block.text for block in reply.answer.blocks if isinstance(block, NoteBlock))
    assert f"({projected})" in note


def test_appraisers_are_counted_with_others(talk: Begin) -> None:
    assert "13-2020" in told(talk().ask("outlook", APPRAISER, text="how many appraisers are there?"))


def test_how_many_will_be_needed_later_asks_for_growth_up_to_the_last_year(talk: Begin) -> None:
    more = talk().ask("outlook", NURSE, ("year", "2034"), text="how many more nurses will there be in 2034?")
    assert lead(more).startswith("Employment of registered nurses is projected to grow")
    beyond = talk().ask("outlook", NURSE, ("year", "2045"), text="how many nurses in 2045?")
    assert beyond.answer.outcome == "unknown"
    assert lead(beyond).startswith("My sources have no projection for 2045")


def test_the_share_of_the_self_employed_is_told(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("outlook", ELECTRICIAN, text="how many electricians are self-employed?")
    share = projection(datasets, ELECTRICIAN)["self_employed_percent"]
    assert lead(reply) == f"Of electricians, {share:g}% were self-employed in 2024 (BLS)."


def test_the_self_employed_are_not_counted_by_place(talk: Begin) -> None:
    reply = talk().ask(
        "outlook", ELECTRICIAN, TEXAS, text="how many electricians in Texas are self-employed?"
    )
    assert (reply.answer.outcome, lead(reply)) == (
        "unknown",
        "My sources count the self-employed in the United States only, not in “Texas”:",
    )


@pytest.mark.parametrize("intent", ["automation", "job_market"])
def test_what_machines_take_over_and_the_present_market_are_refused_with_the_projection(
    talk: Begin, datasets: Connection, intent: str
) -> None:
    conversation = talk()
    conversation.ask("salary", ELECTRICIAN, text="what do electricians earn?")
    reply = conversation.ask(intent, text="will robots take over?")
    assert reply.answer.outcome == "unknown"
    assert f"{projection(datasets, ELECTRICIAN)['change_percent']:g}%" in told(reply)
    assert len(cites(reply)) == 1


def test_how_many_there_will_be_is_told_by_the_projection(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("outlook", NURSE, ("year", "2034"), text="how many nurses will there be in 2034?")
    assert f"{projection(datasets, NURSE)['employment_to']:,}" in lead(reply)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("are there more than 100 nurses?", "Yes"),
        ("fewer than 200 nurses, right?", "No"),
        ("do over 900 million people work as nurses?", "No"),
        ("thats only like 3000 nurses right?", "No"),
        ("so that's 3,300,000 people working as nurses, right?", "Yes"),
    ],
)
def test_whether_more_or_fewer_are_employed_is_told_with_their_number(
    talk: Begin, datasets: Connection, text: str, verdict: str
) -> None:
    reply = talk().ask("outlook", ("occupation", NURSE[1], "nurses"), text=text)
    count = wage(datasets, NURSE)["employment"]
    assert lead(reply).startswith(f"{verdict}: about {count:,} registered nurses are employed")
