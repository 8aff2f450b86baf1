"""The dataset of all occupations: O*NET's facts and figures in the tables that the project carries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from knowledge.datasets import delimited
from knowledge.datasets.dataset import Batch, Dataset, Terms, files_fingerprint, in_batches
from knowledge.datasets.tables import FOLDER, read_table, wide_rows
from knowledge.models import (
    everyday_work,
    occupation_title,
    onet_duty,
    onet_occupation,
    onet_rating,
    onet_related,
    onet_technology,
    onet_vector,
)
from knowledge.passages import digest, encoder_identity
from knowledge.terms import normalise
from knowledge.vector_cache import cached_vectors
from knowledge.work_forms import WORK, phrase_form

KEY = "onet"
VERSION = "30.1"
SKILLS_VERSION = "29.3"
PUBLISHER = "U.S. Department of Labor, Employment and Training Administration (USDOL/ETA)"
ATTRIBUTION = (
    f"O*NET {VERSION} Database (skills: {SKILLS_VERSION}) by USDOL/ETA, CC BY 4.0; descriptions and duties "
    "were modified, which USDOL/ETA has not approved, endorsed, or tested. O*NET® is a trademark of "
    "USDOL/ETA."
)
_EVERYDAY_WORK = "everyday_work.tsv"
_RESIDUAL = "All Other"  # whose names, such as "other engineers", are no titles
# By the file, the scale of its columns.
_SCALES = {"interests.tsv": "interest", "education.tsv": "education", "experience.tsv": "experience"}


def occupations(folder: Path = FOLDER) -> Dataset:
    """Return the dataset of the occupations in the tables of a folder.

    Raises:
        DatasetError: a file cannot be read.
    """
    files = sorted(folder.rglob("*.tsv"))
    return Dataset(
        key=KEY,
        version=VERSION,
        fingerprint=_fingerprint([*files, Path(__file__), Path(delimited.__file__)]),
        terms=Terms(
            title=f"O*NET {VERSION} Database",
            publisher=PUBLISHER,
            licence="CC BY 4.0",
            attribution=ATTRIBUTION,
            published="2025-12",
            location="https://www.onetcenter.org/database.html",
        ),
        tables=(
            onet_occupation,
            onet_vector,
            everyday_work,
            occupation_title,
            onet_duty,
            onet_technology,
            onet_rating,
            onet_related,
        ),
        batches=lambda: _batches(folder),
    )


def carried_titles(folder: Path = FOLDER) -> frozenset[str]:
    """Return the titles in the tables of a folder in normal form."""
    return frozenset(row["normalised"] for row in title_rows(folder))


def carried_work(folder: Path = FOLDER) -> frozenset[str]:
    """Return what people say to do, by the tables of a folder, in the form in which it is compared."""
    rows = read_table(folder / _EVERYDAY_WORK)
    return frozenset(phrase_form(row["text"], WORK) for row in rows if row["kind"] == WORK)


def title_files(folder: Path = FOLDER) -> list[Path]:
    """Return the files of a folder that :func:`title_rows` reads."""
    own = [folder / f"{name}.tsv" for name in ("everyday_titles", "occupations", "names")]
    return [*own, *sorted((folder / "titles").glob("*.tsv"))]


def _batches(folder: Path) -> Iterator[Batch]:
    duties = list(_read_all(folder / "duties"))
    found = list(_occupations(folder, duties))
    yield from in_batches(onet_occupation, found)
    yield from in_batches(onet_vector, _vectors(found))
    yield from in_batches(everyday_work, _everyday_work(folder))
    yield from in_batches(occupation_title, title_rows(folder))
    yield from in_batches(onet_duty, _duties(duties))
    yield from in_batches(onet_technology, _technologies(folder))
    yield from in_batches(onet_rating, _ratings(folder))
    yield from in_batches(onet_related, _related(folder))


def _fingerprint(files: Iterable[Path]) -> str:
    """Return the hash of the files and of the encoder, whose vectors are imported with them."""
    return hashlib.sha256(f"{files_fingerprint(files)} {encoder_identity()}".encode()).hexdigest()


def _vectors(found: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the vector of the name of each occupation that is described, and that of name and description."""
    texts = {
        row["code"]: (row["plural"], f"{row['plural']}: {row['description']}")
        for row in found
        if row["description"]
    }
    vectors = _vectors_of([text for both in texts.values() for text in both])
    for code, both in texts.items():
        for text in both:
            yield {"occupation_code": code, "vector": vectors[text]}


def _everyday_work(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield what people say to do and what they call its field, with its vector."""
    rows = list(read_table(folder / _EVERYDAY_WORK))
    vectors = _vectors_of([row["text"] for row in rows])
    for row in rows:
        yield {
            "occupation_code": row["code"],
            "kind": row["kind"],
            "text": row["text"],
            "normalised": phrase_form(row["text"], row["kind"]),
            "vector": vectors[row["text"]],
        }


def _vectors_of(texts: Sequence[str]) -> dict[str, bytes]:
    """Return the vector (float16) of each text."""
    encoder = encoder_identity()
    vectors = cached_vectors(texts, {}, encoder)
    return {text: vectors[digest(text, encoder)] for text in texts}


def _read_all(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of the files of a folder, one for each major group."""
    for file in sorted(folder.glob("*.tsv")):
        yield from read_table(file)


def _occupations(folder: Path, duties: Iterable[dict[str, str]]) -> Iterator[dict[str, Any]]:
    names = {row["code"]: row for row in read_table(folder / "names.tsv")}
    descriptions = {row["code"]: row["text"] for row in duties if row["kind"] == "description"}
    for row in read_table(folder / "occupations.tsv"):
        code = row["code"]
        yield {
            "code": code,
            "title": row["title"],
            "name": names[code]["name"],
            "plural": names[code]["plural"],
            "job_zone": int(row["job_zone"]) if row["job_zone"] else None,
            "wage_code": row["wage_code"] or None,
            "wage_title": row["wage_title"] or None,
            "projection_code": row["projection_code"] or None,
            "description": descriptions.get(code),
        }


def title_rows(folder: Path = FOLDER) -> Iterator[dict[str, Any]]:
    """Yield every title of an occupation once, of the kind that counts most."""
    seen: set[tuple[str, str]] = set()
    residual = {
        row["code"] for row in read_table(folder / "occupations.tsv") if row["title"].endswith(_RESIDUAL)
    }
    own = (
        {"code": row["code"], "kind": "occupation", "title": row["title"]}
        for row in read_table(folder / "occupations.tsv")
    )
    named = (
        {"code": row["code"], "kind": "occupation", "title": row[column]}
        for row in read_table(folder / "names.tsv")
        if row["code"] not in residual
        for column in ("name", "plural")
    )
    everyday = ({**row, "kind": "everyday"} for row in read_table(folder / "everyday_titles.tsv"))
    for row in (*everyday, *own, *named, *_read_all(folder / "titles")):
        normalised = normalise(row["title"])
        if normalised and (row["code"], normalised) not in seen:
            seen.add((row["code"], normalised))
            yield {
                "occupation_code": row["code"],
                "title": row["title"],
                "normalised": normalised,
                "kind": row["kind"],
            }


def _duties(rows: Iterable[dict[str, str]]) -> Iterator[dict[str, Any]]:
    ranks: dict[str, int] = {}
    for row in rows:
        if row["kind"] == "duty":
            code = row["code"]
            ranks[code] = ranks.get(code, 0) + 1
            yield {"occupation_code": code, "rank": ranks[code], "text": row["text"], "tasks": row["tasks"]}


def _technologies(folder: Path) -> Iterator[dict[str, Any]]:
    for row in _read_all(folder / "technologies"):
        yield {
            "occupation_code": row["code"],
            "name": row["technology"],
            "normalised": normalise(row["technology"]),
            "category": row["category"],
            "hot": bool(row["hot"]),
            "in_demand": bool(row["in_demand"]),
        }


def _ratings(folder: Path) -> Iterator[dict[str, Any]]:
    levels = {(code, skill): value for code, skill, value in wide_rows(folder / "skill_level.tsv")}
    importance = list(wide_rows(folder / "skill_importance.tsv"))
    yield from ranked("skill", importance, levels)
    names = {(row["scale"], row["category"]): row["name"] for row in read_table(folder / "levels.tsv")}
    for file, scale in _SCALES.items():
        rated = [
            (code, names.get((scale, column), column), value)
            for code, column, value in wide_rows(folder / file)
        ]
        yield from ranked(scale, rated, {})


def ranked(
    scale: str, rated: Iterable[tuple[str, str, float]], levels: Mapping[tuple[str, str], float]
) -> Iterator[dict[str, Any]]:
    """Yield rows of ``onet_rating``: of each occupation the highest value first, then the highest level.

    Args:
        scale: of the values.
        rated: (code, element, value).
        levels: by code and element; without any the rows have none.
    """
    by_code: dict[str, list[tuple[float, float, str]]] = {}
    for code, element, value in rated:
        by_code.setdefault(code, []).append((value, levels.get((code, element), 0.0), element))
    for code, found in by_code.items():
        ordered = sorted(found, key=lambda one: (-one[0], -one[1], one[2]))
        for rank, (value, level, element) in enumerate(ordered, start=1):
            yield {
                "occupation_code": code,
                "scale": scale,
                "element": element,
                "value": value,
                "level": level if levels else None,
                "rank": rank,
            }


def _related(folder: Path) -> Iterator[dict[str, Any]]:
    for row in read_table(folder / "related.tsv"):
        for rank, code in enumerate(row["related"].split(), start=1):
            yield {"occupation_code": row["code"], "related_code": code, "rank": rank}
