"""Tables from the O*NET database: text files of release 30.1, and Skills.xlsx of release 29.3."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from knowledge.datasets.delimited import Columns, read_records
from knowledge.datasets.extract.sheets import read_sheet

CODE = ("O*NET-SOC Code",)
Record = Mapping[str, str]
Table = tuple[Sequence[str], Iterable[Sequence[str]]]

_INTERESTS = ("Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional")
_RATED: Columns = {
    "code": CODE,
    "element": ("Element Name",),
    "scale": ("Scale ID",),
    "value": ("Data Value",),
}


def occupations(
    folder: Path, codes_of_projections: Mapping[str, str], titles_of_wages: Mapping[str, str]
) -> Table:
    """Return each occupation with its job zone and the codes under which its figures are published.

    Args:
        folder: of the text files.
        codes_of_projections: by O*NET-SOC code, that of the National Employment Matrix.
        titles_of_wages: by the SOC code that OEWS publishes, also of broad groups (``xx-xxx0``), the title.
    """
    zones = {row["code"]: row["zone"] for row in _read(folder / "Job Zones.txt", zone=("Job Zone",))}
    rows = []
    for row in _read(folder / "Occupation Data.txt", title=("Title",)):
        code = row["code"]
        wage_code = _wage_code(code, codes_of_projections, titles_of_wages)
        wage_title = titles_of_wages.get(wage_code, "")
        projected = codes_of_projections.get(code, "")
        rows.append((code, row["title"], zones.get(code, ""), wage_code, wage_title, projected))
    return ("code", "title", "job_zone", "wage_code", "wage_title", "projection_code"), rows


def _wage_code(code: str, projections: Mapping[str, str], known: Mapping[str, str]) -> str:
    """Return the code of an occupation's wages: its own, that of the crosswalk, or its broad group's."""
    soc = code[:7]
    for wanted in (soc, projections.get(code, ""), f"{soc[:6]}0"):
        if wanted in known:
            return wanted
    return ""


def titles(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield (code, kind, title) of the alternate, short and reported titles, each once an occupation."""
    seen: set[tuple[str, str]] = set()
    reported = (
        (row["code"], "reported", row["title"])
        for row in _read(folder / "Sample of Reported Titles.txt", title=("Reported Job Title",))
    )
    alternate = (
        (row["code"], kind, row[kind])
        for row in _read(
            folder / "Alternate Titles.txt", alternate=("Alternate Title",), short=("Short Title",)
        )
        for kind in ("alternate", "short")
        if row[kind]
    )
    for code, kind, title in (*reported, *alternate):
        if (code, title) not in seen:
            seen.add((code, title))
            yield code, kind, title


def technologies(folder: Path) -> Iterator[tuple[str, ...]]:
    """Yield (code, technology, category, hot, in demand), the flags as Y or nothing."""
    for row in _read(
        folder / "Technology Skills.txt",
        name=("Example",),
        category=("Commodity Title",),
        hot=("Hot Technology",),
        in_demand=("In Demand",),
    ):
        flags = ("Y" if row[flag] == "Y" else "" for flag in ("hot", "in_demand"))
        yield row["code"], row["name"], row["category"], *flags


def interests(folder: Path) -> Table:
    """Return how much each interest fits an occupation (1 to 7)."""
    rated = _wide(row for row in _read_rated(folder / "Interests.txt") if row["scale"] == "OI")
    return ("code", *(name.lower() for name in _INTERESTS)), (
        (code, *(values[name] for name in _INTERESTS)) for code, values in rated
    )


def education(folder: Path) -> Table:
    """Return which share of its workers says which level of education an occupation requires (per cent)."""
    return _shares(folder, "RL")


def experience(folder: Path) -> Table:
    """Return which share of its workers says how much related work experience is required (per cent)."""
    return _shares(folder, "RW")


def related(folder: Path) -> Table:
    """Return the related occupations of each, nearest first."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in _read(
        folder / "Related Occupations.txt",
        other=("Related O*NET-SOC Code",),
        place=("Index",),
    ):
        found[row["code"]].append((int(row["place"]), row["other"]))
    return ("code", "related"), (
        (code, " ".join(o for _p, o in sorted(rows))) for code, rows in found.items()
    )


def read_skills(workbook: Path) -> list[Record]:
    """Return the rows of the workbook of skills, which takes seconds to read."""
    columns = ("O*NET-SOC Code", "Element Name", "Scale ID", "Data Value")
    return list(read_sheet(workbook, "Skills", header_row=1, columns=columns))


def skills(rows: Iterable[Record], scale: str) -> Table:
    """Return the ratings of each skill on a scale: IM, importance (1 to 5), or LV, level (0 to 7)."""
    rated = list(
        _wide(
            {
                "code": row["O*NET-SOC Code"],
                "element": row["Element Name"],
                "value": f"{float(row['Data Value']):g}",
            }
            for row in rows
            if row["Scale ID"] == scale
        )
    )
    names = sorted(rated[0][1])
    return ("code", *names), ((code, *(values[name] for name in names)) for code, values in rated)


def _shares(folder: Path, scale: str) -> Table:
    rated = [
        (code, values)
        for code, values in _wide(
            {**row, "element": row["category"]}
            for row in _read_rated(folder / "Education, Training, and Experience.txt", category=("Category",))
            if row["scale"] == scale
        )
    ]
    names = sorted(rated[0][1], key=int)
    return ("code", *names), ((code, *(values.get(name, "") for name in names)) for code, values in rated)


def _wide(rows: Iterable[Record]) -> Iterator[tuple[str, dict[str, str]]]:
    """Return the values of each occupation by element."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        found[row["code"]][row["element"]] = f"{float(row['value']):g}"
    return iter(found.items())


def _read_rated(file: Path, **columns: Sequence[str]) -> Iterator[Record]:
    return _read(file, **{name: names for name, names in _RATED.items() if name != "code"}, **columns)


def _read(file: Path, **columns: Sequence[str]) -> Iterator[Record]:
    """Yield a file's records with missing values as empty texts; every file has the column of codes."""
    for record in read_records(file, {"code": CODE, **columns}):
        yield {name: value or "" for name, value in record.fields.items()}
