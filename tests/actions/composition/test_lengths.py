"""A reply begins with a line that answers and is short enough to be read at once."""

from __future__ import annotations

import pytest
from sqlalchemy.engine import Connection

from actions.answer import Block, ListBlock, NoteBlock, TextBlock
from actions.composition.lengths import FEWEST_ITEMS, REPLY_WORDS, fitted, shortened, with_lead, words
from actions.composition.sections import Section, series_section
from actions.state import Item
from knowledge.queries.facts import figures
from knowledge.queries.occupations import featured_occupation
from tests.actions.asking import MLE

LINE = " ".join(["word"] * 20)


def section(*blocks: Block, items: int = 0) -> Section:
    return Section(blocks, (), tuple(Item("statement", str(number)) for number in range(items)))


def shown(sections: tuple[Section, ...]) -> list[str]:
    texts: list[str] = []
    for one in sections:
        for block in one.blocks:
            texts += block.items if isinstance(block, ListBlock) else [block.text]  # type: ignore[union-attr]
    return texts


def test_what_is_short_stays_as_it_is() -> None:
    one = section(TextBlock(LINE), ListBlock((LINE, LINE)), items=2)
    assert fitted([one]) == (one,)


def test_a_long_list_goes_on_in_the_next_section_with_its_items() -> None:
    texts = tuple(f"{number} {LINE}" for number in range(13))
    parts = fitted([section(TextBlock("first"), ListBlock(texts, "All:"), items=13)])
    assert len(parts) == 3
    assert all(words(part.blocks) <= REPLY_WORDS for part in parts)
    assert shown(parts) == ["first", *texts]
    assert [item.key for part in parts for item in part.items] == [str(number) for number in range(13)]


def test_a_list_of_long_items_shows_a_few_at_least() -> None:
    texts = tuple(f"{number} {LINE} {LINE} {LINE}" for number in range(5))
    first, *_rest = fitted([section(ListBlock(texts))])
    assert len(first.blocks[0].items) == FEWEST_ITEMS  # type: ignore[union-attr]


def test_paragraphs_are_never_cut_but_parted() -> None:
    long = " ".join(["word"] * 150)
    parts = fitted([section(TextBlock(long), TextBlock("next"))])
    assert [shown((part,)) for part in parts] == [[long], ["next"]]


def test_blocks_are_shortened_to_the_first_the_notes_and_what_fits() -> None:
    texts = tuple(f"{number} {LINE}" for number in range(5))
    note = NoteBlock(LINE)
    lead, items, last = shortened((TextBlock(LINE), ListBlock(texts), TextBlock(LINE), note), 110)
    assert lead == TextBlock(LINE) and items == ListBlock(texts[:FEWEST_ITEMS]) and last == note
    assert shortened((TextBlock(LINE), ListBlock(texts), note), 10) == (TextBlock(LINE), note)
    assert shortened((TextBlock(LINE), TextBlock("next")), 21) == (TextBlock(LINE), TextBlock("next"))


@pytest.mark.parametrize(
    ("topic", "line"),
    [
        (
            "industries",
            (
                "25% of machine learning engineers work in information technology, followed by finance "
                "(20%), healthcare (18%), retail (15%) and manufacturing (12%)."
            ),
        ),
        ("salary", "From $85,000 (Entry level) to $170,000 (Senior level)."),
    ],
)
def test_a_chart_stands_behind_a_sentence_that_says_what_it_shows(
    connection: Connection, topic: str, line: str
) -> None:
    occupation = featured_occupation(connection)
    series = [one for one in figures(connection, occupation=MLE, topic=topic) if one.entity]
    led = with_lead(series_section(series, occupation), occupation)
    assert led.blocks[0] == TextBlock(line)


def test_a_section_that_begins_with_words_needs_no_line() -> None:
    one = section(TextBlock("The answer."))
    assert with_lead(one, None) == one  # type: ignore[arg-type]


def test_less_room_parts_a_list_sooner() -> None:
    texts = tuple(f"item {number} of a list" for number in range(12))
    parts = fitted([section(TextBlock("Yes. It is so."), ListBlock(texts, "All:"), items=12)], room=40)
    assert len(parts) > 1
    assert len(fitted([section(TextBlock("Yes. It is so."), ListBlock(texts, "All:"), items=12)])) == 1
