"""The first line of an answer that is a list or a table: a sentence that names what stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.answer import Block, ListBlock, TableBlock, TextBlock
from actions.composition.lengths import LEAD_WORDS, REPLY_WORDS, words
from actions.composition.sections import Finding, Section
from actions.formatting import capitalised, joined, lower_first
from actions.messages import has_message, message
from actions.topics.statements import alone_template, titled
from knowledge.queries.lexical import content_words
from knowledge.records import Association, Misconception, Occupation, Statement

FEWEST = 3  # things that a first line names, if there are so many
MOST = 6
AND = " and "
NAMING_WORDS = 30  # of a first line that names things


def with_list_lead(topic: str, occupation: Occupation, finding: Finding) -> Finding:
    """Return a finding whose list or table stands behind a sentence that names its first items.

    A list that the sentence tells in full is left out.
    """
    first, *rest = finding.sections
    block = first.blocks[0] if first.blocks else None
    if (
        occupation.only_in_datasets
        or finding.outcome != "answered"
        or not isinstance(block, (ListBlock, TableBlock))
    ):
        return finding
    by_text = {row.text: row for row in first.rows if isinstance(row, Statement)}
    texts = block.items if isinstance(block, ListBlock) else ()
    statements = [by_text[text] for text in texts if text in by_text]
    led: Section | None
    if isinstance(block, ListBlock) and statements and len(statements) == len(texts):
        led = _led_by_statements(first, block, statements, occupation)
    elif isinstance(block, ListBlock) and all(text.endswith(".") for text in texts):
        led = _led_by_sentences(first, block)
    else:
        led = _led_by_names(first, block, topic, occupation)
    return replace(finding, sections=(led, *rest)) if led else finding


def _led_by_statements(
    section: Section, block: ListBlock, statements: Sequence[Statement], occupation: Occupation
) -> Section:
    template = alone_template(statements[0])
    if template is None:
        return _led_by_sentences(section, block)
    alike = [one for one in statements if alone_template(one) == template]
    names = [lower_first(one.text.rstrip(".")) for one in alike]
    count = _fitting(names, NAMING_WORDS)
    text = titled(template.replace("{text}", f"{_listed(names[:count])}."), occupation)
    told = TextBlock(capitalised(text))
    if count == len(block.items):
        return replace(section, blocks=(told, *section.blocks[1:]))
    if words((told, *section.blocks)) <= REPLY_WORDS or len(section.items) != len(block.items):
        return replace(section, blocks=(told, *section.blocks))
    rest = replace(block, items=block.items[count:])
    return replace(section, blocks=(told, rest, *section.blocks[1:]), items=section.items[count:])


def _led_by_sentences(section: Section, block: ListBlock) -> Section:
    """Return a list of sentences with the first of them as a paragraph."""
    count = 1
    while count < len(block.items) and _words_of(block.items[: count + 1]) <= LEAD_WORDS:
        count += 1
    if len(block.items) - count == 1 and _words_of(block.items) <= LEAD_WORDS * 2:
        rest: tuple[Block, ...] = (TextBlock(block.items[-1]),)
    else:
        rest = (replace(block, items=block.items[count:]),) if count < len(block.items) else ()
    told = " ".join(block.items[:count])
    alone = len(block.items) == 1  # which says what it is of
    if not (rest or alone) and block.title and not content_words(block.title) <= content_words(told):
        told = f"{block.title} {told}"
    picked = section.items
    if any(isinstance(one, ListBlock) for one in rest) and len(picked) == len(block.items):
        picked = picked[count:]  # "the second one" is that of the list
    return replace(section, blocks=(TextBlock(told), *rest, *section.blocks[1:]), items=picked)


def _led_by_names(
    section: Section, block: ListBlock | TableBlock, topic: str, occupation: Occupation
) -> Section | None:
    """Return a list or a table of things with names behind a sentence, where there is one for its topic."""
    names = _names(section, block)
    if not has_message(f"lead.{topic}") or not names:
        return None
    count = _fitting(names, NAMING_WORDS)
    text = message(f"lead.{topic}", occupations=occupation.plural, items=joined(names[:count]))
    shown = isinstance(block, ListBlock) and count == len(names) == len(block.items)
    return replace(
        section, blocks=(TextBlock(capitalised(text)), *(section.blocks[1:] if shown else section.blocks))
    )


def _names(section: Section, block: ListBlock | TableBlock) -> list[str]:
    if isinstance(block, TableBlock):
        return [cells[0] for cells in block.rows]
    beliefs = {row.title for row in section.rows if isinstance(row, Misconception)}
    if set(block.items) <= beliefs:
        return [f"“{title}”" for title in block.items]
    things = dict.fromkeys(row.entity.name for row in section.rows if isinstance(row, Association))
    return list(things)


def _listed(phrases: Sequence[str]) -> str:
    """Return phrases in a row, before the last a comma where some of them hold an "and" themselves."""
    if len(phrases) < 3 or not any(AND in phrase for phrase in phrases):
        return joined(phrases)
    return f"{', '.join(phrases[:-1])},{AND}{phrases[-1]}"


def _fitting(names: Sequence[str], room: int) -> int:
    """Return how many names a first line has room for."""
    count = min(FEWEST, len(names))
    while count < min(MOST, len(names)) and _words_of(names[: count + 1]) <= room:
        count += 1
    return count


def _words_of(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)
