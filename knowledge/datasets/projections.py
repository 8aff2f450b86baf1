"""The dataset of BLS's employment projections and their factors, in the tables that the project carries."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from knowledge.datasets.dataset import Dataset, Terms, files_fingerprint, in_batches
from knowledge.datasets.tables import FOLDER, read_table
from knowledge.models import growth_factor, projection

KEY = "projections"
FROM, TO = 2024, 2034
BLS = "U.S. Bureau of Labor Statistics"
_THOUSAND = 1_000


def projections(folder: Path = FOLDER) -> Dataset:
    """Return the dataset of the projections in the tables of a folder.

    Raises:
        DatasetError: the file cannot be read.
    """
    file, factors, words = (folder / name for name in ("projections.tsv", "factors.tsv", "factor_words.tsv"))
    return Dataset(
        key=KEY,
        version=f"{FROM}-{TO}",
        fingerprint=files_fingerprint([file, factors, words, Path(__file__)]),
        terms=Terms(
            title=f"Employment Projections {FROM}–{TO}",
            publisher=BLS,
            licence="public domain",
            published="2025",
            location="https://www.bls.gov/emp/",
        ),
        tables=(projection, growth_factor),
        batches=lambda: chain(
            in_batches(projection, _rows(file)), in_batches(growth_factor, _factors(factors, words))
        ),
    )


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    for row in read_table(file):
        yield {
            "code": row["code"],
            "title": row["title"],
            "employment_from": _persons(row["employment_2024"]),
            "employment_to": _persons(row["employment_2034"]),
            "change_percent": float(row["change_percent"]),
            "self_employed_percent": _number_or_none(row["self_employed_percent"]),
            "openings_a_year": _persons(row["openings_a_year"]),
            "education": row["education"] or None,
            "experience": row["experience"] or None,
            "training": row["training"] or None,
        }


def _factors(file: Path, restated: Path) -> Iterator[dict[str, Any]]:
    words = {(row["code"], row["number"]): row["words"] for row in read_table(restated)}
    for row in read_table(file):
        yield {
            "code": row["code"],
            "number": int(row["number"]),
            "direction": row["direction"],
            "kinds": row["kinds"],
            "names_ai": row["names_ai"] == "yes",
            "industries": row["industries"],
            "words": words.get((row["code"], row["number"])),
        }


def _number_or_none(text: str) -> float | None:
    return float(text) if text else None


def _persons(thousands: str) -> int:
    return round(float(thousands) * _THOUSAND)
