"""For which occupation a title is taken whose words are not in its name: "sommelier" for waiters."""

from __future__ import annotations

from dataclasses import replace

from actions.answer import Block, NoteBlock, SourcesBlock, TextBlock
from actions.composition.compose import Reply
from actions.composition.lengths import REPLY_WORDS, words
from actions.formatting import joined, quoted
from actions.messages import message
from actions.questions.cues import contains
from actions.questions.question import LinkedEntity, Question
from actions.questions.titles.compared import COMPARES
from actions.questions.topic_slots import ADVICE_TOPICS
from knowledge.records import Occupation
from knowledge.terms import normalise

TOLD = ("answered", "partial")
_ALIKE = 4  # first letters that two words share which mean the same: "trucker", "truck drivers"


def with_title_taken(question: Question, reply: Reply) -> Reply:
    """Return a reply that says for which occupation a title of the message is taken, if that is not plain.

    Whether a title is an occupation, and two titles of the same one, are answered in the first line.
    """
    named = [one for one in question.of("occupation") if one.origin == "said"]
    occupations = {one.value: one.occupation for one in named}
    told = reply.answer.outcome in TOLD and reply.answer.topic not in ADVICE_TOPICS
    if (
        question.message.is_payload
        or not told
        or len(occupations) != 1
        or len(named) != len(question.of("occupation"))
    ):
        return reply
    (occupation,) = occupations.values()
    if occupation is None or not occupation.only_in_datasets or reply.answer.occupation != occupation.key:
        return reply
    titles = list({normalise(one.typed): quoted(one.typed) for one in named}.values())
    first, *rest = reply.answer.blocks
    if len(titles) > 1 and question.intent not in COMPARES:
        return reply  # "are nurses called RN?"
    if len(titles) > 1:
        text = message("taken_for.same", titles=joined(titles), occupations=occupation.plural)
        return _with(reply, TextBlock(text), first, *rest)
    if contains("asks_if_a_title", question.message.words):
        texts = {"title": titles[0], "occupations": occupation.plural}
        own = _is_called(named[0], occupation)
        text = message("taken_for.is_its_own", **texts) if own else message("taken_for.is_a_title", **texts)
        return _with(reply, TextBlock(text), first, *rest)
    noted = any(isinstance(one, NoteBlock) for one in rest)  # such as with whom BLS counts them
    by_key = named[0].typed == occupation.key  # pointed at: "the second one"
    if noted or by_key or _is_called(named[0], occupation) or occupation.key in question.state.occupations:
        return reply
    note = NoteBlock(message("taken_for.note", title=titles[0], occupations=occupation.plural))
    at = next((at for at, one in enumerate(rest) if isinstance(one, SourcesBlock)), len(rest))
    blocks = (first, *rest[:at], note, *rest[at:])
    return _with(reply, *blocks) if words(blocks) <= REPLY_WORDS else reply


def _with(reply: Reply, *blocks: Block) -> Reply:
    return replace(reply, answer=replace(reply.answer, blocks=blocks))


def _is_called(named: LinkedEntity, occupation: Occupation) -> bool:
    """Return whether a title shares a word with an occupation's name, or is made of its first letters."""
    typed = normalise(named.typed).split()
    called = normalise(f"{occupation.name} {occupation.plural}").split()
    plural = "".join(word[0] for word in normalise(occupation.plural).split())
    if normalise(named.typed).rstrip("s") == plural:
        return True
    return any(_alike(one, other) for one in typed for other in called)


def _alike(one: str, other: str) -> bool:
    least = min(len(one), len(other), _ALIKE)
    return least > 2 and one[:least] == other[:least]
