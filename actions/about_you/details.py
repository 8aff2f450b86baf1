"""What people say of themselves beside their occupations: years, education, abilities, likes and wishes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.about_you.patterns import any_of, pattern, phrases_of, tree, words_of
from actions.questions.cues import numerals
from knowledge.queries.wages import HOURS_A_YEAR

_TENS = re.compile(
    r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred) (?:thousand|grand|k)\b"
)
_ITEMS = re.compile(r"\s*(?:,|;|/|&|\+|\band\b|\bor\b|\bplus\b|\bas well as\b)\s*")
_LONGEST_ITEM = 4  # words
_CUE_REACH = 8  # words between a wish and what says whether it is wanted
HIGH_SCHOOL = 1
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
    if any_of("no_degree_held").search(text):
        return HIGH_SCHOOL  # "I never went to college" holds "college", too
    levels = []
    for level, phrases in phrases_of("education"):
        for found in phrases.finditer(text):
            before = text[max(0, found.start() - 30) : found.start()]
            if not any_of("education_in_progress").search(before):
                levels.append(int(level))
    return max(levels) if levels else None


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
        for item in _ITEMS.split(tail):
            if words := _without_end(_without_start(item.split())):
                yield " ".join(words)


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
    if subject := pattern("likes_subject").search(text):
        yield subject["item"]
    for item in items_after("likes", text):
        if is_short(item) and item not in words_of("no_likes"):
            yield item


def wishes(text: str, *, for_work: bool) -> dict[str, bool]:
    """Return the wishes of a clause: whether each is wanted or refused.

    Args:
        text: the clause.
        for_work: whether it is about the work that is looked for, where a wish needs no cue.
    """
    said: dict[str, bool] = {}
    if pattern("no_degree").search(text) and for_work:
        said["no_degree"] = True
    found = [(one, wish) for wish, phrases in phrases_of("wishes") for one in phrases.finditer(text)]
    for one, wish in found:
        if any(_is_part(one, other) for other, _wish in found):
            continue  # "help people" holds "people", too
        if one[0] == "people" and text[: one.start()].split()[-1:] in _OTHER_PEOPLE:
            continue  # "one of the people behind it"
        wanted = _polarity(text[: one.start()], for_work=for_work)
        if wanted is not None and not (wish == "degree" and (wanted or "no_degree" in said)):
            said[wish] = wanted
    return said


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


def least_pay(text: str, *, corrects: bool = False) -> float | None:
    """Return the least pay a year that a clause wants, None where it wants none.

    Args:
        text: the clause.
        corrects: whether an amount was said before that "make that 55,000" replaces.
    """
    if any_of("pays_now").search(text):
        return None
    text = _TENS.sub(lambda worded: f"{tree()['tens'][worded[1]]},000", text)
    if rate := pattern("hourly").search(text):
        near = " ".join(text[: rate.start()].split()[-_PAY_REACH:])
        if any_of("amount_is_least").search(near) or any_of("wishes_for_work").search(text):
            return float(rate["rate"]) * HOURS_A_YEAR
    for found in pattern("amount").finditer(text):
        digits = (found["dollars"] or found["bare"]).replace(",", "")
        value = float(digits) * (1_000 if found["k"] or found["kilo"] else 1)
        before = text[: found.start()]
        near = " ".join(before.split()[-_PAY_REACH:])
        looked_for = any_of("wishes_for_work").search(text) and any_of("amount_is_least").search(near)
        at_least = pattern("amount_is_least_behind").search(text[found.end() :])
        replaces = corrects and any_of("replaces_amount").search(near)
        if value >= _LEAST_YEAR and (
            replaces or looked_for or at_least or any_of("pays_at_least").search(near)
        ):
            return value
    return None
