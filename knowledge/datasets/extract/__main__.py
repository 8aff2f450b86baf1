"""Makes the tables from the publishers' files: ``python -m knowledge.datasets.extract FOLDER``."""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from knowledge.datasets.dataset import DatasetError
from knowledge.datasets.extract import bls, onet
from knowledge.datasets.tables import FOLDER

ONET = Path("onet") / "db_30_1_text"
SKILLS = Path("onet") / "xlsx_29_3" / "Skills.xlsx"
BLS = Path("bls")


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the tables; return 1 with a message where a file is missing or has another layout."""
    parser = argparse.ArgumentParser(prog="python -m knowledge.datasets.extract", description=__doc__)
    parser.add_argument("source", type=Path, help="folder with the publishers' files in onet/ and bls/")
    parser.add_argument(
        "--output", type=Path, default=FOLDER, help="folder of the tables (default: %(default)s)"
    )
    options = parser.parse_args(arguments)
    try:
        extract(options.source, options.output)
    except DatasetError as error:
        print(f"{error}\nNo further table was written.", file=sys.stderr)
        return 1
    return 0


def extract(source: Path, output: Path) -> None:
    """Write all tables.

    Raises:
        DatasetError: a file cannot be read or has an unknown layout.
    """
    text, onet_skills = source / ONET, onet.read_skills(source / SKILLS)
    matrix = bls.crosswalk(source / BLS / "nem-onet-to-soc-crosswalk.xlsx")
    wages_header, wage_rows = bls.wages(source / BLS / "national_M2024_dl.xlsx")
    wages = list(wage_rows)
    _write(output / "wages_2024.tsv", wages_header, wages)
    _write(output / "projections.tsv", *bls.projections(source / BLS / "ep_occupation.xlsx"))
    _write(output / "factors.tsv", *bls.factors(source / BLS / "ep_occupation.xlsx"))
    _write(output / "occupations.tsv", *onet.occupations(text, matrix, {row[0]: row[1] for row in wages}))
    _write(output / "education.tsv", *onet.education(text))
    _write(output / "experience.tsv", *onet.experience(text))
    _write(output / "interests.tsv", *onet.interests(text))
    _write(output / "related.tsv", *onet.related(text))
    _write(output / "skill_importance.tsv", *onet.skills(onet_skills, "IM"))
    _write(output / "skill_level.tsv", *onet.skills(onet_skills, "LV"))
    _write_by_group(output / "titles", ("code", "kind", "title"), onet.titles(text))
    header = ("code", "technology", "category", "hot", "in_demand")
    _write_by_group(output / "technologies", header, onet.technologies(text))


def _write_by_group(folder: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a file for each major group, named by its two digits."""
    groups: dict[str, list[Sequence[str]]] = defaultdict(list)
    for row in rows:
        groups[row[0][:2]].append(row)
    for group, found in groups.items():
        _write(folder / f"{group}.tsv", header, found)


def _write(file: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = ["\t".join(header), *sorted("\t".join(row) for row in rows)]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{file}: {len(lines) - 1:,} rows")


if __name__ == "__main__":
    sys.exit(main())
