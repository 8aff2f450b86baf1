"""The layouts of O*NET's releases: by block, how its files and their columns are called.

Files are found by name and columns by header, so that a release may rename files and reorder columns.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from knowledge.datasets import delimited
from knowledge.datasets.dataset import DatasetError
from knowledge.datasets.delimited import Columns, Readable, header, missing_columns

CODE = ("O*NET-SOC Code",)
README = "read me"
_RATED: Columns = {
    "code": CODE,
    "element": ("Element Name",),
    "scale": ("Scale ID",),
    "value": ("Data Value",),
}
_SHARES: Columns = {**_RATED, "category": ("Category",)}
_EDUCATION = "Education, Training, and Experience"  # one file until 30.2
_RELEASE = re.compile(r"O\*NET (\d+\.\d+) Database\s+(?:([A-Z][a-z]+) (\d{4}) Release)?")
_MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True)
class Layout:
    """What the files of a block are called, the newest names first, and their columns.

    ``optional``: columns that not every release has.
    """

    names: tuple[str, ...]
    columns: Columns
    optional: Columns = field(default_factory=dict)


TITLES: Mapping[str, Layout] = {
    "occupation": Layout(
        ("Occupation Data",),
        {"code": CODE, "occupation": ("Title",), "description": ("Description",)},
    ),
    "reported": Layout(("Sample of Reported Titles",), {"code": CODE, "reported": ("Reported Job Title",)}),
    "alternate": Layout(
        ("Job Titles", "Alternate Titles"),
        {"code": CODE, "alternate": ("Job Title", "Alternate Title"), "short": ("Short Title",)},
    ),
}
TASKS = Layout(
    ("Task Statements",), {"code": CODE, "id": ("Task ID",), "text": ("Task",), "kind": ("Task Type",)}
)
EMERGING = Layout(
    ("Emerging Tasks",),
    {"code": CODE, "text": ("Task",), "kind": ("Category",), "revises": ("Original Task ID",)},
)
TECHNOLOGIES = Layout(
    ("Software Skills", "Technology Skills"),
    {"code": CODE, "name": ("Workplace Example", "Example"), "hot": ("Hot Technology",)},
    {"category": ("Commodity Title",), "in_demand": ("In Demand",)},
)
RATINGS: Mapping[str, Layout] = {
    "skill": Layout(("Essential Skills", "Transferable Skills", "Skills"), _RATED),
    "knowledge": Layout(("Knowledge",), _RATED),
    "ability": Layout(("Abilities",), _RATED),
    "activity": Layout(("Work Activities",), _RATED),
    "context": Layout(("Work Context",), _RATED),
    "style": Layout(("Work Styles",), _RATED),
    "interest": Layout(("Career Interest Types", "Interests"), _RATED),
    "education": Layout(("Education", _EDUCATION), _SHARES),
    "experience": Layout(("Training and Experience", _EDUCATION), _SHARES),
}
LAYOUTS: Mapping[str, Layout] = {
    **TITLES,
    "task": TASKS,
    "emerging": EMERGING,
    "technology": TECHNOLOGIES,
    **RATINGS,
}


def blocks_of(files: Mapping[str, Readable]) -> dict[str, tuple[Readable, ...]]:
    """Return the files of each block that a release holds.

    Args:
        files: of the release by their names in small letters, without endings.

    Raises:
        DatasetError: naming the file that lacks a column, the column, and the columns that it has.
    """
    found: dict[str, tuple[Readable, ...]] = {}
    for block, layout in LAYOUTS.items():
        held = tuple(files[name.lower()] for name in layout.names if name.lower() in files)
        for file in held:
            names = header(file)
            if missing := missing_columns(names, layout.columns):
                raise DatasetError(delimited.unknown_layout(file, missing, names))
        if held:
            found[block] = held
    return found


def release_and_date(readme: str) -> tuple[str, str | None] | None:
    """Return (30.1, 2025-12) of a Read Me; None without a release, and a date only where one is told."""
    found = _RELEASE.search(readme)
    if found is None:
        return None
    release, month, year = found.groups()
    return release, f"{year}-{_MONTHS.index(month) + 1:02}" if month in _MONTHS else None
