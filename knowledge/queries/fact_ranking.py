"""Which facts about an occupation answer a question: all of its rows, ranked, with a calibrated confidence.

The score of a fact is a weighted sum of how near the question is to the questions that people ask for it and
to its own text (``fact_index.FEATURES``). The weights hold for every occupation and every kind of fact, so
facts that are added or changed are ranked at once. ``python -m bench.ranking`` fits them and writes
``ranking_weights.yml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML
from sqlalchemy.engine import Connection

from knowledge.passages import FACT, QUESTION, without_occupation
from knowledge.queries.index_cache import IndexCache
from knowledge.queries.lexical import content_words, written_numbers
from knowledge.queries.passage_rows import fingerprint_and_names, passage_rows, question_vector
from knowledge.terms import normalise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from knowledge.queries.fact_index import FactIndex

WEIGHTS = Path(__file__).with_name("ranking_weights.yml")
CACHE_BYTES = 64_000_000  # about ten occupations with four hundred facts each
_CODE = re.compile(r"\d{4,}|\d+-[\d-]+")  # years, and codes of classifications
# These, and shares and ages that a fact has. A count ("3 languages") or a sum ("118k") rules out no fact.
_EXACT = re.compile(rf"[1-9]\d|{_CODE.pattern}")
NUMBER_WITHIN = 0.01  # of the best fact's share, within which one with a number of the question is meant
TYPICAL_FACTS = 200  # of an occupation, on which the confidence is fitted
CONFIDENT_FACTS = 3  # confidence is the probability that the answer is among so many facts
SIGNALS = ("score", "probability", "nearest_question", "unknown_words")
_indexes: IndexCache[FactIndex] = IndexCache(CACHE_BYTES)


@dataclass(frozen=True)
class RankedFact:
    """A fact by the key of its row.

    ``share`` is its part of the probability of all facts, ``words`` which of the question's content words it
    has, in its text or in a question that people ask for it, ``covered`` their part of these by weight.
    """

    key: str
    score: float
    share: float
    words: frozenset[str] = frozenset()
    covered: float = 0.0


@dataclass(frozen=True)
class Ranking:
    """The facts nearest to a question, and the probability that one of the first three answers it."""

    facts: tuple[RankedFact, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True)
class Weights:
    """Of the features of a fact, in the order of ``fact_index.FEATURES``, and of the signals of a ranking."""

    features: tuple[float, ...]
    signals: tuple[float, ...]
    intercept: float


def rank_facts(connection: Connection, *, occupation: str, question: str, limit: int = 10) -> Ranking:
    """Return the facts about an occupation that answer a question best, the best first.

    A fact without a year or a code that the question holds is not among them, nor one without a number of two
    digits that another fact has, nor one without any other number where a fact with that is near.
    """
    version, names = fingerprint_and_names(connection, occupation=occupation, kinds=(FACT, QUESTION))
    if version is None or not question.strip():
        return Ranking()
    index = _indexes.get(version) or _read(connection, occupation)
    asked = without_occupation(question, names)
    words = content_words(asked)
    features = index.features(question_vector(asked), words)
    numbers = written_numbers(asked)
    meant = _with_numbers(index, numbers)
    coded = _with_numbers(index, {number for number in numbers if _EXACT.fullmatch(number)})
    ranking = ranked(index, features, index.unknown_share(words), weights(), limit, coded, meant)
    facts = tuple(
        replace(fact, words=index.words_of(fact.key, words), covered=index.covered(fact.key, words))
        for fact in ranking.facts
    )
    return replace(ranking, facts=facts)


def words_of_no_fact(connection: Connection, *, occupation: str, text: str) -> tuple[str, ...]:
    """Return the words with a meaning in a text, in normal form, that no fact about an occupation has.

    The questions that the facts answer count as well.
    """
    version, _names = fingerprint_and_names(connection, occupation=occupation, kinds=(FACT, QUESTION))
    if version is None:
        return ()
    index = _indexes.get(version) or _read(connection, occupation)
    told = {*index.words.rows, *index.text_words.rows}
    words = ((word, content_words(word)) for word in normalise(text).split())
    return tuple(word for word, stems in words if stems and not stems & told)


def ranked(
    index: FactIndex,
    features: NDArray[np.float64],
    unknown: float,
    weighed: Weights,
    limit: int,
    candidates: NDArray[np.bool_] | None = None,
    likely: NDArray[np.bool_] | None = None,
) -> Ranking:
    """Return the ranking that the features of a question's facts amount to.

    ``candidates``: those that alone may answer. ``likely``: those that alone do if one of them is near: that
    "the 3 languages" holds a number says nothing for the facts with a three.
    """
    import numpy as np

    scores = features @ np.array(weighed.features)
    exponents = np.exp(scores - scores.max())
    missing = max(0, TYPICAL_FACTS - len(scores))  # among few facts the nearest would always seem right
    shares = exponents / (exponents.sum() + missing * np.exp(scores.mean() - scores.max()))
    order = np.argsort(-scores, kind="stable")
    confidence = _confidence(signals(features, scores, shares, unknown), weighed)
    if candidates is not None:
        order = order[candidates[order]]
    if likely is not None and (near := order[likely[order]]).size:
        order = near if shares[near[0]] >= NUMBER_WITHIN * shares[order[0]] else order
    best = [RankedFact(index.keys[at], float(scores[at]), float(shares[at])) for at in order[:limit]]
    return Ranking(tuple(best), confidence if best else 0.0)


def signals(
    features: NDArray[np.float64],
    scores: NDArray[np.float64],
    shares: NDArray[np.float64],
    unknown: float,
) -> NDArray[np.float64]:
    """Return what tells whether the best facts answer a question, in the order of :data:`SIGNALS`.

    ``unknown``: the share of the question's words that no fact has.
    """
    import numpy as np

    best = int(scores.argmax())
    first = np.sort(shares)[-CONFIDENT_FACTS:].sum()
    return np.array([scores[best], first, features[:, 1].max(), unknown])


@cache
def weights() -> Weights:
    """Return the fitted weights."""
    from knowledge.queries.fact_index import FEATURES

    tree: dict[str, Any] = YAML(typ="safe").load(WEIGHTS.read_text(encoding="utf-8"))
    return Weights(
        tuple(float(tree["features"][name]) for name in FEATURES),
        tuple(float(tree["confidence"][name]) for name in SIGNALS),
        float(tree["confidence"]["intercept"]),
    )


def _confidence(found: NDArray[np.float64], weighed: Weights) -> float:
    import numpy as np

    log_odds = float(found @ np.array(weighed.signals) + weighed.intercept)
    return float(1 / (1 + np.exp(-np.clip(log_odds, -50, 50))))


def _with_numbers(index: FactIndex, numbers: set[str]) -> NDArray[np.bool_] | None:
    """Return which facts hold all of some numbers; None without any number that only one fact can mean.

    A year or a code must be held; any other number may be a person's own: "I'm 45, is that too old?".
    """
    import numpy as np

    held = np.ones(len(index.keys), dtype=bool)
    for number in numbers:
        has = np.zeros(len(index.keys), dtype=bool)
        has[index.text_words.rows.get(number, np.empty(0, dtype=np.intp))] = True
        if has.any() or _CODE.fullmatch(number):
            held &= has
    return held if numbers else None


def _read(connection: Connection, occupation: str) -> FactIndex:
    """Read an occupation's passages, and cache their index under the version of the rows that were read."""
    from knowledge.queries.fact_index import decode, fact_index

    facts, version = passage_rows(connection, occupation=occupation, kind=FACT)
    asked, version_of_questions = passage_rows(connection, occupation=occupation, kind=QUESTION)
    texts = {row.row_key: (row.text, decode(row.vector)) for row in facts}
    questions: dict[str, list[tuple[str, NDArray[np.float32]]]] = {}
    for row in asked:
        questions.setdefault(row.row_key, []).append((row.text, decode(row.vector)))
    index = fact_index(list(texts), texts, questions)
    _indexes.put(" ".join(filter(None, (version, version_of_questions))), index)
    return index
