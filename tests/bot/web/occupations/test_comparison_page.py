"""Occupations side by side: one to six of them, unknown ones, and whose figures they are."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from bot.web.occupations.blocks import Page, Table
from bot.web.occupations.comparison_page import MOST, comparison_page
from bot.web.occupations.texts import best_pay
from knowledge.queries.wages import wage_in
from tests.bot.web.occupations.reading import read

CODES = ["15-2051.00", "29-1141.00", "47-2111.00", "15-1252.00", "27-2011.00", "13-2011.00"]


def table(page: Page) -> Table:
    (found,) = [block for block in page.parts["sections"][0].blocks if isinstance(block, Table)]
    return found


@pytest.mark.parametrize("count", [2, 5])
def test_two_to_five_stand_side_by_side(base: Connection, count: int) -> None:
    page = comparison_page(base, CODES[:count], "")
    found = table(page)
    assert len(found.columns) == count + 1 and all(len(row) == count + 1 for row in found.rows)
    assert found.columns[1].link == "occupations/15-2051.00/data-scientist"
    wage = wage_in(base, code="15-2051")
    assert wage and found.rows[0][1].text == best_pay(wage)
    assert all(cell.text for row in found.rows for cell in row)
    assert {cited.key for cited in page.parts["sections"][0].cited} == {"wages", "projections", "onet"}
    assert page.parts["may_add"] is (count < MOST) and page.parts["notes"] == ()
    told = read(page)
    assert told.all("meta", name="robots", content="noindex")
    assert len(told.all("th", scope="col")) == count + 1


def test_one_alone_is_asked_for_company_and_is_offered_related_ones(base: Connection) -> None:
    page = comparison_page(base, CODES[:1], "")
    assert page.parts["sections"] == () and "at least one more" in page.parts["lead"]
    assert len(page.parts["suggested"]) == 6
    assert page.parts["suggested"][0].path.startswith("occupations/compare?codes=15-2051.00,")
    assert read(page).all("input", type="hidden", name="codes", value="15-2051.00")


def test_of_six_the_last_is_left_out_and_named(base: Connection) -> None:
    page = comparison_page(base, CODES, "")
    assert len(table(page).columns) == MOST + 1 and not page.parts["may_add"]
    assert page.parts["notes"] == (
        "At most 5 occupations stand side by side; left out: accountants and auditors.",
    )


def test_none_the_same_twice_and_unknown_ones(base: Connection) -> None:
    assert "Choose two to five" in comparison_page(base, [], "").parts["lead"]
    page = comparison_page(base, ["data_scientist", "15-2051.00", "<b>", "99-9999.00", "'; --"], "")
    assert [link.text for link, _without in page.parts["chosen"]] == ["Data scientist"]
    assert page.parts["notes"] == ("Occupations of the address that are not known: 3.",)
    many = comparison_page(base, [f"{one:02}-0000.00" for one in range(90)], "")
    assert many.parts["notes"] == ("Occupations of the address that are not known: 20.",)


def test_one_is_taken_out_and_another_is_found_by_its_title(base: Connection) -> None:
    page = comparison_page(base, CODES[:2], "plumber")
    assert [without.path for _link, without in page.parts["chosen"]] == [
        "occupations/compare?codes=29-1141.00",
        "occupations/compare?codes=15-2051.00",
    ]
    assert page.parts["matches"][0].path == "occupations/compare?codes=15-2051.00,29-1141.00,47-2152.00"


def test_figures_of_a_group_say_so_and_articles_compare_what_they_compare(base: Connection) -> None:
    page = comparison_page(base, ["11-1011.03", "machine_learning_engineer", "15-2051.00"], "")
    found = table(page)
    assert found.rows[0][1].note == "of all counted as “Chief Executives” (11-1011)"
    assert {row[2].text for row in found.rows} == {"not counted alone"}
    told = page.parts["sections"][1]
    assert told.heading == "What articles say of machine learning engineers and data scientists"
    (words,) = [block for block in told.blocks if isinstance(block, Table)]
    focus = next(row for row in words.rows if row[0].text == "Focus")
    assert "machine learning models" in focus[1].text and "data sets" in focus[2].text
    turned = comparison_page(base, ["15-2051.00", "machine_learning_engineer"], "").parts["sections"][1]
    (others,) = [block for block in turned.blocks if isinstance(block, Table)]
    assert next(row for row in others.rows if row[0].text == "Focus")[1:] == focus[:0:-1]
