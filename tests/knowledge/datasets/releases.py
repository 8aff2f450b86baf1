"""A small release of O*NET with invented sentences, written in the layouts that the publisher has had."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

Lines = list[list[str]]
Files = Mapping[str, Lines]

CODE = "O*NET-SOC Code"
NURSE, SCIENTIST, OFFICER = "29-1141.00", "15-2051.00", "55-1011.00"
NURSING = "Nurses in this test watch over people who were made up."
MEASURES, COUNTS = "Measure how warm made-up people are.", 'Count "bandages.'
LISTENS, WRITES = "Listen to robots.", "Write to robots on paper."
_FILES = {
    "Occupation Data": f"""
{CODE}|Title|Description
{NURSE}|Registered Nurses|{NURSING}
{SCIENTIST}|Data Scientists|n/a
{OFFICER}|Air Crew Officers|Officers in this test fly paper planes.
""",
    "Alternate Titles": f"""
{CODE}|Alternate Title|Short Title|Source(s)
{NURSE}|Ward Wizard|WW|08
{NURSE}|R.N.|n/a|08
{SCIENTIST}|Ward Wizard|n/a|10
""",
    "Sample of Reported Titles": f"""
{CODE}|Reported Job Title|Shown in My Next Move
{NURSE}|Ward Wizard|Y
{NURSE}|Nurse|N
""",
    "Task Statements": f"""
{CODE}|Task ID|Task|Task Type|Incumbents Responding|Date|Domain Source
{NURSE}|12|{MEASURES}|Core|90|08/2023|Incumbent
{NURSE}|11|{COUNTS}|Supplemental|90|08/2023|Incumbent
{SCIENTIST}|13|Add made-up figures.|n/a|n/a|08/2023|Analyst
""",
    "Emerging Tasks": f"""
{CODE}|Task|Category|Original Task ID|Original Task|Date|Domain Source
{NURSE}|{LISTENS}|New|n/a|n/a|08/2025|Occupational Expert
{NURSE}|{WRITES}|Revision|11|{COUNTS}|08/2025|Occupational Expert
""",
    "Technology Skills": f"""
{CODE}|Example|Commodity Code|Commodity Title|Hot Technology|In Demand
{NURSE}|Thermometer 9|4|Medical software|N|N
{OFFICER}|Paperfly|4|Flight software|Y|Y
""",
    "Skills": f"""
{CODE}|Element ID|Element Name|Scale ID|Data Value|N|Recommend Suppress|Not Relevant
{NURSE}|2.A.1.b|Active Listening|IM|4.00|8|N|n/a
{NURSE}|2.A.1.b|Active Listening|LV|4.25|8|N|N
{OFFICER}|2.A.1.a|Reading Comprehension|IM|3.00|8|N|n/a
{OFFICER}|2.A.1.a|Reading Comprehension|LV|3.50|8|N|N
{OFFICER}|2.B.1.b|Coordination|IM|3.00|8|N|n/a
{OFFICER}|2.B.1.b|Coordination|LV|4.50|8|N|N
""",
    "Knowledge": f"""
{CODE}|Element ID|Element Name|Scale ID|Data Value|N
{NURSE}|2.C.7.a|English Language|IM|3.9|20
{NURSE}|2.C.7.a|English Language|LV|n/a|20
{NURSE}|2.C.5.a|Medicine and Dentistry|IM|4.4|20
{NURSE}|2.C.5.a|Medicine and Dentistry|LV|5.5|20
""",
    "Abilities": f"""
{CODE}|Element ID|Element Name|Scale ID|Data Value|N
{NURSE}|1.A.1.a.1|Oral Comprehension|IM|4.12|8
{NURSE}|1.A.1.a.1|Oral Comprehension|LV|4.5|8
""",
    "Work Activities": f"""
{CODE}|Element ID|Element Name|Scale ID|Data Value|N
{NURSE}|4.A.1.a.1|Getting Information|IM|4.6|20
{NURSE}|4.A.1.a.1|Getting Information|LV|5|20
""",
    "Work Context": f"""
{CODE}|Element ID|Element Name|Scale ID|Category|Data Value|N
{NURSE}|4.C.1.a.2.l|Face-to-Face Discussions|CX|n/a|4.9|20
{NURSE}|4.C.1.a.2.l|Face-to-Face Discussions|CXP|1|3.2|20
{NURSE}|4.C.1.a.2.l|Face-to-Face Discussions|CXP|5|96.8|20
{NURSE}|4.C.3.d.8|Duration of Typical Work Week|CT|n/a|2.1|20
{NURSE}|4.C.3.d.8|Duration of Typical Work Week|CTP|1|10|20
""",
    "Work Styles": f"""
{CODE}|Element ID|Element Name|Scale ID|Data Value|Date
{NURSE}|1.D.1.a|Innovation|DR|7.00|12/2025
{NURSE}|1.D.1.a|Innovation|WI|2.30|12/2025
""",
    "Interests": f"""
{CODE}|Element ID|Element Name|Scale ID|Data Value|Date
{OFFICER}|1.B.1.a|Realistic|OI|6.5|11/2023
{NURSE}|1.B.1.a|Realistic|OI|7.00|11/2023
{OFFICER}|1.B.1.g|First Interest High-Point|IH|1|11/2023
""",
    "Education, Training, and Experience": f"""
{CODE}|Element ID|Element Name|Scale ID|Category|Data Value|N
{OFFICER}|2.D.1|Required Level of Education|RL|1|0.00|28
{OFFICER}|2.D.1|Required Level of Education|RL|2|88.5|28
{OFFICER}|2.D.1|Required Level of Education|RL|12|11.5|28
{OFFICER}|3.A.1|Related Work Experience|RW|2|100|28
{OFFICER}|3.A.3|On-the-Job Training|OJ|2|100|28
""",
    "Job Zones": f"{CODE}|Job Zone|Date\n{NURSE}|3|08/2023\n",
}


def written_out() -> dict[str, Lines]:
    """Return the files as release 30.1 has them: a header, then records."""
    return {name: [line.split("|") for line in body.strip().splitlines()] for name, body in _FILES.items()}


def without_column(lines: Lines, column: str) -> Lines:
    place = lines[0].index(column)
    return [[*line[:place], *line[place + 1 :]] for line in lines]


def with_column(lines: Lines, column: str, behind: str) -> Lines:
    place = lines[0].index(behind) + 1
    return [[*line[:place], "x" if at else column, *line[place:]] for at, line in enumerate(lines)]


def renamed(lines: Lines, **columns: str) -> Lines:
    new = {old.replace("_", " "): name for old, name in columns.items()}
    return [[new.get(name, name) for name in lines[0]], *lines[1:]]


def parted(lines: Lines, *beginnings: str) -> list[Lines]:
    """Return the records of each beginning of an element's id in a file of their own."""
    place = lines[0].index("Element ID")
    return [[lines[0], *(line for line in lines[1:] if line[place].startswith(one))] for one in beginnings]


def as_27_0() -> dict[str, Lines]:
    files = written_out()
    files["Technology Skills"] = without_column(files["Technology Skills"], "In Demand")
    files["Work Styles"] = [
        [{"WI": "IM"}.get(cell, cell) for cell in line] for line in files["Work Styles"] if "DR" not in line
    ]
    return files


def as_29_3() -> dict[str, Lines]:
    files = {name: lines for name, lines in written_out().items() if name != "Occupation Data"}
    for name, lines in files.items():
        files[name] = with_column(lines, "Title", CODE)
        if "Scale ID" in lines[0]:
            files[name] = with_column(files[name], "Scale Name", "Scale ID")
    files["Occupation Data"] = written_out()["Occupation Data"]
    return files


def as_30_3() -> dict[str, Lines]:
    files = written_out()
    files["Job Titles"] = renamed(files.pop("Alternate Titles"), Alternate_Title="Job Title")
    files["Software Skills"] = renamed(files.pop("Technology Skills"), Example="Workplace Example")
    files["Essential Skills"], files["Transferable Skills"] = parted(files.pop("Skills"), "2.A", "2.B")
    files["Career Interest Types"] = files.pop("Interests")
    split = parted(files.pop("Education, Training, and Experience"), "2.D", "3.A")
    files["Education"], files["Training and Experience"] = split
    return files


def write_text(folder: Path, files: Files, end: str = "\r\n") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in files.items():
        body = "".join("\t".join(line) + end for line in lines)
        (folder / f"{name}.txt").write_bytes(body.encode())
    return folder


def write_workbooks(folder: Path, files: Files) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in files.items():
        write_workbook(folder / f"{name}.xlsx", lines)
    return folder


def write_read_me(folder: Path, release: str, date: str = "December 2025") -> None:
    (folder / "Read Me.txt").write_text(f"O*NET {release} Database\n{date} Release\n---------------------\n")


LAYOUTS: Mapping[str, Callable[[Path], Path]] = {
    "27.0": lambda folder: write_text(folder, as_27_0(), end="\n"),
    "29.3": lambda folder: write_workbooks(folder, as_29_3()),
    "30.1": lambda folder: write_text(folder, written_out()),
    "30.3": lambda folder: write_text(folder, as_30_3()),
}


def write_release(folder: Path, release: str = "30.1") -> Path:
    """Write the release in the layout of one of :data:`LAYOUTS`."""
    LAYOUTS[release](folder)
    write_read_me(folder, release)
    return folder


def zipped(folder: Path, file: Path) -> Path:
    """Pack a folder as the publisher does, with the folder in the archive."""
    with ZipFile(file, "w") as archive:
        for one in sorted(folder.iterdir()):
            archive.write(one, f"{folder.name}/{one.name}")
    return file


SPACES = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def write_workbook(file: Path, lines: Sequence[Sequence[str]]) -> Path:
    """Write a workbook as Excel would: texts in a table, numbers as numbers, no empty cells."""
    texts: list[str] = []
    rows = []
    for number, line in enumerate(lines, start=1):
        cells = []
        for place, value in enumerate(line):
            if not value:
                continue
            reference = f"{chr(ord('A') + place)}{number}"
            if value.replace(".", "", 1).isdigit() and value.count(".") < 2:
                cells.append(f'<c r="{reference}"><v>{float(value)!r}</v></c>')
            else:
                cells.append(f'<c r="{reference}" t="s"><v>{len(texts)}</v></c>')
                texts.append(value)
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    items = "".join(f"<si><t>{escape(text)}</t></si>" for text in texts)
    return write_parts(
        file, sheet=f"<sheetData>{''.join(rows)}</sheetData>", texts=f"<sst {SPACES}>{items}</sst>"
    )


def write_parts(
    file: Path, *, sheet: str, texts: str | None = None, target: str = "worksheets/a.xml"
) -> Path:
    """Write a workbook whose first sheet has this body."""
    with ZipFile(file, "w") as book:
        sheets = '<sheet name="First" r:id="rId7"/><sheet name="Second" r:id="rId1"/>'
        book.writestr("xl/workbook.xml", f"<workbook {SPACES}><sheets>{sheets}</sheets></workbook>")
        related = f'<Relationship Id="rId1" Target="b.xml"/><Relationship Id="rId7" Target="{target}"/>'
        book.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{RELATIONS}">{related}</Relationships>'
        )
        book.writestr("xl/worksheets/a.xml", f"<worksheet {SPACES}>{sheet}</worksheet>")
        if texts is not None:
            book.writestr("xl/sharedStrings.xml", texts)
    return file
