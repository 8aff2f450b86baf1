"""Questions over all occupations: the first by the measure, the filters in words, and what comes next."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.engine import Connection

from actions.datasets.search.answer import FEWEST_IN_DEMAND, SHOWN
from tests.actions.asking import Named, Talk, choices, cites, notes, told
from tests.actions.datasets.figures import GERMANY, NURSE, TEXAS, all_of, lead, one, release, table, usd

Begin = Callable[..., Talk]
SEARCH = "occupation_search"
# Occupations of which BLS publishes figures of their own, none of which is a rest of a group.
OWN = (
    "FROM onet_occupation o JOIN wage w ON w.code = o.wage_code AND w.area_code = '0000000'"
    " AND w.industry_code = '' JOIN projection p ON p.code = o.projection_code"
    " WHERE o.code = o.wage_code || '.00' AND o.title NOT LIKE '%All Other'"
)


@pytest.mark.parametrize(
    ("text", "column", "order", "written"),
    [
        ("which legal jobs pay most?", "w.annual_p50", "DESC", "${:,.0f} a year"),
        ("fastest growing occupations", "p.change_percent", "DESC", "{:g}%"),
        ("which jobs are shrinking most?", "p.change_percent", "ASC", "{:g}%"),
        ("which jobs have the most openings?", "p.openings_a_year", "DESC", "{:,.0f}"),
        ("which are the rarest jobs?", "w.employment", "ASC", "{:,.0f}"),
        ("which legal jobs add the most jobs?", "p.employment_to - p.employment_from", "DESC", "{:,.0f}"),
        ("most self-employed jobs", "p.self_employed_percent", "DESC", "{:g}%"),
    ],
)
def test_the_first_by_each_measure_stands_in_the_first_line(
    talk: Begin, datasets: Connection, text: str, column: str, order: str, written: str
) -> None:
    reply = talk().ask(SEARCH, text=text)
    field = " AND o.code LIKE '23-%'" if "legal" in text else ""
    row = one(
        datasets,
        f"SELECT o.plural, {column} AS value {OWN} {field} AND {column} NOTNULL ORDER BY 2 {order} LIMIT 1",
    )
    assert (reply.answer.outcome, reply.answer.topic) == ("answered", SEARCH)
    assert f" {row['plural']} " in lead(reply)
    assert written.format(row["value"]) in lead(reply)
    assert any(year in lead(reply) for year in (release(datasets), "2034", "BLS, 2024"))


@pytest.mark.parametrize(
    ("text", "code"),
    [("best paid jobs that aren't medical", "29"), ("top jobs by pay, excluding management", "11")],
)
def test_a_field_that_is_left_out_is_not_listed_and_said_so(talk: Begin, text: str, code: str) -> None:
    reply = talk().ask(SEARCH, text=text)
    assert " outside " in lead(reply)
    assert not any(item.key.startswith(code) for item in reply.state.items)


def test_a_title_that_is_left_out_stands_for_all_in_its_field(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask(SEARCH, ("occupation", "doctors", "doctors"), text="best paid jobs besides doctors")
    assert not any(item.key.startswith("29-12") for item in reply.state.items)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("best paid jobs, leave out pediatric", "pediatric"),
        ("best paid jobs, no surgeons or dentists", "surgeons"),
        ("best paid jobs without dentists", "dentists"),
        ("which legal jobs pay most, not judges", "judges"),
        ("best paid legal jobs, no judging", "judges"),
    ],
)
def test_occupations_are_left_out_by_a_word_of_their_titles(
    talk: Begin, datasets: Connection, text: str, word: str
) -> None:
    reply = talk().ask(SEARCH, text=text)
    found = [f"o.code = '{item.key}'" for item in reply.state.items]
    titles = all_of(datasets, f"SELECT plural FROM onet_occupation o WHERE {' OR '.join(found)}")
    assert " other than " in lead(reply)
    assert found and not any(word in title.lower() for title in titles)


@pytest.mark.parametrize(
    "text", ["best paid jobs, no training", "best paid jobs that aren't physical", "best paid jobs, no joke"]
)
def test_what_no_worker_is_called_leaves_no_occupation_out(talk: Begin, text: str) -> None:
    assert " other than " not in lead(talk().ask(SEARCH, text=text))


def test_occupations_are_left_out_of_the_last_list_and_the_filters_stay(talk: Begin) -> None:
    begun = talk()
    begun.ask(SEARCH, text="jobs over 100k that are shrinking")
    first = begun.ask("nlu_fallback", text="remove the nuclear ones")
    assert "other than nuclear" in lead(first) and "$100,000" in lead(first)
    second = begun.ask("deny", ("occupation", "geographers", "geographers"), text="no geographers either")
    assert "other than nuclear or geographers" in lead(second)
    assert begun.ask("deny", text="no").answer.outcome == "smalltalk"


def test_the_other_end_of_the_order_keeps_field_and_measure(talk: Begin) -> None:
    begun = talk()
    begun.ask(SEARCH, text="which legal jobs pay most?")
    lowest = begun.ask("nlu_fallback", text="and the worst?")
    assert "in legal" in lead(lowest) and "lowest median pay" in lead(lowest)
    assert "highest median pay" in lead(begun.ask("nlu_fallback", text="and the best?"))
    assert "lowest median pay" in lead(begun.ask("pick", text="and the lowest?"))
    assert "shrink most" in lead(begun.ask("nlu_fallback", text="the slowest?"))


def test_jobs_for_which_no_experience_is_needed_begin_with_those_that_need_most_people(talk: Begin) -> None:
    assert "most openings" in lead(talk().ask(SEARCH, text="healthcare jobs with no experience"))
    paid = talk().ask(SEARCH, text="best paid healthcare jobs with no experience")
    assert "highest median pay" in lead(paid)


@pytest.mark.usefixtures("published_wages")
def test_a_median_at_the_top_code_is_a_bound_and_no_value(talk: Begin) -> None:
    named = ("place", "albany or", "Albany, OR")
    reply = talk().ask(SEARCH, named, text="which jobs in healthcare pay most in Albany, OR?")
    assert "at least $239,200 a year" in lead(reply)
    assert table(reply).rows[0][1] == "at least $239,200"


def test_the_lowest_paid_and_the_largest_may_be_groups_that_bls_counts(talk: Begin) -> None:
    assert "have the lowest median pay: $" in lead(talk().ask(SEARCH, text="which jobs pay the least?"))
    assert "employ the most people:" in lead(talk().ask(SEARCH, text="which occupations employ most people?"))


def test_the_table_shows_each_with_pay_growth_openings_people_and_education(
    talk: Begin, datasets: Connection
) -> None:
    reply = talk().ask(SEARCH, text="which jobs in law pay most?")
    drawn = table(reply)
    assert len(drawn.columns) == 6
    assert len(drawn.rows) <= SHOWN
    row = one(
        datasets,
        f"SELECT o.plural, w.annual_p50, p.change_percent, p.openings_a_year, w.employment, p.education {OWN}"
        " AND o.code LIKE '23-%' ORDER BY w.annual_p50 DESC LIMIT 1",
    )
    assert drawn.rows[0] == (
        row["plural"].capitalize(),
        usd(row["annual_p50"]),
        f"{row['change_percent']:g}%",
        f"{row['openings_a_year']:,}",
        f"{row['employment']:,}",
        row["education"],
    )
    assert len(cites(reply)) == 2  # the wages and the projections


@pytest.mark.parametrize(
    ("text", "named", "filters"),
    [
        ("best paid jobs without a degree", (), "that need no degree to enter"),
        ("jobs for high school graduates", (), "that need at most a high school diploma to enter"),
        ("jobs that need a PhD", (), "with this entry education: doctoral or professional degree"),
        ("jobs with an apprenticeship", (), "with apprenticeship"),
        ("jobs in healthcare", (), "in healthcare"),
        ("legal jobs", (), "in legal"),
        ("jobs over $100,000", (), "with a median of at least $100,000"),
        ("jobs under $40,000", (), "with a median of at most $40,000"),
        ("jobs growing 20% or more", (), "growing by at least 20%"),
        ("jobs growing under 1%", (), "growing by at most 1%"),
        ("jobs for social people", (), "whose strongest interest is social"),
        ("jobs like nursing", (NURSE,), "related to registered nurses"),
    ],
)
def test_each_filter_is_named_and_counts(
    talk: Begin, text: str, named: tuple[Named, ...], filters: str
) -> None:
    here = talk()
    everything = total(lead(here.ask(SEARCH, text="which jobs pay most?")))
    reply = here.ask(SEARCH, *named, text=text)
    assert reply.answer.outcome == "answered"
    assert filters in lead(reply)
    assert filters in table(reply).caption
    assert 0 < total(lead(reply)) < everything


def test_a_technology_is_a_filter_that_is_named(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask(SEARCH, text="which jobs that use Python pay best?")
    users = all_of(
        datasets,
        "SELECT DISTINCT occupation_code FROM onet_technology WHERE normalised LIKE 'python%' AND in_demand",
    )
    assert "whose employers often ask for python" in lead(reply)
    assert 0 < total(lead(reply)) <= len(users)
    assert {item.key for item in reply.state.items} <= set(users)


def test_a_technology_that_few_employers_ask_for_is_looked_for_among_all_that_use_it(
    talk: Begin, datasets: Connection
) -> None:
    reply = talk().ask(SEARCH, text="which jobs use Minitab?")
    asked = all_of(
        datasets,
        "SELECT DISTINCT occupation_code FROM onet_technology WHERE normalised LIKE 'minitab%' AND in_demand",
    )
    assert len(asked) < FEWEST_IN_DEMAND
    assert "that use minitab" in lead(reply)


def test_occupations_are_ranked_by_a_skill_that_is_rated(talk: Begin) -> None:
    here = talk()
    reply = here.ask(SEARCH, text="jobs with the least math")
    assert "need mathematics least" in lead(reply) and "(O*NET 29.3)" in lead(reply)
    assert "Mathematics, 1 to 5" in table(reply).columns
    paid = here.ask(SEARCH, text="best paid jobs without math")
    assert "that need little mathematics" in lead(paid) and "highest median pay" in lead(paid)


def total(first: str) -> int:
    """Return how many occupations match, as a first line says."""
    return int(first.split()[1].replace(",", ""))


def test_without_a_degree_all_need_less(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask(SEARCH, text="best paid jobs without a degree")
    row = one(
        datasets,
        f"SELECT o.plural, w.annual_p50 {OWN} AND p.education IN ('No formal educational credential',"
        " 'High school diploma or equivalent', 'Some college, no degree', 'Postsecondary nondegree award')"
        " ORDER BY 2 DESC LIMIT 1",
    )
    assert f"{row['plural']} have the highest median pay: {usd(row['annual_p50'])} a year" in lead(reply)
    assert [shown[5] for shown in table(reply).rows if "s degree" in shown[5]] == []


def test_bounds_hold_for_all_that_is_shown(talk: Begin) -> None:
    reply = talk().ask(SEARCH, text="jobs in healthcare under $60,000")
    medians = [int(row[1].strip("$").replace(",", "")) for row in table(reply).rows]
    assert max(medians) <= 60_000
    assert medians == sorted(medians, reverse=True)


@pytest.mark.usefixtures("published_wages")
def test_in_a_state_pay_and_people_are_those_of_the_state(talk: Begin, datasets: Connection) -> None:
    reply = talk().ask(SEARCH, TEXAS, text="which legal jobs in Texas pay most?")
    (median,) = all_of(
        datasets,
        "SELECT max(w.annual_p50) FROM wage w JOIN area a ON a.code = w.area_code WHERE a.name = 'Texas'"
        " AND w.industry_code = '' AND w.code IN (SELECT wage_code FROM onet_occupation"
        " WHERE code LIKE '23-%' AND code = wage_code || '.00' AND title NOT LIKE '%All Other')",
    )
    assert usd(median) in lead(reply)
    assert "in Texas" in lead(reply)


# What is impossible.


@pytest.mark.parametrize(
    ("text", "named", "first"),
    [
        ("best jobs in Germany", (GERMANY,), "My sources have no pay for “Germany”"),
        (
            "jobs over $900,000",
            (),
            "No occupation in my sources matches: with a median of at least $900,000.",
        ),
        ("jobs that use fnord", (("tool", "fnord", "fnord"),), "O*NET lists no occupation that uses"),
    ],
)
def test_what_cannot_be_found_is_said(talk: Begin, text: str, named: tuple[Named, ...], first: str) -> None:
    here = talk()
    reply = here.ask(SEARCH, *named, text=text)
    assert (reply.answer.outcome, lead(reply).startswith(first)) == ("unknown", True)
    assert here.state.items == ()


def test_of_filters_that_leave_nothing_together_the_one_is_named(talk: Begin) -> None:
    reply = talk().ask(SEARCH, text="jobs in healthcare over $900,000")
    count = total(lead(talk().ask(SEARCH, text="jobs in healthcare that pay most")))
    assert reply.answer.outcome == "unknown"
    assert lead(reply) == (
        "No occupation matches all of this: in healthcare, with a median of at least $900,000."
        f" Without “with a median of at least $900,000” {count} would."
    )


# What comes next.


def test_the_next_page_goes_on_with_the_order_and_says_so(talk: Begin) -> None:
    here = talk()
    first = here.ask(SEARCH, text="best paid jobs without a degree")
    second = here.ask("more", text="show more")
    assert lead(second).startswith(f"Numbers {SHOWN + 1} to {2 * SHOWN} of {total(lead(first))} occupations")
    assert "that need no degree to enter" in lead(second)
    medians = [row[1] for reply in (first, second) for row in table(reply).rows]
    assert [medians.index(one) for one in dict.fromkeys(medians)] == sorted(map(medians.index, set(medians)))
    assert {row[0] for row in table(first).rows} & {row[0] for row in table(second).rows} == set()
    assert "/more" in choices(second)


def test_related_occupations_keep_theirs_on_the_next_page(talk: Begin) -> None:
    here = talk()
    pages = [here.ask(SEARCH, NURSE, text="jobs like nursing"), *(here.press("/more") for _page in range(3))]
    assert ["related to registered nurses" in lead(page) for page in pages] == [True] * 4
    assert sum(len(table(page).rows) for page in pages) == 20
    assert "/more" not in choices(pages[-1])
    assert "highest" not in told(here.press("/more"))


@pytest.mark.parametrize("intent", [SEARCH, "what_about", "nlu_fallback"])
@pytest.mark.parametrize(
    ("text", "named", "filters"),
    [
        ("only those over $100k", (), "with a median of at least $100,000"),
        ("only in healthcare", (), "in healthcare"),
        ("and by openings?", (), "most openings"),
    ],
)
def test_a_follow_up_refines_the_search(
    talk: Begin, intent: str, text: str, named: tuple[Named, ...], filters: str
) -> None:
    here = talk()
    here.ask(SEARCH, text="which jobs without a degree pay most?")
    reply = here.ask(intent, *named, text=text)
    assert (reply.answer.topic, reply.answer.outcome) == (SEARCH, "answered")
    assert "that need no degree to enter" in lead(reply)
    assert filters in lead(reply)


@pytest.mark.usefixtures("published_wages")
def test_a_place_refines_the_search_and_stays(talk: Begin) -> None:
    here = talk()
    here.ask(SEARCH, text="which jobs without a degree pay most?")
    here.ask("more", text="show more")
    reply = here.ask("what_about", TEXAS, text="and in Texas?")
    assert "that need no degree to enter, in Texas, " in lead(reply)
    assert "in Texas" in lead(here.press("/more"))


@pytest.mark.usefixtures("published_wages")
def test_a_filter_leaves_the_place_and_the_occupation_of_the_search(talk: Begin) -> None:
    here = talk()
    here.ask(SEARCH, TEXAS, text="which jobs in Texas pay most?")
    assert "in Texas" in lead(here.ask("what_about", text="only those without a degree"))
    here.ask(SEARCH, NURSE, text="jobs like nursing")
    reply = here.ask("what_about", TEXAS, text="and in Texas?")
    assert "related to registered nurses, in Texas" in lead(reply)


def test_another_education_takes_the_place_of_the_first(talk: Begin) -> None:
    here = talk()
    here.ask(SEARCH, text="which jobs without a degree pay most?")
    reply = here.ask("what_about", text="only with a bachelor's degree")
    assert "bachelor's degree" in lead(reply)
    assert "no degree" not in lead(reply)


def test_a_new_question_begins_a_new_search(talk: Begin) -> None:
    here = talk()
    here.ask(SEARCH, text="which jobs without a degree pay most?")
    assert "degree" not in lead(here.ask(SEARCH, text="which jobs grow fastest?"))


def test_an_occupation_of_the_list_is_picked_by_place_or_by_button(talk: Begin) -> None:
    here = talk()
    found = here.ask(SEARCH, text="which jobs pay most?")
    second = table(found).rows[1][0]
    first, other = (item.key for item in found.state.items[:2])
    reply = here.ask("pick", ("ordinal", "2", "second"), text="the second one")
    assert (reply.answer.topic, reply.answer.occupation) == ("definition", other)
    reply = here.ask("salary", text="what do they earn?")
    assert lead(reply).startswith(f"{second} in the United States earn")
    assert here.press(choices(found)[0]).answer.occupation == first


def test_a_question_that_names_no_occupations_is_no_search(talk: Begin) -> None:
    reply = talk().ask(SEARCH, text="how do I cook rice?")
    assert (reply.answer.outcome, reply.answer.topic) == ("clarify", None)


def test_as_many_are_shown_as_are_asked_for(talk: Begin) -> None:
    reply = talk().ask(SEARCH, text="lowest paying jobs, top 3")
    assert len(table(reply).rows) == 3
    assert "/more" not in choices(reply)


def test_a_remark_that_no_dataset_bears_on_leaves_the_ranking_and_is_named(talk: Begin) -> None:
    reply = talk().ask(SEARCH, text="Which legal jobs grow fastest? I would like something safe.")
    assert reply.answer.outcome == "partial" and "grow fastest" in lead(reply)
    assert "say nothing about how safe the work is" in told(reply) or "how safe" in " ".join(notes(reply))
    asked = talk().ask(SEARCH, text="Which safe legal jobs grow fastest? Thanks.")
    assert asked.answer.outcome == "partial" and "how safe" in " ".join(notes(asked))


def test_occupations_of_an_industry_that_is_no_field_are_not_ranked_as_all(talk: Begin) -> None:
    named = ("industry", "e-commerce", "e-commerce")
    reply = talk().ask(SEARCH, named, text="best paid jobs in e-commerce")
    assert reply.answer.outcome == "unknown" and "cannot rank those alone" in told(reply)
    medical = ("industry", "healthcare", "medical")
    reply = talk().ask(SEARCH, medical, text="best paid jobs without a medical degree but a bachelors")
    assert reply.answer.outcome == "answered"


def test_what_only_it_stands_for_is_asked_back(talk: Begin) -> None:
    reply = talk().ask(SEARCH, text="I love it. Which jobs use it?")
    assert reply.answer.outcome == "unknown" and "Which tool" in told(reply)


def test_fields_are_left_out_of_the_last_list_one_after_the_other(talk: Begin) -> None:
    begun = talk()
    begun.ask(SEARCH, text="which jobs pay the most?")
    first = begun.ask("deny", text="not in healthcare")
    assert not any(item.key[:2] in ("29", "31") for item in first.state.items)
    second = begun.ask("nlu_fallback", text="and no management")
    assert "healthcare support or management" in lead(second)
    assert begun.ask("deny", text="not sure").answer.outcome == "smalltalk"
    third = begun.ask("nlu_fallback", text="except the ones in farming")
    assert "farming" in lead(third) and not any(item.key.startswith("45") for item in third.state.items)
    assert begun.ask("nlu_fallback", text="remove that").answer.outcome != "answered"


def test_as_many_are_shown_as_are_asked_for_and_any_places_of_the_order(talk: Begin) -> None:
    here = talk()
    first = here.ask(SEARCH, text="top 10 best paid jobs").state.items
    assert len(first) == 10
    assert here.ask("nlu_fallback", text="show me 7 to 10").state.items == first[6:]
    following = here.ask("nlu_fallback", text="next 5").state.items
    assert len(following) == 5 and not set(following) & set(first)


def test_conditions_add_up_and_nobody_is_addressed(talk: Begin) -> None:
    here = talk()
    here.ask(SEARCH, text="what jobs pay the most without a college degree")
    here.ask("nlu_fallback", text="no big training")
    reply = here.ask("career_fit", text="and id want over 60k")
    assert all(part in lead(reply) for part in ("no degree", "short-term", "$60,000", "highest median"))
    assert "for you" not in told(reply) and not reply.state.person


def test_occupations_that_are_counted_together_are_found_by_their_condition(talk: Begin) -> None:
    reply = talk().ask(SEARCH, text="top 20 lowest paid jobs with a master's")
    assert "21-1011.00" in [one.key for one in reply.state.items]
    assert "mental health counselors" in " ".join(told(reply).split())


def test_pay_by_the_hour_alone_is_told_so(talk: Begin) -> None:
    reply = talk().ask(SEARCH, text="top 20 best paid jobs in the arts")
    assert "$47.80 an" in told(reply) and any("by the hour alone" in one for one in notes(reply))


def test_rests_of_groups_that_come_before_the_first_are_told(talk: Begin, datasets: Connection) -> None:
    rest = one(
        datasets,
        "SELECT w.annual_p50 AS value FROM onet_occupation o JOIN wage w ON w.code = o.wage_code"
        " AND w.area_code = '0000000' AND w.industry_code = '' WHERE o.code LIKE '21-%'"
        " AND o.title LIKE '%All Other' AND o.code = o.wage_code || '.00' ORDER BY 1 DESC LIMIT 1",
    )
    reply = talk().ask(SEARCH, text="best paid community and social service jobs")
    assert any(usd(rest["value"]) in note for note in notes(reply))
    assert not notes(talk().ask(SEARCH, text="best paid legal jobs"))
