"""The requests of a message: what of it asks for something of its own, in the order in which it is written.

"I weld. And in Oklahoma? And how many are there" asks two things. A part that asks nothing by itself belongs
to the request that follows, or to the last one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rasa.nlu.tokenizers.tokenizer import Token

from bot.nlu.focus import Span
from bot.nlu.lexicon import Lexicon

MAX_REQUESTS = 4  # of a message
_SENTENCE_ENDS = frozenset("?!.;\n")
_SIGNS = frozenset({"+", "&"})
_FEW_WORDS = 4  # of a request behind a question that says no more than what is different: "and the least?"
_FILLERS = 4  # words before the one that opens a question: "ok and then what …"


@dataclass(frozen=True)
class Request:
    """A request: the words that ask, and where the part of the message begins and ends that belongs to it."""

    asking: Span
    start: int
    end: int


@dataclass(frozen=True)
class _Piece:
    tokens: tuple[Token, ...]
    before: str  # what stands between it and the piece before it
    mark: str  # … and behind it
    joined: bool  # a conjunction stands before it


def find_requests(span: Span, typed: str, lexicon: Lexicon) -> list[Request]:
    """Return the requests of a message; none where there is only one."""
    groups: list[list[_Piece]] = []  # each begins with a piece that asks
    telling: list[_Piece] = []  # … behind these
    starts: list[int] = []
    for piece in _pieces(span, typed, lexicon):
        previous = telling[-1] if telling else groups[-1][-1] if groups else None
        if _asks(piece, previous, span, lexicon, behind_question=bool(groups) and not telling):
            starts.append(telling[0].tokens[0].start if telling else piece.tokens[0].start)
            groups.append([piece])
            telling = []
        elif groups and not telling and (not _ends(piece.before) or len(piece.tokens) == 1):
            groups[-1].append(piece)  # "… for me? why?"
        else:
            telling.append(piece)
    if len(groups) < 2:
        return []
    ends = [*starts[1:], span.end]
    return [
        Request(_asking(group, span, lexicon), start, end)
        for group, start, end in zip(groups, starts, ends, strict=True)
    ][:MAX_REQUESTS]


def _pieces(span: Span, typed: str, lexicon: Lexicon) -> list[_Piece]:
    """Return the parts between marks and conjunctions; a conjunction opens the part behind it."""
    cuts = [0]
    tokens = span.tokens
    said = False  # something, since the last cut
    for place, token in enumerate(tokens):
        between = typed[tokens[place - 1].end : token.start] if place else ""
        joint = token.text in lexicon.joints
        parted = joint or _ends(between) or "," in between or between.strip() in _SIGNS
        if parted and said and not (joint and _is_last(tokens, place, typed)):
            cuts.append(place)
            said = False
        said = said or not (joint or token.text in _beside(lexicon))
    ends = [*cuts[1:], len(tokens)]
    polite = _beside(lexicon) - lexicon.joints
    found = []
    for start, end in zip(cuts, ends, strict=True):
        between = typed[tokens[start - 1].end : tokens[start].start] if start else "\n"
        until = tokens[end].start if end < len(tokens) else len(typed)
        mark = typed[tokens[end - 1].end : until]
        first = next((place for place in range(start, end) if tokens[place].text not in polite), start)
        found.append(_Piece(tokens[first:end], between, mark, tokens[first].text in lexicon.joints))
    return found


def _asks(
    piece: _Piece, previous: _Piece | None, span: Span, lexicon: Lexicon, *, behind_question: bool
) -> bool:
    """Return whether a piece is the beginning of a request."""
    words = [token.text for token in piece.tokens]
    fillers = 0
    while fillers < min(_FILLERS, len(words) - 1) and words[fillers] in _beside(lexicon):
        fillers += 1
    rest = words[fillers:]
    anew = _ends(piece.before)
    if len(rest) < 2 and not (anew and piece.joined):
        return anew and not behind_question and rest[0] in lexicon.request_openers  # "a painter? why?"
    if _opens(rest, span, piece.tokens[fillers:], lexicon, anew=anew or (piece.joined and behind_question)):
        return anew or behind_question or "?" in piece.mark or rest[0] not in lexicon.relative_words
    if not anew or ("?" not in piece.mark and not (previous and "?" in previous.mark)):
        return False
    if not _only_names(piece, span, lexicon):
        tells = bool(set(rest) & lexicon.first_person_words)
        return "?" in piece.mark or (piece.joined and len(rest) <= _FEW_WORDS and not tells)
    return piece.joined  # "sonographers? what do they earn" names what it asks about


def _opens(
    words: Sequence[str], span: Span, tokens: Sequence[Token], lexicon: Lexicon, *, anew: bool
) -> bool:
    """Return whether words open like a question or an order."""
    first, second = words[0], words[1] if len(words) > 1 else ""
    if first in lexicon.auxiliary_openers:
        named = any(one["start"] == tokens[1].start for one in span.names) if len(tokens) > 1 else False
        return anew and (second in lexicon.subjects_of_questions or named)
    return bool({first, f"{first} {second}"} & lexicon.request_openers)


def _only_names(piece: _Piece, span: Span, lexicon: Lexicon) -> bool:
    """Return whether a piece holds no more than names."""
    return _span([piece], span).only_names(lexicon.function_words | _beside(lexicon))


def _span(pieces: Sequence[_Piece], span: Span) -> Span:
    tokens = tuple(token for piece in pieces for token in piece.tokens)
    first, last = tokens[0].start, tokens[-1].end
    return replace(
        span, tokens=tokens, entities=tuple(one for one in span.entities if first <= one["start"] < last)
    )


def _asking(group: Sequence[_Piece], span: Span, lexicon: Lexicon) -> Span:
    """Return the words of a request without those that only join it to what stands before it."""
    whole = _span(group, span)
    if whole.only_names(lexicon.function_words | _beside(lexicon)):
        return whole  # "and in Florida?" leans on them
    beside = _beside(lexicon)
    first = next((place for place, one in enumerate(whole.tokens) if one.text not in beside), 0)
    asking = whole.tokens[first:]
    return replace(whole, tokens=asking) if len(asking) > _FEW_WORDS - 1 else whole


def _beside(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that may stand before what opens a request."""
    return lexicon.joints | lexicon.objections | lexicon.fillers


def _is_last(tokens: Sequence[Token], place: int, typed: str) -> bool:
    """Return whether a word ends its sentence: "and the median then?"."""
    return place + 1 == len(tokens) or _ends(typed[tokens[place].end : tokens[place + 1].start])


def _ends(between: str) -> bool:
    """Return whether a sentence ends between two words."""
    return bool(set(between) & _SENTENCE_ENDS) or ": " in between
