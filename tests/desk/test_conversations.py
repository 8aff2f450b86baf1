"""Conversations are found, read with what led to each answer, and deleted; identities are hidden at first."""

from __future__ import annotations

import json
import re
from datetime import datetime, timezone

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.conversations.models import conversation, conversation_event, desk_audit, turn
from desk.queries import turns
from tests.desk.conftest import ON_BOTH, Visitor
from tests.desk.talks import tell

pytestmark = ON_BOTH
ALL = "/desk/conversations/"
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>"
PERSONAL = "My name is Jane Miller, mail jane.miller@example.com or call +49 170 1234567"


def texts(page: str) -> list[str]:
    """Return the messages that a page lists, in order."""
    return re.findall(r'<a href="/desk/conversations/[\d.]+-[0-9a-f]{32}#[0-9a-f]{32}">(.*?)</a>', page)


def test_messages_are_listed_with_the_newest_first(reader: Visitor, engine: Engine) -> None:
    for number in range(3):
        tell(engine, f"p{number}", f"question {number}", days_ago=number)
    assert texts(reader.get(ALL).text) == ["question 0", "question 1", "question 2"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"text": "nurse"}, ["What does a NURSE earn?", "nurses at night"]),
        ({"text": "nurse", "outcome": "unknown"}, ["nurses at night"]),
        ({"topic": "duties"}, ["nurses at night"]),
        ({"occupation": "data_scientist"}, ["Müßiggang – “50 %” \\ _"]),
        ({"channel": "slack"}, ["Müßiggang – “50 %” \\ _"]),
        ({"text": "MÜßIGGANG"}, ["Müßiggang – “50 %” \\ _"]),
        ({"text": "50 %” \\ _"}, ["Müßiggang – “50 %” \\ _"]),
        ({"text": "%"}, ["Müßiggang – “50 %” \\ _"]),
        ({"text": "machine"}, []),  # which stands in what NLU says of each, not in what was said
        ({"outcome": "error"}, []),
        ({"text": "' OR '1'='1"}, []),
    ],
)
def test_messages_are_found_by_text_outcome_topic_occupation_and_channel(
    reader: Visitor, engine: Engine, query: dict[str, str], found: list[str]
) -> None:
    tell(engine, "a", "What does a NURSE earn?")
    tell(engine, "b", "nurses at night", outcome="unknown", topic="duties")
    tell(engine, "c", "Müßiggang – “50 %” \\ _", occupation="data_scientist", channel="slack", topic=None)
    assert sorted(texts(reader.get(ALL, query_string=query).text)) == sorted(found)


def test_messages_are_found_by_day(reader: Visitor, engine: Engine) -> None:
    address = tell(engine, "a", "long ago", days_ago=100)
    tell(engine, "b", "today")
    assert texts(reader.get(ALL).text) == ["today"]
    with engine.connect() as connection:
        at = connection.execute(select(turn.c.at).order_by(turn.c.at)).scalars().first()
    day = datetime.fromtimestamp(at, timezone.utc).date().isoformat()
    assert texts(reader.get(ALL, query_string={"first": day, "last": day}).text) == ["long ago"]
    assert reader.get(f"{ALL}{address}").status_code == 200


def test_all_are_reached_page_by_page_without_one_twice(
    reader: Visitor, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PAGE", 3)
    monkeypatch.setattr(turns, "MOST_EXAMINED", 4)
    for number in range(8):
        tell(engine, f"p{number}", f"{'odd' if number % 2 else 'even'} {number}", days_ago=number / 100)
    for query, expected in ({}, list(range(8))), ({"text": "odd"}, [1, 3, 5, 7]):
        seen, path = [], f"{ALL}?{'&'.join(f'{k}={v}' for k, v in query.items())}"
        while path:
            page = reader.get(path).text
            seen += [int(one.split()[1]) for one in texts(page)]
            following = re.search(r'href="([^"]+after=[^"]+)"', page)
            path = following[1].replace("&amp;", "&") if following else ""
        assert seen == expected


def test_a_conversation_shows_both_sides_and_why_each_answer_came(reader: Visitor, engine: Engine) -> None:
    entity = {"entity": "degree", "value": "phd", "start": 14, "end": 17}
    address = tell(
        engine, "a", "Do they need a PhD?", answer="Some do.", entities=(entity,), comment="Wrong!"
    )
    tell(engine, "a", "And /me?", answer="Later.")
    page = reader.get(f"{ALL}{address}").text
    for shown in (
        "Do they need a PhD?",
        "Some do.",
        "And /me?",
        "Later.",
        "Did not help",
        "“Wrong!”",
        "Wrong",
    ):
        assert shown in page
    plain = re.sub(r"<[^>]+>|\s+", " ", page)
    plain = re.sub(r"\s+", " ", plain)
    assert "topic › several questions" in plain
    assert "salary 0.90 before skills 0.07" in plain
    assert "0.66 that one of the first three answers" in plain and "gone.since, 10%" in plain
    assert "Highest degree" in plain  # the fact's own text, from the knowledge base


def test_a_turn_of_which_nothing_is_kept_is_shown_as_such(reader: Visitor, engine: Engine) -> None:
    address = tell(engine, "a", "lost")
    with engine.begin() as connection:
        connection.execute(turn.update().values(sequence=None, outcome="error"))
    assert "Nothing of it was kept" in reader.get(ALL).text
    assert "Nothing of this message was kept" in reader.get(f"{ALL}{address}").text


def test_names_mail_and_phone_are_hidden_on_every_page(reader: Visitor, engine: Engine) -> None:
    address = tell(engine, "a", PERSONAL, answer="Hello Jane Miller!", comment="Jane.Miller@example.com")
    for path in (ALL, f"{ALL}{address}"):
        page = reader.get(path).text
        assert "My name is [name], mail [mail] or call [phone]" in page
        assert "Miller" not in page and "1234567" not in page and "example.com" not in page


def test_an_editor_may_unmask_which_is_noted_without_saying_whom(
    reader: Visitor, editor: Visitor, engine: Engine
) -> None:
    address = tell(engine, "slack-U123", PERSONAL)
    assert reader.post(f"{ALL}{address}/unmask").status_code == 403
    assert editor.get(f"{ALL}{address}/unmask").status_code == 405  # no link can do it
    page = editor.post(f"{ALL}{address}/unmask").text
    assert "Jane Miller" in page and "jane.miller@example.com" in page
    assert "Jane" not in editor.get(f"{ALL}{address}").text
    with engine.connect() as connection:
        (entry,) = connection.execute(select(desk_audit).where(desk_audit.c.action == "unmasked")).all()
    assert entry.account == "editor" and "U123" not in entry.subject and len(entry.subject) == 12


def test_markup_in_messages_answers_and_comments_is_shown_as_text(editor: Visitor, engine: Engine) -> None:
    entity = {"entity": MARKUP, "value": MARKUP, "start": 0, "end": len(MARKUP)}
    address = tell(
        engine, "a", MARKUP, answer=MARKUP, comment=MARKUP, entities=(entity,), topic=MARKUP, channel="<b>"
    )
    for page in (editor.get(ALL), editor.get(f"{ALL}{address}"), editor.post(f"{ALL}{address}/unmask")):
        assert "&lt;script&gt;" in page.text and "<script" not in page.text and "<img" not in page.text
        assert "<b>" not in page.text


def test_ids_are_neither_shown_nor_guessed(reader: Visitor, engine: Engine) -> None:
    address = tell(engine, "slack-U123", "hello")
    page = reader.get(ALL).text + reader.get(f"{ALL}{address}").text
    assert "U123" not in page
    at, key = address.split("-")
    guesses = [
        "slack-U123",
        key,
        at,
        f"{at}-{'0' * 32}",
        f"{float(at) + 1e-6!r}-{key}",
        f"{at}-{key}0",
        "1",
        "%",
    ]
    for guess in guesses:
        assert reader.get(f"{ALL}{guess}").status_code == 404


def test_a_persons_data_are_exported_by_an_editor(reader: Visitor, editor: Visitor, engine: Engine) -> None:
    address = tell(engine, "a", "mine")
    tell(engine, "b", "another's")
    assert reader.post(f"{ALL}{address}/export").status_code == 403
    answer = editor.post(f"{ALL}{address}/export")
    assert re.fullmatch(r'attachment; filename="person-\w+\.json"', answer.headers["Content-Disposition"])
    stored = json.loads(answer.text)
    assert stored["user"] == "a" and "another" not in answer.text
    assert [one["text"] for one in stored["events"] if one["event"] == "user"] == ["mine"]


def test_a_persons_data_are_deleted_by_an_editor_who_says_so(
    reader: Visitor, editor: Visitor, engine: Engine
) -> None:
    address = tell(engine, "a", "mine")
    other = tell(engine, "b", "another's")
    delete = f"{ALL}{address}/delete"
    assert reader.post(delete, sure="yes").status_code == 403
    assert editor.post(delete).status_code == 400
    assert editor.post(delete, sure="yes").status_code == 303
    with engine.connect() as connection:
        for table, column in (
            (conversation, "id"),
            (conversation_event, "conversation_id"),
            (turn, "conversation_id"),
        ):
            assert set(connection.execute(select(table.c[column])).scalars()) == {"b"}
        done = connection.execute(
            select(desk_audit.c.action).where(desk_audit.c.account == "editor")
        ).scalars()
        assert "deleted" in set(done)
    assert editor.get(f"{ALL}{address}").status_code == 404
    assert editor.get(f"{ALL}{other}").status_code == 200
