"""Passages: the texts by which statements and misconceptions are found, and the vectors of these texts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from knowledge.encoder import load_encoder
from knowledge.encoder.weights import encoder_folder, verified_manifest

if TYPE_CHECKING:  # search needs no part of what checks content, and that takes megabytes
    from knowledge import content_schema as schema

STATEMENT = "statement"
MISCONCEPTION = "misconception"
FACT = "fact"
QUESTION = "question"


@dataclass(frozen=True)
class Passage:
    """A text of a row, as it is encoded."""

    kind: str
    occupation: str
    row_key: str
    text: str


def passages(
    occupations: Iterable[schema.Occupation],
    statements: Iterable[schema.Statement],
    misconceptions: Iterable[schema.Misconception],
    facts: Iterable[tuple[schema.OccupationRow, str, Iterable[str]]] = (),
) -> Iterator[Passage]:
    """Yield the passages of all rows.

    ``facts``: every row with its text and the questions by which people ask for it, each a passage.

    A statement has one for its text and, if there is a detail, one for both; a misconception one for its
    title, one for the belief and one for each way in which people word it. Reasons and corrections have none:
    they did not improve the search.
    """
    names = {
        str(occupation.key): (occupation.name, occupation.plural, *occupation.aliases)
        for occupation in occupations
    }
    for statement in statements:
        texts: list[str] = [statement.text]
        if statement.detail:
            texts.append(f"{statement.text} {statement.detail}")
        yield from _of_row(STATEMENT, statement, texts, names)
    for misconception in misconceptions:
        texts = [misconception.title, misconception.belief, *misconception.heard]
        yield from _of_row(MISCONCEPTION, misconception, texts, names)
    for row, text, questions in facts:
        yield from _of_row(FACT, row, [text], names)
        yield from _of_row(QUESTION, row, questions, names)


def _of_row(
    kind: str, row: schema.OccupationRow, texts: Iterable[str], names: Mapping[str, Sequence[str]]
) -> Iterator[Passage]:
    occupation = str(row.occupation)  # never None once the content is read
    for text in texts:
        yield Passage(kind, occupation, row.key, without_occupation(text, names[occupation]))


def without_occupation(text: str, names: Iterable[str]) -> str:
    """Replace an occupation's names by "they": a name in most rows distinguishes none of them."""
    return _any_of(tuple(sorted(names, key=lambda name: (-len(name), name)))).sub("they", text)


@lru_cache(maxsize=256)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    if not names:
        return re.compile(r"(?!)")
    return re.compile(
        rf"(?<!\w)(?:(?:an?|the)\s+)?(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE
    )


def encoder_identity() -> str:
    """Return a hash of the encoder's files: vectors of two encoders cannot be compared.

    Raises:
        EncoderError: there is no encoder, or it is damaged.
    """
    files = verified_manifest(encoder_folder()).files
    return hashlib.sha256("".join(files[name].sha256 for name in sorted(files)).encode()).hexdigest()


def digest(text: str, encoder: str) -> str:
    """Return the hash under which the vector of a text is stored."""
    return hashlib.sha256(f"{encoder}\0{text}".encode()).hexdigest()


def fingerprint(rows: Iterable[tuple[str, str]]) -> str:
    """Return the hash of passages, each given by the key of its row and the hash of its text."""
    return hashlib.sha256("\n".join(f"{key} {text}" for key, text in rows).encode()).hexdigest()


def vectors(texts: Sequence[str], known: Mapping[str, bytes], encoder: str) -> dict[str, bytes]:
    """Return the vector of each text as bytes (float16) by its hash; encode those not in ``known``."""
    hashes = {digest(text, encoder): text for text in texts}
    found = {key: known[key] for key in hashes if key in known}
    new = [key for key in hashes if key not in found]
    if new:
        encoded = load_encoder().encode([hashes[key] for key in new])
        found.update(
            (key, vector.astype("float16").tobytes()) for key, vector in zip(new, encoded, strict=True)
        )
    return found
