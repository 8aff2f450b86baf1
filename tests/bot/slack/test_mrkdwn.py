"""Slack's markup, in both directions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.slack import mrkdwn


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("&amp;lt; stays an entity", "&lt; stays an entity"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ("<mailto:a@b.example>", "a@b.example"),
        ("<tel:+491|+49 1>", "+49 1"),
        ("<https://x.example/a?b=1&amp;c=2>", "https://x.example/a?b=1&c=2"),
        ("<https://x.example|the page>", "the page"),
        ("<#C1|general> and <#C2>", "#general and #C2"),
        ("<@U2|eve> and <@U2>", "@eve and @U2"),
        ("<!here> <!subteam^S1|@team> <!date^1^{date}|today>", "@here @team today"),
        ("<@U0BOT> salary?", "salary?"),
        ("salary, <@U0BOT|advisor>?", "salary,  ?"),
    ],
)
def test_what_people_write_is_read_as_it_is_shown(sent: str, read: str) -> None:
    assert mrkdwn.unescape(sent, bot_user="U0BOT") == read


def test_without_the_bot_s_id_a_mention_at_the_beginning_is_its_call() -> None:
    assert mrkdwn.unescape(" <@U9> what of <@U2>?") == "what of @U2?"


@given(st.text())
def test_what_is_escaped_is_read_back(text: str) -> None:
    assert mrkdwn.unescape(mrkdwn.escape(text), bot_user="U0BOT") == text.strip()


@given(st.text(alphabet="ab &<>\n", max_size=300), st.integers(10, 60))
def test_parts_are_short_enough_once_escaped_and_leave_nothing_out(text: str, limit: int) -> None:
    parts = list(mrkdwn.parts(text, limit))
    assert all(part and len(mrkdwn.escape(part)) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(st.text(alphabet="ab&< ", min_size=1, max_size=200), st.integers(10, 40))
def test_a_cut_text_is_short_enough_and_says_that_it_is_cut(text: str, limit: int) -> None:
    made = mrkdwn.cut_escaped(text, limit)
    assert len(made) <= limit
    assert made.endswith("…") or mrkdwn.unescape(made) == text.strip()
    assert not made.endswith("…") or len(mrkdwn.escape(text)) >= limit


def test_a_link_is_one_only_to_a_page_and_its_label_cannot_end_it() -> None:
    assert mrkdwn.link("a|b>c", "https://x.example/") == "<https://x.example/|a/b&gt;c>"
    assert mrkdwn.link("a", "javascript:alert(1)") == "a"
    assert mrkdwn.link("a", "https://x.example/ |evil") == "a"


@given(st.lists(st.text("ab", max_size=10), max_size=20), st.integers(10, 30))
def test_lines_are_joined_in_order_up_to_the_limit(told: list[str], limit: int) -> None:
    joined = mrkdwn.joined(told, limit)
    assert all(len(one) <= limit for one in joined)
    assert "\n".join(joined) == "\n".join(told)


def test_a_title_with_a_star_is_not_bold() -> None:
    assert mrkdwn.bold("The title") == "*The title*"
    assert mrkdwn.bold("A* search") == "A* search"
