"""What people say that they want or do not want of work, and the least pay."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from actions.about_you.patterns import any_of, pattern, patterns_of, phrases_of, tree
from knowledge.queries.occupation_wishes import GROWTH
from knowledge.queries.wages import HOURS_A_YEAR

_TENS = re.compile(
    r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred) (?:thousand|grand|k)\b"
)
_LISTED = re.compile(r",? n?or(?: any| the)? ")  # between two fields that are refused
_BUT = re.compile(r"(?<!anything )(?<!nothing )\bbut\b")
_CUE_REACH = 8  # words between a wish and what says whether it is wanted
# Before the name of a wish whose phrases do not tell it in the usual way: they refuse it by themselves ("on
# my own"), want it by themselves ("off my feet"), or tell it only where they are refused: less of it for
# "no phones", and more of it for "no standing".
_NOT, _YES, _LESS, _MORE = "not_", "yes_", "less_", "more_"
_WANTED_EXPRESSLY = ("desk",)  # wishes that need more than that work is spoken of
# Wishes that a "no" before the comma in front of them hardly refuses, too.
_MOSTLY_WANTED = ("hands_on", "outdoors", "helping", "creative", "growth", "leading", "part_time", "remote")
_LIKED = ("analytical", "creative")  # wishes that are told by what somebody likes: "puzzles"
_ALSO_LIKED = (*_LIKED, "travel")  # … and what may be liked, and a wish
_OWN = ("kids", "children")  # whom people may have themselves
_PAY_REACH = 5  # words between an amount and what says that it is wanted
_OTHER_PEOPLE = [
    [word] for word in "the of many other those these most some few more lift lifting carry carrying".split()
]
_WORDS_OF_ITEM, _FEWEST_WISHES = 5, 2  # of a list of wishes
_LEAST_YEAR = 10_000  # dollars: a smaller amount is no pay of a year


def avoided(text: str) -> list[str]:
    """Return the fields of work that a clause refuses, such as ``food`` of "nothing with food or sales"."""
    unable = [field for field, phrases in phrases_of("avoided_by_itself") if phrases.search(text)]
    found = [(one, field) for field, phrases in phrases_of("avoided") for one in phrases.finditer(text)]
    refused: list[re.Match[str]] = []
    for one, _field in sorted(found, key=lambda each: each[0].start()):
        before, behind = text[: one.start()], text[one.end() :]
        goes_on = any(_LISTED.fullmatch(before[last.end() :]) for last in refused)
        is_refused = pattern("avoided_before").search(before) or pattern("avoided_behind").match(behind)
        if pattern("has_none").search(before) and one[0] in _OWN:
            continue  # "I'm a nurse, no kids"
        if (goes_on or is_refused) and not pattern("not_avoided_behind").search(behind):
            refused.append(one)
    return unable + [field for one, field in found if one in refused]


def wishes(text: str, *, for_work: bool, own: bool) -> dict[str, bool]:
    """Return the wishes of a clause: whether each is wanted or refused.

    Args:
        text: the clause.
        for_work: whether it is about the work that is looked for, where a wish needs no cue.
        own: whether somebody speaks of themselves, or of what they look for: "they work alone" is no wish.
    """
    text = pattern("opens_with_no").sub("", text)
    said: dict[str, bool] = {}
    if pattern("no_degree").search(text) and for_work:
        said["no_degree"] = True
    listed = lists_wishes(text)
    found = [(one, wish) for wish, phrases in phrases_of("wishes") for one in phrases.finditer(text)]
    fields = [one for _field, phrases in phrases_of("avoided") for one in phrases.finditer(text)]
    for one, wish in found:
        if any(_is_part(one, other) for other in (*(each for each, _wish in found), *fields)):
            continue  # "help people" holds "people", too, and "touching patients" refuses care alone
        if _means_others(one, text):
            continue
        before = text[: one.start()]
        if listed:
            before = before.rpartition(",")[2]  # "no nights, desk, 40k"
        if wish.startswith((_NOT, _YES)):
            if own and _polarity(before, for_work=True):
                said[wish[len(_NOT) :]] = wish.startswith(_YES)
            continue
        wanted = _wanted(wish, before, _polarity(_without_wishes(before, found), for_work=for_work), for_work)
        if wish.startswith((_LESS, _MORE)):
            said |= {wish[len(_LESS) :]: wish.startswith(_MORE)} if wanted is False else {}
            continue
        if (
            wanted
            and wish in _WANTED_EXPRESSLY
            and not listed
            and not any_of("wanted_expressly").search(before)
        ):
            continue  # "I work at a desk"
        if wanted is not None and not (wish == "degree" and (wanted or "no_degree" in said)):
            said[wish] = wanted
    return said | _by_telling(
        text, own=own and not said.get("growth")
    )  # which says more than "not shrinking"


def _wanted(wish: str, before: str, said: bool | None, for_work: bool) -> bool | None:
    """Return whether a wish is wanted, where what stands before it says so or refuses something else."""
    if said is not False:
        return said
    if wish == GROWTH:
        return True  # nobody refuses work that grows: "without school, and growing"
    if wish in _MOSTLY_WANTED and pattern("no_ends_before").search(before):
        return True if for_work else None  # "no college, hands on"
    return False


def alternatives(text: str) -> list[str]:
    """Return the wishes of a clause between which stands no more than an "or": "people or outdoors"."""
    found = [(one, wish) for wish, phrases in phrases_of("wishes") for one in phrases.finditer(text)]
    found = [(one, wish) for one, wish in found if not any(_is_part(one, other) for other, _w in found)]
    found.sort(key=lambda each: each[0].start())
    joined = [
        (wish, other)
        for (one, wish), (two, other) in pairwise(found)
        if pattern("either_between").fullmatch(text[one.end() : two.start()])
    ]
    return list(dict.fromkeys(wish for pair in joined for wish in pair))


def takes_off(text: str) -> bool:
    """Return whether a text takes some work off a list: "remove anything in decline" forgets nothing told."""
    return bool(avoided(text)) or any(told.search(text) for _wish, told in patterns_of("wanted_by_telling"))


def _by_telling(text: str, *, own: bool) -> dict[str, bool]:
    """Return the wishes that a clause tells without their names; ``own``: whether some may be wanted."""
    kinds = (("wanted_by_telling", True), ("refused_by_telling", False))
    return {
        wish: wanted
        for name, wanted in kinds
        if own or not wanted
        for wish, told in patterns_of(name)
        if told.search(text)
    }


def _means_others(one: re.Match[str], text: str) -> bool:
    """Return whether a phrase stands in another sense: "people say I'm creative", "outside academia"."""
    before, after = text[: one.start()], text[one.end() :]
    if one[0] == "people":
        return before.split()[-1:] in _OTHER_PEOPLE or pattern("people_report").match(after) is not None
    if pattern("not_merely").search(before):
        return True
    if one[0] in _OWN:  # "I stayed home with the kids", "no kids", which refuses a field
        own = pattern("kids_of_own").search(before) or pattern("has_none").search(before)
        return own is not None or "children" in avoided(text)
    return one[0] == "outside" and pattern("outside_of").match(after) is not None


def _without_wishes(before: str, found: list[tuple[re.Match[str], str]]) -> str:
    """Blank what tells other wishes: the "won't" of "that won't disappear" refuses nothing behind it."""
    for one, _wish in found:
        if one.end() <= len(before) and any_of("refused").search(one[0]):
            before = before[: one.start()] + " " * (one.end() - one.start()) + before[one.end() :]
    return before


def is_wish(item: str) -> bool:
    """Return whether an item of a list is a wish rather than something somebody likes or can do.

    What is done with the hands is both: "making things".
    """
    if pattern("hands_at_work").fullmatch(item):
        return False
    kinds = (
        one for one in phrases_of("wishes") if one[0] not in _ALSO_LIKED and not one[0].startswith(_LESS)
    )
    return any(phrases.fullmatch(item) for _wish, phrases in kinds)


def told_by_likes(text: str) -> list[str]:
    """Return the wishes that things somebody likes may tell: analytical work, of "research"."""
    with_them = f"{text} with {text}"
    return [wish for wish, phrases in phrases_of("wishes") if wish in _LIKED and phrases.search(with_them)]


def lists_wishes(text: str) -> bool:
    """Return whether a text is no more than a few wishes with commas between: "outdoors, no boss, 60k"."""
    items = [one.strip(" .!") for one in text.split(",")]
    short = all(len(one.split()) <= _WORDS_OF_ITEM for one in items)
    wished = sum(_is_wished(one) for one in items)
    refused = sum(bool(avoided(one)) for one in items if pattern("opens_refusal").match(one))
    return short and (wished + refused >= _FEWEST_WISHES or (refused > 0 and _only_refuses(items)))


def _only_refuses(items: Sequence[str]) -> bool:
    """Return whether each item refuses something: "not retail, no call centers"."""
    return all(pattern("opens_refusal").match(one) for one in items)


def _is_wished(item: str) -> bool:
    bare = pattern("opens_wish").sub("", item)
    said = (pattern(name).fullmatch(item) for name in ("amount_alone", "pay_alone"))
    return is_wish(bare) or any(said)


def _is_part(one: re.Match[str], other: re.Match[str]) -> bool:
    within = other.start() <= one.start() and one.end() <= other.end()
    return within and other.end() - other.start() > one.end() - one.start()


def _polarity(before: str, *, for_work: bool) -> bool | None:
    """Return whether the cue nearest to a wish wants or refuses it; None without one."""
    before = _BUT.split(before)[-1]  # "can't read plans but good with customers"
    begun = pattern("wish_begins").search(before)
    near = " ".join(before[begun.start() if begun else 0 :].split()[-_CUE_REACH:])
    near = pattern("never_tires").sub("love", near)
    refused = max((one.end() for one in any_of("refused").finditer(near)), default=-1)
    wanted = max((one.end() for one in any_of("wanted").finditer(near)), default=-1)
    if refused < 0 and wanted < 0:
        return True if for_work else None
    if refused >= 0 and (wanted < refused or "and" not in near[refused:].split()):
        return False  # "I don't want to work with people"
    return wanted > refused


def amounts_named(text: str) -> list[str]:
    """Return the amounts that a text names, as they are written."""
    return [one[0].strip() for one in pattern("amount").finditer(text)]


def _amount(found: re.Match[str]) -> float:
    digits = (found["dollars"] or found["bare"]).replace(",", "")
    return float(digits) * (1_000 if found["k"] or found["kilo"] else 1)


def least_pay(text: str, *, corrects: bool = False, looking: bool = False) -> float | None:
    """Return the least pay a year that a clause wants, None where it wants none.

    Args:
        text: the clause.
        corrects: whether an amount was said before that "make that 55,000" replaces.
        looking: whether occupations that fit are looked for, where "pays more than 70,000" is a wish.
    """
    if any_of("pays_now").search(text) or pattern("pay_is_offered").search(text):
        return None
    text = _TENS.sub(lambda worded: f"{tree()['tens'][worded[1]]},000", text)
    text = any_of("six_figures").sub("at least 100,000", text)
    wished = looking or bool(any_of("wishes_for_work").search(text))
    if rate := pattern("hourly").search(text):
        near = " ".join(text[: rate.start()].split()[-_PAY_REACH:])
        behind = pattern("amount_is_least_behind").search(text[rate.end() :])
        if behind or any_of("amount_is_least").search(near) or wished:
            return float(rate["rate"]) * HOURS_A_YEAR
    thousands = ["thousands_plus", "thousands_meant", "thousands_matched"]
    thousands += ["amount_alone", "thousands_least"] if looking else []
    if said := next((one for name in thousands if (one := pattern(name).search(text))), None):
        return float(said["number"]) * 1_000
    for found in pattern("amount").finditer(text):
        value = _amount(found)
        before = text[: found.start()]
        near = " ".join(before.split()[-_PAY_REACH:])
        looked_for = wished and any_of("amount_is_least").search(near)
        at_least = pattern("amount_is_least_behind").search(text[found.end() :])
        replaces = corrects and any_of("replaces_amount").search(near)
        needed = pattern("amount_is_needed").search(before) or any_of("pays_at_least").search(near)
        if value >= _LEAST_YEAR and (replaces or looked_for or at_least or needed):
            return value
    return None
