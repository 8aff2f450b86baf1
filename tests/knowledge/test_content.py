"""Reading the content: what is sound is read whole, and every issue is told with file, line and fix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

import pytest

from knowledge.content import CONTENT, Content, ContentError, ContentIssue, read_content
from knowledge.content_schema import Association, Statement
from knowledge.content_types import Key

WriteContent = Callable[..., Path]


def issues_in(folder: Path) -> list[ContentIssue]:
    with pytest.raises(ContentError) as caught:
        read_content(folder)
    return caught.value.issues


def told(issue: ContentIssue) -> tuple[str, int, str, str]:
    return issue.file.name, issue.line, issue.message, issue.fix


class Case(NamedTuple):
    """A file that stands beside the small sound content, and the one issue expected in it."""

    name: str
    body: str
    line: int
    message: str
    fix: str


ROW = "source: almanac, topic: skills"

FILE_ISSUES = [
    Case(
        "bad YAML",
        "statements:\n  - {key: a, text: [unclosed}\n",
        2,
        "not valid YAML: expected ',' or ']', but got '}'",
        "fix the YAML at this line",
    ),
    Case(
        "a tab as indent",
        "topics:\n\t- key: a\n",
        2,
        "not valid YAML: found character '\\t' that cannot start any token",
        "fix the YAML at this line",
    ),
    Case(
        "a YAML key twice in one entry",
        "topics:\n  - key: a\n    key: b\n",
        3,
        'not valid YAML: found duplicate key "key" with value "b" (original value: "a")',
        "fix the YAML at this line",
    ),
    Case(
        "two documents in one file",
        "topics: []\n---\ntopics: []\n",
        2,
        "not valid YAML: but found another document",
        "fix the YAML at this line",
    ),
    Case(
        "a control character",
        "topics: []\n# \x07\n",
        2,
        "not valid YAML: special characters are not allowed",
        "fix the YAML at this line",
    ),
    Case("an empty file", "", 1, "no sections in this file", "begin it with a section such as 'statements:'"),
    Case(
        "only comments",
        "# later\n",
        1,
        "no sections in this file",
        "begin it with a section such as 'statements:'",
    ),
    Case(
        "a list", "- a\n- b\n", 1, "no sections in this file", "begin it with a section such as 'statements:'"
    ),
    Case(
        "a line of prose",
        "Hello.\n",
        1,
        "no sections in this file",
        "begin it with a section such as 'statements:'",
    ),
    Case(
        "a section that is a number",
        "topics: []\n7: []\n",
        2,
        "unknown key '7'",
        "remove it or correct its spelling",
    ),
    Case(
        "an unknown section",
        "statement:\n  - {key: a}\n",
        1,
        "unknown key 'statement'",
        "remove it or correct its spelling",
    ),
    Case(
        "a section without entries",
        "associations:\n",
        1,
        "'associations' is empty",
        "give it a value or remove the key",
    ),
    Case(
        "a section that is a mapping",
        "\ntopics:\n  key: a\n",
        2,
        "'topics' is not a list",
        "write its entries as lines that begin with '- '",
    ),
    Case(
        "an entry that is text",
        "topics:\n  - salary\n",
        2,
        "'topics.0' is not a set of 'key: value' pairs",
        "write it as 'key: value' pairs",
    ),
]

FILE_ISSUES += [
    Case(
        "a number with a comma in a mapping in braces",
        "figures:\n  - {key: a, value: 62,000, unit: usd}\n",
        2,
        "a number is cut at its comma, before '0'",
        "write numbers without thousands separators, such as 62000",
    ),
    Case(
        "a word that may mean true or false",
        "topics:\n  - key: a\n    title: No\n",
        3,
        "'No' without quotes means true or false to many YAML programs",
        'write "No" in quotes, or true or false',
    ),
    Case(
        "such a word in a list",
        "entities:\n  - {key: a, name: a, kind: tool, aliases: [b, On]}\n",
        2,
        "'On' without quotes means true or false to many YAML programs",
        'write "On" in quotes, or true or false',
    ),
]

CROSS_ISSUES = [
    Case(
        "a figure in another unit than its measure's",
        "about: bell_ringer\nfigures:\n"
        f"  - {{key: a, {ROW}, measure: average_salary, value: 1, unit: hours}}\n",
        3,
        "'a' is in hours, but its measure 'average_salary' is in usd",
        "write 'unit: usd' or name another measure",
    ),
    Case(
        "a figure that is no money, of a measure in any currency",
        "about: bell_ringer\nmeasures: [{key: pay, title: Pay, unit: currency}]\nfigures:\n"
        f"  - {{key: a, {ROW}, measure: pay, value: 1, unit: hours}}\n",
        4,
        "'a' is in hours, but its measure 'pay' is in a currency",
        "write 'unit: eur' or name another measure",
    ),
    Case(
        "a figure in billions of a measure that is not",
        "about: bell_ringer\nmeasures: [{key: pay, title: Pay, unit: currency}]\nfigures:\n"
        f"  - {{key: a, {ROW}, measure: pay, value: 1, unit: chf_billion}}\n",
        4,
        "'a' is in chf_billion, but its measure 'pay' is in a currency",
        "write 'unit: eur' or name another measure",
    ),
    Case(
        "a negative figure",
        "about: bell_ringer\nfigures:\n"
        f"  - {{key: a, {ROW}, measure: average_salary, value: -5, unit: usd}}\n",
        3,
        "'a' is negative: -5",
        "correct the value, or write 'signed: true' on the measure 'average_salary' of changes",
    ),
    Case(
        "a share of more than the whole",
        f"""\
        about: bell_ringer
        measures:
          - {{key: part, title: Share, unit: percent, chart_type: share}}
        figures:
          - {{key: a, {ROW}, measure: part, value: 120, unit: percent}}
        """,
        5,
        "'a' is more than the whole: 120",
        "write the share in per cent, from 0 to 100",
    ),
    Case(
        "a key twice in a section",
        f"""\
        about: bell_ringer
        statements:
          - {{key: a, {ROW}, text: One.}}

          - {{key: a, {ROW}, text: Two.}}
        """,
        5,
        "the key 'a' is already used at {folder}/other.yml:3",
        "give one of the two another key",
    ),
    Case(
        "a key of another file",
        f"""\
        about: bell_ringer
        statements:
          - {{key: skills.timing, {ROW}, text: Again.}}
        """,
        3,
        "the key 'skills.timing' is already used at {folder}/main.yml:17",
        "give one of the two another key",
    ),
    Case(
        "a key of another kind of row",
        """\
        about: bell_ringer
        related_occupations:
          - {key: association.rope, source: almanac, kind: related, other_name: tuner, text: Near.}
        """,
        3,
        "the key 'association.rope' is already used at {folder}/main.yml:19",
        "give one of the two another key",
    ),
    Case(
        "a source twice",
        """\
        sources:
          - {key: almanac, title: The Other, published: 2020, location: other.txt, licence: none}
        """,
        2,
        "the key 'almanac' is already used at {folder}/main.yml:2",
        "give one of the two another key",
    ),
    Case(
        "a topic twice",
        "topics:\n  - {key: salary, title: Pay, question: How much?, group: pay}\n",
        2,
        "the key 'salary' is already used at {folder}/main.yml:4",
        "give one of the two another key",
    ),
    Case(
        "a measure twice",
        "measures:\n  - {key: average_salary, title: Pay}\n",
        2,
        "the key 'average_salary' is already used at {folder}/main.yml:7",
        "give one of the two another key",
    ),
    Case(
        "an entity twice",
        "entities:\n  - {key: rope, name: cord, kind: tool}\n",
        2,
        "the key 'rope' is already used at {folder}/main.yml:9",
        "give one of the two another key",
    ),
    Case(
        "an occupation twice",
        "\noccupation:\n  key: bell_ringer\n  name: sexton\n  plural: sextons\n",
        3,
        "the key 'bell_ringer' is already used at {folder}/main.yml:11",
        "give one of the two another key",
    ),
    Case(
        "an alias of another entity",
        "entities:\n  - {key: cord, name: cord, kind: tool, aliases: [Ropes]}\n",
        2,
        "'Ropes' already names 'rope' at {folder}/main.yml:9",
        "let one tool have this name",
    ),
    Case(
        "the name of another entity",
        "entities:\n  - {key: cord, name: rope, kind: tool}\n",
        2,
        "'rope' already names 'rope' at {folder}/main.yml:9",
        "let one tool have this name",
    ),
    Case(
        "an alias of another occupation",
        "\noccupation:\n  key: caller\n  name: caller\n  plural: callers\n  aliases: [Ringer]\n",
        3,
        "'Ringer' already names 'bell_ringer' at {folder}/main.yml:11",
        "let one occupation have this name",
    ),
    Case(
        "an alias that repeats the name",
        "entities:\n  - {key: e_mail, name: e-mail, kind: tool, aliases: [E Mail]}\n",
        2,
        "'E Mail' repeats another name of 'e_mail'",
        "remove this alias: case, dots and hyphens do not count",
    ),
    Case(
        "an alias that repeats an alias",
        "entities:\n  - {key: cord, name: cord, kind: tool, aliases: [line, Line]}\n",
        2,
        "'Line' repeats another name of 'cord'",
        "remove this alias: case, dots and hyphens do not count",
    ),
    Case(
        "an alias that repeats the plural",
        "\noccupation:\n  key: caller\n  name: caller\n  plural: callers\n  aliases: [Callers]\n",
        3,
        "'Callers' repeats another name of 'caller'",
        "remove this alias: case, dots and hyphens do not count",
    ),
    Case(
        "an alias of punctuation only",
        'entities:\n  - {key: cord, name: cord, kind: tool, aliases: ["?!"]}\n',
        2,
        "'?!' has no letter or digit",
        "remove this alias",
    ),
    Case(
        "an occupation that is not there",
        f"about: bell_ringr\nstatements:\n  - {{key: a, {ROW}, text: One.}}\n",
        3,
        "there is no occupation 'bell_ringr'",
        "did you mean 'bell_ringer'?",
    ),
    Case(
        "an occupation that is not there, named on the entry",
        f"about: bell_ringer\nstatements:\n  - {{key: a, {ROW}, occupation: zoologist, text: One.}}\n",
        3,
        "there is no occupation 'zoologist'",
        "add the occupation or correct the key",
    ),
    Case(
        "a source that is not there",
        "about: bell_ringer\nstatements:\n  - {key: a, source: almanach, topic: skills, text: One.}\n",
        3,
        "there is no source 'almanach'",
        "did you mean 'almanac'?",
    ),
    Case(
        "a source of an entity that is not there",
        "entities:\n  - {key: cord, name: cord, kind: tool, description: Thin., source: nowhere}\n",
        2,
        "there is no source 'nowhere'",
        "add the source or correct the key",
    ),
    Case(
        "a source of a code that is not there",
        "\noccupation:\n  key: caller\n  name: caller\n  plural: callers\n"
        '  codes: [{scheme: SOC, code: "1", source: almanack}]\n',
        3,
        "there is no source 'almanack'",
        "did you mean 'almanac'?",
    ),
    Case(
        "a topic that is not there",
        "about: bell_ringer\nstatements:\n  - {key: a, source: almanac, topic: skill, text: One.}\n",
        3,
        "there is no topic 'skill'",
        "did you mean 'skills'?",
    ),
    Case(
        "a topic of a disagreement that is not there",
        "about: bell_ringer\ndisagreements:\n  - {key: d, topic: pay, text: No., rows: [association.rope]}\n",
        3,
        "there is no topic 'pay'",
        "add the topic or correct the key",
    ),
    Case(
        "a topic of a misconception when there is no such topic",
        "about: bell_ringer\nmisconceptions:\n"
        "  - {key: m, source: almanac, title: T, belief: B, reality: R, points: [P]}\n",
        3,
        "there is no topic 'misconceptions'",
        "add the topic or correct the key",
    ),
    Case(
        "an entity of a statement that is not there",
        f"about: bell_ringer\nstatements:\n  - {{key: a, {ROW}, text: One., entities: [rope, rop]}}\n",
        3,
        "there is no entity 'rop'",
        "did you mean 'rope'?",
    ),
    Case(
        "an entity of an association that is not there",
        f"about: bell_ringer\nassociations:\n  - {{key: a, {ROW}, entity: hammer, text: A.}}\n",
        3,
        "there is no entity 'hammer'",
        "add the entity or correct the key",
    ),
    Case(
        "an entity of a figure that is not there",
        f"about: bell_ringer\nfigures:\n"
        f"  - {{key: a, {ROW}, measure: average_salary, entity: hammer, value: 1, unit: usd}}\n",
        3,
        "there is no entity 'hammer'",
        "add the entity or correct the key",
    ),
    Case(
        "a measure that is not there",
        "about: bell_ringer\nfigures:\n"
        f"  - {{key: a, {ROW}, measure: average_salery, value: 1, unit: usd}}\n",
        3,
        "there is no measure 'average_salery'",
        "did you mean 'average_salary'?",
    ),
    Case(
        "the other occupation of a comparison that is not there",
        "about: bell_ringer\ncomparisons:\n"
        "  - {key: a, source: almanac, other: sexton, aspect: Do, layout: prose, text: A., other_text: B.}\n",
        3,
        "there is no occupation 'sexton'",
        "add the occupation or correct the key",
    ),
    Case(
        "the other occupation of a related_occupation that is not there",
        "about: bell_ringer\nrelated_occupations:\n"
        "  - {key: a, source: almanac, kind: related, other: sexton, text: A.}\n",
        3,
        "there is no occupation 'sexton'",
        "add the occupation or correct the key",
    ),
    Case(
        "a row of a disagreement that is not there",
        "about: bell_ringer\ndisagreements:\n"
        "  - {key: d, topic: salary, text: No., rows: [salary.average, salary.averag]}\n",
        3,
        "there is no row 'salary.averag'",
        "did you mean 'salary.average'?",
    ),
    Case(
        "a disagreement that tells another number than its figures",
        "about: bell_ringer\ndisagreements:\n"
        "  - {key: d, topic: salary, text: One says 99 or 1000., rows: [salary.average]}\n",
        3,
        "'d' does not mention 100, the value of a figure among its rows",
        "rewrite its text for the present figures",
    ),
    Case(
        "an occupation of a disagreement that is not there",
        "disagreements:\n  - {key: d, occupation: bell, topic: salary, text: X, rows: [association.rope]}\n",
        2,
        "there is no occupation 'bell'",
        "add the occupation or correct the key",
    ),
    Case(
        "a description without a source",
        "entities:\n  - {key: cord, name: cord, kind: tool, description: Thin.}\n",
        2,
        "'cord' states facts without a source",
        "add 'source:' to this entry",
    ),
    Case(
        "a price of nothing without a source",
        "entities:\n  - {key: badge, name: badge, kind: certification, price: 0}\n",
        2,
        "'badge' states facts without a source",
        "add 'source:' to this entry",
    ),
    Case(
        "a row about no occupation",
        f"statements:\n  - {{key: a, {ROW}, text: One.}}\n",
        2,
        "'a' is about no occupation",
        "write 'about: <key>' at the top of the file, or 'occupation:' on the entry",
    ),
    Case(
        "a disagreement about no occupation",
        "disagreements:\n  - {key: d, topic: salary, text: No., rows: [association.rope]}\n",
        2,
        "'d' is about no occupation",
        "write 'about: <key>' at the top of the file, or 'occupation:' on the entry",
    ),
]


@pytest.mark.parametrize("case", [*FILE_ISSUES, *CROSS_ISSUES], ids=lambda case: case.name)
def test_a_fault_is_told_with_line_and_mend(case: Case, write_content: WriteContent) -> None:
    folder = write_content(other=dedent(case.body))
    (issue,) = issues_in(folder)
    message = case.message.replace("{folder}", str(folder))
    assert told(issue) == ("other.yml", case.line, message, case.fix)


def test_a_file_that_is_not_utf_8_is_told(write_content: WriteContent) -> None:
    folder = write_content()
    (folder / "other.yml").write_bytes("topics: [] # caf\xe9\n".encode("latin-1"))
    (issue,) = issues_in(folder)
    assert told(issue) == ("other.yml", 1, "not UTF-8 text", "save the file as UTF-8")


def test_a_file_that_cannot_be_read_is_told(write_content: WriteContent) -> None:
    folder = write_content()
    (folder / "other.yml").mkdir()
    (issue,) = issues_in(folder)
    assert told(issue) == (
        "other.yml",
        1,
        "cannot be read: Is a directory",
        "make it a readable file",
    )


@pytest.mark.parametrize("name", [".", "nowhere"])
def test_a_folder_without_content_is_told(tmp_path: Path, name: str) -> None:
    (issue,) = issues_in(tmp_path / name)
    assert (issue.file, issue.line) == (tmp_path / name, 1)
    assert (issue.message, issue.fix) == (
        "no content files here",
        "name a folder that holds .yml or .yaml files",
    )


@pytest.mark.parametrize("value", ["false", "true"])
def test_it_is_told_unless_just_one_occupation_is_featured(write_content: WriteContent, value: str) -> None:
    sound = write_content()
    main = (sound / "main.yml").read_text()
    if value == "false":
        write_content(main.replace("featured: true", "featured: false"))
    else:
        write_content(main, other="occupation: {key: a, name: a, plural: as, featured: true}\n")
    (issue,) = issues_in(sound)
    fix = "set 'featured: true' on the one occupation that a question without an occupation is about"
    assert told(issue) == ("main.yml", 11, "not exactly one occupation is featured", fix)


def test_content_without_any_occupation_is_told_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "topics.yml").write_text("topics: []\n")
    (issue,) = issues_in(tmp_path)
    assert (issue.file, issue.line, issue.message) == (tmp_path, 1, "not exactly one occupation is featured")


def test_all_faults_of_the_files_are_told_at_once(write_content: WriteContent) -> None:
    folder = write_content(
        first="topics:\n  - {key: A, title: '', group: pay}\n  - {key: b, tittle: x}\n",
        second="associations: 7\n",
    )
    assert [told(issue)[:3] for issue in issues_in(folder)] == [
        (
            "first.yml",
            2,
            f"'topics.0.key': string does not match regex \"{Key.regex}\"",
        ),
        ("first.yml", 2, "'topics.0.title' is empty"),
        ("first.yml", 2, "'question' is missing"),
        ("first.yml", 3, "'title' is missing"),
        ("first.yml", 3, "'question' is missing"),
        ("first.yml", 3, "'group' is missing"),
        ("first.yml", 3, "unknown key 'tittle'"),
        ("second.yml", 1, "'associations' is not a list"),
    ]


def test_all_faults_between_entries_are_told_at_once(write_content: WriteContent) -> None:
    folder = write_content(
        other=dedent(
            """\
            about: bell_ringer
            entities:
              - {key: cord, name: rope, kind: tool, description: Thin.}
            statements:
              - {key: skills.timing, source: almanak, topic: skils, text: One., entities: [x]}
            occupation: {key: caller, name: caller, plural: callers, featured: true}
            """
        )
    )
    messages = [issue.message for issue in issues_in(folder)]
    assert messages == [
        f"the key 'skills.timing' is already used at {folder}/main.yml:17",
        f"'rope' already names 'rope' at {folder}/main.yml:9",
        "'cord' states facts without a source",
        "there is no source 'almanak'",
        "there is no topic 'skils'",
        "there is no entity 'x'",
        "not exactly one occupation is featured",
    ]


def test_the_error_shows_a_line_for_each_fault(write_content: WriteContent) -> None:
    folder = write_content(other="associations: 7\n", third="topics: 8\n")
    with pytest.raises(ContentError) as caught:
        read_content(folder)
    fix = "write its entries as lines that begin with '- '"
    assert str(caught.value).splitlines() == [
        f"{folder}/other.yml:1: 'associations' is not a list — {fix}",
        f"{folder}/third.yml:1: 'topics' is not a list — {fix}",
    ]


def test_a_file_below_the_working_folder_is_named_from_there(
    write_content: WriteContent, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_content(other="associations: 7\n")
    monkeypatch.chdir(folder.parent)
    assert issues_in(folder)[0].file == Path("content/other.yml")


def test_sound_content_is_read_with_the_place_of_every_entry(write_content: WriteContent) -> None:
    content = read_content(write_content())
    assert [occupation.key for occupation in content.occupations] == ["bell_ringer"]
    assert content.location(content.occupations[0]).line == 11
    assert content.location(content.statements[0]).line == 17
    assert [row.key for row in content.rows()] == [
        "skills.timing",
        "association.rope",
        "salary.average",
        "related_occupation.sexton",
    ]
    assert {row.occupation for row in content.rows()} == {"bell_ringer"}
    assert content.disagreements[0].occupation == "bell_ringer"


def test_a_row_may_be_about_another_occupation_than_its_file(write_content: WriteContent) -> None:
    other = f"""\
    occupation: {{key: sexton, name: sexton, plural: sextons}}
    statements:
      - {{key: a, {ROW}, text: One.}}
      - {{key: b, {ROW}, text: Two., occupation: bell_ringer}}
    """
    content = read_content(write_content(other=dedent(other)))
    assert {row.key: row.occupation for row in content.statements} == {
        "skills.timing": "bell_ringer",
        "a": "sexton",
        "b": "bell_ringer",
    }


def test_files_in_folders_below_are_read_in_the_order_of_their_paths(write_content: WriteContent) -> None:
    folder = write_content()
    (folder / "more" / "deep").mkdir(parents=True)
    (folder / "more" / "deep" / "a.yml").write_text("entities: [{key: a, name: a, kind: tool}]\n")
    (folder / "more" / "z.yml").write_text("entities: [{key: z, name: z, kind: tool}]\n")
    assert [entity.key for entity in read_content(folder).entities] == ["rope", "a", "z"]


def test_a_word_in_quotes_is_a_text(write_content: WriteContent) -> None:
    folder = write_content(
        other="entities:\n  - {key: negation, name: 'No', kind: tool, aliases: [\"on\"]}\n"
    )
    assert read_content(folder).entities[-1].name == "No"


def test_a_change_may_be_negative(write_content: WriteContent) -> None:
    other = f"""\
    about: bell_ringer
    measures:
      - {{key: change, title: Change, unit: people, signed: true}}
    figures:
      - {{key: a, {ROW}, measure: change, value: -5, unit: people}}
    """
    assert read_content(write_content(other=dedent(other))).figures[-1].value == -5


def test_a_file_may_end_in_yaml(write_content: WriteContent) -> None:
    folder = write_content()
    (folder / "more.yaml").write_text("entities: [{key: bell, name: bell, kind: tool}]\n")
    assert [entity.key for entity in read_content(folder).entities] == ["rope", "bell"]


def test_every_measure_of_the_own_content_has_a_unit(content: Content) -> None:
    assert [measure.key for measure in content.measures if not measure.unit] == []


def test_one_name_may_stand_for_things_of_different_kinds(write_content: WriteContent) -> None:
    folder = write_content(other="entities:\n  - {key: rope_skill, name: rope, kind: skill}\n")
    assert len(read_content(folder).entities) == 2


def test_the_own_content_lies_beside_the_code() -> None:
    assert CONTENT.is_dir()
    assert CONTENT.parent.name == "knowledge"


def test_every_occupation_of_the_own_content_has_rows(content: Content) -> None:
    counts = Counter(row.occupation for row in content.rows())
    assert all(counts[occupation.key] > 0 for occupation in content.occupations)


def test_a_figure_is_told_by_what_its_measure_is_told_by(content: Content) -> None:
    dimensions = {measure.key: measure.dimension for measure in content.measures}
    kinds = {entity.key: entity.kind for entity in content.entities}
    odd = {
        figure.key: (dimensions[figure.measure], figure.entity)
        for figure in content.figures
        if dimensions[figure.measure] != (kinds[figure.entity] if figure.entity else None)
    }
    assert odd == {}


def list_of(row: Statement | Association) -> object:
    """Return which of a source's lists a row belongs to."""
    if isinstance(row, Statement):
        return row.kind
    return row.requirement, row.skill_type, row.in_demand, row.widely_held


def test_ranks_rise_within_a_list_of_one_source(content: Content) -> None:
    last: dict[tuple[object, ...], int] = {}
    odd = []
    for row in (*content.statements, *content.associations):
        listed = (type(row), row.occupation, row.topic, list_of(row), row.source)
        if row.rank <= last.get(listed, 0):
            odd.append(f"{content.location(row)}: {row.key}")
        last[listed] = row.rank
    assert odd == []


def test_nothing_in_the_own_content_is_defined_in_vain(content: Content) -> None:
    used = {entity for statement in content.statements for entity in statement.entities}
    used |= {association.entity for association in content.associations} | {
        figure.entity for figure in content.figures if figure.entity
    }
    assert {entity.key for entity in content.entities} - used == set()
    assert {measure.key for measure in content.measures} == {figure.measure for figure in content.figures}
    assert {source.key for source in content.sources} == {row.source for row in content.rows()}
