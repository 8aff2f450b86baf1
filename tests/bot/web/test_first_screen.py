"""The first screen promises what is loaded, and nothing else."""

from __future__ import annotations

from sqlalchemy.engine import Engine

from bot.web.first_screen import FirstScreen, read_first_screen
from bot.web.pages import advisor_page
from knowledge.database import create_knowledge_engine
from tests.databases import sqlite_url


def test_with_all_occupations_they_are_counted_and_asked_about(dataset_engine: Engine) -> None:
    with dataset_engine.connect() as connection:
        told = read_first_screen(connection)
    assert (told.occupations, told.articles) == (1_016, 4)
    assert told.starters[0] == "What does a registered nurse earn?" and len(set(told.starters)) == 6
    assert "Which occupations fit me?" in told.starters
    page = advisor_page(told, "en")
    assert "Ask about any of 1,016 US occupations" in page
    rests = "O*NET 30.1, projections of the Bureau of Labor Statistics (BLS) 2024–2034, BLS wages of May 2025"
    assert f"{rests}, and 4 published articles, each with" in page
    german = advisor_page(told, "de")
    assert "nach einem von 1.016 Berufen" in german and "Prognosen 2024–2034" in german
    assert "Löhne des BLS (Mai 2025)" in german and "(mayo de 2025)" in advisor_page(told, "es")
    assert '<button type="button">Which occupations grow fastest?</button>' in page


def test_without_them_it_asks_about_the_content(shipped_database: object) -> None:
    with create_knowledge_engine(sqlite_url(shipped_database)).connect() as connection:  # type: ignore[arg-type]
        told = read_first_screen(connection)
    assert told.occupations == 0 and told.datasets == ()
    assert told.starters[0] == "Which certifications are there for machine learning engineers?"
    assert "Ask about careers" in advisor_page(told, "en")


def test_in_another_language_it_says_that_answers_are_in_english() -> None:
    told = FirstScreen(1_016, (), 1, ("<b>?",))
    page = advisor_page(told, "de")
    assert '<html lang="de">' in page and "auf Englisch" in page and "1 veröffentlichter Artikel" in page
    assert "&lt;b&gt;?" in page and "<b>" not in page
    assert "in English." not in advisor_page(told, "en")
