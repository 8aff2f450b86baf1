"""The page of an occupation: what it holds, whose figures they are, and how it is marked up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection

from bot.web.occupations.blocks import Facts, Note, Page, Section, Table, Text
from bot.web.occupations.occupation_page import SUMMARY, find_page, occupation_page
from bot.web.occupations.sections.pay import pay_section
from bot.web.occupations.sections.subject import Subject
from bot.web.occupations.texts import best_pay, pay, say
from knowledge.dataset_records import Area, OnetOccupation, Wage
from knowledge.queries.facts import figures
from knowledge.queries.onet import onet_occupations, related
from knowledge.queries.wages import release, wage_in
from knowledge.records import Occupation, Source
from tests.bot.web.occupations.conftest import ADDRESS
from tests.bot.web.occupations.reading import data_of, drawn, read
from tests.databases import base_with

PageOf = Callable[[str], Page]
OF_A_GROUP = "11-1011.03"  # whose people BLS counts with all chief executives
BY_THE_HOUR = "27-2011.00"  # of which BLS publishes no pay by the year
ALONE = "machine_learning_engineer"
SOURCE = Source("wages", "Wages", False, "BLS", "2025", None, "", "public domain", None)


def sections(page: Page) -> Iterator[Section]:
    for one in page.parts["sections"]:
        yield one
        yield from one.parts


def section(page: Page, key: str) -> Section:
    return next(one for one in sections(page) if one.key == key)


def notes(one: Section) -> str:
    return " ".join(block.text for block in one.blocks if isinstance(block, Note))


def test_an_occupation_of_the_datasets_has_a_section_for_all_that_is_held_of_it(page: PageOf) -> None:
    found = page("29-1141.00")
    keys = ["pay", "outlook", "education", "duties", "skills", "technologies", "interests"]
    expected = [*keys, "industries", "related", "titles"]
    have = [one.key for one in found.parts["sections"]]
    assert have == [key for key in expected if key in have]
    assert set(expected) - set(have) <= {"industries"}  # which only the fetched wages have
    assert found.path == "occupations/29-1141.00/registered-nurse"


@pytest.mark.parametrize("code", ["15-2051.00", OF_A_GROUP, BY_THE_HOUR, "55-3016.00", "15-1252.00", ALONE])
def test_every_figure_has_a_source_a_place_and_a_time(base: Connection, page: PageOf, code: str) -> None:
    found = page(code)
    for one in sections(found):
        figured = [block for block in one.blocks if isinstance(block, (Facts, Table))]
        if not figured:
            continue
        assert one.cited, one.key
        for cited in one.cited:
            assert re.search(r"\d{4}|undated|O\*NET \d", cited.holds), cited
        if one.key.startswith("articles"):
            for table in figured:
                assert isinstance(table, Table)
                assert [column.text for column in table.columns][2:] == ["Year", "Place"]
                assert all(cell.text for row in table.rows for cell in row)
        else:
            assert all("United States" in cited.holds for cited in one.cited)
    for fact in found.parts["facts"]:
        assert re.search(r"BLS, United States, .*\d{4}", fact.note)
    named = {one.key for one in found.parts["sources"]}
    assert {cited.key for one in sections(found) for cited in one.cited} <= named


def test_pay_is_that_of_the_rows(base: Connection, page: PageOf) -> None:
    row, told = wage_in(base, code="15-2051"), section(page("15-2051.00"), "pay")
    assert row is not None
    lead, table = told.blocks[0], next(block for block in told.blocks if isinstance(block, Table))
    assert isinstance(lead, Text)
    assert best_pay(row) in lead.text and release(base) in lead.text
    assert [line[1].text for line in table.rows] == [
        pay(row, name, "annual") for name in ("p10", "p25", "p50", "p75", "p90", "mean")
    ]


def test_what_is_not_published_is_said_to_be_so(page: PageOf) -> None:
    told = section(page(BY_THE_HOUR), "pay")
    table = next(block for block in told.blocks if isinstance(block, Table))
    assert {line[1].text for line in table.rows} == {"not published"}
    assert all(line[2].text.startswith("$") for line in table.rows)
    soldier = page("55-3016.00")
    assert "BLS publishes no pay of" in str(section(soldier, "pay").blocks)
    assert "BLS publishes no projection" in str(section(soldier, "outlook").blocks)
    assert "without a description" in soldier.parts["lead"].text


def test_pay_at_the_highest_that_is_published_is_a_bound(
    base: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    nation = Area("0000000", "nation", None, "United States")
    values = {"annual_p10": 90_000.0, "hourly_p10": 43.27}
    capped = frozenset({"annual_p50", "hourly_p50", "annual_p90"})
    row = Wage("w", SOURCE, None, "2025", nation.name, "29-1212", nation, None, 100, values, capped, None)
    monkeypatch.setattr("bot.web.occupations.sections.pay.wage_in", lambda *_, **__: row)
    (onet,) = onet_occupations(base, codes=("29-1212.00",))
    occupation = Occupation(onet.key, onet.name, onet.plural, featured=False, code=onet.key)
    told = pay_section(base, Subject(occupation, onet, {}))
    table = next(block for block in told.blocks if isinstance(block, Table))
    median = table.rows[2]
    assert [cell.text for cell in median[1:]] == ["at least $239,200", "at least $115.00"]
    assert median[1].share is None  # no bar for what is not known
    assert "no amounts above $239,200 a year" in notes(told)


def test_figures_of_a_group_are_never_passed_off_as_those_of_one_of_its_occupations(page: PageOf) -> None:
    found = page(OF_A_GROUP)
    lead = section(found, "pay").blocks[0]
    assert isinstance(lead, Text)
    assert lead.text.startswith("Those counted as “Chief Executives” (11-1011) earn")
    for key in ("pay", "outlook", "education"):
        assert "together with others as" in notes(section(found, key))
    assert all("of all counted as" in fact.note for fact in found.parts["facts"])


def test_content_and_datasets_stand_apart_on_the_page_of_an_occupation_of_both(page: PageOf) -> None:
    found = page("15-1252.00")
    assert (found.heading, found.path) == ("Software developer", "occupations/15-1252.00/software-developer")
    assert "“Software Developers” (O*NET-SOC 15-1252.00)" in found.parts["lead"].aside
    last = found.parts["sections"][-1]
    assert last.key == "articles" and last.parts
    of_datasets = {"onet", "projections", "wages"}
    assert not {cited.key for cited in last.all_cited} & of_datasets
    for one in found.parts["sections"][:-1]:
        assert {cited.key for cited in one.all_cited} <= of_datasets


def test_an_occupation_of_the_content_alone_has_no_figure_of_those_it_is_counted_with(
    base: Connection, page: PageOf
) -> None:
    found = page(ALONE)
    assert found.path == "occupations/machine_learning_engineer/machine-learning-engineer"
    assert found.parts["facts"] == ()
    assert "has no figures of machine learning engineers alone" in found.parts["counted"][0].text
    told = read(found)
    assert "../../occupations/15-2051.00/data-scientist" in told.links()
    rows = figures(base, occupation=ALONE, topic="salary")
    salary = section(found, "articles-salary")
    assert len([line for block in salary.blocks if isinstance(block, Table) for line in block.rows]) == len(
        rows
    )
    assert "15-1221" in notes(section(found, "articles-outlook"))
    assert not {"onet", "projections", "wages"} & {one.key for one in found.parts["sources"]}


def test_related_occupations_are_links_to_their_own_addresses(base: Connection, page: PageOf) -> None:
    found = read(page("15-1251.00"))  # a programmer, who is near a software developer
    assert related(base, code="15-1251.00")
    assert "../../occupations/15-1252.00/software-developer" in found.links()


def test_questions_lead_to_the_chat_and_the_comparison_has_a_link(page: PageOf) -> None:
    links = read(page("15-2051.00")).links()
    assert "../../?ask=What%20does%20a%20data%20scientist%20earn%3F" in links
    assert "../../occupations/compare?codes=15-2051.00" in links


def test_the_head_names_the_page_for_search_engines_and_links(page: PageOf) -> None:
    for code in ("15-2051.00", OF_A_GROUP, ALONE):
        found = page(code)
        told, url = read(found), f"{ADDRESS}/{found.path}"
        assert told.all("link", rel="canonical", href=url) and told.all(
            "meta", property="og:url", content=url
        )
        assert told.all("meta", property="og:title", content=found.title)
        (description,) = told.all("meta", name="description")
        assert 40 < len(description["content"]) <= SUMMARY and not description["content"].endswith("…")
        assert not told.all("meta", name="robots")


@pytest.mark.parametrize("code", ["15-2051.00", "15-1252.00", ALONE, "55-3016.00"])
def test_markup_is_sound(page: PageOf, code: str) -> None:
    told = read(page(code))
    assert told.headings[0] == 1 and told.headings.count(1) == 1
    steps = zip(told.headings, told.headings[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps)
    ids = [had["id"] for _tag, had in told.elements if "id" in had]
    assert len(ids) == len(set(ids))
    fragments = [link[1:] for link in told.links() if link.startswith("#")]
    assert set(fragments) <= set(ids)
    assert all(one.get("scope") in {"col", "row"} for one in told.all("th"))
    assert {had["aria-labelledby"] for had in told.all("section")} <= set(ids)
    assert not [
        had for _tag, had in told.elements if "style" in had or any(one.startswith("on") for one in had)
    ]
    assert [had.get("type") for had in told.all("script")] == ["application/ld+json"]


def test_stored_markup_is_text(fixture_content: Path, tmp_path: Path) -> None:
    hostile = '</script><script>alert(1)</script><img src=x onerror=alert(1)>" onload="x'
    own = f"""\
occupation: {{key: trickster, name: 'trick {hostile}', plural: 'tricks {hostile}', aliases: [trickster]}}
sources:
  - {{key: trick_notes, title: 'Notes {hostile}', published: 2026, licence: own,
     location: 'javascript:alert(1)'}}
entities:
  - {{key: trick_level, name: 'level {hostile}', kind: level}}
statements:
  - {{key: trickster.definition, topic: definition, source: trick_notes, text: 'They are {hostile}.'}}
figures:
  - {{key: trickster.salary, topic: salary, measure: average_salary_by_level, entity: trick_level, value: 1,
     unit: usd, source: trick_notes, note: 'Note {hostile}'}}
"""
    with base_with(tmp_path, fixture_content, {"trickster.yml": own}) as connection:
        found = find_page(connection, key="trickster")
        assert found is not None
        page = occupation_page(connection, found, ADDRESS)
        html = drawn(page)
    told = read(page)
    assert html.count("<script") == html.count("</script>") == 1 and not told.all("img")
    assert not [had for _tag, had in told.elements if {"onerror", "onload"} & had.keys()]
    assert told.text.count("<script>alert(1)</script>") >= 4
    assert data_of(html)["name"] == f"Trick {hostile}"
    assert not [link for link in told.links() if link.startswith("javascript")]
    assert re.fullmatch(r"[a-z0-9/_-]+", page.path)


@pytest.mark.parametrize(
    "key",
    [
        "",
        "99-9999.00",
        "15-2051",
        "15-2051.00'--",
        "../etc/passwd",
        "<script>",
        "x" * 5_000,
        "%00",
        "\0",
        "é",
    ],
    ids=range(10),
)
def test_under_no_other_key_stands_a_page(base: Connection, key: str) -> None:
    assert find_page(base, key=key) is None


def test_a_group_is_named_by_its_own_code(base: Connection) -> None:
    (onet,) = onet_occupations(base, codes=(OF_A_GROUP,))
    assert isinstance(onet, OnetOccupation)
    subject = Subject(Occupation("x", "x", "xs", False), onet, {})
    assert subject.wage_group == say("group.name", title="Chief Executives", code="11-1011")
