"""Renders an answer as Slack messages within its limits; a button "Show more" shows the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from actions.answer import Block, ButtonsBlock, ContactBlock
from bot.slack import limits
from bot.slack.advice_cards import advice_pieces
from bot.slack.block_kit import Piece, Style, button, context, pieces, section
from bot.slack.mrkdwn import cut, cut_escaped, escape
from bot.slack.texts import say
from bot.turns.parsed_answer import ParsedAnswer, parse_answer

Json = dict[str, Any]
RATED = frozenset({"answered", "partial", "unknown"})  # outcomes that can be rated
MORE, CHOICES, THUMBS, OFFERS = "more", "choices", "thumbs", "offers"


@dataclass(frozen=True)
class Page:
    """One of the messages of a reply; ``text`` is escaped, ``blocks`` may be empty.

    ``more``: a button shows the next message, which otherwise has to be sent at once.
    """

    text: str
    blocks: tuple[Json, ...]
    number: int = 0
    last: bool = True
    more: bool = False


@dataclass(frozen=True)
class Pressed:
    """A pressed button, to be replaced by a note: a choice, by its title, "Show more", or "Share"."""

    title: str | None = None
    more: bool = False
    shared: bool = False


def page(
    reply: Mapping[str, Any],
    number: int = 0,
    *,
    style: Style = Style.FULL,
    pressed: Pressed | None = None,
    shareable: bool = False,
) -> Page:
    """Return one of the messages of a reply, the first by default.

    Args:
        reply: ``text`` and ``custom``, as the turn runner returns them.
        number: index of the message; beyond the last it means the last.
        style: how much of Block Kit is used.
        pressed: the button pressed in it.
        shareable: whether only its user sees it, in a channel in which it can be shared.
    """
    answer = parse_answer(reply)
    cut = _paged(_pieces(answer, style))
    number = max(0, min(number, len(cut) - 1))
    shown, last = cut[number], number == len(cut) - 1
    plain = "\n\n".join(piece.plain for piece in shown)
    if style is Style.TEXT:
        return Page(escape(plain), (), number, last)
    blocks = _blocks(shown, f"{answer.id}:{number}", pressed)
    # The next message is found by the id of a stored answer and its number in the full style.
    more = not last and style is Style.FULL and answer.id is not None
    if more:
        blocks.append(_more(str(answer.id), number, pressed))
    if number == 0 and answer.id and answer.outcome in RATED:
        blocks += _offers(answer, pressed, shareable=shareable)
        blocks.append(_thumbs(answer, style))
    return Page(cut_escaped(plain, limits.FALLBACK_TEXT), tuple(blocks), number, last, more)


def _pieces(answer: ParsedAnswer, style: Style) -> list[Piece]:
    """Return all pieces of an answer; advice comes as cards."""
    found: list[Piece] = []
    plain: list[Block] = []  # what is drawn as in any other answer, so that its tables are counted together
    for place, block in enumerate(answer.blocks):
        cards = advice_pieces(answer.topic, block, place)
        if cards is None:
            plain.append(block)
            continue
        found += [*pieces(plain, style), *cards]
        plain = []
    return [*found, *pieces(plain, style)]


def _paged(found: Sequence[Piece]) -> list[list[Piece]]:
    """Distribute pieces over messages, none of them empty."""
    pages: list[list[Piece]] = [[]]
    for piece in found:
        if pages[-1] and not _has_room(pages[-1], piece):
            pages.append([])
        pages[-1].append(piece)
    return pages


def _has_room(page: Sequence[Piece], piece: Piece) -> bool:
    both = [*page, piece]
    return (
        sum(len(one.blocks) for one in both) <= limits.PAGE_BLOCKS
        and sum(one.characters for one in both) <= limits.PAGE
        and sum(one.tables for one in both) <= limits.TABLES
        and sum(one.charts for one in both) <= limits.CHARTS
    )


def _blocks(shown: Sequence[Piece], place: str, pressed: Pressed | None) -> list[Json]:
    blocks: list[Json] = []
    for piece in shown:
        if piece.is_choice and pressed and pressed.title is not None:
            chosen = context(cut_escaped(say("chosen", title=pressed.title), limits.SECTION))
            blocks += [] if chosen in blocks else [chosen]
            continue
        for block in piece.blocks:
            named = {"block_id": f"{CHOICES}:{place}:{len(blocks)}"} if block["type"] == "actions" else {}
            blocks.append({**block, **named})
    return blocks


def _more(answer_id: str, number: int, pressed: Pressed | None) -> Json:
    if pressed and pressed.more:
        return context(say("more_shown"))
    following = f"{answer_id}:{number + 1}"
    element = button(say("more"), following, MORE)
    return {"type": "actions", "block_id": f"{MORE}:{following}", "elements": [element]}


def _offers(answer: ParsedAnswer, pressed: Pressed | None, *, shareable: bool) -> list[Json]:
    """Return buttons for what can be done with an answer: the facts of its occupation, and sharing."""
    elements: list[Json] = []
    notes: list[Json] = []
    if answer.occupation:
        elements.append(button(say("card_show"), answer.occupation, "card"))
    if pressed and pressed.shared:
        notes.append(context(say("share_done")))
    elif shareable and answer.personal:
        elements.append(button(say("share_personal"), f"{answer.id}:0", "share_whole"))
        notes.append(context(say("share_hint")))
    elif shareable:
        elements.append(button(say("share"), f"{answer.id}:0", "share"))
        elements.append(button(say("share_whole"), f"{answer.id}:0", "share_whole"))
    row = {"type": "actions", "block_id": f"{OFFERS}:{answer.id}", "elements": elements}
    return [*([row] if elements else []), *notes]


def shared(reply: Mapping[str, Any], name: str, question: str | None, *, style: Style) -> Page:
    """Return an answer as a channel sees it that its user shares: its first message, and who shares it.

    Args:
        reply: ``text`` and ``custom``, as the turn runner returns them.
        name: of the user; written as text, so that nobody is notified.
        question: what they asked, where they share that too.
        style: how much of Block Kit is used.
    """
    answer = parse_answer(reply)
    told = [one for one in answer.blocks if not isinstance(one, (ButtonsBlock, ContactBlock))]
    first, *rest = _paged(_pieces(replace(answer, blocks=tuple(told)), style))
    name = name or say("share_somebody")
    by = say("share_asked", name=escape(name), question=escape(question)) if question else ""
    by = cut(by or say("share_shown", name=escape(name)), limits.SECTION)
    plain = f"{by}\n\n" + escape("\n\n".join(piece.plain for piece in first))
    if style is Style.TEXT:
        return Page(plain, ())
    going_on = [context(say("share_cut"))] if rest else []
    return Page(cut(plain, limits.FALLBACK_TEXT), (section(by), *_blocks(first, "shared", None), *going_on))


def _thumbs(answer: ParsedAnswer, style: Style) -> Json:
    sides = (("up", "positive_button"), ("down", "negative_button"))
    if style is Style.FULL:
        made: Json = {"type": "feedback_buttons", "action_id": THUMBS}
        for side, name in sides:
            made[name] = {
                "text": {"type": "plain_text", "text": say(f"thumbs_{side}"), "emoji": True},
                "value": f"{side}:{answer.id}",
                "accessibility_label": say(f"thumbs_{side}_label"),
            }
        return {"type": "context_actions", "block_id": f"{THUMBS}:{answer.id}", "elements": [made]}
    plain = [button(say(f"thumbs_{side}"), f"{side}:{answer.id}", f"{THUMBS}_{side}") for side, _ in sides]
    return {"type": "actions", "block_id": f"{THUMBS}:{answer.id}", "elements": plain}
