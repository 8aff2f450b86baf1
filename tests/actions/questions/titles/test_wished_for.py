"""Work is an aim by the words behind it, and none where it only goes on meanwhile."""

from __future__ import annotations

import pytest

from actions.questions.message import GOAL, NOW, ParsedEntity, TaggedSpan, UserMessage
from actions.questions.titles.wished_for import with_titles_told
from actions.state import ConversationState

HYGIENIST = "29-1292.00"


def message(text: str, tagged: str, *titles: str, tag: str = NOW) -> UserMessage:
    """Return a message in which a span is tagged, and titles are named."""
    start = text.index(tagged)
    named = tuple(ParsedEntity("occupation", one, one, text.index(one)) for one in titles)
    return UserMessage(text, "skill_gap", named, tagged=(TaggedSpan(start, start + len(tagged), tag, 0.9),))


@pytest.mark.parametrize(
    ("text", "tagged", "titles", "aims"),
    [
        ("I watch the bakers and think why not me", "watch the bakers", ("bakers",), ["bakers"]),
        ("our paralegals, I think I could do that", "paralegals", ("paralegals",), ["paralegals"]),
        ("my cousin does tiling, is that something for me?", "tiling", (), ["tiling"]),
        ("I'm a nurse and I think I could do that", "nurse", ("nurse",), []),
        ("waitress. the barbers seem happy, why not", "waitress", ("waitress", "barbers"), ["barbers"]),
        ("the bakers are loud. what else is there", "bakers", ("bakers",), []),
    ],
)
def test_what_is_wished_for_is_an_aim(
    text: str, tagged: str, titles: tuple[str, ...], aims: list[str]
) -> None:
    read = with_titles_told(message(text, tagged, *titles), ConversationState())
    assert [text[one.start : one.end] for one in read.tagged if one.tag == GOAL] == aims


@pytest.mark.parametrize(
    "text", ["how long would it take, teaching full time", "how long will it take while teaching"]
)
def test_what_goes_on_meanwhile_is_no_aim(text: str) -> None:
    asked = message(text, "teaching", "teaching", tag=GOAL)
    assert not with_titles_told(asked, ConversationState(goal=HYGIENIST)).values("occupation")
    assert with_titles_told(asked, ConversationState()).values("occupation")
