"""The dataset of a release of O*NET that the operator has: the publisher's own sentences and all ratings.

It stands beside the tables that the project carries and leaves them as they are. Of titles it holds those
that the tables lack; of what both hold, answers take the tables.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from knowledge.datasets import delimited, occupations, onet_layouts, release_files, workbook
from knowledge.datasets.dataset import Batch, Dataset, DatasetError, Terms, files_fingerprint, in_batches
from knowledge.datasets.delimited import Readable, Record, read_records
from knowledge.datasets.occupations import PUBLISHER, ranked, title_files, title_rows
from knowledge.datasets.onet_layouts import LAYOUTS, RATINGS, README, TITLES, blocks_of, release_and_date
from knowledge.datasets.tables import FOLDER, read_table
from knowledge.models import TERM_LENGTH, occupation_title, onet_rating, onet_statement, onet_technology
from knowledge.terms import normalise

KEY = "onet_release"
ATTRIBUTION = (
    "This page includes information from the O*NET {version} Database by the U.S. Department of Labor, "
    "Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® is a "
    "trademark of USDOL/ETA."
)
# By scale of ratings, the publisher's scales that its value may be on; a file has others beside it.
VALUES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("skill", "knowledge", "ability", "activity"), ("IM",)),
    "context": ("CX", "CT"),  # the mean; CXP and CTP are the shares of its categories
    "style": ("WI", "IM"),
    "interest": ("OI",),
    "education": ("RL",),
    "experience": ("RW",),
}
LEVEL = "LV"
KINDS_OF_TASKS = {"Core": "core", "Supplemental": "supplemental", "": "task"}
KINDS_OF_EMERGING = {"New": "new", "Revision": "revision"}
_ONET_CODE = re.compile(r"\d{2}-\d{4}\.\d{2}")
_NAMED_AFTER = re.compile(r"db_(\d+)_(\d+)")
_READ_ME_BYTES = 1 << 16
_LEVELS = "levels.tsv"
_CODE_OF_READING = (delimited, occupations, onet_layouts, release_files, workbook)


def onet_release(release: Path, tables: Path = FOLDER) -> Dataset:
    """Return the dataset of a release.

    Args:
        release: a folder or ZIP file with the release's text files or Excel workbooks.
        tables: that the project carries.

    Raises:
        DatasetError: the release cannot be read, or a file has an unknown layout; the message names the file
            and the column.
    """
    files = release_files.release_files(release)
    blocks = blocks_of(files)
    if not blocks:
        raise DatasetError(
            f"{release} holds no file of an O*NET release in its text or Excel layout, such as "
            "'Task Statements.txt'"
        )
    readme = [files[README]] if README in files else []
    used = dict.fromkeys(file for held in (readme, *blocks.values()) for file in held)
    on_disk = [file for file in used if isinstance(file, Path)] or [release]
    of_tables = [*title_files(tables), tables / _LEVELS]
    code = [Path(__file__), *(Path(str(module.__file__)) for module in _CODE_OF_READING)]
    fingerprint = files_fingerprint([*on_disk, *of_tables, *code])
    version, published = _version(release, readme) or (f"sha256 {fingerprint[:12]}", None)
    return Dataset(
        key=KEY,
        version=version,
        fingerprint=fingerprint,
        terms=Terms(
            title=f"O*NET {version} Database",
            publisher=PUBLISHER,
            licence="CC BY 4.0",
            attribution=ATTRIBUTION.format(version=version),
            published=published,
            location="https://www.onetcenter.org/database.html",
        ),
        tables=(occupation_title, onet_statement, onet_technology, onet_rating),
        batches=lambda: _batches(blocks, tables),
    )


def _version(release: Path, readme: Sequence[Readable]) -> tuple[str, str | None] | None:
    """Return release and date by the Read Me, else the release in the name of folder or archive."""
    for file in readme:
        try:
            with file.open("rb") as opened:
                text = opened.read(_READ_ME_BYTES).decode("utf-8", errors="replace")
        except (OSError, BadZipFile, zlib.error) as error:
            raise DatasetError(f"{file} cannot be read: {error}") from None
        if told := release_and_date(text):
            return told
    named = _NAMED_AFTER.search(release.resolve().name)
    return (f"{named[1]}.{named[2]}", None) if named else None


Blocks = Mapping[str, Sequence[Readable]]


def _batches(blocks: Blocks, tables: Path) -> Iterator[Batch]:
    carried = {(row["occupation_code"], row["normalised"]) for row in title_rows(tables)}
    yield from in_batches(occupation_title, _titles(blocks, carried))
    yield from in_batches(onet_statement, _statements(blocks))
    yield from in_batches(onet_technology, _technologies(blocks))
    levels = {(row["scale"], row["category"]): row["name"] for row in read_table(tables / _LEVELS)}
    rated = (row for scale in RATINGS for row in _ratings(blocks, scale, levels))
    yield from in_batches(onet_rating, rated)


def _records(blocks: Blocks, block: str) -> Iterator[tuple[Readable, Record, str]]:
    """Yield file, record and code of the occupation of each record of a block."""
    layout = LAYOUTS[block]
    for file in blocks.get(block, ()):
        for record in read_records(file, layout.columns, optional=layout.optional):
            code = record.fields["code"]
            if code is None or not _ONET_CODE.fullmatch(code):
                raise _wrong(file, record, block, "code", "a code such as 15-2051.00")
            yield file, record, code


def _titles(blocks: Blocks, carried: set[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """Yield each title of an occupation once, of the kind that counts most, but none that is carried."""
    seen = set(carried)
    for block, layout in TITLES.items():
        kinds = [field for field in layout.columns if field not in ("code", "description")]
        for file, record, code in _records(blocks, block):
            for kind in kinds:
                title = record.fields[kind]
                normalised = _term(file, record, block, kind) if title else ""
                if normalised and (code, normalised) not in seen:
                    seen.add((code, normalised))
                    yield {"occupation_code": code, "title": title, "normalised": normalised, "kind": kind}


def _statements(blocks: Blocks) -> Iterator[dict[str, Any]]:
    """Yield the description of each occupation, then its tasks in the publisher's order, then new ones."""
    ranks: dict[str, Iterator[int]] = {}
    for file, record, code, block, kind in _each_statement(blocks):
        fields = record.fields
        text = fields["description" if block == "occupation" else "text"]
        if text:
            yield {
                "occupation_code": code,
                "kind": kind,
                "rank": next(ranks.setdefault(code, count(1))),
                "text": text,
                "task_id": _whole(file, record, block, "id"),
                "revises": _whole(file, record, block, "revises"),
            }


def _each_statement(blocks: Blocks) -> Iterator[tuple[Readable, Record, str, str, str]]:
    for file, record, code in _records(blocks, "occupation"):
        yield file, record, code, "occupation", "description"
    for block, kinds in (("task", KINDS_OF_TASKS), ("emerging", KINDS_OF_EMERGING)):
        for file, record, code in _records(blocks, block):
            kind = kinds.get(record.fields["kind"] or "")
            if kind is None:
                raise _wrong(file, record, block, "kind", f"one of {', '.join(filter(None, kinds))}")
            yield file, record, code, block, kind


def _technologies(blocks: Blocks) -> Iterator[dict[str, Any]]:
    for file, record, code in _records(blocks, "technology"):
        fields = record.fields
        if fields["name"]:
            yield {
                "occupation_code": code,
                "name": fields["name"],
                "normalised": _term(file, record, "technology", "name"),
                "category": fields["category"] or "",
                "hot": fields["hot"] == "Y",
                "in_demand": fields["in_demand"] == "Y",
            }


def _ratings(blocks: Blocks, scale: str, levels: Mapping[tuple[str, str], str]) -> Iterator[dict[str, Any]]:
    """Yield the ratings on a scale; ``levels`` names categories of education and experience."""
    values: dict[tuple[str, str], float] = {}
    required: dict[tuple[str, str], float] = {}
    for file, record, code in _records(blocks, scale):
        fields = record.fields
        element, on = fields["element"] or "", fields["scale"]
        rated = values if on in VALUES[scale] else required if on == LEVEL else None
        if rated is None or fields["value"] is None:
            continue
        if "category" in fields:
            category = fields["category"] or ""
            element = levels.get((scale, category), f"category {category}")
        elif scale == "interest":
            element = element.lower()  # as the tables have it
        rated[code, element] = _number(file, record, scale)
    yield from ranked(scale, ((code, one, value) for (code, one), value in values.items()), required)


def _term(file: Readable, record: Record, block: str, field: str) -> str:
    """Return a name in the form in which it is looked up."""
    normalised = normalise(record.fields[field] or "")
    if len(normalised) > TERM_LENGTH:
        column = _column(block, field)
        raise DatasetError(f"{file}:{record.line}: '{column}' is longer than {TERM_LENGTH} characters")
    return normalised


def _number(file: Readable, record: Record, block: str) -> float:
    try:
        value = float(record.fields["value"] or "")
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise _wrong(file, record, block, "value", "a number")
    return value


def _whole(file: Readable, record: Record, block: str, field: str) -> int | None:
    value = record.fields.get(field)
    if value is None:
        return None
    if not re.fullmatch(r"\d{1,9}", value):
        raise _wrong(file, record, block, field, "a whole number")
    return int(value)


def _wrong(file: Readable, record: Record, block: str, field: str, expected: str) -> DatasetError:
    value = record.fields[field]
    return DatasetError(f"{file}:{record.line}: '{_column(block, field)}' is {value!r}, not {expected}")


def _column(block: str, field: str) -> str:
    """Return what a field's column is called in the newest release."""
    return LAYOUTS[block].columns[field][0]
