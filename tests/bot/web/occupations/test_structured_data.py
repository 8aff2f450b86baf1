"""JSON-LD of an occupation: it holds what the rows hold, and is left out where they are of others."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.engine import Connection

from bot.web.occupations.blocks import Page
from knowledge.queries.onet import duties, ratings
from knowledge.queries.projections import projection_of
from knowledge.queries.wages import wage_in
from tests.bot.web.occupations.conftest import ADDRESS
from tests.bot.web.occupations.reading import data_of, drawn

PageOf = Callable[[str], Page]


def test_it_is_what_the_rows_hold(base: Connection, page: PageOf) -> None:
    found = page("29-1141.00")
    told = data_of(drawn(found))
    assert (told["@context"], told["@type"]) == ("https://schema.org", "Occupation")
    assert told["url"] == told["mainEntityOfPage"] == f"{ADDRESS}/{found.path}"
    assert told["occupationalCategory"]["codeValue"] == "29-1141.00"
    assert told["skills"] == [one.element for one in ratings(base, code="29-1141.00", scale="skill")[:10]]
    assert told["responsibilities"] == [one.text for one in duties(base, code="29-1141.00")]
    wage, entry = wage_in(base, code="29-1141"), projection_of(base, code="29-1141")
    assert wage and entry
    year, hour = told["estimatedSalary"]
    for period, salary in (("annual", year), ("hourly", hour)):
        assert salary["@type"] == "MonetaryAmountDistribution" and salary["currency"] == "USD"
        assert salary["median"] == wage.values[f"{period}_p50"]
        assert salary["percentile90"] == wage.values[f"{period}_p90"]
    assert (year["duration"], hour["duration"]) == ("P1Y", "PT1H")
    assert told["occupationLocation"] == [{"@type": "Country", "name": wage.place}]
    assert told["educationRequirements"]["credentialCategory"] == entry.education


def test_the_pay_of_a_group_is_not_given_as_that_of_one_of_its_occupations(page: PageOf) -> None:
    told = data_of(drawn(page("11-1011.03")))
    assert not {"estimatedSalary", "occupationLocation", "educationRequirements"} & told.keys()
    assert told["responsibilities"]


def test_pay_that_is_published_by_the_hour_alone_is_given_so(page: PageOf) -> None:
    (salary,) = data_of(drawn(page("27-2011.00")))["estimatedSalary"]
    assert salary["duration"] == "PT1H"


def test_what_articles_tell_of_pay_without_a_place_is_no_salary(page: PageOf) -> None:
    told = data_of(drawn(page("machine_learning_engineer")))
    assert set(told) == {"@context", "@type", "name", "description", "url", "mainEntityOfPage"}
