"""Fits the weights by which facts are ranked, and measures it: ``python -m bench.ranking [--write]``.

Every question beside a fact is held out in one of three folds and ranked by what is known without it. The
weights of the features maximise the likelihood of the right facts (a softmax over all facts); those of the
confidence predict whether the right fact is among the first three, with the training phrases of refusals
(``data/nlu.yml``) as questions that no fact answers. Nothing is fitted on the held-out questions of
``tests/nlu``.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from bench.advisor import ROOT
from knowledge.content import Content, read_content
from knowledge.encoder import load_encoder
from knowledge.loader import facts_with_questions
from knowledge.passages import without_occupation
from knowledge.queries.fact_index import FEATURES, FactIndex, fact_index
from knowledge.queries.fact_ranking import CONFIDENT_FACTS, SIGNALS, WEIGHTS, signals
from knowledge.queries.lexical import content_words

Matrix = NDArray[np.float64]
FOLDS = 3
PENALTY = 1e-3
FIRST = (1, 2, 3, 5, 8)


@dataclass(frozen=True)
class Asked:
    """Questions, each with its vector, its words and the place of the fact that it asks for."""

    vectors: NDArray[np.float32]
    words: list[frozenset[str]]
    facts: NDArray[np.intp]


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, report, and write the weights if asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.ranking", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {WEIGHTS.relative_to(ROOT)}")
    chosen = parser.parse_args(arguments)
    features, right, signalled, answered = [], [], [], []
    content = read_content()
    outside = _unanswered(content)
    folds = list(_folds(content))
    unknown: list[float] = []
    for index, held_out in folds:
        features += [index.features(*one) for one in zip(held_out.vectors, held_out.words, strict=True)]
        unknown += [index.unknown_share(words) for words in held_out.words]
        right += held_out.facts.tolist()
    weights = fit_features(features, right)
    ranks = np.array([_rank(one @ weights, fact) for one, fact in zip(features, right, strict=True)])
    for scored, rank, share in zip(features, ranks, unknown, strict=True):
        signalled.append(_signals(scored, weights, share))
        answered.append(rank < CONFIDENT_FACTS)
    for index, _held_out in folds[:1]:
        for one in zip(outside.vectors, outside.words, strict=True):
            signalled.append(_signals(index.features(*one), weights, index.unknown_share(one[1])))
            answered.append(False)
    confidence, intercept = fit_confidence(np.array(signalled), np.array(answered))
    first = ", ".join(f"{count}: {(ranks < count).mean():.1%}" for count in FIRST)
    print(f"{len(ranks):,} held-out questions, right fact among the first {first}")
    fitted = {
        "features": dict(zip(FEATURES, _rounded(weights), strict=True)),
        "confidence": {
            **dict(zip(SIGNALS, _rounded(confidence), strict=True)),
            "intercept": round(intercept, 3),
        },
    }
    if chosen.write:
        _write(fitted)
    else:
        print(fitted)
    return 0


def fit_features(features: Sequence[Matrix], right: Sequence[int], penalty: float = PENALTY) -> Matrix:
    """Return the weights that maximise the likelihood of the right facts.

    Args:
        features: for each question a row for each fact.
        right: the place of the right fact of each question.
        penalty: of the squared weights.
    """

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, gradient = 0.0, np.zeros_like(weights)
        for rows, fact in zip(features, right, strict=True):
            scores = rows @ weights
            scores -= scores.max()
            shares = np.exp(scores)
            shares /= shares.sum()
            total -= float(np.log(shares[fact] + 1e-12))
            gradient -= rows[fact] - shares @ rows
        count = len(features)
        return total / count + penalty * float(weights @ weights), gradient / count + 2 * penalty * weights

    start = np.zeros(features[0].shape[1])
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def fit_confidence(signalled: Matrix, answered: NDArray[np.bool_]) -> tuple[Matrix, float]:
    """Return the weights of the signals, and the intercept, that predict whether a question is answered."""
    spreads = signalled.std(axis=0) + np.finfo(float).eps
    model = LogisticRegression(C=10.0).fit(signalled / spreads, answered)
    return model.coef_[0] / spreads, float(model.intercept_[0])


def _rank(scores: Matrix, fact: int) -> int:
    return int((scores > scores[fact]).sum())


def _signals(features: Matrix, weights: Matrix, unknown: float) -> Matrix:
    scores = features @ weights
    shares = np.exp(scores - scores.max())
    return signals(features, scores, shares / shares.sum(), unknown)


def _folds(content: Content) -> Iterator[tuple[FactIndex, Asked]]:
    """Yield for each fold the index without its questions, and these questions."""
    featured = next(one for one in content.occupations if one.featured)
    names = [featured.name, featured.plural, *featured.aliases]
    rows = [one for one in facts_with_questions(content) if one[0].occupation == featured.key and one[2]]
    keys = [str(row.key) for row, _text, _questions in rows]
    texts = [without_occupation(text, names) for _row, text, _questions in rows]
    asked = [
        (place, number, without_occupation(question, names))
        for place, (_row, _text, questions) in enumerate(rows)
        for number, question in enumerate(questions)
    ]
    encoded = load_encoder().encode(texts + [question for _place, _number, question in asked])
    own = {key: (text, vector) for key, text, vector in zip(keys, texts, encoded, strict=False)}
    vectors = encoded[len(texts) :]
    for fold in range(FOLDS):
        known: dict[str, list[tuple[str, NDArray[np.float32]]]] = {}
        for (place, number, question), vector in zip(asked, vectors, strict=True):
            if number % FOLDS != fold:
                known.setdefault(keys[place], []).append((question, vector))
        held_out = [at for at, (_place, number, _question) in enumerate(asked) if number % FOLDS == fold]
        yield (
            fact_index(keys, own, known),
            Asked(
                vectors[held_out],
                [content_words(asked[at][2]) for at in held_out],
                np.array([asked[at][0] for at in held_out], dtype=np.intp),
            ),
        )


def _unanswered(content: Content) -> Asked:
    """Return the training phrases of the intents that no fact answers."""
    texts = ROOT / "actions/no_answer/refusals.yml"
    refused = set(YAML(typ="safe").load(texts.read_text(encoding="utf-8")))
    tree = YAML(typ="safe").load((ROOT / "data/nlu.yml").read_text(encoding="utf-8"))
    featured = next(one for one in content.occupations if one.featured)
    names = [featured.name, featured.plural, *featured.aliases]
    phrases = [
        without_occupation(line.removeprefix("- ").strip(), names)
        for entry in tree["nlu"]
        if entry.get("intent") in refused | {"out_of_scope"}
        for line in entry["examples"].splitlines()
        if line.strip()
    ]
    words = [content_words(phrase) for phrase in phrases]
    return Asked(load_encoder().encode(phrases), words, np.full(len(phrases), -1, dtype=np.intp))


def _rounded(weights: Matrix) -> list[float]:
    return [round(float(weight), 3) for weight in weights]


def _write(fitted: dict[str, dict[str, float]]) -> None:
    lines = ["# Written by python -m bench.ranking --write; see there what the weights are fitted on."]
    for section, values in fitted.items():
        lines += [f"{section}:", *(f"  {name}: {value}" for name, value in values.items())]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
