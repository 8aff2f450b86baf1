"""Which skill of O*NET what somebody did is: "trained 20 guys" is instructing, "fixed the presses" repairing.

The phrases for skills in ``said.yml`` say so: a verb stands for the skill that most of its phrases name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from actions.about_you.patterns import tree, words_of
from knowledge.terms import normalise
from knowledge.work_forms import Form, verb_forms

_MOST = 0.75  # of the phrases of a verb, that name one skill
_OBJECTS = (" people", " others", " things", " stuff")
_ENDING = "ing"


def skills_of_deed(deed: str) -> list[str]:
    """Return the skills that a deed, from its verb on, shows; of "hired and trained staff" those of both."""
    words = normalise(deed).split()
    found: list[str] = []
    for place, word in enumerate(words):
        if place and words[place - 1] != "and":
            continue
        if word in words_of("verbs_of_any_skill"):
            found += [skill for one in words[place + 1 :] for skill in _single().get(one, ())]
        elif participle := verbs_of_skills().get(word):
            found += _skills_of(participle, words[place + 1 :])
    return list(dict.fromkeys(found))


@cache
def verbs_of_skills() -> dict[str, str]:
    """Return the participle of each form of a verb with which a phrase for a skill begins."""
    participles = {one.split()[0] for one, _skill in _phrases() if one.split()[0].endswith(_ENDING)}
    return {form: one for one in participles for base in _bases(one) for form, _kind in verb_forms(base)}


def _skills_of(participle: str, behind: list[str]) -> list[str]:
    said = " ".join([participle, *behind, ""])
    named = [(one, skill) for one, skill in _phrases() if " " in one and said.startswith(f"{one} ")]
    if named:
        return [max(named, key=lambda each: len(each[0]))[1]]
    skill = _usual().get(participle)
    return [skill] if skill else []


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    return tuple((str(one), str(skill)) for skill, phrases in tree()["skills"].items() for one in phrases)


@cache
def _single() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, skill in _phrases():
        if " " not in one:
            found.setdefault(one, []).append(skill)
    return found


@cache
def _usual() -> dict[str, str]:
    """Return the skill that most phrases of a participle name, where it may stand for it by itself."""
    by_verb: dict[str, Counter[str]] = {}
    for one, skill in _phrases():
        by_verb.setdefault(one.split()[0], Counter())[skill] += 1
    known = dict(_phrases())
    usual = {}
    for verb, counts in by_verb.items():
        skill, most = counts.most_common(1)[0]
        if verb in known:
            usual[verb] = known[verb]
            continue
        alone = any(known.get(f"{verb}{behind}") == skill for behind in _OBJECTS)
        if alone and most >= _MOST * sum(counts.values()):
            usual[verb] = skill
    return usual


def _bases(participle: str) -> Iterator[str]:
    """Yield what may be the base form of a participle: "train" of "training", "run" of "running"."""
    stem = participle.removesuffix(_ENDING)
    for base in (stem, f"{stem}e", stem[:-1]):
        if base and (participle, Form.PARTICIPLE) in verb_forms(base):
            yield base
