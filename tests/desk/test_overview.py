"""The overview shows the figures of the days that are asked for, and gives them as CSV."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, datetime, timedelta, timezone

import pytest
from sqlalchemy.engine import Engine

from desk.tables import safe
from tests.desk.conftest import ON_BOTH, Visitor
from tests.desk.talks import count, tell

pytestmark = ON_BOTH
TODAY = datetime.now(timezone.utc).date()


def tiles(page: str) -> dict[str, str]:
    found = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", page, re.DOTALL)
    return {name: " ".join(re.sub(r"<[^>]+>", " ", value).split()) for name, value in found}


def table(visitor: Visitor, kind: str, **query: str) -> list[dict[str, str]]:
    answer = visitor.get(f"/desk/figures/{kind}.csv", query_string=query)
    assert answer.mimetype == "text/csv" and "attachment" in answer.headers["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_an_empty_database_shows_an_empty_overview(reader: Visitor) -> None:
    page = reader.get("/desk/")
    assert page.status_code == 200 and tiles(page.text)["Messages"] == "0"
    assert "Nothing was asked in these days." in page.text


def test_messages_people_outcomes_and_ratings_are_counted(reader: Visitor, engine: Engine) -> None:
    tell(engine, "a", "one")
    tell(engine, "a", "two", outcome="unknown", topic="duties", comment="no")
    tell(engine, "b", "three", outcome="smalltalk", topic=None, occupation=None, channel="slack")
    tell(engine, "c", "four", days_ago=40)
    count(engine)
    page = reader.get("/desk/").text
    shown = tiles(page)
    assert shown["Messages"].startswith("3 ") and shown["People"].startswith("2 ")
    assert shown["Answered"].startswith("50.0% of 2 questions")
    assert shown["Without an answer"] == "50.0% 1 unknown, 0 asked back, 0 errors"
    assert shown["Thumbs up"] == "0.0% 0 up, 1 down"
    assert shown["Messages"].endswith("+200% on the 30 days before")
    assert "Machine learning engineer" in page and "Website" in page and "Slack" in page
    assert tiles(reader.get("/desk/?channel=slack").text)["Messages"] == "1"
    assert tiles(reader.get("/desk/?first=2000-01-01").text)["Messages"].startswith("4")


def test_the_chart_and_its_table_tell_the_same(reader: Visitor, engine: Engine) -> None:
    for _time in range(3):
        tell(engine, "a", "one", days_ago=1)
    tell(engine, "a", "two", outcome="error")
    count(engine)
    page = reader.get("/desk/?first=" + (TODAY - timedelta(days=1)).isoformat()).text
    chart = page.split('id="outcomes"')[1].split('id="topics"')[0]
    drawn = re.findall(r'rect class="(\w+)" [^>]*height="([\d.]+)"', chart)
    heights = {kind: float(height) for kind, height in drawn}
    assert heights["answered"] == pytest.approx(3 * heights["error"], rel=0.01)
    yesterday = (TODAY - timedelta(days=1)).isoformat()
    assert re.search(
        rf'{yesterday}</th><td class="number">3</td><td class="number">1</td><td class="number">3<', page
    )


@pytest.mark.parametrize(
    "query", ["first=x", "last=2026-13-01", "first=0001-01-01", "first=99999-01-01", "channel=" + "x" * 21]
)
def test_days_that_are_none_are_refused(reader: Visitor, query: str) -> None:
    assert reader.get(f"/desk/?{query}").status_code == 400


def test_days_in_the_wrong_order_are_turned_round(reader: Visitor) -> None:
    page = reader.get("/desk/?first=2026-03-10&last=2026-03-01").text
    assert 'name="first" value="2026-03-01"' in page and 'name="last" value="2026-03-10"' in page


def test_tables_are_downloaded_as_csv(reader: Visitor, engine: Engine) -> None:
    tell(engine, "a", "one")
    tell(engine, "b", "two", channel="slack", outcome="unknown")
    count(engine)
    days = table(reader, "days")
    assert {(row["day"], row["channel"], row["messages"], row["unknown"]) for row in days} == {
        (TODAY.isoformat(), "web", "1", "0"),
        (TODAY.isoformat(), "slack", "1", "1"),
    }
    (topic,) = table(reader, "topics", channel="web")
    assert (topic["topic"], topic["messages"], topic["answered"]) == ("salary", "1", "1")
    (occupation,) = table(reader, "occupations")
    assert (occupation["name"], occupation["messages"]) == ("Machine learning engineer", "2")
    hours = table(reader, "hours")
    assert len(hours) == 7 * 24 and sum(int(row["messages"]) for row in hours) == 2
    assert reader.get("/desk/figures/accounts.csv").status_code == 404


def test_no_cell_is_run_as_a_formula(reader: Visitor, engine: Engine) -> None:
    tell(engine, "a", "one", occupation='=HYPERLINK("http://evil.example")', channel="@SUM(1)", topic="-2+3")
    count(engine)
    assert table(reader, "occupations")[0]["name"] == '\'=HYPERLINK("http://evil.example")'
    assert table(reader, "days")[0]["channel"] == "'@SUM(1)"
    assert table(reader, "topics")[0]["topic"] == "'-2+3"
    assert [safe(one) for one in (" =1", "\t=1", "＝1", -5, 1.5, None, "a=1")] == [
        "' =1",
        "'\t=1",
        "'＝1",
        -5,
        1.5,
        None,
        "a=1",
    ]


def test_a_day_begins_and_ends_in_utc(reader: Visitor) -> None:
    quick = reader.get("/desk/").text
    assert f"first={TODAY.isoformat()}&amp;last={TODAY.isoformat()}" in quick
    assert date.fromisoformat(re.search(r'name="last" value="([\d-]+)"', quick)[1]) == TODAY  # type: ignore[index]
