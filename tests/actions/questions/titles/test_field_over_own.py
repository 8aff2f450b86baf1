"""Questions about the field from somebody who says what they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actions.questions.message import ParsedEntity, TaggedSpan, UserMessage
from actions.questions.titles.field_over_own import read_field_over_own

TEXT = "which tools for ML? Total beginner, 38, accountant"
OWN = ParsedEntity("occupation", "accountant", "accountant", TEXT.index("accountant"))
BEGINNER = ParsedEntity("level", "entry", "beginner", TEXT.index("beginner"))
TAGGED = (TaggedSpan(TEXT.index("accountant"), len(TEXT), "now", 0.9),)
ASKS = UserMessage("which tools for ML?", "tools", (OWN,), confidence=0.9)
TELLS = UserMessage("Total beginner, 38, accountant", "salary", (OWN, BEGINNER), confidence=0.6)
MESSAGE = UserMessage(TEXT, "tools", (BEGINNER, OWN), confidence=0.9, parts=(ASKS, TELLS), tagged=TAGGED)


def test_the_field_is_asked_about_and_not_what_the_writer_is() -> None:
    read = read_field_over_own(MESSAGE)
    assert (read.intent, read.entities, read.parts) == ("tools", (), ())


def test_several_questions_stay_apart() -> None:
    pays = UserMessage("what does it pay?", "salary", (OWN,), confidence=0.9)
    read = read_field_over_own(replace(MESSAGE, parts=(ASKS, pays)))
    assert [(one.intent, one.entities) for one in read.parts] == [("tools", ()), ("salary", ())]


def test_the_level_that_is_asked_about_stays() -> None:
    level = ParsedEntity("level", "entry", "entry level")
    read = read_field_over_own(replace(MESSAGE, entities=(level, OWN), parts=()))
    assert read.entities == (level,)


@pytest.mark.parametrize(
    "message",
    [
        replace(MESSAGE, text=TEXT.replace("ML", "jam")),
        replace(MESSAGE, intent="career_change"),
        UserMessage("what do accountants in ML earn?", "salary", (replace(OWN, start=8),)),
        UserMessage("/salary", "salary", (OWN,)),
    ],
)
def test_without_the_field_or_where_what_one_is_matters_nothing_is_left_out(
    message: UserMessage,
) -> None:
    assert read_field_over_own(message) == message
