"""The jobs that a resume names, and when they were."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.engine import Connection

from actions.advice.resume.education import degree_of
from actions.advice.resume.text import Span, has_phrase, segments, span_of, words
from knowledge.queries.occupations import occupation_of_code
from knowledge.queries.titles import ends_titles, known_titles, resolve_title
from knowledge.terms import normalise

LONGEST_TITLE = 6  # words
_FEW_SEGMENTS = 4  # of a line with a title; a line of more is a list
_TITLE_SEGMENTS = 2  # … unless it holds years: then the first ones hold the title
_YEARS = re.compile(r"\b(\d{1,2})\+? (?:years|yrs)\b")


@dataclass(frozen=True)
class Job:
    """An occupation that was held: where the text names it, and when it was."""

    key: str
    place: int
    span: Span | None
    in_sentence: bool

    @property
    def end(self) -> int:
        """The year until which it was held; a late one where the text names none."""
        return self.span.end if self.span else date.max.year


def jobs_of(connection: Connection, lines: Sequence[str], today: date) -> list[Job]:
    """Return the jobs that lines name, from the oldest to the newest."""
    return sorted(_jobs(connection, lines, today), key=_recency)


def last_year(lines: Sequence[str], today: date) -> int:
    """Return the last year until which something goes on that is no school; 0 without any.

    A job that ended before was followed by one whose title is not known.
    """
    spans = (span_of(line, today) for line in lines if degree_of(line) is None)
    return max((span.end for span in spans if span and span.years), default=0)


def years_in(jobs: Sequence[Job], key: str, lines: Sequence[str]) -> float | None:
    """Return the years in an occupation: by its times, else as they are said."""
    spans = {job.span for job in jobs if job.key == key and job.span and job.span.years}
    if spans:
        return float(sum(span.years for span in spans))
    for line in lines:
        if has_phrase(normalise(line), words().lists["experience"]) and (
            found := _YEARS.search(normalise(line))
        ):
            return float(found[1])
    return None


def _recency(job: Job) -> tuple[int, int]:
    """Order jobs from the oldest: by their end, else by the text, which in sentences runs forward."""
    return (job.span.end if job.span else 0, job.place if job.in_sentence else -job.place)


def _jobs(connection: Connection, lines: Sequence[str], today: date) -> Iterator[Job]:
    found: list[tuple[str, int, bool]] = []
    for place, line in enumerate(lines):
        if degree_of(line) is not None:
            continue
        dated = _span_at(lines, place, today) is not None
        parts = segments(line)
        if len(parts) > _FEW_SEGMENTS and span_of(line, today):
            parts = parts[:_TITLE_SEGMENTS]  # behind the title is told what was done
        if len(parts) <= _FEW_SEGMENTS:
            found += [(title, place, False) for part in parts if (title := _bare(part, dated=dated))]
        found += [(title, place, True) for title in _in_sentences(line)]
    known = known_titles(connection, titles=tuple({title for title, _place, _said in found}))
    keys = {title: _occupation(connection, title) for title in known}
    said: dict[int, str] = {}
    for title, place, in_sentence in found:
        if in_sentence and said.get(place, "").startswith(title):
            continue  # "worked as a sous chef" names no chef
        if key := keys.get(title):
            said[place] = title
            yield Job(key, place, _span_at(lines, place, today), in_sentence)


def _bare(segment: str, *, dated: bool) -> str:
    """Return what may be a title of a segment; a single word only counts where a time stands beside it."""
    tokens = [token for token in normalise(segment).split() if not token.isdigit()]
    lists = words().lists
    while tokens and tokens[0] in lists["seniority"]:
        tokens = tokens[1:]
    while tokens and tokens[-1] in lists["levels"]:
        tokens = tokens[:-1]
    short = len(tokens) <= LONGEST_TITLE
    return " ".join(tokens) if short and len(tokens) >= (1 if dated else 2) else ""


def _in_sentences(line: str) -> Iterator[str]:
    """Yield what may be titles behind "worked as a", the longest first."""
    tokens, lists = normalise(line).split(), words().lists
    for place in range(1, len(tokens)):
        opened = {" ".join(tokens[max(0, place - 2) : place]), tokens[place - 1]} & lists["opens_title"]
        if not opened:
            continue
        rest = tokens[place:]
        while rest and rest[0] in lists["articles"] | lists["seniority"]:
            rest = rest[1:]
        yield from (" ".join(rest[:length]) for length in range(min(LONGEST_TITLE, len(rest)), 0, -1))


def _occupation(connection: Connection, title: str) -> str:
    """Return the key of the occupation that a title clearly means, if its last word names who does a job."""
    resolved = resolve_title(connection, title=title)
    last = title.rsplit(maxsplit=1)[-1]
    endings = tuple(words().lists["person_endings"])
    if not resolved.clear or not (last.endswith(endings) or ends_titles(connection, word=last)):
        return ""
    occupation = occupation_of_code(connection, code=resolved.matches[0].code)
    return occupation.key if occupation else ""


def _span_at(lines: Sequence[str], place: int, today: date) -> Span | None:
    """Return when a job was: in its line, else in the next two, else in the one before."""
    order = (place, place + 1, place + 2, place - 1)
    spans = (span_of(lines[one], today) for one in order if 0 <= one < len(lines))
    return next((span for span in spans if span), None)
