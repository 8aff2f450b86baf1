"""Job titles of the O*NET database in its text layout: occupations' own, alternate, short and reported ones.

Each file is recognised by its header, so that a release may rename files and reorder columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from knowledge.datasets import delimited
from knowledge.datasets.dataset import Batch, Dataset, DatasetError, Terms, files_fingerprint, in_batches
from knowledge.datasets.delimited import Columns, Record, header, missing_columns, read_records
from knowledge.models import TERM_LENGTH, occupation_title
from knowledge.terms import normalise

KEY = "onet_titles"
README = "Read Me.txt"
CODE = ("O*NET-SOC Code",)
# By the field that its titles are of: the columns of a kind of file. The field is the kind of the title.
LAYOUTS: Mapping[str, Columns] = {
    "alternate": {"code": CODE, "alternate": ("Alternate Title",), "short": ("Short Title",)},
    "reported": {"code": CODE, "reported": ("Reported Job Title",)},
    "occupation": {"code": CODE, "occupation": ("Title",), "description": ("Description",)},
}
NO_TITLES = ("code", "description")
_ONET_CODE = re.compile(r"\d{2}-\d{4}\.\d{2}\Z")


def onet_titles(files: Sequence[Path], release: str | None = None) -> Dataset:
    """Return the dataset of the titles in some files of an O*NET release.

    Args:
        files: any of Alternate Titles, Sample of Reported Titles and Occupation Data.
        release: such as "30.1"; by default that of the Read Me beside the first file.

    Raises:
        DatasetError: a file cannot be read or has an unknown layout; the message names file and column.
    """
    layouts = {file: _layout(file) for file in files}
    fingerprint = files_fingerprint([*files, Path(__file__), Path(delimited.__file__)])
    version = release or _release_of(files[0].parent) or f"sha256 {fingerprint[:12]}"
    return Dataset(
        key=KEY,
        version=version,
        fingerprint=fingerprint,
        terms=Terms(
            title=f"O*NET {version} Database, job titles",
            publisher="U.S. Department of Labor, Employment and Training Administration (USDOL/ETA)",
            licence="CC BY 4.0",
            attribution=(
                f"This page includes information from the O*NET {version} Database by the U.S. Department of "
                "Labor, Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 "
                "license. O*NET® is a trademark of USDOL/ETA."
            ),
        ),
        tables=(occupation_title,),
        batches=lambda: _batches(layouts),
    )


def _layout(file: Path) -> Columns:
    """Return the layout whose columns a file has.

    Raises:
        DatasetError: naming what the header lacks of the layout that it is nearest to.
    """
    names = header(file)
    lacking = {kind: missing_columns(names, columns) for kind, columns in LAYOUTS.items()}
    nearest = min(lacking, key=lambda kind: len(lacking[kind]) / len(LAYOUTS[kind]))
    if lacking[nearest]:
        raise DatasetError(delimited.unknown_layout(file, lacking[nearest], names))
    return LAYOUTS[nearest]


def _release_of(folder: Path) -> str | None:
    try:
        text = (folder / README).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    found = re.search(r"O\*NET (\d+\.\d+) Database", text)
    return found[1] if found else None


def _batches(layouts: Mapping[Path, Columns]) -> Iterator[Batch]:
    for file, columns in layouts.items():
        yield from in_batches(occupation_title, _titles(file, columns))


def _titles(file: Path, columns: Columns) -> Iterator[dict[str, Any]]:
    kinds = [field for field in columns if field not in NO_TITLES]
    for record in read_records(file, columns):
        code = _checked_code(file, record)
        for kind in kinds:
            title = record.fields[kind]
            if title is None:
                continue
            normalised = normalise(title)
            if len(normalised) > TERM_LENGTH:
                column = columns[kind][0]
                raise DatasetError(
                    f"{file}:{record.line}: '{column}' is longer than {TERM_LENGTH} characters"
                )
            yield {"occupation_code": code, "title": title, "normalised": normalised, "kind": kind}


def _checked_code(file: Path, record: Record) -> str:
    code = record.fields["code"]
    if code is None or not _ONET_CODE.match(code):
        raise DatasetError(f"{file}:{record.line}: '{CODE[0]}' is {code!r}, not a code such as 15-2051.00")
    return code
