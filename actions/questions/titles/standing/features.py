"""What a title's standing is judged by: the tagger's verdict, who brought it up, and the words around it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from ruamel.yaml import YAML

from actions.questions.message import ASKED, BEFORE, GOAL, NOW, OTHER, REFUSED

# Who brought a title up: a list of the bot (row), its last answer (subject), what it keeps of the person's
# work (own), or the person, before (said).
Origin = Literal["row", "subject", "own", "said"]
ORIGINS: tuple[Origin, ...] = get_args(Origin)
NO_TAG = "none"  # of words that are no work
_TAGS = (NOW, BEFORE, GOAL, REFUSED, ASKED, OTHER, NO_TAG)
_LEAST = 1e-3  # probability, below which none is less likely
_REACH = 5  # words before and behind a title that are read
_NEAREST = 2  # … of which the place counts as well
_TITLE, _OTHER_TITLE, _NUMBER = "<title>", "<other>", "<number>"
_WORDS = re.compile(r"<title>|<other>|[a-z]+(?:'[a-z]+)*|\$?\d[\d.,]*[k%]?|[?!]+|\.{2,}|[.,;:\n]|=")
_ALIKE = Path(__file__).with_name("words.yml")
_ENDS = frozenset(".?!;:\n")
_JOINS = frozenset({"and", "or", "nor", ","})
_BARE = frozenset("a an the and or um uh hm hmm oh ok okay lol haha ugh".split())


@dataclass(frozen=True)
class TitleSaid:
    """A title in a text, as offsets, the probability of each tag, and who brought it up."""

    start: int
    end: int
    tags: Mapping[str, float]
    origins: frozenset[str] = frozenset()


def features_of(text: str, titles: Sequence[TitleSaid], place: int) -> dict[str, float]:
    """Return the features of one of the titles of a text, by name."""
    title = titles[place]
    words, at = _words_around(text, titles, place)
    before, behind = words[:at], words[at + 1 :]
    found = {"constant": 1.0}
    for tag in _TAGS:
        found[f"tag {tag}"] = math.log(max(title.tags.get(tag, 0.0), _LEAST)) / 3
    origins = sorted(title.origins) or ["new"]
    signs = _sign(behind)
    for origin in origins:
        found[f"from {origin}"] = 1.0
        found[f"from {origin}, {signs}"] = 1.0
        for tag in (NOW, REFUSED):
            found[f"from {origin}, tag {tag}"] = title.tags.get(tag, 0.0)
        found[f"from {origin}, tag aim"] = title.tags.get(GOAL, 0.0) + title.tags.get(ASKED, 0.0)
    found[signs] = 1.0
    found |= dict.fromkeys(_beside(before, behind), 1.0)
    found |= _of_others(text, titles, place)
    if _is_bare(before, behind):
        found |= {"bare": 1.0} | {f"bare, {signs}": 1.0} | {f"bare, from {one}": 1.0 for one in origins}
    if text[title.start : title.end].casefold().endswith("s"):
        found["plural"] = 1.0
    return found


def _words_around(text: str, titles: Sequence[TitleSaid], place: int) -> tuple[list[str], int]:
    """Return the words and signs of a text, titles as placeholders, and where the title stands."""
    pieces, behind = list[str](), 0
    for number, one in enumerate(titles):
        pieces += [text[behind : one.start].casefold(), _TITLE if number == place else _OTHER_TITLE]
        behind = one.end
    said = "".join([*pieces, text[behind:].casefold()]).replace("’", "'")
    words = [one.replace("'", "") for one in _WORDS.findall(said)]
    words = [_NUMBER if one[:1] == "$" or one[:1].isdigit() else one for one in words]
    return words, words.index(_TITLE)


def _sign(behind: Sequence[str]) -> str:
    """Return the name of what stands right behind a title: a sign, a word, or nothing."""
    first = behind[0] if behind else ""
    if not first:
        return "sign end"
    if "?" in first or "!" in first:
        return f"sign {'?' if '?' in first else '!'}{'+' if len(first) > 1 else ''}"
    if first[0] in ".,;:=\n":
        return f"sign {first[:2]}"
    return "sign word"


def _beside(before: Sequence[str], behind: Sequence[str]) -> list[str]:
    """Return the words of the sentence before and behind a title, the nearest with their places."""
    left, right = list(reversed(_until_end(before[::-1]))), _until_end(behind)
    named = [f"{word} <" for word in left[-_REACH:]] + [f"> {word}" for word in right[:_REACH]]
    for step in range(1, _NEAREST + 1):
        named.append(f"{left[-step] if len(left) >= step else 'start'} {step}<")
        named.append(f">{step} {right[step - 1] if len(right) >= step else 'end'}")
    named.append(f"{' '.join(left[-2:])} <<")
    if not left:
        last = before[-2:-1]
        named.append("opens" if not before else f"behind {' '.join(last)}")
    rest = behind[len(right) + 1 :][:_REACH]
    for where, said in ((" <", left), ("> ", right), ("then ", rest)):
        named += [f"{where}*{kind}" for kind in _kinds(said)]
    named += [
        f"{place}*{kind}" for place, said in (("1<", left[-1:]), (">1", right[:1])) for kind in _kinds(said)
    ]
    if rest:
        named += [f"then opens {kind}" for kind in _kinds(rest[:1])]
    return [*named, *(f"then {word}" for word in rest)]


def _kinds(words: Sequence[str]) -> list[str]:
    """Return the kinds of words of which some are."""
    return [kind for kind, alike in _words_alike().items() if not alike.isdisjoint(words)]


@cache
def _words_alike() -> Mapping[str, frozenset[str]]:
    read = YAML(typ="safe").load(_ALIKE.read_text(encoding="utf-8"))
    return {str(kind): frozenset(str(words).split()) for kind, words in read.items()}


def _until_end(words: Sequence[str]) -> list[str]:
    found: list[str] = []
    for word in words:
        if word[0] in _ENDS:
            break
        found.append(word)
    return found


def _is_bare(before: Sequence[str], behind: Sequence[str]) -> bool:
    """Return whether a sentence holds no more than titles."""
    around = [*_until_end(before[::-1]), *_until_end(behind)]
    return not set(around) - _BARE - _JOINS - {_OTHER_TITLE}


def _of_others(text: str, titles: Sequence[TitleSaid], place: int) -> dict[str, float]:
    """Return what the other titles of a text say of one: what they are tagged as, and what stands before."""
    others = [(number, one) for number, one in enumerate(titles) if number != place]
    if not others:
        return {"only one": 1.0}
    found = {"first": float(place == 0), "last": float(place == len(titles) - 1)}
    for name, tags in (("aim", (GOAL, ASKED)), ("own", (NOW, BEFORE)), ("refused", (REFUSED,))):
        found[f"other {name}"] = max(sum(one.tags.get(tag, 0.0) for tag in tags) for _at, one in others)
    for origin in ORIGINS:
        found[f"other from {origin}"] = float(any(origin in one.origins for _at, one in others))
    for number, _one in others:
        words, at = _words_around(text, titles, number)
        found |= dict.fromkeys((f"other {word} <" for word in words[max(at - _NEAREST, 0) : at]), 1.0)
    return found
