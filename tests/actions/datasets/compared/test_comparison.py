"""Two and more occupations side by side; what is asked for comes first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from tests.actions.asking import FIGURES_OF_PAY, MLE, Named, Talk, plain, told
from tests.actions.datasets.figures import (
    ACTOR,
    APPRAISER,
    CASHIER,
    DATA_SCIENTIST,
    ELECTRICIAN,
    GERMANY,
    NURSE,
    PLUMBER,
    TEXAS,
    TYPIST,
    WELDER,
    all_of,
    area,
    by_hour,
    lead,
    projection,
    release,
    table,
    usd,
    wage,
)

Begin = Callable[..., Talk]


def median(connection: Connection, named: Named) -> str:
    return usd(wage(connection, named)["annual_p50"])


def growth(connection: Connection, named: Named) -> str:
    return f"{projection(connection, named)['change_percent']:g}%"


@pytest.mark.parametrize("topic", ["salary", "comparison"])
def test_pay_is_compared_with_its_place_and_year(talk: Begin, datasets: Connection, topic: str) -> None:
    reply = talk().ask(topic, WELDER, ELECTRICIAN, text="who earns more, welders or electricians?")
    assert lead(reply) == (
        f"Electricians in the United States earn more: a median of {median(datasets, ELECTRICIAN)} a year,"
        f" against {median(datasets, WELDER)} a year for welders (BLS, {release(datasets)})."
    )
    assert [row[0] for row in table(reply).rows] == ["Welders", "Electricians"]
    assert [row[1] for row in table(reply).rows] == [
        f"{median(datasets, named)} a year" for named in (WELDER, ELECTRICIAN)
    ]


def test_three_are_ordered_by_pay_and_then_by_growth(talk: Begin, datasets: Connection) -> None:
    named = (WELDER, ELECTRICIAN, PLUMBER)
    reply = talk().ask("comparison", *named, text="compare welders, electricians and plumbers")
    best = sorted(named, key=lambda one: -wage(datasets, one)["annual_p50"])
    found = [lead(reply).index(median(datasets, one)) for one in best]
    assert found == sorted(found)
    assert "earn most" in lead(reply)
    assert f"fastest from 2024 to 2034: by {growth(datasets, ELECTRICIAN)} for electricians" in told(reply)
    assert len(table(reply).rows) == 3


@pytest.mark.parametrize("topic", ["outlook", "comparison"])
def test_growth_is_compared_where_it_is_asked_for(talk: Begin, datasets: Connection, topic: str) -> None:
    reply = talk().ask(topic, WELDER, ELECTRICIAN, text="which grows faster, welders or electricians?")
    assert lead(reply) == (
        "Electricians are projected to grow faster from 2024 to 2034: by"
        f" {growth(datasets, ELECTRICIAN)} for electricians, against {growth(datasets, WELDER)} for welders"
        " (BLS)."
    )


def test_occupations_that_shrink_are_not_said_to_grow(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("outlook", TYPIST, CASHIER, text="which grows faster, typists or cashiers?")
    assert growth(datasets, CASHIER).startswith("-")
    assert "grow" not in lead(reply)
    assert f"{growth(datasets, CASHIER)} for cashiers and {growth(datasets, TYPIST)} for typists" in lead(
        reply
    )


def test_skills_are_compared_by_what_is_shared(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("skills", WELDER, ELECTRICIAN, text="compare the skills of welders and electricians")
    tops = [
        [
            element.lower()
            for element in all_of(
                datasets,
                "SELECT element FROM onet_rating WHERE occupation_code = :code AND scale = 'skill'"
                " ORDER BY rank LIMIT 10",
                code=named[1],
            )
        ]
        for named in (WELDER, ELECTRICIAN)
    ]
    shared, own = lead(reply), told(reply).removeprefix(lead(reply))
    assert shared.startswith("Of the 10 most important skills of each they share")
    assert [name for name in tops[0] if name in tops[1] and name not in shared] == []
    assert next(name for name in tops[0] if name not in tops[1]) in own
    assert next(name for name in tops[1] if name not in tops[0]) in own


def test_education_is_compared(talk: Begin) -> None:
    reply = talk().ask("education", NURSE, WELDER, text="which degree do nurses and welders need?")
    assert "bachelor's degree for registered nurses" in lead(reply)
    assert "high school diploma or equivalent for welders" in lead(reply)


def test_how_many_work_in_each_is_compared(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("comparison", WELDER, ELECTRICIAN, text="how many welders and electricians are there?")
    counts = [f"{wage(datasets, named)['employment']:,}" for named in (ELECTRICIAN, WELDER)]
    assert f"{counts[0]} electricians and {counts[1]} welders (BLS, {release(datasets)})" in lead(reply)


def test_pay_for_the_hour_is_told_as_such(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("salary", ACTOR, NURSE, text="do actors earn more than nurses?")
    assert f"{by_hour(wage(datasets, ACTOR)['hourly_p50'])} for actors" in lead(reply)


def test_a_group_in_which_one_is_counted_is_named(talk: Begin) -> None:
    reply = talk().ask("salary", APPRAISER, NURSE, text="do appraisers earn more than nurses?")
    assert "“Property Appraisers and Assessors” (13-2020)" in told(reply)


@pytest.mark.usefixtures("published_wages")
def test_pay_is_compared_in_a_state(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask("salary", WELDER, ELECTRICIAN, TEXAS, text="welders or electricians in Texas?")
    values = [
        usd(wage(datasets, named, area(datasets, "Texas"))["annual_p50"]) for named in (ELECTRICIAN, WELDER)
    ]
    assert lead(reply).startswith(f"Electricians in Texas earn more: a median of {values[0]} a year")
    assert values[1] in lead(reply)
    caption = table(reply).caption
    assert "pay and employment in Texas" in caption
    assert "growth in the United States" in caption  # the projections are of the nation alone


@pytest.mark.parametrize(
    ("named", "beginning"),
    [
        (GERMANY, "My sources have no pay for “Germany”"),
        (("year", "2009", "2009"), "My sources have no pay for 2009"),
    ],
)
def test_figures_of_the_nation_are_not_those_of_another_place_or_year(
    talk: Begin, named: Named, beginning: str
) -> None:
    reply = talk().ask("salary", WELDER, ELECTRICIAN, named, text="who earns more?")
    assert (reply.answer.outcome, lead(reply).startswith(beginning)) == ("unknown", True)
    assert "Electricians in the United States earn more" in told(reply)


def test_one_that_is_named_is_compared_with_the_one_under_discussion(talk: Begin) -> None:
    here = talk()
    here.ask("salary", WELDER, text="what do welders earn?")
    reply = here.ask("comparison", ELECTRICIAN, text="how does that compare to an electrician?")
    assert [row[0] for row in table(reply).rows] == ["Electricians", "Welders"]


def test_a_data_scientist_is_compared_with_others_by_the_figures_of_bls(
    talk: Begin, datasets: Connection
) -> None:
    reply = talk().ask("comparison", NURSE, DATA_SCIENTIST, text="compare nurses and data scientists")
    assert median(datasets, ("occupation", "15-2051.00")) in lead(reply)


def test_two_that_the_articles_write_about_are_compared_by_them(talk: Begin) -> None:
    named = (("occupation", MLE), DATA_SCIENTIST)
    reply = talk().ask("comparison", *named, text="compare ML engineers and data scientists")
    assert reply.answer.outcome == "answered"
    assert "BLS" not in plain(reply)


def test_pay_of_which_bls_has_none_is_told_beside_that_of_bls_and_not_set_against_it(
    talk: Begin, datasets: Connection
) -> None:
    here = Talk(datasets)
    reply = here.ask(
        "salary", ("occupation", MLE), DATA_SCIENTIST, text="pay of ML engineers, data scientists"
    )
    engineers, _heading, scientists = told(reply).partition("Data scientists:")
    assert FIGURES_OF_PAY[0] in engineers
    assert "BLS" not in engineers
    assert median(datasets, ("occupation", "15-2051.00")) in scientists
    assert "more" not in scientists.partition("\n\n")[0]
    assert reply.answer.outcome == "answered"


def test_what_was_compared_is_compared_again_by_something_else(talk: Begin, datasets: Connection) -> None:
    here = talk()
    here.ask("salary", WELDER, ELECTRICIAN, text="who earns more, welders or electricians?")
    reply = here.ask("outlook", text="and which grows faster?")
    assert f"{growth(datasets, ELECTRICIAN)} for electricians" in lead(reply)


def test_growth_is_compared_up_to_the_last_year_of_the_projections(talk: Begin) -> None:
    text = "nurse vs electrician: growth to 2034"
    reply = talk().ask("outlook", NURSE, ELECTRICIAN, ("year", "2034"), text=text)
    assert reply.answer.outcome == "answered"
    beyond = talk().ask("outlook", NURSE, ELECTRICIAN, ("year", "2050"), text=text.replace("2034", "2050"))
    assert beyond.answer.outcome == "unknown"
    assert lead(beyond).startswith("My sources have no projection for 2050")


def test_the_gap_in_pay_is_told_where_it_is_asked_for(talk: Begin, datasets: Connection) -> None:
    conversation = talk()
    conversation.ask("salary", WELDER, text="what do welders earn?")
    conversation.ask("what_about", ELECTRICIAN, text="electricians?")
    reply = conversation.ask("skill_gap", text="so what's the gap")
    apart = wage(datasets, ELECTRICIAN)["annual_p50"] - wage(datasets, WELDER)["annual_p50"]
    assert lead(reply).endswith(f"The difference is {usd(apart)}.")


def test_what_each_does_comes_first_where_that_is_asked_for(talk: Begin) -> None:
    reply = talk().ask(
        "comparison", WELDER, ELECTRICIAN, text="how does what they do differ, welders or electricians?"
    )
    assert lead(reply).startswith("Welders")
    assert plain(reply).split("\n\n")[1].startswith("Electricians")


def test_the_training_of_each_is_compared(talk: Begin) -> None:
    reply = talk().ask("education", PLUMBER, ELECTRICIAN, text="do both need an apprenticeship?")
    assert lead(reply) == (
        "As training on the job BLS gives as typical: apprenticeship for plumbers and pipefitters and"
        " apprenticeship for electricians."
    )


def test_which_of_them_employs_more_people_is_told_by_employment(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask(
        "comparison", WELDER, ELECTRICIAN, text="which has more jobs, welders or electricians?"
    )
    count = f"{wage(datasets, ELECTRICIAN)['employment']:,.0f}"
    assert lead(reply).startswith(f"Employed in the United States: {count} electricians")


def test_those_compared_are_put_in_order_and_the_middle_one_is_pointed_at(talk: Begin) -> None:
    begun = talk()
    three = [("occupation", code, code) for code in ("47-2152.00", "47-2111.00", "51-4121.00")]
    begun.ask("comparison", *three, text="compare plumbers, electricians and welders")
    ordered = begun.ask("salary", text="now rank them by pay")
    assert "earn most: a median of" in lead(ordered)
    counted = begun.ask("pick", text="the middle one, how many are there")
    assert "electricians are employed" in lead(counted)


def test_a_list_of_all_is_ordered_anew_and_compares_nobody(talk: Begin) -> None:
    begun = talk()
    begun.ask("occupation_search", text="best paid legal jobs")
    assert begun.ask("occupation_search", text="rank them by growth").answer.topic == "occupation_search"


def test_how_many_times_as_much_counts_nobody(talk: Begin) -> None:
    begun = talk()
    begun.ask("salary", NURSE, text="what do nurses earn?")
    cook = ("occupation", "restaurant cook", "restaurant cook")
    reply = begun.ask("nlu_fallback", cook, text="how many times what a restaurant cook makes")
    assert " times as much." in lead(reply)
    counted = begun.ask("outlook", cook, text="how many restaurant cooks are there?")
    assert "are employed" in lead(counted)


def test_who_grows_as_fast_is_not_said_to_grow_faster(talk: Begin) -> None:
    two = [("occupation", code, code) for code in ("39-4021.00", "39-4031.00")]
    assert "faster" not in told(talk().ask("comparison", *two, text="compare their growth"))


def test_openings_that_were_asked_for_are_told_of_one_more(talk: Begin) -> None:
    begun = talk()
    two = [("occupation", code, code) for code in ("31-9091.00", "29-1292.00")]
    begun.ask("comparison", *two, text="compare dental assistants and dental hygienists")
    begun.ask("outlook", text="which has more openings?")
    reply = begun.ask("what_about", ("occupation", "29-1021.00", "dentist"), text="and the dentist?")
    assert lead(reply).startswith("Openings expected a year")


def test_how_two_differ_is_told_by_their_work_then_the_way_in_then_figures(talk: Begin) -> None:
    text = "whats the difference between a welder and an electrician"
    reply = talk().ask("comparison", WELDER, ELECTRICIAN, text=text)
    assert lead(reply).startswith("Welders join metal parts") and ". Electricians put in" in lead(reply)
    below = plain(reply).split("\n\n")[1]
    assert below.startswith("Both typically need the same to enter: high school diploma or equivalent (BLS)")
    assert "earn more: a median" in below
    paid = talk().ask("salary", WELDER, ELECTRICIAN, text="difference in pay of welders and electricians")
    assert "earn more" in lead(paid)


def test_what_one_needs_that_the_other_does_not_comes_first(talk: Begin) -> None:
    here = talk()
    here.ask("salary", NURSE, text="what do nurses earn?")
    reply = here.ask("skills", CASHIER, text="what skills do they need that cashiers dont?")
    assert lead(reply).startswith("More important for registered nurses:")
    same = here.ask("skills", CASHIER, text="do cashiers need the same skills")
    assert lead(same).startswith("Of the 10 most important skills of each they share")
