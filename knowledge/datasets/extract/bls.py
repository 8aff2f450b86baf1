"""Tables from files of the U.S. Bureau of Labor Statistics: projections, their factors, wages of May 2024."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from knowledge.datasets.extract.sheets import read_sheet
from knowledge.models import ALL_OCCUPATIONS

Table = tuple[Sequence[str], Iterable[Sequence[str]]]

_YEARS = "2024–34"
_PROJECTED: Mapping[str, str] = {
    "code": "2024 National Employment Matrix code",
    "title": "2024 National Employment Matrix title",
    "employment_2024": "Employment, 2024",
    "employment_2034": "Employment, 2034",
    "change_percent": f"Employment change, percent, {_YEARS}",
    "self_employed_percent": "Percent self employed, 2024",
    "openings_a_year": f"Occupational openings, {_YEARS} annual average",
    "education": "Typical education needed for entry",
    "experience": "Work experience in a related occupation",
    "training": "Typical on-the-job training needed to attain competency in the occupation",
}
_TYPE = "Occupation type"
_FACTORS: Mapping[str, str] = {
    "code": "2024 National Employment Matrix occupation code",
    "industry": "2024 National Employment Matrix industry title",
    "factor": "Factors affecting occupational utilization",
}
_TOTAL, _ALL = "Total, all industries", "all"
_AI = re.compile(r"\bAI\b|artificial intelligence|machine learning", re.I)
_WAGES: Mapping[str, str] = {
    "code": "OCC_CODE",
    "title": "OCC_TITLE",
    "employment": "TOT_EMP",
    "hourly_mean": "H_MEAN",
    "annual_mean": "A_MEAN",
    **{
        f"hourly_p{p}": f"H_{name}"
        for p, name in ((10, "PCT10"), (25, "PCT25"), (50, "MEDIAN"), (75, "PCT75"), (90, "PCT90"))
    },
    **{
        f"annual_p{p}": f"A_{name}"
        for p, name in ((10, "PCT10"), (25, "PCT25"), (50, "MEDIAN"), (75, "PCT75"), (90, "PCT90"))
    },
}


def projections(workbook: Path) -> Table:
    """Return the projections of each occupation and of all together, employment and openings in thousands."""
    rows = read_sheet(workbook, "Table 1.2", header_row=2, columns=(_TYPE, *_PROJECTED.values()))
    return tuple(_PROJECTED), (
        tuple(row[column] for column in _PROJECTED.values())
        for row in rows
        if row[_TYPE] == "Line item" or row[_PROJECTED["code"]] == ALL_OCCUPATIONS
    )


def factors(workbook: Path) -> Table:
    """Return what BLS names as changing an occupation's share of the jobs of industries, without its words.

    An occupation's factors are numbered in the order of the sheet; one that the sheet repeats for several
    industries is counted once.
    """
    rows = read_sheet(workbook, "Table 1.12", header_row=2, columns=tuple(_FACTORS.values()))
    industries: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if code := row[_FACTORS["code"]]:
            industries[code][row[_FACTORS["factor"]]].append(row[_FACTORS["industry"]])
    return ("code", "number", "direction", "kinds", "names_ai", "industries"), (
        (code, str(number), *_told(factor), _ALL if _TOTAL in found else " | ".join(found))
        for code, told in industries.items()
        for number, (factor, found) in enumerate(told.items(), 1)
    )


def _told(factor: str) -> tuple[str, str, str]:
    """Return the direction of a factor, its kinds, and "yes" where artificial intelligence is named."""
    kinds, _, reason = factor.partition("share ")
    direction = "up" if reason.startswith("increases") else "down"
    return direction, kinds.rstrip(" -").lower(), "yes" if _AI.search(reason) else ""


def crosswalk(workbook: Path) -> dict[str, str]:
    """Return the code of the National Employment Matrix by O*NET-SOC code."""
    onet, matrix = "O*NET-SOC Code", "NEM Code"
    rows = read_sheet(workbook, "ONET to SOC crosswalk", header_row=5, columns=(onet, matrix))
    return {row[onet]: row[matrix] for row in rows if row[onet] and row[matrix]}


def wages(workbook: Path) -> Table:
    """Return the national wages of each occupation in US dollars; ``#`` is at or above the top code.

    A broad group that is published as one occupation stands twice in the workbook.
    """
    rows = read_sheet(workbook, "national_M2024_dl", header_row=1, columns=("O_GROUP", *_WAGES.values()))
    found = (
        tuple(row[column] for column in _WAGES.values())
        for row in rows
        if row["O_GROUP"] in ("broad", "detailed")
    )
    return tuple(_WAGES), dict.fromkeys(found)
