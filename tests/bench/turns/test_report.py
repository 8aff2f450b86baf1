"""Tables, pictures and the page on performance."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from bench.documents import put
from bench.turns import results as kept
from bench.turns.report import (
    LATENCY,
    MEMORY,
    OCCUPATIONS,
    document,
    draw,
    draw_soak,
    publish,
    soak_table,
    tables,
)
from bench.turns.soak import Soak
from tests.bench.turns.samples import results

SOAK = Soak(10.0, samples={"server": [(float(minute), 500.0 + minute) for minute in range(11)]}, messages=70)


def test_latency_is_told_with_its_ratio_and_the_turns_it_is_of() -> None:
    rows = {row[0]: row for row in tables(results())["latency"].rows}
    assert rows["1"] == ("1", "10.0", "20.0", "×0.50", "10.0", "20.0")
    assert rows["500 (491–510)"][1:4] == ("12.0", "240.0", "×0.05")


def test_throughput_is_told_with_its_ratio_and_the_page_has_the_share_of_the_users() -> None:
    first = tables(results())["throughput"].rows[0]
    assert first == ("1", "90.0", "30.0", "×3.00", "20.0", "20.0")
    assert "7% of a core" in document(results(), None)


def test_the_page_tells_of_how_many_samples_each_figure_is_at_least() -> None:
    assert "at least 3 samples" in document(results(), None)


def test_a_start_is_the_middle_one_and_memory_that_of_all_processes() -> None:
    rows = {row[0]: row[1:] for row in tables(results())["cost"].rows}
    assert rows["start to first answer, s"] == ("5.0", "10.0", "×0.50")
    assert rows["memory (RSS), MB"] == ("600.0", "1,000.0", "×0.60")
    assert rows["memory (PSS), MB"] == ("300.0", "500.0", "×0.60")


def test_a_verdict_says_what_was_to_be_reached() -> None:
    rows = {row[0]: row[1:] for row in tables(results())["reach"].rows}
    assert rows["template's p50 at turn 500, relative to ours"] == ("×20", "at least ×15", "yes")
    assert rows["messages without an answer"] == ("0", "at most 0", "yes")


def test_what_was_not_measured_is_said_to_be_so() -> None:
    found = results()
    found.template.starts.clear()
    found.template.loads.clear()
    rows = {row[0]: row[1:] for row in tables(found)["cost"].rows}
    assert rows["start to first answer, s"] == ("5.0", "not measured", "not measured")
    assert tables(found)["throughput"].rows[0][2:4] == ("not measured", "not measured")


def test_the_latency_picture_names_both_projects_and_is_reproducible(
    tmp_path: Path,
) -> None:
    draw(results(), tmp_path)
    first = (tmp_path / LATENCY).read_bytes()
    draw(results(), tmp_path)
    assert (tmp_path / LATENCY).read_bytes() == first
    told = " ".join(ET.fromstring(first).itertext())
    assert "this project, p50" in told and "Rasa's template, p50" in told and "500" in told


def test_the_picture_of_a_soak_names_its_processes(tmp_path: Path) -> None:
    draw_soak(SOAK, tmp_path)
    assert "server" in " ".join(ET.parse(tmp_path / MEMORY).getroot().itertext())


def test_a_soak_is_told_with_the_slope_of_each_process() -> None:
    assert soak_table(SOAK).rows == [("server", "503", "510", "+1.00")]


def test_the_page_holds_all_tables_and_nothing_unfilled() -> None:
    without, with_soak = document(results(), None), document(results(), SOAK)
    for page in (without, with_soak):
        assert "{" not in page and "×0.05" in page and f"images/{LATENCY}" in page
    assert MEMORY not in without
    assert f"images/{MEMORY}" in with_soak and "70 messages" in with_soak and "+1.4%: flat" in with_soak


def test_publishing_writes_the_page_and_every_picture_that_it_shows(tmp_path: Path) -> None:
    publish(results(), SOAK, tmp_path / "page.md", tmp_path / "images")
    page = (tmp_path / "page.md").read_text(encoding="utf-8")
    for name in (LATENCY, MEMORY):
        assert f"(images/{name})" in page and (tmp_path / "images" / name).is_file()


def test_the_page_has_a_place_for_the_part_on_all_occupations(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    publish(results(), None, page, tmp_path, occupations="## Any occupation\n")
    put(page, OCCUPATIONS, "## Anew\n")
    text = page.read_text(encoding="utf-8")
    assert text.endswith("begin -->\n\n## Anew\n\n<!-- occupations: end -->\n")
    assert "Any occupation" not in text


def test_kept_results_are_what_was_measured(tmp_path: Path) -> None:
    kept.write(results(), tmp_path / "kept" / "compare.json")
    assert kept.read(tmp_path / "kept" / "compare.json") == results()
