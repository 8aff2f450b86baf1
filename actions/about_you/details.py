"""What people say of themselves beside their occupations: years, education, abilities and likes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from actions.about_you.patterns import any_of, pattern, patterns_of, phrases_of, tree, words_of
from actions.questions.cues import numerals
from knowledge.queries.occupation_matrix import INTERESTS
from knowledge.queries.occupation_wishes import ANY_SCHOOL
from knowledge.work_forms import Form, verb_forms

_ITEMS = re.compile(r"\s*(?:,|;|/|(?<=\s)&(?=\s)|(?<=\s)\+(?=\s)|\band\b|\bor\b|\bplus\b|\bas well as\b)\s*")
_YEARS = re.compile(r"\byr(?P<s>s?)\b")
_WORDS = re.compile(r"[a-z]+")
_DENIED = re.compile(r"\b(?:no|not an?|never an?) $")
_LONGEST_ITEM = 4  # words
# What stands before "associate" where it is a degree: "an associate", but "retail associate".
_BEFORE_ASSOCIATE = [
    [],
    *([word] for word in "a an my the with have got only just and or hold holds".split()),
]
TOLD_SCORES = (100.0, 90.0, 80.0, 70.0, 60.0, 50.0)  # of interests that are told in their order
NO_DIPLOMA, HIGH_SCHOOL, SOME_COLLEGE, ASSOCIATE, BACHELOR = 0, 1, 2, 4, 5  # places in ``EDUCATION``


def years_of_experience(text: str) -> float | None:
    """Return the years that somebody says to have worked, None where none are said; an age is none."""
    for found in pattern("years").finditer(text):
        before = text[: found.start()]
        needed = pattern("no_years_behind").match(text[found.end() :])
        if needed or pattern("no_years_before").search(before[-24:]):
            continue
        return _number(found["number"])
    decades = pattern("decades").search(text)
    return 10 * _number(decades["number"]) if decades else None


def years_away(text: str) -> set[float]:
    """Return the numbers of years that a text names of time without work: "took 6 years off"."""
    parts = pattern("parts_of_years").split(text)
    return {years for one in parts if pattern("away_from_work").search(one) for years in years_counted(one)}


def years_counted(text: str) -> set[float]:
    """Return every number of years in a text, of work or of anything else."""
    return {_number(found["number"]) for found in pattern("counted_years").finditer(text)}


def _number(text: str) -> float:
    return 1.0 if text == "a" else float(text) if text[0].isdigit() else float(numerals("counted")[text])


def education(text: str) -> int | None:
    """Return the highest education that a clause says, as a place in ``EDUCATION``."""
    if any_of("no_degree_held").search(text) or pattern("no_degree_alone").search(text):
        return HIGH_SCHOOL  # "I never went to college" holds "college", too
    if pattern("school_left").search(text):
        return NO_DIPLOMA
    alone = any(pattern("high_school_alone").match(one.strip(" .")) for one in text.split(","))
    levels = [HIGH_SCHOOL] if alone else []
    named = [(int(level), found) for level, said in phrases_of("education") for found in said.finditer(text)]
    for level, found in named:
        if any(one.start() < found.start() < one.end() for _level, one in named):
            continue  # "associate degree in" holds "degree in", too
        before = pattern("gets_there").sub("", text[max(0, found.start() - 30) : found.start()])
        if is_title(found, text):
            continue
        denied = _DENIED.search(before) is not None  # "an associate's, not a bachelor's"
        if not (any_of("education_in_progress").search(before) or denied):
            levels.append(level)
    held = pattern("bachelor_behind").search(text) or pattern("graduate_of_major").search(text)
    levels += [BACHELOR] if held else []
    if max(levels, default=0) <= SOME_COLLEGE and pattern("soon_graduates").search(text):
        levels.append(BACHELOR)
    parts = [one.strip(" .!") for one in text.split(",")]
    levels += [int(level) for level, said in phrases_of("degree_alone") if any(map(said.fullmatch, parts))]
    return max(levels) if levels else None


def is_title(found: re.Match[str], text: str) -> bool:
    """Return whether a name of a degree that was found in a text is a title: "retail associate"."""
    before = text[: found.start()].split()[-1:]
    in_field = text[found.end() :].startswith(" in ")
    return found[0] == "associate" and before not in _BEFORE_ASSOCIATE and not in_field


def no_degree_in_list(text: str) -> int | None:
    """Return the education of somebody who lists that they have no degree: "Army, five years, no degree"."""
    _first, *others = re.split(r",\s*", text)
    return HIGH_SCHOOL if any(pattern("no_degree_alone").fullmatch(one) for one in others) else None


def most_school(text: str) -> int | None:
    """Return the most education that a clause says work may take, as a place in ``EDUCATION``."""
    if pattern("would_study").search(text):
        return ANY_SCHOOL
    if pattern("would_do_two_years").search(text):
        return ASSOCIATE
    levels = [
        _level(found["level"] or found["top"] or found["only"])
        for found in pattern("most_school").finditer(text)
    ]
    levels += [_level_behind(found["level"]) for found in pattern("most_school_behind").finditer(text)]
    levels += [_level_behind(found["level"]) for found in pattern("most_school_named").finditer(text)]
    below = [_level(found["level"]) for found in pattern("school_refused").finditer(text)]
    said = [*levels, *(one - 1 for one in below if one is not None)]
    said += [NO_DIPLOMA] if pattern("diploma_refused").search(text) else []
    return min((one for one in said if one is not None), default=None)


def _level(text: str) -> int | None:
    """Return the education whose name a text begins with."""
    found = (level for level, phrases in phrases_of("education") if phrases.match(text))
    return next((int(level) for level in found), None)


def _level_behind(text: str) -> int | None:
    """Return the education whose name a text ends with."""
    words = [str(tree()["years_in_words"].get(one, one)) for one in _YEARS.sub(r"year\g<s>", text).split()]
    ends = [" ".join(words[place:]) for place in range(len(words))]
    names = (*phrases_of("years_of_school"), *phrases_of("education"))
    return next((int(level) for one in ends for level, said in names if said.fullmatch(one)), None)


def without_most_school(text: str) -> str:
    """Return a text without what it says of the most education: nobody has that by saying so."""
    text = pattern("diploma_refused").sub("", text)
    names = ("most_school", "most_school_named", "school_refused", "most_school_behind", "school_put_right")
    for name in names:
        text = pattern(name).sub(lambda found: "" if _names_level(found) else found[0], text)
    return text


def without_pupils_school(text: str) -> str:
    """Return a text without the school to which somebody still goes, and has not finished."""
    return pattern("pupil").sub(" ", text)


def _names_level(found: re.Match[str]) -> bool:
    named = [one for one in found.groups() if one]
    return any(_level(one) is not None or _level_behind(one) is not None for one in named)


def field_of_study(text: str) -> str:
    """Return what somebody says to have studied, or nothing."""
    names = ("fields", "field_degree", "field_did")
    if found := next((found for one in names if (found := pattern(one).search(text))), None):
        return found["field"].strip()
    return next((field for field, degrees in phrases_of("field_of_degree") if degrees.search(text)), "")


def licences(text: str) -> list[str]:
    """Return the licences and certificates that somebody says to hold."""
    return [
        licence
        for licence, phrases in phrases_of("licences")
        for found in phrases.finditer(text)
        if not pattern("not_held").search(text[: found.start()])
    ]


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
    for item in _ITEMS.split(text.rstrip(".!?")):
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


def skills_named(item: str) -> list[str]:
    """Return the skills that a name of theirs, or the verb for what is done in them, stands for."""
    named = item.endswith("ing") or item in (skill.casefold() for skill in tree()["skills"])
    return [skill for skill, phrases in phrases_of("skills") if named and phrases.fullmatch(item)]


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
    """Return the interests that somebody says a test found: the first one scores most, others nothing."""
    named = [one for one in dict.fromkeys(_WORDS.findall(text)) if one in INTERESTS]
    code = pattern("interests_code").search(text)
    if code and not named:
        letters = next(filter(None, (code["behind"], code["before"], code["as_type"])))
        named = [one for letter in letters for one in INTERESTS if one[0] == letter]
    fewest = 1 if pattern("interests_test").search(text) else 2
    if len(named) < fewest or not (code or pattern("interests_told").search(text)):
        return ()
    scores = dict(zip(named, TOLD_SCORES, strict=False))
    return tuple((one, scores.get(one, 0.0)) for one in INTERESTS)


def past_work(text: str) -> str | None:
    """Return what a sentence says somebody did for years, such as "ran offset presses"."""
    found = pattern("past_work").search(text)
    return found["work"] if found and years_of_experience(text) is not None else None


def work_by_pattern(sentence: str) -> str | None:
    """Return the title of the work that a sentence says somebody does, such as "I do the books".

    Of "I can weld and drive a forklift" there is none: that is what somebody can do.
    """
    found = ((title, said.search(sentence)) for title, said in patterns_of("work_patterns"))
    return next((title for title, one in found if one and not _is_an_ability(sentence, one)), None)


def _is_an_ability(sentence: str, work: re.Match[str]) -> bool:
    """Return whether work behind an "and" is what somebody can do or likes to do."""
    joined = work[0].split()[0] == "and"
    return joined and pattern("able_to_before").search(f"{sentence[: work.start()]}and ") is not None


def without_place(work: str) -> str:
    """Return work without where and for whom it is done: "run the bar" of "run the bar at a pub"."""
    return pattern("work_place").split(work)[0]


def skills_by_adjective(text: str) -> list[str]:
    """Return the skills that follow from how somebody describes themselves: "I'm persuasive"."""
    rest = _description(text)
    return [skill for skill, phrases in phrases_of("adjectives") if _is_said(phrases, rest)]


def traits(text: str) -> list[str]:
    """Return how somebody says that they are, in their words: "I'm reliable and careful"."""
    rest = _description(text)
    found = [one for one in any_of("traits").finditer(rest) if not _is_denied(rest[: one.start()])]
    return list(dict.fromkeys(one[0] for one in found))


def _description(text: str) -> str:
    said = pattern("is_so").search(text)
    return text[said.end() :] if said else ""


def _is_said(phrases: re.Pattern[str], text: str) -> bool:
    return any(not _is_denied(text[: one.start()]) for one in phrases.finditer(text))


def _is_denied(before: str) -> bool:
    return pattern("no_trait_before").search(before) is not None


def is_short(item: str) -> bool:
    """Return whether an item is short enough to be the name of something, and no degree."""
    if education(item) is not None or any(character.isdigit() for character in item):
        return False
    if words_of("degrees_by_kind") & set(item.split()):
        return False
    return 0 < len(item.split()) <= _LONGEST_ITEM and any(len(word) > 2 for word in item.split())


def likes_in(text: str) -> Iterator[str]:
    """Yield what somebody says to like."""
    for cue in ("likes_subject", "likes_doing", "likes_field", "likes_about"):
        if said := pattern(cue).search(text):
            yield said["item"]
    if said := pattern("likes_let").search(text):
        verb, *others = said["item"].split()
        yield " ".join([_participle(verb), *others])  # "drawing", as duties have it
    for item in items_after("likes", text):
        if may_be_liked(item):
            yield item


def _participle(verb: str) -> str:
    return next(spelling for spelling, form in verb_forms(verb) if form is Form.PARTICIPLE)


def may_be_liked(item: str) -> bool:
    """Return whether an item may be the name of something that somebody likes."""
    return is_short(item) and item not in words_of("no_likes")
