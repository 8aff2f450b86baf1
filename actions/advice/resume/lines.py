"""A resume that was typed into the chat, where every message is one line: its lines, and what is asked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from actions.about_you.patterns import pattern
from actions.advice.resume.education import degree_of
from actions.advice.resume.reader import is_resume
from actions.advice.resume.text import lines_of, words
from actions.questions.message import ParsedEntity, UserMessage
from knowledge.terms import normalise

SPAN = re.compile(
    r"(?<!\d)(?:19|20)\d\d ?(?:-|–|—|to|until|till) ?(?:(?:19|20)?\d\d|now|present|today|current)\b", re.I
)
_BARS = re.compile(r"\s*(?:\||•|·|●|▪|\s-{2,}\s|\s[–—]{2,}\s)\s*")
_BEHIND_SPAN = re.compile(r"[)\]]?[.,;]?\s*")
_SENTENCES = re.compile(r"(?<=[.?!;])\s+|\s-{2,}(?:\s|$)|,\s+(?=(?:which|what|how|where)\b)")
_FEWEST_JOBS = 2
_FEWEST_MARKS = 2  # headings, or bars


def pasted_resume(message: UserMessage) -> str:
    """Return the resume that a message is or holds, in lines; nothing where it holds none."""
    if message.is_payload:
        return ""
    lines = lines_from(message)
    return lines if is_resume(lines) else ""


def said_beside(resume: str) -> str:
    """Return what a person asks or says of themselves beside a resume, such as "which jobs fit me?"."""
    sentences = (one for line in lines_of(resume) for one in _SENTENCES.split(line))
    return " ".join(one for one in sentences if _speaks(one))


def _speaks(sentence: str) -> bool:
    """Return whether a sentence asks, or tells of oneself as no resume does."""
    if SPAN.search(sentence) or degree_of(sentence) is not None:
        return False
    text = sentence.casefold().replace("'", "").replace("’", "")
    return sentence.rstrip().endswith("?") or bool(pattern("beside_a_resume").search(text))


def lines_from(message: UserMessage) -> str:
    """Return a message with the breaks of lines that the chat took away, where it holds a job history.

    A line begins at a heading, behind a bar, at a degree, and at each job: at its years where these stand in
    front of what was done, else at its title. Other messages are returned as they are.
    """
    text = message.text
    if "\n" in text:
        return text
    starts = {found.end() for found in _BARS.finditer(text)} | set(_headings(text)) | set(_degrees(text))
    jobs = _jobs(text, message.entities, sorted(starts))
    marks = max(len(list(_headings(text))), len(_BARS.findall(text)))
    if len(jobs) < _FEWEST_JOBS and (not jobs or marks < _FEWEST_MARKS):
        return text
    starts |= set(jobs) | set(_behind_spans(text))
    places = [0, *sorted(starts - {0, len(text)}), len(text)]
    parts = (text[start:end].strip(" |•·●▪") for start, end in pairwise(places))
    return "\n".join(part for part in parts if part)


def _headings(text: str) -> Iterator[int]:
    """Yield where a heading begins: a word for one in capitals, or with a colon behind it."""
    for found in _heading().finditer(text):
        if found[0].rstrip(": ").isupper() or found[0].endswith(":"):
            yield found.start()


def _degrees(text: str) -> Iterator[int]:
    """Yield where the name of a degree begins with a capital, as in "Associate of Applied Science"."""
    for found in _degree().finditer(text):
        if found[0][0].isupper():
            yield found.start()


def _jobs(text: str, entities: tuple[ParsedEntity, ...], starts: list[int]) -> list[int]:
    """Return where a job begins: at its title with the years behind it, or at its years.

    Years come first in all of a part of the message where they come first at its beginning.
    """
    titles = sorted({one.start for one in entities if one.kind == "occupation" and one.start is not None})
    spans = list(SPAN.finditer(text))
    found: list[int] = []
    years_first = False
    for place, span in enumerate(spans):
        begins = max((0, *starts[: bisect_right(starts, span.start())]))
        before = max(begins, spans[place - 1].end() if place else 0)
        behind = spans[place + 1].start() if place + 1 < len(spans) else len(text)
        last = [one for one in titles if before <= one < span.start()]
        if not place or begins >= spans[place - 1].end():
            years_first = not last
        if years_first and any(span.end() <= one < behind for one in titles):
            found.append(span.start())
        elif last and not years_first:
            found.append(_with_seniority(text, last[-1]))
    return found


def _with_seniority(text: str, start: int) -> int:
    """Return where a title begins with what stands before it, such as "Senior"."""
    before = text[:start].split(" ")
    kept = len(before) - 1
    while kept and normalise(before[kept - 1]) in words().lists["seniority"]:
        kept -= 1
    return len(" ".join(before[:kept])) + (1 if kept else 0)


def _behind_spans(text: str) -> Iterator[int]:
    """Yield where something new begins with a capital right behind the years of a job."""
    for span in SPAN.finditer(text):
        found = _BEHIND_SPAN.match(text, span.end())
        end = found.end() if found else span.end()
        opened = text[span.start() - 1 : span.start()] == "("
        if opened and end < len(text) and text[end].isupper() and text[end - 1] == " ":
            yield end


@cache
def _heading() -> re.Pattern[str]:
    named = "|".join(sorted((re.escape(one) for one in words().lists["headings"]), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{named})\b(?:\s*:)?", re.IGNORECASE)


@cache
def _degree() -> re.Pattern[str]:
    called = sorted({one for degree in words().degrees for one in degree.words}, key=len, reverse=True)
    short = sorted({one for degree in words().degrees for one in degree.abbreviations}, key=len, reverse=True)
    named = "|".join(re.escape(one) for one in called)
    return re.compile(rf"(?<![\w-])(?:(?i:{named})|(?:{'|'.join(short)}) in)\b")
