"""A message made plain: small letters, placeholders for titles and places, sentences and clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from actions.about_you.conditions import tells_beside_title
from actions.about_you.patterns import (
    OCCUPATION,
    PLACE,
    any_of,
    pattern,
    plain,
    subjects_left_out,
    tree,
    words_of,
)
from actions.about_you.telegrams import asks, spelled_out
from actions.questions.kinds import PLACES
from actions.questions.message import (
    ASKED,
    BEFORE,
    GOAL,
    NOW,
    WORK_TAGS,
    ParsedEntity,
    TaggedSpan,
    UserMessage,
)
from actions.thresholds import TAG_IS_AIM, TAG_OUTRANKS_PLACES
from knowledge.terms import normalise
from knowledge.work_forms import Form, verb_forms

MESSAGES_KEPT = 8  # a turn reads its messages a dozen times
_ARROWS = re.compile(r"-+>|=+>|→|➔")
_BRACKETS = re.compile(r"\s*[()]\s*|\s+[/|•·]\s+")  # and strokes between the parts of a telegram
_DEGREE_PERIODS = re.compile(r"\b(?:ph|ed|m|b|a)\.(?:[a-z]{1,3}\.)+(?: ?[as]\.)?|\b(?:ph|ed)\.d\b")
_DROPPED = re.compile(r"[\"“”*]|(?<=\w)-(?=\w)|(?<=[a-z])/(?=[a-z])")
_CAPITALISED = re.compile(r"\b[A-Z][\w+#]*(?: [A-Z][\w+#]*){0,2}")
_OPENINGS = re.compile(r"(?:^|[.?!;:\n]\s+)([A-Z][a-z]+)\b")
_WORK_DONE = re.compile(rf"\bwork(?:s|ing|ed)? as a {OCCUPATION}(\d+)")  # in place of "run a lathe"
_SUBJECT = re.compile(rf"\b(?:im|i was) an? (?:\w+ ){{0,3}}?{OCCUPATION}(\d+)")
_TECHNOLOGIES = frozenset({"tool", "product"})  # kinds of entities of the content
_SENTENCES_WITH_ENDS = re.compile(r"(?<=[.?!;\n] )")
_SENTENCES = re.compile(r"(?<=[.?!;\n:])\s+|\n+")
_SUBJECTS = (
    "i|im|ive|id|ill|my|he|she|they|hes|shes|we|what|whats|how|could|can|should|would|which|is|are|do|does"
)
_CLAUSES = re.compile(
    rf",\s*(?:and |but |so )?(?=(?:{_SUBJECTS})\b)|\b(?:and|but|so|because|while)\s+(?=(?:{_SUBJECTS})\b)"
)


@dataclass(frozen=True)
class Clause:
    """Part of a sentence with one subject. ``own``: the person speaks of themselves; ``asks``: it asks."""

    text: str
    own: bool
    asks: bool


@dataclass(frozen=True)
class Told:
    """A plain text, the titles and places that its placeholders stand for, and its sentences.

    ``names``: words, and pairs of words, that are typed with capitals or are things that are known; of these
    ``tools`` are known. ``openings``: words that may have their capital for opening a sentence.
    """

    text: str
    occupations: tuple[ParsedEntity, ...]
    places: tuple[ParsedEntity, ...]
    names: frozenset[str]
    tools: frozenset[str] = frozenset()
    openings: frozenset[str] = frozenset()
    tags: tuple[TaggedSpan | None, ...] = ()  # of each title, what NLU says that it is in the message
    spelled: frozenset[int] = frozenset()  # titles before which a telegram leaves out "I am a"

    def sentences(self) -> list[str]:
        """Return the sentences that tell something: none that only supposes it."""
        return [
            one
            for one in _SENTENCES.split(self.text)
            if one.strip() and not any_of("hypothetical").search(one)
        ]

    def clauses(self) -> Iterator[Clause]:
        """Yield the clauses, each with its subject: where none is named, that of the clause before."""
        own = True  # "biology and Excel": who else is meant?
        for sentence in self.sentences():
            starts = True
            for part in _CLAUSES.split(pattern("denies_saying").sub("", sentence)):
                own = self._is_own(part, own)
                opens = bool(any_of("question_openers").match(part))
                asks = opens or (sentence.rstrip().endswith("?") and not starts)
                yield Clause(part.strip(), own, asks)
                starts = False

    def tells_only(self) -> bool:
        """Return whether the message asks nothing, be it without a question mark."""
        return not asks(self.text) and not any(one.asks for one in self.clauses())

    def without_forgotten(self) -> Told:
        """Return the message without the clauses that take something back: "forget that, I moved"."""
        kept = []
        for sentence in _SENTENCES.split(self.text):
            parts = _CLAUSES.split(sentence)
            told = [one for one in parts if not pattern("forgets").search(one.strip())]
            kept.append(sentence if len(told) == len(parts) else ", ".join(told))
        return replace(self, text=" ".join(kept))

    def as_typed(self, part: str) -> str:
        """Return a text with the titles and places again, which may be subjects as well: "accounting"."""
        for name, named in ((OCCUPATION, self.occupations), (PLACE, self.places)):
            for number, one in reversed(list(enumerate(named))):
                part = part.replace(f"{name}{number}", one.typed.casefold())
        return part

    def with_work_as_typed(self, part: str) -> str:
        """Return a text with the work again that it tells by what is done: "fixing bikes"."""
        return _WORK_DONE.sub(self._work_typed, part)

    def _work_typed(self, found: re.Match[str]) -> str:
        named = self.occupations[int(found[1])]
        return named.typed.casefold() if named.is_work else found[0]

    @staticmethod
    def _is_own(part: str, before: bool) -> bool:
        if pattern("only_reports").search(part):
            return before
        return is_own(part) if first_or_third(part) else before


@lru_cache(MESSAGES_KEPT)
def plain_text(message: UserMessage) -> Told:
    """Return a message with placeholders for what NLU found in it."""
    kinds = {"occupation", *PLACES}
    found = [
        one for one in (*message.entities, *message.refused) if one.start is not None and one.kind in kinds
    ]
    found = [one for one in found if not is_degree(one, message.text)]
    words = _Words(message)
    numbers = {OCCUPATION: 0, PLACE: 0}
    kept: dict[str, list[ParsedEntity]] = {OCCUPATION: [], PLACE: []}
    pieces: list[str] = []
    place = 0
    for one in sorted(found, key=lambda entity: entity.start or 0):
        start = one.start or 0
        if start < place:
            continue
        name = OCCUPATION if one.kind == "occupation" else PLACE
        works = f"{_works(one)} " if one.is_work else ""
        pieces += [words.between(place, start), f"{works}{name}{numbers[name]}"]
        numbers[name] += 1
        place = start + len(one.typed)
        meant = words.between(start, place)
        kept[name].append(replace(one, value=meant) if one.value == one.typed else one)
    tags = tuple(None if _is_studied(message, one) else tag_of(message, one) for one in kept[OCCUPATION])
    named = enumerate(zip(kept[OCCUPATION], tags, strict=True))
    nobodys = [number for number, (one, tag) in named if names_many(one) or _no_own(tag)]
    before = _plain("".join([*pieces, words.between(place, len(message.text))]))
    spelled = spelled_out(before, nobodys=nobodys, personal=tells_beside_title(message))
    things = {one.typed.casefold() for one in message.entities if one.kind in _TECHNOLOGIES}
    capitals = {found[0].casefold() for found in _CAPITALISED.finditer(message.text)}
    singles = {word for name in capitals for word in name.split()}
    return Told(
        _without_descriptors(spelled),
        tuple(kept[OCCUPATION]),
        tuple(kept[PLACE]),
        frozenset(things | capitals | singles),
        frozenset(things),
        frozenset(found[1].casefold() for found in _OPENINGS.finditer(message.text)),
        tags,
        _subjects_of(spelled) - _subjects_of(before),
    )


def tag_of(message: UserMessage, named: ParsedEntity) -> TaggedSpan | None:
    """Return the tag of work of the words that name an occupation; None where they have none."""
    if named.start is None:
        return None
    start, end = named.start, named.start + len(named.typed)
    shared = {
        min(one.end, end) - max(one.start, start): one for one in message.tagged if one.tag in WORK_TAGS
    }
    most = max(shared, default=0)
    return shared[most] if most > 0 else None


def _is_studied(message: UserMessage, title: ParsedEntity) -> bool:
    behind = message.text[(title.start or 0) + len(title.typed) :]
    return pattern("studied_behind").match(plain(behind)) is not None


def is_sure(tag: TaggedSpan) -> bool:
    """Return whether a tag outranks a role that a title has by its place alone: "Welder. Which jobs fit?".

    A title that opens a message is taken for an aim more easily than for what is refused.
    """
    aims = tag.tag in (GOAL, ASKED)
    return tag.confidence >= (TAG_IS_AIM if aims else TAG_OUTRANKS_PLACES)


def _no_own(tag: TaggedSpan | None) -> bool:
    """Return whether the tag of a title says that it is not that of the one who writes."""
    return tag is not None and tag.tag not in (NOW, BEFORE) and is_sure(tag)


class _Words:
    """The words of a message as typed, each with its correction where the words can be told apart."""

    def __init__(self, message: UserMessage) -> None:
        self._text = message.text
        typed = list(re.finditer(r"\S+", message.text))
        meant = message.words.split()
        self._meant = dict(zip((one.span() for one in typed), meant, strict=False))
        self._alike = len(typed) == len(meant)

    def between(self, start: int, end: int) -> str:
        """Return the words between two offsets of the typed text, corrected."""
        typed = self._text[start:end]
        if not self._alike:
            return typed

        def corrected(word: re.Match[str]) -> str:
            span = (start + word.start(), start + word.end())
            return self._meant.get(span, word[0])  # of "ex-teller" a part is no word

        return re.sub(r"\S+", corrected, typed)


def is_degree(named: ParsedEntity, text: str) -> bool:
    """Return whether what NLU takes for a title or a state is a degree: "PharmD", "an MS in ecology"."""
    degrees = {one for names in tree()["field_of_degree"].values() for one in names}
    begins = named.start or 0
    typed = plain(named.typed)
    behind = plain(text[begins + len(named.typed) :])
    associate = typed in ("associate", "associates") and behind.removeprefix("s").startswith(" in ")
    if named.kind in PLACES and typed.replace(".", "") in words_of("degrees_like_states"):
        listed = text[:begins].rstrip().endswith(",")  # "Boston, MA in two years"
        return "." in typed or (behind.startswith(" in ") and not listed)
    return named.kind == "occupation" and (typed in degrees or associate)


def _works(named: ParsedEntity) -> str:
    """Return "work as a" in the form of the verb with which what is done is told: "driving a semi"."""
    verb = named.value.partition(" ")[0]
    typed = normalise(named.typed).partition(" ")[0]
    form = next((form for spelling, form in verb_forms(verb) if spelling == typed), Form.BASE)
    return str(tree()["works_as"][form.value])


def names_many(named: ParsedEntity) -> bool:
    """Return whether a title is in the plural, which is nobody's own; what somebody does never is."""
    title = named.typed.casefold()
    return not named.is_work and title.endswith("s") and not title.endswith("ss")


def _plain(text: str) -> str:
    text = _ARROWS.sub(" arrow ", plain(text))
    text = _DEGREE_PERIODS.sub(lambda found: found[0].replace(".", "").replace(" ", ""), text)
    text = pattern("no_boss").sub("independence", text)
    text = pattern("wish_of_list").sub("i want ", text)
    text = pattern("colon_of_wish").sub(r"\g<cue> ", text)
    text = pattern("years_colon").sub(r"\g<years> as a ", text)
    text = pattern("companions").sub(r"\g<with> family", text)
    text = pattern("parent_of").sub("", text)
    text = pattern("day_job").sub("my job is a", text)
    text = pattern("my_job").sub(r"\g<0> is", text).replace(" is:", " is") if ":" in text else text
    text = re.sub(r"[ \t]+", " ", _DROPPED.sub(" ", _BRACKETS.sub(", ", text))).strip()
    return _with_subjects(pattern("greeting").sub("", text))


def _without_descriptors(text: str) -> str:
    """Return a text without what stands beside "I am": an age, "a proud father and"."""
    text = pattern("descriptors").sub(r"\g<who> a ", pattern("age_alone").sub("", text))
    return pattern("self_as_relative").sub("im", text)


def _subjects_of(text: str) -> frozenset[int]:
    """Return the titles before which "I am a" or "I was a" stands."""
    return frozenset(int(number) for number in _SUBJECT.findall(text))


def _with_subjects(text: str) -> str:
    """Return a text with the "I" that its sentences leave out: "Live in Austin, was a cook"."""
    return "".join(_with_subject(one) for one in _SENTENCES_WITH_ENDS.split(text))


def _with_subject(sentence: str) -> str:
    if sentence.rstrip().endswith("?") and not any_of("first_person").search(sentence):
        return sentence  # "work as a nurse?" asks
    for subject, verbs in subjects_left_out():
        for place in reversed([found.start() for found in verbs.finditer(sentence)]):
            before, behind = sentence[:place], sentence[place:]
            if pattern("able_to_before").search(before) and pattern("work_of_list").match(behind):
                continue  # "I can read plans, run a lathe", "I can sew and wait tables"
            if not first_or_third(before) or is_own(before):
                sentence = f"{before}{subject} {sentence[place:]}"
    return sentence


def first_or_third(text: str) -> bool:
    """Return whether a text names a person, the speaker or another."""
    names = (any_of("first_person"), any_of("third_person"), pattern("first_person_plural"))
    return any(one.search(text) for one in names)


def is_own(before: str) -> bool:
    """Return whether the last person that a text names is the speaker; "my husband" is somebody else."""
    own = [*any_of("first_person").finditer(before), *pattern("first_person_plural").finditer(before)]
    first = max((one.start() for one in own), default=-1)
    third = max((one.start() for one in any_of("third_person").finditer(before)), default=-1)
    return first > third
