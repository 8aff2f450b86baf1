"""What people say of themselves beside their occupations: years, education, abilities, likes and wishes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.about_you.patterns import any_of, pattern, phrases_of, tree, words_of
from actions.questions.cues import numerals
from knowledge.queries.occupation_matrix import INTERESTS
from knowledge.queries.occupation_wishes import ANY_SCHOOL
from knowledge.queries.wages import HOURS_A_YEAR

_TENS = re.compile(
    r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred) (?:thousand|grand|k)\b"
)
_ITEMS = re.compile(r"\s*(?:,|;|/|&|\+|\band\b|\bor\b|\bplus\b|\bas well as\b)\s*")
_LONGEST_ITEM = 4  # words
_CUE_REACH = 8  # words between a wish and what says whether it is wanted
HIGH_SCHOOL = 1
_NOT = "not_"  # before the name of a wish whose phrases refuse it by themselves: "on my own"
_LIKED = ("analytical", "creative")  # wishes that are told by what somebody likes: "puzzles"
_PAY_REACH = 5  # words between an amount and what says that it is wanted
_OTHER_PEOPLE = [[word] for word in "the of many other those these most some few more".split()]
_LEAST_YEAR = 10_000  # dollars: a smaller amount is no pay of a year


def years_of_experience(text: str) -> float | None:
    """Return the years that somebody says to have worked, None where none are said; an age is none."""
    for found in pattern("years").finditer(text):
        before = text[: found.start()]
        if pattern("no_years_before").search(before[-16:]):
            continue
        number = found["number"]
        return float(number) if number[0].isdigit() else float(numerals("counted")[number])
    return None


def education(text: str) -> int | None:
    """Return the highest education that a clause says, as a place in ``EDUCATION``."""
    if any_of("no_degree_held").search(text) or pattern("no_degree_alone").search(text):
        return HIGH_SCHOOL  # "I never went to college" holds "college", too
    levels = []
    for level, phrases in phrases_of("education"):
        for found in phrases.finditer(text):
            before = text[max(0, found.start() - 30) : found.start()]
            if not any_of("education_in_progress").search(before):
                levels.append(int(level))
    return max(levels) if levels else None


def most_school(text: str) -> int | None:
    """Return the most education that a clause says work may take, as a place in ``EDUCATION``."""
    if pattern("would_study").search(text):
        return ANY_SCHOOL
    levels = [_level(found["level"] or found["top"]) for found in pattern("most_school").finditer(text)]
    below = [_level(found["level"]) for found in pattern("school_refused").finditer(text)]
    said = [*levels, *(one - 1 for one in below if one is not None)]
    return min((one for one in said if one is not None), default=None)


def _level(text: str) -> int | None:
    """Return the education whose name a text begins with."""
    found = (level for level, phrases in phrases_of("education") if phrases.match(text))
    return next((int(level) for level in found), None)


def without_most_school(text: str) -> str:
    """Return a text without what it says of the most education: nobody has that by saying so."""
    for name in ("most_school", "school_refused"):
        text = pattern(name).sub(lambda found: "" if _names_level(found) else found[0], text)
    return text


def _names_level(found: re.Match[str]) -> bool:
    return any(_level(one) is not None for one in found.groups() if one)


def avoided(text: str) -> list[str]:
    """Return the fields of work that a clause refuses, such as ``food`` of "nothing with food"."""
    return [
        field
        for field, phrases in phrases_of("avoided")
        for one in phrases.finditer(text)
        if pattern("avoided_before").search(text[: one.start()])
        and not pattern("not_avoided_behind").search(text[one.end() :])
    ]


def field_of_study(text: str) -> str:
    """Return what somebody says to have studied, or nothing."""
    found = pattern("fields").search(text) or pattern("field_degree").search(text)
    return found["field"].strip() if found else ""


def items_after(cue: str, text: str) -> Iterator[str]:
    """Yield the items of the lists that follow a cue, such as ``excel`` and ``writing`` of "I know …"."""
    found = list(pattern(cue).finditer(text))
    for place, said in enumerate(found):
        if cue != "unable" and pattern("unable_before").search(text[: said.start()]):
            continue
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        tail = re.split(r"[.?!;:]", text[said.end() : end])[0]
        tail = pattern("item_ends").split(tail)[0]
        for number, item in enumerate(_ITEMS.split(tail)):
            words = " ".join(_without_end(_without_start(item.split())))
            if not number and words in words_of("no_likes"):
                break  # "I love it, poor though" lists nothing
            if words:
                yield words


def items_of(text: str) -> Iterator[str]:
    """Yield the items of a text that is a list, without what stands before and behind each."""
    for item in _ITEMS.split(text.rstrip(".!")):
        if words := _without_end(_without_start(item.split())):
            yield " ".join(words)


def _without_start(words: list[str]) -> list[str]:
    stripped = True
    while stripped and words:
        stripped = False
        for length in (3, 2, 1):
            if " ".join(words[:length]) in words_of("item_starts") and len(words) > length:
                words, stripped = words[length:], True
                break
    return words


def _without_end(words: list[str]) -> list[str]:
    for length in (3, 2, 1):
        if len(words) > length and " ".join(words[-length:]) in words_of("item_endings"):
            return words[:-length]
    return words


def skills_in(item: str) -> list[str]:
    """Return the O*NET skills that an item of a list names."""
    return [
        skill for skill, phrases in phrases_of("skills") if phrases.fullmatch(item) or _begins(phrases, item)
    ]


def _begins(phrases: re.Pattern[str], item: str) -> bool:
    found = phrases.search(item)
    return found is not None and len(item.split()) - len(found[0].split()) <= 1


def work_done(text: str) -> str | None:
    """Return what somebody says to do for a living, such as "repair bikes"; None where nothing is said."""
    found = pattern("work_done").search(text)
    if found is None or any_of("no_work_done").search(text):
        return None
    return next(filter(None, found.groups()), None)


def interests_told(text: str) -> tuple[tuple[str, float], ...]:
    """Return the interests that somebody says a test found: 100 for those named, 0 for the others."""
    words = set(text.replace(",", " ").split())
    named = {one for one in INTERESTS if one in words}
    if code := pattern("interests_code").search(text):
        named |= {one for one in INTERESTS if one[0] in code["code"]}
    fewest = 1 if pattern("interests_test").search(text) else 2
    if len(named) < fewest or not pattern("interests_told").search(text):
        return ()
    return tuple((one, 100.0 if one in named else 0.0) for one in INTERESTS)


def without_place(work: str) -> str:
    """Return work without where and for whom it is done: "run the bar" of "run the bar at a pub"."""
    return pattern("work_place").split(work)[0]


def skills_by_adjective(text: str) -> list[str]:
    """Return the skills that follow from how somebody describes themselves: "I'm persuasive"."""
    said = pattern("is_so").search(text)
    if said is None:
        return []
    rest = text[said.end() :]
    return [skill for skill, phrases in phrases_of("adjectives") if phrases.search(rest)]


def is_short(item: str) -> bool:
    """Return whether an item is short enough to be the name of something, and no degree."""
    if education(item) is not None or any(character.isdigit() for character in item):
        return False
    return 0 < len(item.split()) <= _LONGEST_ITEM and any(len(word) > 2 for word in item.split())


def likes_in(text: str) -> Iterator[str]:
    """Yield what somebody says to like."""
    for cue in ("likes_subject", "likes_doing"):
        if said := pattern(cue).search(text):
            yield said["item"]
    for item in items_after("likes", text):
        if may_be_liked(item):
            yield item


def may_be_liked(item: str) -> bool:
    """Return whether an item may be the name of something that somebody likes."""
    return is_short(item) and item not in words_of("no_likes")


def wishes(text: str, *, for_work: bool, own: bool) -> dict[str, bool]:
    """Return the wishes of a clause: whether each is wanted or refused.

    Args:
        text: the clause.
        for_work: whether it is about the work that is looked for, where a wish needs no cue.
        own: whether somebody speaks of themselves, or of what they look for: "they work alone" is no wish.
    """
    said: dict[str, bool] = {}
    if pattern("no_degree").search(text) and for_work:
        said["no_degree"] = True
    found = [(one, wish) for wish, phrases in phrases_of("wishes") for one in phrases.finditer(text)]
    for one, wish in found:
        if any(_is_part(one, other) for other, _wish in found):
            continue  # "help people" holds "people", too
        if one[0] == "people" and (
            text[: one.start()].split()[-1:] in _OTHER_PEOPLE
            or pattern("people_report").match(text[one.end() :])
        ):
            continue  # "one of the people behind it", "people say I'm creative"
        if one[0] in ("kids", "children") and pattern("kids_of_own").search(text[: one.start()]):
            continue  # "I stayed home with the kids"
        if one[0] == "outside" and pattern("outside_of").match(text[one.end() :]):
            continue  # "outside academia"
        if wish.startswith(_NOT):
            if own and _polarity(text[: one.start()], for_work=True):
                said[wish.removeprefix(_NOT)] = False
            continue
        wanted = _polarity(_without_wishes(text[: one.start()], found), for_work=for_work)
        if wanted is not None and not (wish == "degree" and (wanted or "no_degree" in said)):
            said[wish] = wanted
    return said


def _without_wishes(before: str, found: list[tuple[re.Match[str], str]]) -> str:
    """Blank what tells other wishes: the "won't" of "that won't disappear" refuses nothing behind it."""
    for one, _wish in found:
        if one.end() <= len(before) and any_of("refused").search(one[0]):
            before = before[: one.start()] + " " * (one.end() - one.start()) + before[one.end() :]
    return before


def is_wish(item: str) -> bool:
    """Return whether an item of a list is a wish rather than something somebody likes or can do."""
    return any(phrases.fullmatch(item) for wish, phrases in phrases_of("wishes") if wish not in _LIKED)


def _is_part(one: re.Match[str], other: re.Match[str]) -> bool:
    within = other.start() <= one.start() and one.end() <= other.end()
    return within and other.end() - other.start() > one.end() - one.start()


def _polarity(before: str, *, for_work: bool) -> bool | None:
    """Return whether the cue nearest to a wish wants or refuses it; None without one."""
    begun = pattern("wish_begins").search(before)
    near = " ".join(before[begun.start() if begun else 0 :].split()[-_CUE_REACH:])
    refused = max((one.end() for one in any_of("refused").finditer(near)), default=-1)
    wanted = max((one.end() for one in any_of("wanted").finditer(near)), default=-1)
    if refused < 0 and wanted < 0:
        return True if for_work else None
    if refused >= 0 and (wanted < refused or "and" not in near[refused:].split()):
        return False  # "I don't want to work with people"
    return wanted > refused


def least_pay(text: str, *, corrects: bool = False, looking: bool = False) -> float | None:
    """Return the least pay a year that a clause wants, None where it wants none.

    Args:
        text: the clause.
        corrects: whether an amount was said before that "make that 55,000" replaces.
        looking: whether occupations that fit are looked for, where "pays more than 70,000" is a wish.
    """
    if any_of("pays_now").search(text):
        return None
    text = _TENS.sub(lambda worded: f"{tree()['tens'][worded[1]]},000", text)
    text = any_of("six_figures").sub("at least 100,000", text)
    wished = looking or bool(any_of("wishes_for_work").search(text))
    if rate := pattern("hourly").search(text):
        near = " ".join(text[: rate.start()].split()[-_PAY_REACH:])
        behind = pattern("amount_is_least_behind").search(text[rate.end() :])
        if behind or any_of("amount_is_least").search(near) or wished:
            return float(rate["rate"]) * HOURS_A_YEAR
    for found in pattern("amount").finditer(text):
        digits = (found["dollars"] or found["bare"]).replace(",", "")
        value = float(digits) * (1_000 if found["k"] or found["kilo"] else 1)
        before = text[: found.start()]
        near = " ".join(before.split()[-_PAY_REACH:])
        looked_for = wished and any_of("amount_is_least").search(near)
        at_least = pattern("amount_is_least_behind").search(text[found.end() :])
        replaces = corrects and any_of("replaces_amount").search(near)
        if value >= _LEAST_YEAR and (
            replaces or looked_for or at_least or any_of("pays_at_least").search(near)
        ):
            return value
    return None
