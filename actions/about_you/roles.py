"""Which of the occupations that a message names are the person's own, now or before, or expressly not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from actions.about_you.patterns import OCCUPATION, any_of, pattern, patterns_around, words_of
from actions.about_you.told import MESSAGES_KEPT, Told, first_or_third, is_own, is_sure, names_many
from actions.about_you.unwanted import unwanted_in
from actions.questions.message import ASKED, BEFORE, GOAL, NOW, OTHER, REFUSED, TaggedSpan
from actions.thresholds import TAG_IS_LIKELY, TAG_OUTRANKS_PATTERNS

Role = Literal["now", "former", "denied"]
_REACH = 40  # characters between "I am" and the title: "I'm a 35 year old, very tired nurse"
_FEWEST_TITLES = 2
_WORK = re.compile(r"\bwork(?:s|ing|ed)? as a $")
_ROLES_OF_TAGS: Mapping[str, Role] = {NOW: "now", BEFORE: "former"}
_LEAST = {False: TAG_IS_LIKELY, True: TAG_OUTRANKS_PATTERNS}  # by whether words beside a title say its role
_TITLE = re.compile(rf"{OCCUPATION}(\d+)")


class _Said(NamedTuple):
    """The role of a title, and whether words beside it say so, not only its place: "Welder, 4 years"."""

    role: Role
    firm: bool


def roles(sentence: str) -> dict[int, Role]:
    """Return the role of each title of a plain sentence, by its number; those of others have none."""
    return {number: said.role for number, said in _said_in(sentence).items()}


def _said_in(sentence: str, *, goes_on: bool = False) -> dict[int, _Said]:
    """Return what a sentence says of its titles. ``goes_on``: the message has other sentences, too."""
    found: dict[int, _Said] = {}
    opening = pattern("opens_with_title").match(sentence) if goes_on else None
    if opening:
        found[int(opening["occupation"].removeprefix(OCCUPATION))] = _Said("now", firm=False)
    for title in _TITLE.finditer(sentence):
        if said := _said_of(sentence, title):
            found[int(title[1])] = said
    return _joined(sentence, found) | found


def _joined(sentence: str, found: Mapping[int, _Said]) -> dict[int, _Said]:
    """Return the roles of titles that are joined to one's own: "I was a choir director and organist".

    They stand before it in the order of a person's titles, of which the last one told counts most.
    """
    joined: dict[int, _Said] = {}
    for one in pattern("own_too").finditer(sentence):
        first, second = int(one["first"]), int(one["number"])
        said = found.get(first)
        if said and said.role != "denied" and second not in found:
            joined[second] = said
    return joined


def _said_of(sentence: str, title: re.Match[str]) -> _Said | None:
    before, after = sentence[: title.start()], sentence[title.end() :]
    if first_or_third(before) and not is_own(before):
        return None
    if _is_liked(before, after) or pattern("studied_behind").match(after):
        return None
    if pattern("hobby_behind").match(after):
        return _Said("denied", firm=True)
    if pattern("denied_before").search(before):
        return _Said("former" if pattern("no_more").search(after[:20]) else "denied", firm=True)
    if pattern("no_more_before").search(before) and pattern("no_more").search(after[:20]):
        return _Said("former", firm=True)
    if told := _told_before(before):
        return _Said(told, firm=True)
    if pattern("aims_before").search(before):
        return None  # "can I be a civil engineer here"
    asks = any_of("question_openers").match(sentence)
    for name, said in _AROUND.items():
        for around in patterns_around(name):
            if asks and around.pattern.startswith("^"):
                continue  # "do nurses …?" begins with no title of one's own
            if any(one["occupation"] == title[0] for one in around.finditer(sentence)):
                return said
    return None


_AROUND: Mapping[str, _Said] = {
    "former": _Said("former", firm=True),
    "now": _Said("now", firm=True),
    "opening": _Said("now", firm=False),
}


def _is_liked(before: str, after: str) -> bool:
    """Return whether work is told as what somebody likes to do: "fixing bikes is my thing"."""
    done = _WORK.search(before)
    if done is None:
        return False
    before_work = pattern("liked_before").search(before[: done.start()])
    return bool(pattern("liked_behind").match(after) or before_work)


def _told_before(before: str) -> Role | None:
    """Return what the words before a title say: the words nearest to it count."""
    found: list[tuple[int, int, Role]] = []
    cues: tuple[tuple[Role, str], ...] = (("now", "now_not_between"), ("former", "former_not_between"))
    for role, between in cues:
        for said in pattern(f"{role}_before").finditer(before):
            rest = before[said.end() :]
            if len(rest) > _REACH or pattern(between).search(rest) or _TITLE.search(rest):
                continue
            if pattern("modal_before").search(before[: said.start()]):
                continue  # "can I work as …"
            if role == "former" and not pattern("former_between").search(said[0] + rest):
                continue
            found.append((said.end(), said.end() - said.start(), role))
    return max(found)[2] if found else None


def refused_of(told: Told) -> frozenset[int]:
    """Return the numbers of the titles that somebody does not want: "no security guard", "not as a cook".

    "Don't say cop or firefighter" refuses both, and so does "nurse or teacher, I want neither".
    """
    found: set[int] = set()
    for one in pattern("refused_title").finditer(told.text):
        if _is_asked_about(told.tags[int(one["number"])]):
            continue
        last: re.Match[str] | None = one
        while last:
            found.add(int(last["number"]))
            last = pattern("refused_too").match(told.text, last.end())
    if those := pattern("refuses_those").search(told.text):
        found |= {int(one[1]) for one in _TITLE.finditer(told.text, 0, those.start())}
    for start, end in unwanted_in(told.text):
        found |= {int(one[1]) for one in _TITLE.finditer(told.text, start, end)}
    tagged = {
        number
        for number, tag in enumerate(told.tags)
        if tag and tag.tag == REFUSED and tag.confidence >= TAG_IS_LIKELY
        if not pattern("proposed").search(told.text.partition(f"{OCCUPATION}{number}")[0])
    }
    own = roles_of(told)
    return frozenset(found | tagged | _put_right(told, own)) - (own.keys() - _put_right(told, own))


def never_done(told: Told) -> frozenset[int]:
    """Return the numbers of the titles of what somebody never did: "I've never laid tile"."""
    titles = ((int(one[1]), told.text[: one.start()]) for one in _TITLE.finditer(told.text))
    return frozenset(number for number, before in titles if pattern("never_did").search(before))


def _is_asked_about(tag: TaggedSpan | None) -> bool:
    return tag is not None and tag.tag in (GOAL, ASKED) and tag.confidence >= TAG_OUTRANKS_PATTERNS


def first_as_own(sentences: Sequence[str]) -> int | None:
    """Return the number of a title that must be the person's own, as another is asked about behind it.

    "My knees won't take much more plumbing. Could I become a building inspector?"
    """
    titles = [(place, one) for place, sentence in enumerate(sentences) for one in _TITLE.finditer(sentence)]
    if len(titles) < _FEWEST_TITLES or not any(any_of("first_person").search(one) for one in sentences):
        return None
    place, title = titles[0]
    sentence, before = sentences[place], sentences[place][: title.start()]
    asks = sentence.rstrip().endswith("?") or any_of("question_openers").match(sentence)
    others = first_or_third(before) and not is_own(before)
    plural = sentence[title.end() :].startswith(" are") or titles[-1][0] == place
    studied = any(one["number"] == title[1] for one in pattern("title_studied").finditer(sentence))
    if asks or others or plural or studied or pattern("not_own_before").search(before):
        return None
    return int(title[1])


def _aims(sentences: Sequence[str]) -> bool:
    """Return whether a message opens with a title that somebody aims at: "lineman. what am I missing?"."""
    missing = any(pattern("asks_what_is_missing").search(one) for one in sentences[1:])
    return missing and pattern("bare_title").match(sentences[0]) is not None


@lru_cache(MESSAGES_KEPT)
def roles_of(told: Told) -> Mapping[int, Role]:
    """Return the roles of the titles of a message, by their numbers: by tags, else by the words around."""
    own = _with_tags(told, _said(told))
    own |= dict.fromkeys(_put_right(told, own) - own.keys(), "denied")
    nobodys = _nobodys(told)
    return {number: role for number, role in own.items() if number not in nobodys}


def only_stands(told: Told, number: int) -> bool:
    """Return whether no more than its place makes a title one's own, and its tag is another."""
    said, tag = _said(told).get(number), told.tags[number] if told.tags else None
    return said is not None and not said.firm and tag is not None and tag.tag not in _ROLES_OF_TAGS


@lru_cache(MESSAGES_KEPT)
def _said(told: Told) -> Mapping[int, _Said]:
    """Return what the words of a message say of its titles, before their tags are asked."""
    sentences = told.sentences()
    found: dict[int, _Said] = {}
    for place, sentence in enumerate(sentences):
        said = _said_in(sentence, goes_on=place == 0 and len(sentences) > 1 and not _aims(sentences))
        if place and pattern("hobby_said").match(sentence):
            hobbies = (int(one[1]) for one in _TITLE.finditer(sentences[place - 1]))
            found |= {one: _Said("denied", firm=True) for one in hobbies}
        found |= said
    if not found and (first := first_as_own(sentences)) is not None:
        found[first] = _Said("now", firm=False)
    return {one: said._replace(firm=said.firm and one not in told.spelled) for one, said in found.items()}


def _nobodys(told: Told) -> set[int]:
    """Return the titles that are nobody's own: "nurses", "army vet", "a nursing student", "the clerk one"."""
    nobodys = {
        number
        for number, (one, tag) in enumerate(zip(told.occupations, told.tags, strict=True))
        if names_many(one) and not (tag and tag.tag in _ROLES_OF_TAGS)
    }
    veterans = (int(one["number"]) for one in pattern("veteran").finditer(told.text))
    nobodys |= {one for one in veterans if told.occupations[one].typed.casefold() in words_of("veterans")}
    titles = list(_TITLE.finditer(told.text))
    nobodys |= {int(one[1]) for one in titles if pattern("studied_behind").match(told.text[one.end() :])}
    return nobodys | {int(one["number"]) for one in pattern("picked").finditer(told.text)}


def _put_right(told: Told, own: Mapping[int, Role]) -> set[int]:
    """Return the titles that a message denies beside one that is its own: "a cook, not a butcher"."""
    theirs = {told.occupations[number].typed.casefold() for number, role in own.items() if role != "denied"}
    said = {int(one["number"]) for one in pattern("put_right").finditer(told.text)} if theirs else set()
    denied = {number for number, role in own.items() if role == "denied"}
    said &= denied | (said - own.keys())
    return {one for one in said if told.occupations[one].typed.casefold() not in theirs}


def tells_of_others(told: Told) -> bool:
    """Return whether a message speaks of others alone: "a friend of mine drives a taxi"."""
    return bool(any_of("third_person").search(told.text)) and not any_of("first_person").search(told.text)


def _with_tags(told: Told, found: Mapping[int, _Said]) -> dict[int, Role]:
    """Return the roles with those of the tags, which lead; words are doubted less than a mere place."""
    own = {number: said.role for number, said in found.items()}
    if tells_of_others(told):
        return own
    for number, tag in enumerate(told.tags):
        said = found.get(number)
        if tag is None or (said and said.role == "denied") or f"{OCCUPATION}{number}" not in told.text:
            continue  # which a message only forgets
        if said and said.firm and tag.tag in (REFUSED, OTHER) and said.role == "former":
            continue  # "can't be a firefighter any more", "not a mechanic any more"
        if said and said.firm and tag.tag == REFUSED:
            continue  # "I hate being a nurse"
        if not (is_sure(tag) if said and not said.firm else tag.confidence >= _LEAST[said is not None]):
            continue
        own.pop(number, None)
        if role := _ROLES_OF_TAGS.get(tag.tag):
            own[number] = role
    return own


def of_others(told: Told) -> list[int]:
    """Return the numbers of titles that are somebody else's, beside one that is the person's own or an aim.

    Their tags say so, or the clause in which they stand: "I'm a carpenter and my wife is a CNA".
    """
    tags = {number: tag for number, tag in enumerate(told.tags) if tag}
    beside = any(tag.tag in (GOAL, ASKED, NOW, BEFORE) for tag in tags.values())
    theirs = {  # but not "my mom is a nurse, what would I need?"
        number
        for number, tag in tags.items()
        if beside and tag.tag == OTHER and tag.confidence >= TAG_OUTRANKS_PATTERNS
    }
    clauses = list(told.clauses())
    own = {int(one[1]) for clause in clauses if clause.own for one in _TITLE.finditer(clause.text)}
    if not own & roles_of(told).keys():
        return sorted(theirs)
    typed = {told.occupations[number].typed.casefold() for number in own}
    for clause in clauses:
        if not (clause.own or clause.asks) and pattern("somebody_else").search(clause.text):
            titles = (int(one[1]) for one in _TITLE.finditer(clause.text))
            theirs |= {one for one in titles if told.occupations[one].typed.casefold() not in typed}
    return sorted(theirs)
