"""The interest finder: an activity at a time, and a result from the answers.

The answers are the digits of ``state.finder``. The finder stays open while something else is asked; a message
is an answer only while an item stands at hand, or if it is a button of an item.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.engine import Connection

from actions.advice.fit.profile import known_of
from actions.advice.fit.table import fit_table, listed
from actions.advice.interest_finder.items import DIGITS, FEWEST, finder, scores, strongest
from actions.answer import (
    Answer,
    Block,
    Button,
    ButtonsBlock,
    ChartBlock,
    NoteBlock,
    Outcome,
    Point,
    TextBlock,
)
from actions.composition.compose import Reply
from actions.composition.offers import payload
from actions.composition.plain_text import LETTERS
from actions.datasets.base import number
from actions.formatting import capitalised, joined
from actions.messages import message
from actions.questions.question import Question
from actions.questions.topic_slots import CAREER_FIT, INTEREST_FINDER
from actions.state import ConversationState
from knowledge.queries.occupation_fit import NEAREST, fit_by_interests
from knowledge.terms import normalise

SHOWN = 10  # occupations of a result
# The entities of a button: which item and the answer to it, or a command.
ITEM, ANSWER, COMMAND = "ordinal", "number", "aspect"
RESULT = "result"


def answer_finder(connection: Connection, question: Question) -> Reply:
    """Answer a message that asks for the interest finder: begin, go on, begin again, or show the result."""
    if reply := go_on(connection, question):
        return reply
    words = f" {normalise(question.message.text)} "
    asked = {name for typed, name in finder().commands.items() if f" {typed} " in words}
    for name in ("restart", RESULT):
        if name in asked:
            return _command(connection, question.state, name)
    return _command(connection, question.state, "resume")


def go_on(connection: Connection, question: Question) -> Reply | None:
    """Return what follows an answer to an item or a command; None where the message is neither."""
    state, sent = question.state, question.message
    if sent.is_payload:
        return _pressed(connection, question) if sent.intent == INTEREST_FINDER else None
    if state.finder is None:
        return None
    typed = normalise(sent.text)
    at_hand = any(one.startswith(f"/{INTEREST_FINDER}{{") for one in state.choices)
    if command := finder().commands.get(typed):
        # Beside another answer a bare "stop" or "result" may mean that.
        return _command(connection, state, command) if at_hand or len(typed.split()) > 1 else None
    if not at_hand:
        return None
    digit = typed if typed in DIGITS else finder().words.get(typed)
    if digit:
        return _answered(connection, state, len(state.finder), digit)
    if len(typed) == 1 and typed in LETTERS[: len(state.choices)]:
        return _choice(connection, state, LETTERS.index(typed))
    return _ask_item(state, message("finder.again")) if typed.isdigit() else None


def show_result(connection: Connection, state: ConversationState) -> Reply:
    """Return the interests that the answers so far tell of, and the occupations like them."""
    taps = state.finder or ""
    if len(taps) < FEWEST:
        return _ask_item(
            state, message("finder.too_early", fewest=number(FEWEST), answered=number(len(taps)))
        )
    total = len(finder().items)
    interests = scores(taps)
    complete = len(taps) >= total
    state = replace(
        state,
        person=replace(state.person, interests=interests),
        finder=None if complete else taps,
    )
    notes: list[Block] = []
    if not complete:
        notes = [NoteBlock(message("finder.early", answered=number(len(taps)), count=number(total)))]
    offers = [
        Button(message("finder.offer.fit"), payload(CAREER_FIT)),
        _again() if complete else _go_on_button(),
    ]
    if len({score for _name, score in interests}) == 1:
        return _reply(state, [TextBlock(message("fit.flat")), _chart(interests), *notes], [_again()])
    names = strongest(interests)
    fits = fit_by_interests(connection, interests=interests, limit=SHOWN)
    reasons = [message("finder.r", value=f"{one.correlation:.2f}") for one in fits]
    lead = message("finder.result", interests=joined(names))
    table = fit_table(connection, known_of(connection, state.person), fits, reasons)
    found = message("finder.how_found", nearest=number(NEAREST))
    blocks: list[Block] = [
        TextBlock(lead),
        TextBlock(letters_of(names)),
        _chart(interests),
        table,
        TextBlock(found),
    ]
    return listed(connection, state, [*blocks, *notes], fits, offers=offers)


def letters_of(names: Sequence[str]) -> str:
    """Return what interests mean, each with its letter, in a sentence each."""
    return " ".join(
        message(
            "finder.letters",
            interest=capitalised(name),
            letter=name[0].upper(),
            means=message(f"data.interests.{name}"),
        )
        for name in names
    )


def _pressed(connection: Connection, question: Question) -> Reply:
    """Return what follows a button: an answer to an item, perhaps an earlier one, or a command."""
    given = {one.kind: one.value for one in question.message.entities}
    state = question.state
    if command := given.get(COMMAND):
        return _command(connection, state, command)
    position, digit = given.get(ITEM, ""), given.get(ANSWER, "")
    if not (position.isdecimal() and digit in DIGITS):
        return _command(connection, state, "resume")
    return _answered(connection, replace(state, finder=state.finder or ""), int(position) - 1, digit)


def _choice(connection: Connection, state: ConversationState, place: int) -> Reply:
    if place < len(DIGITS):
        return _answered(connection, state, len(state.finder or ""), DIGITS[place])
    return show_result(connection, state)


def _answered(connection: Connection, state: ConversationState, place: int, digit: str) -> Reply:
    """Note an answer to the item at a place; that to an earlier item takes the place of the one given."""
    taps = state.finder or ""
    if place > len(taps):
        return _ask_item(state)  # a button of a finder that was begun again since
    taps = taps[:place] + digit + taps[place + 1 :]
    changed = place < len(state.finder or "")
    state = replace(state, finder=taps)
    if len(taps) >= len(finder().items):
        return show_result(connection, state)
    return _ask_item(state, message("finder.changed", position=number(place + 1)) if changed else "")


def _command(connection: Connection, state: ConversationState, name: str) -> Reply:
    if name == RESULT:
        if state.finder is None:
            return _reply(state, [TextBlock(message("finder.not_open"))], [_again()], "clarify")
        return show_result(connection, state)
    if name == "stop":
        text = message("finder.stopped", answered=number(len(state.finder or "")))
        return _reply(state, [TextBlock(text)], [_go_on_button()], "smalltalk")
    return _begin(state) if name == "restart" or state.finder is None else _ask_item(state)


def _begin(state: ConversationState) -> Reply:
    lead = message("finder.begin", count=number(len(finder().items)))
    return _ask_item(replace(state, finder=""), lead)


def _ask_item(state: ConversationState, before: str = "") -> Reply:
    """Ask the next item; ``before`` stands in front of it."""
    taps, known = state.finder or "", finder()
    place = len(taps)
    position = number(place + 1)
    item = message(
        "finder.item", position=position, count=number(len(known.items)), activity=known.items[place].activity
    )
    buttons = [
        Button(label, payload(INTEREST_FINDER, **{ITEM: str(place + 1), ANSWER: digit}))
        for digit, label in zip(DIGITS, known.answers, strict=True)
    ]
    if place >= FEWEST:
        buttons.append(Button(message("finder.offer.result"), payload(INTEREST_FINDER, **{COMMAND: RESULT})))
    texts = [TextBlock(text) for text in (before, item) if text]
    return _reply(state, texts, buttons, title=message("finder.how"))


def _chart(interests: Sequence[tuple[str, float]]) -> ChartBlock:
    ordered = sorted(interests, key=lambda one: -one[1])
    points = tuple(Point(capitalised(name), score, f"{score:.0f}") for name, score in ordered)
    return ChartBlock(message("finder.chart"), "points", points, "bar")


def _reply(
    state: ConversationState,
    blocks: Sequence[Block],
    buttons: Sequence[Button],
    outcome: Outcome = "answered",
    title: str = "",
) -> Reply:
    """Return a reply of the finder; what the conversation was about stays."""
    offered = ButtonsBlock(tuple(buttons), title or message("offers.next"))
    choices = tuple(button.payload for button in buttons)
    return Reply(
        Answer(outcome, INTEREST_FINDER, None, (*blocks, offered)),
        replace(state, choices=choices, items=(), misses=0),
    )


def _again() -> Button:
    return Button(message("finder.offer.again"), payload(INTEREST_FINDER, **{COMMAND: "restart"}))


def _go_on_button() -> Button:
    return Button(message("finder.offer.go_on"), payload(INTEREST_FINDER))
