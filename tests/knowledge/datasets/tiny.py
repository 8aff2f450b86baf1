"""Datasets of six occupations and a handful of places, on which a rule can be tested by hand."""

from __future__ import annotations

import gzip
import hashlib
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from unittest import mock

from sqlalchemy.engine import Engine

from knowledge.datasets import wages
from knowledge.datasets.dataset import Dataset
from knowledge.datasets.importer import import_dataset
from knowledge.datasets.occupations import occupations
from knowledge.datasets.projections import projections
from knowledge.datasets.wages import DATABASE, published_wages

NATION = "0000000"
OREGON, MAINE, GEORGIA, TEXAS = "4100000", "2300000", "1300000", "4800000"
PORTLAND_OREGON, PORTLAND_MAINE = "0038900", "0038860"

# By table, its header and its rows; a cell ends at "|".
TABLES: Mapping[str, str] = {
    "names": """
code|name|plural
15-1299.00|other computer worker|other computer workers
15-2051.00|data scientist|data scientists
15-2051.01|business intelligence analyst|business intelligence analysts
27-2011.00|actor|actors
29-1141.00|registered nurse|registered nurses
29-1211.00|anesthesiologist|anesthesiologists
55-1011.00|air crew officer|air crew officers
""",
    "occupations": """
code|title|job_zone|wage_code|wage_title|projection_code
15-1299.00|Computer Occupations, All Other||15-1299|Computer Occupations, All Other|15-1299
15-2051.00|Data Scientists|5|15-2051|Data Scientists|15-2051
15-2051.01|Business Intelligence Analysts|4|15-2051|Data Scientists|15-2051
27-2011.00|Actors|2|27-2011|Actors|27-2011
29-1141.00|Registered Nurses|3|29-1141|Registered Nurses|29-1141
29-1211.00|Anesthesiologists|5|29-1211|Anesthesiologists|29-1211
55-1011.00|Air Crew Officers||||
""",
    "everyday_titles": """
title|code
nurse|29-1141.00
""",
    "everyday_work": """
code|kind|text
15-2051.00|field|number magic
29-1141.00|work|take a pulse
""",
    "titles/15": """
code|kind|title
15-2051.00|alternate|Analyst
15-2051.00|alternate|Guru
15-2051.00|alternate|Registered Nurse
15-2051.00|reported|Statistics Wizard
15-2051.00|short|Data Scientist
15-2051.01|alternate|Consultant
15-2051.01|alternate|Sage
15-1299.00|alternate|Sage
""",
    "titles/27": """
code|kind|title
27-2011.00|alternate|Consultant
27-2011.00|alternate|Nurse
27-2011.00|alternate|Specialist
27-2011.00|reported|Guru
""",
    "titles/29": """
code|kind|title
29-1141.00|alternate|Analyst
29-1141.00|alternate|Specialist
29-1141.00|reported|Nurse
29-1141.00|reported|R.N.
""",
    "duties/15": """
code|kind|tasks|text
15-2051.00|description|7,8|Data scientists find out what figures tell.
15-2051.00|duty|8|Clean figures.
15-2051.00|duty|7,9|Tell what they mean.
""",
    "technologies/15": """
code|technology|category|hot|in_demand
15-2051.00|Microsoft Excel|Spreadsheet software|Y|
15-2051.00|Abacus|Counting software||
15-2051.00|Python|Programming language|Y|Y
15-2051.01|Python|Programming language|Y|
""",
    "technologies/29": """
code|technology|category|hot|in_demand
29-1141.00|Microsoft Excel|Spreadsheet software|Y|
""",
    "skill_importance": """
code|Mathematics|Programming|Speaking
15-2051.00|4.5|4|4
29-1141.00|2|1|4.25
""",
    "skill_level": """
code|Mathematics|Programming|Speaking
15-2051.00|5|3|4.5
29-1141.00|2|0|4
""",
    "interests": """
code|artistic|investigative|social
15-2051.00|2|7|1
27-2011.00|7|1|4
29-1141.00|1|5|6.5
""",
    "education": """
code|1|2
29-1141.00|0|100
""",
    "experience": """
code|1|2
29-1141.00|60|40
""",
    "levels": """
scale|category|name
education|1|a little
education|2|a lot
experience|1|none
experience|2|a year
""",
    "related": """
code|related
15-2051.00|15-2051.01 29-1141.00 27-2011.00
""",
    "projections": """
code|title|employment_2024|employment_2034|change_percent|self_employed_percent|openings_a_year|education|experience|training
15-1299|Computer occupations, all other|9.5|9|-5.3||0.7|Bachelor's degree|None|None
15-2051|Data scientists|1|1.3|33.5|1.5|0.1|Bachelor's degree|None|None
27-2011|Actors|0.4|0.4|-0.3|80|0.1|Some college, no degree|None|Long-term on-the-job training
29-1141|Registered nurses|3|3.1|4.9||0.2|Bachelor's degree|None|None
29-1211|Anesthesiologists|0.2|0.2|2.5|9|0|Doctoral or professional degree|None|Internship/residency
""",
    "factors": """
code|number|direction|kinds|names_ai|industries
15-2051|1|up|demand change||all
27-2011|1|down|demand change|yes|all
27-2011|2|up|productivity change||Theaters / Circuses
""",
    "factor_words": """
code|number|words
15-2051|1|there is more data
27-2011|1|fewer plays are staged, and AI acts
""",
    "wages_2024": """
code|title|employment|hourly_mean|annual_mean|hourly_p10|hourly_p25|hourly_p50|hourly_p75|hourly_p90|annual_p10|annual_p25|annual_p50|annual_p75|annual_p90
15-2051|Data Scientists|900|55|110000|30|40|50|60|70|62400|83200|104000|124800|145600
27-2011|Actors||30||10|15|20|30|#|||||
29-1211|Anesthesiologists|190|150|312000|60|90|#|#|#|124800|187200|#|#|#
""",
    "area_names": """
name|area
OR|Oregon
Rose City|Portland-Vancouver-Hillsboro, OR-WA
Atlantis|Nowhere, XX
USA|United States
""",
}

AREAS = [
    (NATION, "N", "00", "National"),
    (OREGON, "S", "41", "Oregon"),
    (MAINE, "S", "23", "Maine"),
    (GEORGIA, "S", "13", "Georgia"),
    (TEXAS, "S", "48", "Texas"),
    (PORTLAND_OREGON, "M", "41", "Portland-Vancouver-Hillsboro, OR-WA"),
    (PORTLAND_MAINE, "M", "23", "Portland-South Portland, ME"),
    ("0042540", "M", "42", "Scranton--Wilkes-Barre, PA"),
    ("0031140", "M", "21", "Louisville/Jefferson County, KY-IN"),
    ("0049180", "M", "37", "Winston-Salem, NC"),
    ("4100006", "M", "41", "Eastern Oregon nonmetropolitan area"),
]
SECTOR, SUBSECTOR, GROUP, DETAIL = "54--55", "541000", "541500", "541511"
INDUSTRIES = [
    ("000000", "Cross-industry, Private, Federal, State, and Local Government", 0),
    (SECTOR, "Sector 54 - Professional, Scientific, and Technical Services", 2),
    (SUBSECTOR, "Consulting (NAICS 541 only)", 3),
    (GROUP, "Computer Systems Design", 4),
    (DETAIL, "Custom Computer Programming", 5),
]
ALL = "000000"
TOP_CODED, UNPUBLISHED = "5", "8"
# Area, industry, occupation, employment, annual median and 90th percentile, hourly median; "#" is top-coded.
CELLS: Sequence[tuple[str, str, str, str, str, str, str]] = [
    (NATION, ALL, "000000", "9000", "50000", "100000", "24.04"),
    (PORTLAND_MAINE, ALL, "000000", "100", "50000", "100000", "24.04"),
    (PORTLAND_OREGON, ALL, "000000", "800", "50000", "100000", "24.04"),
    (NATION, ALL, "152051", "1000", "120000", "199000", "57.69"),
    (NATION, ALL, "151299", "9500", "99000", "150000", "47.6"),
    (NATION, ALL, "272011", "400", "-", "-", "20"),
    (NATION, ALL, "291141", "3000", "90000", "130000", "43.27"),
    (NATION, ALL, "291211", "200", "#", "#", "#"),
    (OREGON, ALL, "152051", "50", "150000", "#", "72.12"),
    (MAINE, ALL, "152051", "10", "-", "-", "-"),
    (GEORGIA, ALL, "152051", "70", "#", "#", "#"),
    (TEXAS, ALL, "152051", "-", "#", "#", "#"),
    (OREGON, ALL, "291141", "40", "80000", "100000", "38.46"),
    (PORTLAND_OREGON, ALL, "152051", "30", "140000", "200000", "67.3"),
    (NATION, SECTOR, "152051", "600", "125000", "-", "60.1"),
    (NATION, SUBSECTOR, "152051", "700", "130000", "-", "62.5"),
    (NATION, GROUP, "152051", "300", "131000", "-", "63"),
    (NATION, DETAIL, "152051", "200", "131000", "-", "63"),
    (OREGON, SECTOR, "152051", "5", "125000", "-", "60.1"),
]


def write_tables(folder: Path) -> Path:
    """Write the tables as the project carries its own."""
    for name, body in TABLES.items():
        file = folder / f"{name}.tsv"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(body.lstrip().replace("|", "\t").replace(" / ", " | "), encoding="utf-8")
    return folder


def write_wages(folder: Path) -> Path:
    """Write a database with the layout of the publisher's."""
    plain, packed = folder / "plain.sqlite", folder / DATABASE
    numbers = [f"{number:02}" for number in range(1, 18)]
    columns = [*(f"v{number}" for number in numbers), *(f"f{number}" for number in numbers)]
    with closing(sqlite3.connect(plain)) as connection, connection:
        connection.execute("CREATE TABLE area (area_code, areatype_code, state_code, area_name)")
        connection.execute("CREATE TABLE industry (industry_code, industry_name, display_level INTEGER)")
        connection.execute(f"CREATE TABLE cell (key TEXT PRIMARY KEY, {', '.join(columns)})")
        connection.executemany("INSERT INTO area VALUES (?, ?, ?, ?)", AREAS)
        connection.executemany("INSERT INTO industry VALUES (?, ?, ?)", INDUSTRIES)
        kinds = {code: kind for code, kind, _state, _name in AREAS}
        for place, industry, occupation, employed, *values in CELLS:
            key = f"OEU{kinds[place]}{place}{industry}{occupation}"
            told = dict(zip(("v13", "v15", "v08"), values, strict=True))
            cell = {column: "-" if column.startswith("v") else None for column in columns}
            cell |= {"v01": employed, "v17": "1.25"}
            for column, value in told.items():
                cell[column] = "-" if value == "#" else value
                missing = {"#": TOP_CODED, "-": UNPUBLISHED}.get(value)
                cell[column.replace("v", "f")] = missing
            marks = ", ".join("?" * (len(columns) + 1))
            connection.execute(f"INSERT INTO cell VALUES ({marks})", [key, *cell.values()])
    packed.write_bytes(gzip.compress(plain.read_bytes(), mtime=0))
    plain.unlink()
    return packed


def tiny_wages(file: Path, tables: Path) -> Dataset:
    """Return the dataset of a database of wages as if it were the publisher's file."""
    with mock.patch.object(wages, "OFFICIAL", hashlib.sha256(file.read_bytes()).hexdigest()):
        return published_wages(file, tables)


def tiny_datasets(folder: Path) -> list[Dataset]:
    """Write the tables and the wages into a folder and return their datasets."""
    tables = write_tables(folder / "tables")
    return [occupations(tables), projections(tables), tiny_wages(write_wages(folder), tables)]


def import_all(engine: Engine, datasets: Iterable[Dataset]) -> None:
    for dataset in datasets:
        import_dataset(engine, dataset)
