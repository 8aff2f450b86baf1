"""Messages in telegram style spelled out: "42, welder, bad back" says "I am a welder"."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import takewhile

from actions.about_you.patterns import OCCUPATION, any_of, pattern, phrases_of

_SENTENCES = re.compile(r"(?<=[.?!;\n] )")
_SEGMENTS = re.compile(r"(\s*,\s+|\s+- )")
_EVERY_SECOND = 2  # piece of a sentence that is split is what separates
_TITLE = re.compile(rf"{OCCUPATION}(\d+)")


def spelled_out(text: str, *, nobodys: Collection[int] = (), personal: bool = False) -> str:
    """Return a plain text with "I am" before the title that stands alone in a telegram.

    It is a telegram if the sentences that ask nothing tell a thing that only somebody tells of themselves:
    years, a wish, what they are tired of. Where they name no title, "I have" is set before the education.

    Args:
        text: the plain text.
        nobodys: the numbers of titles that are nobody's own, such as those in the plural.
        personal: whether more than its words shows that the text tells such a thing.
    """
    sentences = _SENTENCES.split(text)
    own = list(takewhile(lambda one: not _is_of_others(one), sentences))
    telling = [place for place, one in enumerate(own) if not asks(one)]
    segments = [one for place in telling for one in _segments(sentences[place])]
    if not (personal or any(_is_personal(one) for one in segments)):
        return text
    opens = ("bare_work", "telegram_veteran")
    if any(_TITLE.search(one) or any(pattern(name).match(one) for name in opens) for one in segments):
        told = {place: _with_titles(sentences[place], nobodys) for place in telling}
    else:
        told = {place: _with_education(sentences[place]) for place in telling[:1]}
    changed = "".join(told.get(place, one) for place, one in enumerate(sentences))
    return changed if len(re.findall(rf"\bim a (?:\w+ ){{0,3}}?{OCCUPATION}", changed)) <= 1 else text


def _is_of_others(sentence: str) -> bool:
    return any_of("third_person").search(pattern("own_family").sub("", sentence)) is not None


def asks(text: str) -> bool:
    """Return whether a plain text asks anything, be it without a question mark: "welder, salary in Texas"."""
    return "?" in text or pattern("asking").search(text) is not None


def tells_personally(text: str) -> bool:
    """Return whether a plain text that asks nothing tells what only somebody tells of themselves."""
    segments = (one for sentence in _SENTENCES.split(text) for one in _segments(sentence))
    return not asks(text) and any(_is_personal(one) for one in segments)


def _segments(sentence: str) -> Sequence[str]:
    return [one.strip(" .!;") for one in _SEGMENTS.split(sentence)[::_EVERY_SECOND]]


def _is_personal(segment: str) -> bool:
    """Return whether a segment tells what only somebody tells of themselves."""
    return any(pattern(name).search(segment) for name in ("personal_segment", "years"))


def _with_titles(sentence: str, nobodys: Collection[int]) -> str:
    """Return a sentence with a subject before each title that begins a segment."""
    return "".join(_with_title(one, nobodys) for one in _SEGMENTS.split(sentence))


def _with_title(segment: str, nobodys: Collection[int]) -> str:
    if pattern("telegram_veteran").match(segment):
        return f"im {segment}"
    title = _TITLE.search(segment)
    if title is None:
        return f"i work {segment}" if pattern("bare_work").match(segment) else segment
    if int(title[1]) in nobodys:
        return segment
    if former := pattern("telegram_former").match(segment):
        return f"i was a {segment[former.end() :]}"
    if now := pattern("telegram_title").match(segment):
        return f"im a {segment[now.end() :]}"
    return segment


def _with_education(sentence: str) -> str:
    pieces = _SEGMENTS.split(sentence)
    told = next((place for place, one in enumerate(pieces) if _tells_what_is_held(one)), None)
    if told is not None:
        pieces[told] = f"i have {pieces[told]}"
    return "".join(pieces)


def _tells_what_is_held(segment: str) -> bool:
    """Return whether a segment without a subject names an education or a licence."""
    if any_of("first_person").search(segment):
        return False
    held = (*phrases_of("education"), *phrases_of("licences"))
    named = pattern("field_degree").match(segment) or any(phrases.search(segment) for _name, phrases in held)
    return bool(named)
