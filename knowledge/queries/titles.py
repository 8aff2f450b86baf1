"""Which occupation of O*NET a title means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, bindparam, case, func, or_, select
from sqlalchemy.engine import Connection
from sqlalchemy.engine import Row as SqlRow

from knowledge.dataset_records import TitleMatch
from knowledge.models import ALL_INDUSTRIES, NATION, occupation_title, onet_occupation, wage
from knowledge.queries.query_cache import cached_query
from knowledge.queries.rows import one_of, read
from knowledge.terms import normalise, singulars, title_forms

# What a title says: an everyday word that was assigned to one occupation, the occupation's own title, one
# that people in it report, another one, and a short form of these.
KINDS = ("everyday", "occupation", "reported", "alternate", "short")
LEADS = 4.0  # times as many people as in the next occupation make one of several the one that is meant
FEWEST_ENDING_SO = 20  # titles that end with a word which is no title itself, such as "coordinator"
AT_ONCE = 500  # texts of one look-up; databases bound the parameters of a statement
REPORTED_WEIGHS = 3.0  # so much more than an alternate title does one weigh that people in it report
SEVERAL = 3  # of so many occupations the first has to be one in which people report the title …
MANY = 5  # … and of so many none is meant: "artist", "process technician"
# Of the titles that end with one, at least so many are those of the occupation that is meant: most traders
# sell securities, but inspectors are found anywhere.
MEANT_SHARE = 0.55
_FEWEST_SHARED = 2  # words that a title shares with several
NEAR_CHOICES = 5  # occupations with titles that end so, beside those that bear it

# Figures of a group of occupations say nothing of how many bear the title.
_EMPLOYMENT = case(
    (onet_occupation.c.code == wage.c.code + ".00", func.coalesce(wage.c.employment, 0)), else_=0
).label("employment")
_WITH_WAGE = (
    wage.c.code == onet_occupation.c.wage_code,
    wage.c.area_code == NATION,
    wage.c.industry_code == ALL_INDUSTRIES,
)
_OCCUPATION = (onet_occupation.c.code, onet_occupation.c.name, onet_occupation.c.plural, _EMPLOYMENT)
_WITH_EMPLOYMENT = select(*_OCCUPATION).select_from(onet_occupation.outerjoin(wage, and_(*_WITH_WAGE)))
_MATCHES = (
    select(*_OCCUPATION, occupation_title.c.kind, occupation_title.c.title, occupation_title.c.normalised)
    .select_from(
        occupation_title.join(
            onet_occupation, occupation_title.c.occupation_code == onet_occupation.c.code
        ).outerjoin(wage, and_(*_WITH_WAGE))
    )
    .where(one_of(occupation_title.c.normalised, "forms"))
)
_CONTAINING = select(occupation_title.c.occupation_code, occupation_title.c.normalised).where(
    occupation_title.c.normalised.like(bindparam("pattern"))
)
_NAMED_SO = _WITH_EMPLOYMENT.where(
    or_(
        func.lower(onet_occupation.c.name) == bindparam("word"),
        func.lower(onet_occupation.c.name).like(bindparam("pattern")),
    )
)
_BY_CODE = _WITH_EMPLOYMENT.where(one_of(onet_occupation.c.code, "codes"))
_LISTED = (
    select(occupation_title.c.normalised).where(one_of(occupation_title.c.normalised, "forms")).distinct()
)
_ALL = select(occupation_title.c.normalised).distinct()
_NAMED = (
    select(*_OCCUPATION, occupation_title.c.kind, occupation_title.c.title)
    .select_from(
        occupation_title.join(
            onet_occupation, occupation_title.c.occupation_code == onet_occupation.c.code
        ).outerjoin(wage, and_(*_WITH_WAGE))
    )
    .where(one_of(occupation_title.c.kind, "kinds"))
)


@dataclass(frozen=True)
class Resolved:
    """The occupations that a title may mean, the likeliest first; ``clear``: the first is meant."""

    matches: tuple[TitleMatch, ...]
    clear: bool


def is_title(connection: Connection, title: str) -> bool:
    """Return whether a list has just this title, and it is clear which occupation it means."""
    resolved = resolve_title(connection, title=title, listed=True)
    return resolved.clear and resolved.matches[0].kind in KINDS


@cached_query
def resolve_title(connection: Connection, *, title: str, listed: bool = False) -> Resolved:
    """Return which occupations a title means; ``listed``: none, where no list has the very title.

    A title that is an occupation's own is meant so. Otherwise the occupation counts in which most people
    work, those who report the title more than others; it is clear if it leads by far, and if the titles that
    end so are not those of many other occupations.
    """
    forms = title_forms(normalise(title))
    rows = read(connection, _MATCHES, forms=list(forms))
    if not rows and listed:
        return Resolved((), clear=False)
    if not rows:
        nearest = (_nearest(connection, form) for form in forms[::-1])
        return next((found for found in nearest if found.matches), Resolved((), clear=False))
    best: dict[str, TitleMatch] = {}
    for row in sorted(rows, key=lambda row: (KINDS.index(row.kind), forms.index(row.normalised))):
        best.setdefault(
            row.code, TitleMatch(row.code, row.kind, row.title, row.name, row.plural, row.employment)
        )
    ordered = sorted(best.values(), key=lambda one: (not _is_own(one), -_weight(one), one.code))
    if named := _named_for(ordered, forms):
        return Resolved((named, *(one for one in ordered if one != named)), clear=True)
    if not _is_clear(ordered):
        return Resolved(tuple(ordered), clear=False)
    if not _is_own(ordered[0]) and (others := _elsewhere(connection, rows[0].normalised, ordered)):
        return Resolved((*ordered, *others), clear=False)
    return Resolved(tuple(ordered), clear=True)


def _named_for(bearers: Sequence[TitleMatch], forms: Sequence[str]) -> TitleMatch | None:
    """Return which of two occupations is itself called by a title and more; None for both, or for neither."""
    if len(bearers) != SEVERAL - 1 or any(_is_own(one) for one in bearers):
        return None
    named = [
        one
        for one in bearers
        if one.kind == "reported" and any(normalise(one.name).endswith(f" {form}") for form in forms)
    ]
    return named[0] if len(named) == 1 else None


def _elsewhere(connection: Connection, title: str, bearers: Sequence[TitleMatch]) -> list[TitleMatch]:
    """Return further occupations with most of the titles that end with one, if they are mostly theirs."""
    rows = read(connection, _CONTAINING, pattern=f"% {title}")
    counted = Counter(row.occupation_code for row in rows)
    if len(rows) < FEWEST_ENDING_SO or counted[bearers[0].code] >= MEANT_SHARE * len(rows):
        return []
    known = {one.code for one in bearers}
    codes = [code for code, _count in counted.most_common() if code not in known][:NEAR_CHOICES]
    return _matches(read(connection, _BY_CODE, codes=sorted(codes)))


@cached_query
def named_so(connection: Connection, *, word: str) -> list[TitleMatch]:
    """Return the occupations whose very names end with a word, those with most people first."""
    return _matches(read(connection, _NAMED_SO, word=word, pattern=f"% {word}"))


def _nearest(connection: Connection, title: str) -> Resolved:
    """Return the occupations with a title of the same words and others, or of all but one of its words.

    The last word says what kind of job it is and has to be there. If all such titles are those of one
    occupation, it is meant.
    """
    words = title.split()
    if not words:
        return Resolved((), clear=False)
    *others, head = words
    if not others:
        return _ending_so(connection, head)
    rows = read(connection, _CONTAINING, pattern=f"%{head}%")
    for left_out in (None, *others) if len(others) > 1 else (None,):
        wanted = {word for word in words if word != left_out}
        found = [row for row in rows if wanted <= set(row.normalised.split())]
        if found:
            fewest = min(len(row.normalised.split()) for row in found)
            codes = {row.occupation_code for row in found if len(row.normalised.split()) <= fewest + 1}
            matches = _matches(read(connection, _BY_CODE, codes=sorted(codes)))
            return Resolved(tuple(matches), clear=len(matches) == 1)
    return Resolved((), clear=False)


def _ending_so(connection: Connection, word: str) -> Resolved:
    """Return the occupations of which many titles end with a word, such as "coordinator"."""
    rows = read(connection, _CONTAINING, pattern=f"% {word}")
    if len(rows) < FEWEST_ENDING_SO:
        return Resolved((), clear=False)
    matches = _matches(read(connection, _BY_CODE, codes=sorted({row.occupation_code for row in rows})))
    return Resolved(tuple(matches), clear=False)


def _matches(rows: Sequence[SqlRow]) -> list[TitleMatch]:
    """Return the occupations of rows, each once, that with most people first."""
    found = {
        row.code: TitleMatch(row.code, "near", row.plural, row.name, row.plural, row.employment)
        for row in rows
    }
    return sorted(found.values(), key=lambda one: (-one.employment, one.code))


def _is_own(match: TitleMatch) -> bool:
    return match.kind in ("everyday", "occupation")


def _weight(match: TitleMatch) -> float:
    return match.employment * (REPORTED_WEIGHS if match.kind == "reported" else 1.0)


def _is_clear(ordered: Sequence[TitleMatch]) -> bool:
    """Return whether the first of several occupations is meant."""
    if not ordered:
        return False
    if len(ordered) == 1:
        return True
    first, second = ordered[:2]
    if _is_own(first):
        return first.kind == "everyday" or not _is_own(second)
    if len(ordered) >= MANY or (len(ordered) >= SEVERAL and first.kind != "reported"):
        return False
    return 0 < _weight(second) * LEADS <= _weight(first) or (_weight(first) > 0 == _weight(second))


def all_titles(connection: Connection) -> frozenset[str]:
    """Return every title in normal form; some 50,000, to be kept by the caller."""
    return frozenset(row.normalised for row in read(connection, _ALL))


def known_titles(connection: Connection, *, titles: tuple[str, ...]) -> frozenset[str]:
    """Return those of some texts in normal form that are job titles, be it in the plural or a short form."""
    meant: dict[str, set[str]] = {}
    for title in titles:
        for form in title_forms(title):
            meant.setdefault(form, set()).add(title)
    forms = sorted(meant)
    found: set[str] = set()
    for start in range(0, len(forms), AT_ONCE):
        rows = read(connection, _LISTED, forms=forms[start : start + AT_ONCE])
        found.update(*(meant[row.normalised] for row in rows))
    return frozenset(found)


@cached_query
def words_of_titles(connection: Connection, *, words: tuple[str, ...]) -> frozenset[str]:
    """Return those of some words in normal form, be it in the plural, that are part of a job title."""
    found = set()
    for word in words:
        for form in singulars(word):
            rows = read(connection, _CONTAINING, pattern=f"%{form}%")
            if any(form in row.normalised.split() for row in rows):
                found.add(word)
    return frozenset(found)


@cached_query
def bearers_of_words(connection: Connection, *, words: tuple[str, ...]) -> list[str]:
    """Return the codes of the occupations with a title that has most of some words in normal form.

    Of several words a title has at least two.
    """
    forms = [set(singulars(word)) for word in words]
    best: dict[str, int] = {}
    for form in {one for each in forms for one in each}:
        for row in read(connection, _CONTAINING, pattern=f"%{form}%"):
            of_title = set(row.normalised.split())
            count = sum(bool(each & of_title) for each in forms)
            best[row.occupation_code] = max(count, best.get(row.occupation_code, 0))
    most = max(best.values(), default=0)
    if most < min(len(words), _FEWEST_SHARED):
        return []
    return sorted(code for code, count in best.items() if count == most)


@cached_query
def named_with(connection: Connection, *, word: str) -> list[TitleMatch]:
    """Return the occupations whose very names have a word, those with most people first."""
    forms = set(singulars(word))
    found = [
        one for form in forms for one in _matches(read(connection, _NAMED_SO, word=form, pattern=f"%{form}%"))
    ]
    return [
        one
        for one in dict.fromkeys(found)
        if forms & {*one.name.lower().split(), *one.plural.lower().split()}
    ]


@cached_query
def ends_titles(connection: Connection, *, word: str) -> bool:
    """Return whether many titles end with a word, such as "coordinator", so that it names who does a job."""
    return len(read(connection, _CONTAINING, pattern=f"% {word}")) >= FEWEST_ENDING_SO


def titles_of_kinds(connection: Connection, *, kinds: tuple[str, ...]) -> list[TitleMatch]:
    """Return every title of these kinds with its occupation; of all kinds some 60,000."""
    return [TitleMatch(**row._mapping) for row in read(connection, _NAMED, kinds=list(kinds))]
