"""How far the amounts that were told last are apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.engine import Connection

from actions.answer import Answer, SourcesBlock, TextBlock
from actions.composition.compose import Reply
from actions.follow_ups.amounts_told import told_amounts
from actions.questions.message import FALLBACK
from actions.state import ConversationState
from tests.actions.asking import MLE, Talk, check_contract
from tests.actions.datasets.figures import ELECTRICIAN, projection, wage


def remembered(*leads: str, topic: str = "salary") -> tuple[tuple[str, ...], ...]:
    """Return what is remembered of first lines that follow each other."""
    state = ConversationState()
    for lead in leads:
        answer = Answer("answered", topic, None, (TextBlock(lead),))
        state = ConversationState(
            topic=topic, amounts=told_amounts(state, Reply(answer, ConversationState(topic=topic)))
        )
    return state.amounts


def titles(sources: SourcesBlock) -> set[str]:
    return {citation.title for citation in sources.items}


def asked(talk: Talk, words: str) -> str:
    reply = talk.ask(FALLBACK, text=words, confidence=0.0)
    check_contract(reply)
    return reply.answer.lead or ""


@pytest.mark.parametrize(
    ("lead", "kept"),
    [
        ("They earn $85,000 a year (BLS, May 2025).", ("$85,000",)),
        ("It grows by 4.5% from 2024 to 2034, from 900,000 to 940,500 (BLS). Others: 3.1%.",
         ("4.5%", "900,000", "940,500")),
        ("The market reaches $96.7 billion by 2027.", ("$96.7 billion",)),
    ],
)  # fmt: skip
def test_amounts_of_the_first_sentence_are_kept_but_no_years(lead: str, kept: tuple[str, ...]) -> None:
    assert remembered(lead) == (kept,)


def test_three_first_lines_are_kept_of_one_topic() -> None:
    leads = ("$1,000.", "$2,000.", "$3,000.", "$4,000.")
    assert remembered(*leads) == (("$2,000",), ("$3,000",), ("$4,000",))
    assert remembered("$1,000.", "Nothing is told.") == (("$1,000",),)
    state = ConversationState(topic="salary", amounts=(("$1,000",),))
    answer = Answer("answered", "outlook", None, (TextBlock("5%."),))
    assert told_amounts(state, Reply(answer, ConversationState(topic="outlook"))) == (("5%",),)


@pytest.mark.parametrize(
    "words", ["so how much more is that?", "how far apart are those two", "second minus first?"]
)
def test_the_lowest_and_the_highest_tenth_are_held_against_each_other(
    datasets: Connection, words: str
) -> None:
    talk = Talk(datasets)
    talk.ask("salary", ELECTRICIAN, text="what do electricians at the bottom tenth earn?")
    talk.ask("salary", ELECTRICIAN, text="and the top tenth?")
    row = wage(datasets, ELECTRICIAN)
    low, high = int(row["annual_p10"]), int(row["annual_p90"])
    assert asked(talk, words) == f"${high:,} is ${high - low:,} more than ${low:,}."


@pytest.mark.parametrize("words", ["how many new jobs is that?", "in jobs?", "by how many"])
def test_a_projection_is_told_in_jobs(datasets: Connection, words: str) -> None:
    talk = Talk(datasets)
    talk.ask("outlook", ELECTRICIAN, text="how fast will jobs for electricians grow?")
    row = projection(datasets, ELECTRICIAN)
    before, after = (round(row[name]) for name in ("employment_from", "employment_to"))
    assert asked(talk, words) == f"{after:,} is {after - before:,} more than {before:,}."


def test_an_amount_is_held_against_the_last_one_of_its_unit(datasets: Connection) -> None:
    leads = ("From $2 billion to $5 billion.", "It grows by 4% a year.", "It is $2 billion.")
    state = ConversationState("market_size", (MLE,), amounts=remembered(*leads, topic="market_size"))
    assert (
        asked(Talk(datasets, state), "how much more is that?")
        == "$5 billion is $3 billion more than $2 billion."
    )


def test_the_sizes_of_the_market_are_held_against_each_other(connection: Connection) -> None:
    talk = Talk(connection)
    talk.ask("market_size", text="how large is the market?")
    talk.state = replace(talk.state, amounts=())
    assert "billion more than $8.43 billion" in asked(talk, "so how much more is that?")


@pytest.mark.parametrize(
    ("words", "opens"),
    [
        ("how many times that is it?", "$100 is 4 times $25."),
        ("is that double?", "Not exactly: $100 is 4 times"),
    ],
)
def test_two_amounts_are_set_in_proportion(datasets: Connection, words: str, opens: str) -> None:
    state = ConversationState("salary", (ELECTRICIAN[1],), amounts=(("$25",), ("$100",)))
    assert asked(Talk(datasets, state), words).startswith(opens)


def test_the_sources_stand_below(datasets: Connection) -> None:
    talk = Talk(datasets)
    first = talk.ask("outlook", ELECTRICIAN, text="how fast will jobs for electricians grow?")
    second = talk.ask(FALLBACK, text="how many more is that", confidence=0.0)
    cited = [titles(block) for block in second.answer.blocks if isinstance(block, SourcesBlock)]
    assert cited == [titles(block) for block in first.answer.blocks if isinstance(block, SourcesBlock)]


@pytest.mark.parametrize(
    "words",
    [
        "how much more do welders earn?",
        "what is the difference to a plumber",
        "the difference in what they do?",
    ],
)
def test_what_names_or_asks_something_else_is_left_to_others(datasets: Connection, words: str) -> None:
    talk = Talk(datasets)
    talk.ask("salary", ELECTRICIAN, text="what do electricians at the bottom tenth earn?")
    talk.ask("salary", ELECTRICIAN, text="and the top tenth?")
    assert " more than $" not in asked(talk, words)


def test_levels_are_told_by_their_names(connection: Connection) -> None:
    talk = Talk(connection)
    talk.ask("salary", ("occupation", MLE), ("level", "entry_level"), text="what does a beginner earn?")
    talk.ask("salary", ("occupation", MLE), ("level", "senior_level"), text="and a senior?")
    assert "(senior level) is $85,000 more than" in asked(talk, "how much more is that?")


@pytest.mark.parametrize("words", ["in percent?", "by how many percent is that", "and the gap in percent"])
def test_the_difference_is_told_in_percent(datasets: Connection, words: str) -> None:
    state = ConversationState("salary", (ELECTRICIAN[1],), amounts=(("$80",), ("$100",)))
    assert asked(Talk(datasets, state), words) == "$100 is 25.0% more than $80."


def test_one_amount_alone_is_told_in_no_percent(datasets: Connection) -> None:
    state = ConversationState("salary", (ELECTRICIAN[1],), amounts=(("$80",),))
    assert "% more than" not in asked(Talk(datasets, state), "in percent?")
