"""Intents by cross-validation of data/nlu.yml, and how well what a message names is found."""

from __future__ import annotations

import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.shared.nlu.constants import ENTITIES
from ruamel.yaml import YAML
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold

from actions.questions.message import FALLBACK, UserMessage
from actions.questions.reader import with_intent_of_form
from bench.advisor import ROOT
from bench.typing_errors import LEAST_LETTERS, with_typing_errors
from bench.understanding.pipeline import Phrase, Pipeline, before_intents
from bench.understanding.utterances import Utterance, read_sets
from knowledge.database import create_knowledge_engine
from knowledge.encoder import load_encoder
from knowledge.queries.entities import vocabulary
from knowledge.records import Term
from knowledge.terms import normalise

TRAINING_DATA = ROOT / "data" / "nlu.yml"
CARRIERS = Path(__file__).with_name("carriers.yml")
FOLDS = 3
SEED = 1
SAMPLED_TERMS = 300
LEAST_TERM = 5
SHOWN_EXAMPLES = 3


@dataclass(frozen=True)
class Guess:
    """A phrase, its intent, the intent that ranks first, and whether the pipeline held it for unclear."""

    text: str
    intent: str
    guessed: str
    unclear: bool


@dataclass(frozen=True)
class Confusion:
    """Phrases of one intent that were taken for another."""

    intent: str
    guessed: str
    count: int
    examples: tuple[str, ...]


@dataclass
class Found:
    """What was found of what messages name: rightly, in excess, and what was not."""

    right: int = 0
    excess: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return _percent(self.right, self.right + self.excess)

    @property
    def recall(self) -> float:
        return _percent(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        return _percent(2 * self.right, 2 * self.right + self.excess + self.missed)


@dataclass(frozen=True)
class CrossValidation:
    """What cross-validation and the entity checks found."""

    guesses: list[Guess]
    confusions: list[Confusion]
    entities: dict[str, dict[str, Found]]  # by set, then by kind
    terms: dict[str, float]  # share of the sampled terms that are found, in percent

    def figures(self) -> dict[str, float]:
        """Return all figures by name, in percent."""
        figures = intent_figures(self.guesses) | self.terms
        for name, scores in self.entities.items():
            overall = total(scores)
            figures[f"{name}.entity_precision"] = overall.precision
            figures[f"{name}.entity_recall"] = overall.recall
            figures[f"{name}.entity_f1"] = overall.f1
        return figures


def run() -> CrossValidation:
    """Train and ask the pipeline for each part of the phrases, and once for what messages name."""
    with load_encoder().with_query_cache():  # the parts share most of their phrases
        guesses = cross_validate(training_phrases())
    with tempfile.TemporaryDirectory() as folder:
        extraction = Pipeline.train(training_phrases(), Path(folder), only=before_intents)
        entities = {name: score_entities(extraction, asked) for name, asked in read_sets().items()}
        terms = score_terms(extraction)
    return CrossValidation(guesses, confusions(guesses), entities, terms)


def training_phrases(path: Path = TRAINING_DATA) -> list[Phrase]:
    """Return the phrases of the training data with their intents."""
    return [
        (line.removeprefix("- ").strip(), group["intent"])
        for group in YAML(typ="safe").load(path.read_text(encoding="utf-8"))["nlu"]
        if "intent" in group
        for line in group["examples"].splitlines()
        if line.startswith("- ")
    ]


# Intents.


def cross_validate(phrases: Sequence[Phrase], folds: int = FOLDS) -> list[Guess]:
    """Guess each phrase by a pipeline that was trained on the other folds."""
    guesses: dict[int, Guess] = {}
    splits = StratifiedKFold(folds, shuffle=True, random_state=SEED)
    for kept, left_out in splits.split(phrases, [intent for _text, intent in phrases]):
        with tempfile.TemporaryDirectory() as folder:
            pipeline = Pipeline.train([phrases[place] for place in kept], Path(folder))
            messages = pipeline.parse([phrases[place][0] for place in left_out])
        for place, message in zip(left_out, messages, strict=True):
            text, intent = phrases[place]
            parsed = message.as_dict(only_output_properties=True) | {"text": text}
            read = with_intent_of_form(UserMessage.from_parse(parsed))  # what the policy goes by
            unclear = read.intent == FALLBACK
            guessed = (*read.ranking, FALLBACK)[0] if unclear else read.intent
            guesses[place] = Guess(text, intent, guessed, unclear)
    return [guesses[place] for place in sorted(guesses)]


def intent_figures(guesses: Sequence[Guess]) -> dict[str, float]:
    """Return accuracy and macro F1 of the intents that rank first, and the share held for unclear."""
    intents, guessed = [guess.intent for guess in guesses], [guess.guessed for guess in guesses]
    wrong = [guess for guess in guesses if guess.intent != guess.guessed]
    return {
        "intents.accuracy": _percent(len(guesses) - len(wrong), len(guesses)),
        "intents.macro_f1": 100 * float(f1_score(intents, guessed, average="macro")),
        "intents.wrong_and_sure": _percent(sum(not guess.unclear for guess in wrong), len(guesses)),
    }


def confusions(guesses: Iterable[Guess]) -> list[Confusion]:
    """Return which intents were taken for which, the most frequent first."""
    texts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for guess in guesses:
        if guess.intent != guess.guessed:
            texts[guess.intent, guess.guessed].append(guess.text)
    ordered = sorted(texts.items(), key=lambda item: (-len(item[1]), item[0]))
    return [
        Confusion(intent, guessed, len(found), tuple(found[:SHOWN_EXAMPLES]))
        for (intent, guessed), found in ordered
    ]


# Entities.


def score_entities(extraction: Pipeline, asked: Sequence[Utterance]) -> dict[str, Found]:
    """Compare what is found in messages with what they name, by kind; kinds that none names do not count."""
    named = [utterance for utterance in asked if utterance.entities]
    kinds = {kind for utterance in named for kind, _value in utterance.entities}
    scores = {kind: Found() for kind in sorted(kinds)}
    for utterance, message in zip(
        named, extraction.parse([utterance.text for utterance in named]), strict=True
    ):
        found = [entity for entity in message.get(ENTITIES) or [] if entity["entity"] in kinds]
        count_entities(utterance.entities, found, scores)
    return scores


def count_entities(
    named: Iterable[tuple[str, str]], found: Sequence[dict[str, Any]], scores: dict[str, Found]
) -> None:
    """Count what was found of what one message names.

    Kind and value have to be right. Words that are read in several ways count once, if one of them is right.
    """
    wanted = Counter({(kind, normalise(value)): 1 for kind, value in named})
    right = {_reading(entity) for entity in found} & wanted.keys()
    places = {(entity["start"], entity["end"]) for entity in found if _reading(entity) in right}
    for kind, _value in right:
        scores[kind].right += 1
    for kind, _value in wanted.keys() - right:
        scores[kind].missed += 1
    excess = {_reading(entity) for entity in found if (entity["start"], entity["end"]) not in places}
    for kind, _value in excess - right:
        scores[kind].excess += 1


def total(scores: dict[str, Found]) -> Found:
    """Return the sum over all kinds."""
    return Found(
        sum(score.right for score in scores.values()),
        sum(score.excess for score in scores.values()),
        sum(score.missed for score in scores.values()),
    )


def _reading(entity: dict[str, Any]) -> tuple[str, str]:
    return entity["entity"], normalise(str(entity["value"]))


# Terms of the knowledge base.


def score_terms(extraction: Pipeline) -> dict[str, float]:
    """Return the shares of sampled terms that are found in a sentence, as written and with a typing error."""
    with create_knowledge_engine().connect() as connection:
        sampled = sample_terms(vocabulary(connection))
    carriers: list[str] = YAML(typ="safe").load(CARRIERS.read_text(encoding="utf-8"))
    shares = {}
    for name, written in (
        ("terms.found", [term.alias for term in sampled]),
        ("terms.mistyped_found", [with_one_typing_error(term.alias) for term in sampled]),
    ):
        texts = [carriers[place % len(carriers)].format(term=term) for place, term in enumerate(written)]
        found = [
            (term.kind, term.key) in {(entity["entity"], entity["value"]) for entity in message.get(ENTITIES)}
            for term, message in zip(sampled, extraction.parse(texts), strict=True)
        ]
        shares[name] = _percent(sum(found), len(found))
    return shares


def sample_terms(terms: Iterable[Term], number: int = SAMPLED_TERMS) -> list[Term]:
    """Return terms of enough letters, drawn alike in every run."""
    long_enough = [
        term
        for term in terms
        if sum(letter.isalpha() for letter in term.alias) >= LEAST_TERM
        and len(_longest_word(term.alias)) >= LEAST_LETTERS
    ]
    ordered = sorted(long_enough, key=lambda term: (term.kind, term.key, term.alias))
    return random.Random(SEED).sample(ordered, min(number, len(ordered)))


def with_one_typing_error(term: str) -> str:
    """Return a term with a typing error in its longest word."""
    word = _longest_word(term)
    return term.replace(word, with_typing_errors(word, SEED), 1)


def _longest_word(term: str) -> str:
    words = "".join(letter if letter.isalpha() else " " for letter in term).split()
    return max(words, key=len, default="")


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0
