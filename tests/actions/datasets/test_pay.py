"""What people in an occupation earn: the very figure first, with its place and its year."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.answer import NoteBlock
from tests.actions.asking import FIGURES_OF_PAY, MLE, Named, Talk, cites, plain, told
from tests.actions.datasets.figures import (
    ACTOR,
    APPRAISER,
    CALIFORNIA,
    DATA_SCIENTIST,
    GERMANY,
    INFANTRY,
    NURSE,
    TEACHER,
    TEXAS,
    all_of,
    area,
    by_hour,
    chart,
    lead,
    one,
    release,
    table,
    usd,
    wage,
)

Begin = Callable[..., Talk]
published = pytest.mark.usefixtures("published_wages")


def test_figures_are_explained_with_their_terms_and_their_source(talk: Begin) -> None:
    here = talk()
    here.ask("salary", NURSE)
    reply = here.ask("salary", text="what does that number mean?")
    assert "half of the people earn less than the median" in told(reply) and "https://www.bls.gov" in told(
        reply
    )
    assert len(cites(reply)) == 1 and here.state.topic == "salary"


def test_the_median_of_the_nation_stands_in_the_first_line_with_its_year(
    talk: Begin, datasets: Connection
) -> None:
    reply = talk().ask("salary", NURSE, text="what do nurses earn?")
    figures = wage(datasets, NURSE)
    assert lead(reply) == (
        f"Registered nurses in the United States earn a median of {usd(figures['annual_p50'])} a year"
        f" (BLS, {release(datasets)})."
    )
    assert (reply.answer.outcome, reply.answer.occupation) == ("answered", "29-1141.00")
    for name in ("annual_p10", "annual_p25", "annual_p75", "annual_p90", "annual_mean"):
        assert usd(figures[name]) in told(reply)
    assert [point.value for point in chart(reply).points] == [
        figures[f"annual_{name}"] for name in ("p10", "p25", "p50", "p75", "p90")
    ]
    assert len(cites(reply)) == 1


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("what do the lowest 10% of nurses earn?", "annual_p10"),
        ("what do the top 10% of nurses earn?", "annual_p90"),
        ("what is the 25th percentile of nurses' pay?", "annual_p25"),
        ("what is the 75th percentile of nurses' pay?", "annual_p75"),
        ("what do nurses earn on average?", "annual_mean"),
    ],
)
def test_the_part_of_the_pay_that_is_asked_for_comes_first(
    talk: Begin, datasets: Connection, text: str, column: str
) -> None:
    first = lead(talk().ask("salary", NURSE, text=text))
    assert usd(wage(datasets, NURSE)[column]) in first
    assert "registered nurses in the United States" in first[0].lower() + first[1:]
    assert release(datasets) in first


def test_who_asks_for_pay_by_the_hour_gets_all_of_it_by_the_hour(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("salary", NURSE, ("untold", "hourly", "an hour"), text="what do nurses make an hour?")
    figures = wage(datasets, NURSE)
    assert by_hour(figures["hourly_p50"]) in lead(reply)
    assert chart(reply).points[-1].display == f"${figures['hourly_p90']:.2f}"
    assert f"By the year the median is {usd(figures['annual_p50'])}" in told(reply)
    assert "by the hour" in chart(reply).title


def test_what_the_chart_shows_is_not_told_in_words_as_well(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("salary", NURSE, text="what do nurses earn?")
    figures = wage(datasets, NURSE)
    assert [point.value for point in chart(reply).points] == [
        figures[f"annual_{name}"] for name in ("p10", "p25", "p50", "p75", "p90")
    ]
    assert told(reply).count(usd(figures["annual_p10"])) == 1
    assert f"The mean is {usd(figures['annual_mean'])}." in told(reply)
    reply = talk().ask("salary", NURSE, text="what is the mean pay of nurses?")
    assert told(reply).count(usd(figures["annual_mean"])) == 1


def test_occupations_paid_by_the_hour_only_are_told_so(talk: Begin, datasets: Connection) -> None:
    here = talk()
    figures = wage(datasets, ACTOR)
    assert figures["annual_p50"] is None
    reply = here.ask("salary", ACTOR, text="what do actors earn?")
    assert (reply.answer.outcome, by_hour(figures["hourly_p50"]) in lead(reply)) == ("answered", True)
    reply = here.ask("salary", ACTOR, text="what do actors earn a year?")
    assert reply.answer.outcome == "partial"
    assert lead(reply).startswith("BLS publishes no pay by the year for actors, only by the hour.")
    assert by_hour(figures["hourly_p50"]) in lead(reply)


def test_occupations_paid_by_the_year_only_are_told_so(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("salary", TEACHER, ("untold", "hourly", "an hour"), text="teachers' pay an hour?")
    assert lead(reply).startswith("BLS publishes no pay by the hour for elementary school teachers.")
    assert usd(wage(datasets, TEACHER)["annual_p50"]) in lead(reply)


@pytest.mark.parametrize(
    ("named", "text", "beginning"),
    [
        (("year", "2009", "2009"), "what did nurses earn in 2009?", "My sources have no pay for 2009, only"),
        (None, "what did nurses earn decades ago?", "My sources have no pay of the past, only"),
        (("aspect", "bonus", "bonus"), "what bonus do nurses get?", "My sources say nothing about bonuses"),
        (("company", "google", "Google"), "what do nurses earn at Google?", "My sources do not say what"),
        (GERMANY, "what do nurses earn in Germany?", "My sources have no pay for “Germany”"),
        (("place", "fnord", "Fnord"), "what do nurses earn in Fnord?", "My sources have no pay for “Fnord”"),
    ],
)
def test_what_is_not_held_is_said_first_and_then_what_is(
    talk: Begin, datasets: Connection, named: Named | None, text: str, beginning: str
) -> None:
    reply = talk().ask("salary", NURSE, *([named] if named else []), text=text)
    assert reply.answer.outcome == "unknown"
    assert lead(reply).startswith(beginning)
    nation = f"in the United States earn a median of {usd(wage(datasets, NURSE)['annual_p50'])}"
    assert nation not in lead(reply)
    assert nation in told(reply)


def test_the_year_of_the_figures_may_be_named(talk: Begin, datasets: Connection) -> None:
    year = release(datasets)[-4:]
    reply = talk().ask("salary", NURSE, ("year", year, year), text=f"what did nurses earn in {year}?")
    assert reply.answer.outcome == "answered"


def test_without_published_pay_no_figure_is_told(talk: Begin) -> None:
    reply = talk().ask("salary", INFANTRY, text="what does the infantry earn?")
    assert (reply.answer.outcome, "$" in told(reply)) == ("unknown", False)


def test_where_an_occupation_is_counted_with_others_the_group_is_named(talk: Begin) -> None:
    reply = talk().ask("salary", APPRAISER, text="what do appraisers earn?")
    (note,) = (block.text for block in reply.answer.blocks if isinstance(block, NoteBlock))
    assert "“Property Appraisers and Assessors” (13-2020)" in note


@pytest.mark.parametrize(
    ("column", "more", "place"),
    [
        ("annual_p10", -1, "is in the lowest-paid tenth"),
        ("annual_p10", 1, "below the lower quarter"),
        ("annual_p25", 1, "is below the median, above the lower quarter"),
        ("annual_p50", 1, "is above the median, below the upper quarter"),
        ("annual_p75", 1, "is above what three quarters earn"),
        ("annual_p90", 1, "is in the highest-paid tenth"),
    ],
)
def test_an_amount_is_compared_with_what_is_earned(
    talk: Begin, datasets: Connection, column: str, more: int, place: str
) -> None:
    figures = wage(datasets, NURSE)
    amount = usd(figures[column] + more * 500)
    first = lead(talk().ask("salary", NURSE, text=f"is {amount} good for a nurse?"))
    assert first.startswith(amount)
    assert place in first
    assert (
        f"the median in the United States is {usd(figures['annual_p50'])} (BLS, {release(datasets)})" in first
    )


def test_an_amount_for_an_hour_is_compared_with_pay_by_the_hour(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask(
        "salary", NURSE, ("untold", "hourly", "an hour"), text="is $20 an hour good for a nurse?"
    )
    assert "in the lowest-paid tenth" in lead(reply)
    assert f"${wage(datasets, NURSE)['hourly_p50']:.2f}" in lead(reply)


# By place and industry, which the carried table of the nation does not hold.


@published
@pytest.mark.parametrize("name", ["California", "Texas", "Puerto Rico"])
def test_pay_in_a_state_is_that_of_the_state(talk: Begin, datasets: Connection, name: str) -> None:
    reply = talk().ask("salary", NURSE, ("place", name.lower(), name), text=f"what do nurses earn in {name}?")
    figures = wage(datasets, NURSE, area(datasets, name))
    assert lead(reply) == (
        f"Registered nurses in {name} earn a median of {usd(figures['annual_p50'])} a year"
        f" (BLS, {release(datasets)})."
    )
    assert name in chart(reply).title


@published
def test_a_state_and_a_city_of_one_name_are_told_apart(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("salary", NURSE, ("place", "new york", "New York"), text="nurses' pay in New York?")
    assert usd(wage(datasets, NURSE, area(datasets, "New York"))["annual_p50"]) in lead(reply)
    assert "There is also New York-Newark-Jersey City, NY-NJ; ask for it by its full name." in told(reply)


@published
def test_what_is_not_published_for_a_place_is_not_that_of_the_nation(
    talk: Begin, datasets: Connection
) -> None:
    code, name = datasets.exec_driver_sql(
        "SELECT w.code, a.name FROM wage w JOIN area a ON a.code = w.area_code WHERE a.kind = 'state'"
        " AND w.industry_code = '' AND w.annual_p50 IS NULL AND w.hourly_p50 IS NULL AND w.top_coded = ''"
        " AND w.code = '15-1254' ORDER BY a.name LIMIT 1"
    ).one()
    named = ("occupation", f"{code}.00", "web developer")
    reply = talk().ask("salary", named, ("place", name.lower(), name), text=f"web developers' pay in {name}?")
    assert reply.answer.outcome == "unknown"
    assert lead(reply) == f"BLS does not publish what web developers in {name} earn."
    assert "Web developers in the United States earn" in told(reply)


@published
def test_pay_at_or_above_the_top_code_is_a_bound_and_no_value(talk: Begin, datasets: Connection) -> None:
    row = one(
        datasets,
        "SELECT w.code, a.name FROM wage w JOIN area a ON a.code = w.area_code WHERE w.industry_code = ''"
        " AND w.top_coded LIKE '%annual_p50%' AND w.annual_p50 IS NULL AND w.code = '29-1215'"
        " AND a.name = 'Albany, OR'",
    )
    named = ("occupation", f"{row['code']}.00", "family physician")
    reply = talk().ask("salary", named, ("place", "albany or", "Albany, OR"), text="pay in Albany, OR?")
    assert "Albany, OR earn a median of at least $239,200 a year" in lead(reply)
    reply = talk().ask("salary", named, ("place", "albany or", "Albany, OR"), text="is $300,000 good there?")
    assert "$239,200 (BLS" not in lead(reply)


@published
@pytest.mark.parametrize(
    ("text", "kind", "order", "degree"),
    [
        ("which states pay nurses best?", "state", "DESC", "most"),
        ("which states pay nurses the least?", "state", "ASC", "least"),
        ("which cities pay nurses best?", "metro", "DESC", "most"),
        ("which city pays nurses the least?", "metro", "ASC", "least"),
    ],
)
def test_places_are_ranked_by_their_median(
    talk: Begin, datasets: Connection, text: str, kind: str, order: str, degree: str
) -> None:
    reply = talk().ask("salary", NURSE, text=text)
    expected = datasets.exec_driver_sql(
        "SELECT a.name, w.annual_p50 FROM wage w JOIN area a ON a.code = w.area_code"
        " WHERE w.code = '29-1141' AND w.industry_code = '' AND w.annual_p50 IS NOT NULL"
        f" AND a.kind = '{kind}' ORDER BY w.annual_p50 {order} LIMIT 8"
    ).all()
    name, value = expected[0]
    assert lead(reply).startswith(
        f"Registered nurses earn {degree} in {name}: a median of {usd(value)} a year"
    )
    assert release(datasets) in lead(reply)
    assert [point.value for point in chart(reply).points] == [value for _name, value in expected]


@published
def test_states_whose_median_keeps_a_bound_are_counted_and_told(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("salary", NURSE, text="do any states pay nurses over 120k?")
    above = all_of(
        datasets,
        "SELECT w.annual_p50 AS value FROM wage w JOIN area a ON a.code = w.area_code WHERE a.kind = 'state'"
        " AND w.code = '29-1141' AND w.industry_code = '' AND w.annual_p50 >= 120000 ORDER BY 1 DESC",
    )
    assert f"{len(above)} pay registered nurses a median of at least $120,000" in lead(reply)
    assert [one.value for one in chart(reply).points] == above[:8]


@published
def test_industries_are_ranked_by_their_median(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("salary", NURSE, text="which industries pay nurses best?")
    medians = all_of(
        datasets,
        "SELECT w.annual_p50 FROM wage w JOIN industry i ON i.code = w.industry_code WHERE w.code = '29-1141'"
        " AND w.area_code = '0000000' AND i.level = 3 AND w.annual_p50 IS NOT NULL ORDER BY 1 DESC LIMIT 8",
    )
    assert usd(medians[0]) in lead(reply)
    assert [row[2] for row in table(reply).rows] == [f"{usd(value)} a year" for value in medians]


@published
@pytest.mark.parametrize(
    ("words", "industry"),
    [
        ("hospitals", "Hospitals"),
        ("nursing homes", "Nursing Care Facilities"),
        ("schools", "Elementary and Secondary Schools"),
        ("insurance", "Insurance Carriers and Related Activities"),
        ("doctors' offices", "Offices of Physicians"),
    ],
)
def test_pay_in_an_industry_that_is_called_by_an_everyday_word(
    talk: Begin, datasets: Connection, words: str, industry: str
) -> None:
    reply = talk().ask("salary", NURSE, text=f"what do nurses earn in {words}?")
    row = one(
        datasets,
        "SELECT w.annual_p50, i.name FROM wage w JOIN industry i ON i.code = w.industry_code WHERE"
        " w.code = '29-1141' AND w.area_code = '0000000' AND i.name LIKE :name"
        " ORDER BY w.employment DESC LIMIT 1",
        name=f"{industry}%",
    )
    assert f"in {row['name']} earn a median of {usd(row['annual_p50'])} a year" in lead(reply)
    assert row["name"] in chart(reply).title
    assert "United States" not in chart(reply).title


# Occupations that the articles write about.


def test_a_data_scientist_s_pay_comes_from_bls_with_its_year(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("salary", DATA_SCIENTIST, text="what does a data scientist earn?")
    median = all_of(
        datasets,
        "SELECT annual_p50 FROM wage WHERE code = '15-2051' AND area_code = '0000000' AND industry_code = ''",
    )[0]
    assert f"Data scientists in the United States earn a median of {usd(median)} a year" in lead(reply)
    assert release(datasets) in lead(reply)
    assert (reply.answer.outcome, reply.answer.occupation) == ("answered", "data_scientist")
    assert [figure for figure in FIGURES_OF_PAY if figure in plain(reply)] == []


@published
def test_the_figures_of_may_2025_are_those_that_bls_published(talk: Begin) -> None:
    reply = talk().ask("salary", DATA_SCIENTIST, text="what does a data scientist earn?")
    assert lead(reply) == (
        "Data scientists in the United States earn a median of $120,230 a year (BLS, May 2025)."
    )
    assert "$67,240" in told(reply)
    assert "$199,130" in told(reply)


def test_machine_learning_engineers_are_answered_from_their_articles(talk: Begin) -> None:
    reply = talk().ask("salary", ("occupation", MLE), text="what does a machine learning engineer earn?")
    assert "118,000" in lead(reply)
    assert "BLS" not in plain(reply)


@pytest.mark.parametrize("topic", ["salary", "outlook", "industries"])
@pytest.mark.parametrize("named", [(), (TEXAS,), (("aspect", "bonus", "bonus"),), (CALIFORNIA,)])
def test_figures_of_bls_are_never_passed_off_as_those_of_machine_learning_engineers(
    talk: Begin, datasets: Connection, topic: str, named: tuple[Named, ...]
) -> None:
    figures = all_of(
        datasets,
        "SELECT annual_p50 FROM wage WHERE code IN ('15-2051', '15-1221', '15-1299') AND industry_code = ''"
        " AND area_code IN ('0000000', '4800000', '0600000') AND annual_p50 IS NOT NULL",
    )
    reply = talk().ask(topic, ("occupation", MLE), *named, text="and for machine learning engineers?")
    others = ("Data scientists", "Computer research scientists", "Computer systems engineers")
    lines = [one for one in told(reply).splitlines() if "a median of" in one]
    assert all(any(other in one for other in others) for one in lines)
    rest = [one for one in plain(reply).splitlines() if "a median of" not in one]
    assert figures
    assert [figure for figure in figures if usd(figure) in "\n".join(rest)] == []
    assert f"(BLS, {release(datasets)}" not in "\n".join(rest)


@published
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("what do nurses make in tips?", "counts tips as part of the wage"),
        ("nurse pay and health insurance", "nothing about the benefits of registered nurses"),
        ("air force nurse pay", "no pay of the armed forces"),
    ],
)
def test_what_is_not_published_beside_the_wage_is_said_so(talk: Begin, text: str, says: str) -> None:
    reply = talk().ask("salary", NURSE, text=text)
    assert reply.answer.outcome == "unknown" and says in lead(reply)
    assert "Registered nurses in the United States earn" in told(reply)


@published
def test_the_name_of_an_occupation_asks_for_no_benefits(talk: Begin) -> None:
    named = ("occupation", "41-3021.00", "health insurance agents")
    reply = talk().ask("salary", named, text="what do health insurance agents earn?")
    assert lead(reply).startswith("Insurance sales agents in the United States earn a median")


@published
@pytest.mark.parametrize(
    "text", ["and experienced ones?", "what do they make with 10 years in?", "does it go up"]
)
def test_who_asks_for_pay_by_seniority_hears_that_none_is_published(talk: Begin, text: str) -> None:
    reply = talk().ask("salary", NURSE, text=text)
    notes = [block.text for block in reply.answer.blocks if isinstance(block, NoteBlock)]
    assert any("seniority" in note for note in notes)


@published
@pytest.mark.parametrize(
    ("text", "named", "begins"),
    [
        ("and juniors?", ("level", "entry_level", "juniors"), "The lowest-paid tenth of registered nurses"),
        ("seniors?", ("level", "senior_level", "seniors"), "Registered nurses in the United States earn"),
    ],
)
def test_a_level_is_told_with_the_spread_and_that_none_is_published(
    talk: Begin, text: str, named: Named, begins: str
) -> None:
    here = talk()
    here.ask("salary", NURSE)
    reply = here.ask("what_about", named, text=text)
    assert lead(reply).startswith(begins)
    notes = [block.text for block in reply.answer.blocks if isinstance(block, NoteBlock)]
    assert any("seniority" in note for note in notes)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("least a nurse makes", "The lowest-paid tenth of"),
        ("what's the max a nurse can make", "The highest-paid tenth of"),
        (
            "what do nurses earn, bottom, middle and top",
            "Pay of registered nurses in the United States goes from $",
        ),
        ("nurse pay scale", "Pay of registered nurses in the United States goes from $"),
        ("what does a nurse make a month", "Registered nurses in the United States earn a median of about $"),
        (
            "what does a nurse make at least by hearsay",
            "Registered nurses in the United States earn a median of $",
        ),
        ("does a nurse make the most of it", "Registered nurses in the United States earn a median of $"),
    ],
)
def test_the_part_or_the_period_that_is_asked_for_stands_first(talk: Begin, text: str, begins: str) -> None:
    assert lead(talk().ask("salary", ("occupation", "nurse", "nurse"), text=text)).startswith(begins)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("and lowest?", "The lowest-paid tenth of"),
        ("highest", "The highest-paid tenth of"),
        ("what about the top", "The highest-paid tenth of"),
        ("range", "Pay of "),
    ],
)
def test_one_word_asks_for_a_part_of_the_last_pay(talk: Begin, text: str, begins: str) -> None:
    begun = talk()
    begun.ask("salary", ("occupation", "nurse", "nurse"), text="what do nurses earn?")
    assert lead(begun.ask("salary", text=text)).startswith(begins)


def test_a_twelfth_of_the_year_is_said_to_be_one(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("salary", ("occupation", "nurse", "nurse"), text="monthly pay of nurses")
    assert "a twelfth of $" in lead(reply)


def test_taxes_that_are_not_held_do_not_stay_with_the_next_place(talk: Begin) -> None:
    begun = talk()
    begun.ask("salary", ("occupation", "nurse", "nurse"), text="what do nurses earn?")
    begun.ask("salary", ("untold", "taxes", "after tax"), text="and after tax?")
    reply = begun.ask("what_about", ("place", "texas", "Texas"), text="in Texas?")
    assert reply.answer.outcome == "answered"
    assert "in Texas earn a median" in lead(reply)


def test_the_industries_that_pay_least_are_told_behind_those_that_pay_most(talk: Begin) -> None:
    here = talk()
    most = here.ask("industries", NURSE, text="which industry pays nurses best?")
    assert "earn most in this industry" in lead(most)
    least = here.ask("nlu_fallback", text="and the worst?", confidence=0.24)
    assert "earn least in this industry" in lead(least)


def test_an_amount_by_the_year_is_held_against_pay_by_the_hour_as_that_of_a_full_year(talk: Begin) -> None:
    reply = talk().ask("salary", ACTOR, text="is 99k right for actors?")
    assert "99k for a full year of 2,080 hours is $47.60 an hour" in lead(reply)
