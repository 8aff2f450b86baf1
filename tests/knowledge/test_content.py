"""Reading the content: what is sound is read whole, and every issue is told with file, line and fix."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from knowledge.content import CONTENT, Content, ContentError, ContentIssue, read_content
from knowledge.content_schema import Association, Statement
from knowledge.content_types import Key
from tests.knowledge.faulty_content import CROSS_ISSUES, FILE_ISSUES, ROW, Case

WriteContent = Callable[..., Path]


def issues_in(folder: Path) -> list[ContentIssue]:
    with pytest.raises(ContentError) as caught:
        read_content(folder)
    return caught.value.issues


def told(issue: ContentIssue) -> tuple[str, int, str, str]:
    return issue.file.name, issue.line, issue.message, issue.fix


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
