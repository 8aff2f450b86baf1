"""The answers of the golden files: one for every kind of block, for every limit, and for hostile text.

``python -m tests.bot.slack.golden_answers`` writes the files anew; what has changed is then read in the diff.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.slack.block_kit import Style
from bot.slack.cards import card_blocks, card_text
from bot.slack.render import Pressed, page, shared
from bot.slack.slack_request import SlackRequest
from bot.slack.views import contact_blocks, help_blocks, home_view, prompts, reason_blocks
from tests.web_site import CARD, CHART, CHARTS, LIST, NOTE, TABLE, buttons, chart, point, sources, text

Json = dict[str, Any]
GOLDEN = Path(__file__).with_name("golden")
ID = "0123456789abcdef" * 2
STARTERS = ["What does a machine learning engineer earn?", "Which industries employ them?"]
HOSTILE = "<!channel> & <https://evil.example|click> *bold* _it_ ~no~ `code` @here #general <@U1> &lt;"


def reply(*blocks: Json, outcome: str = "answered", **more: Any) -> Json:
    custom = {"outcome": outcome, "topic": None, "occupation": None, "blocks": list(blocks), "id": ID, **more}
    return {"text": "…", "custom": custom}


def points(count: int, label: str = "Group {}") -> Json:
    made = [{"label": label.format(n), "value": n, "display": f"{n}%"} for n in range(1, count + 1)]
    return {"type": "chart", "kind": "bar", "title": "Shares by group", "unit": "percent", "points": made}


def table(rows: int, columns: int = 3) -> Json:
    names = [f"Column {n}" for n in range(1, columns + 1)]
    cells = [[f"{row}.{n}" for n in range(1, columns + 1)] for row in range(1, rows + 1)]
    return {"type": "table", "caption": "A table", "columns": names, "rows": cells}


def choices(count: int, title: str = "Choice {}") -> Json:
    items = [{"title": title.format(n), "payload": f"/ask_{'x' * n}"} for n in range(1, count + 1)]
    return {"type": "buttons", "title": "You could ask next:", "items": items}


FIT = {
    "type": "table",
    "caption": "Occupations for you: pay in Ohio",
    "columns": ["Occupation", "Why", "Median pay", "Growth", "Entry education"],
    "rows": [
        ["Nurse practitioners", "writing 4.0 of 5; near “animals”", "$124,870", "40.1%", "Master's degree"],
        ["Biologists", "uses Excel & more", "$95,560", "1.2%", "Bachelor's degree"],
    ],
}
GAP = {
    "type": "table",
    "caption": "Skills, the missing ones first",
    "columns": ["Skill", "Importance", "Level needed", "Level held", "State"],
    "rows": [
        ["Programming", "3.6", "4.5", "0.6", "missing"],
        *(["Skill " + str(n), "3.5", "4.1", "3.1", "in part"] for n in range(12)),
    ],
}
SIDES = {
    "type": "table",
    "caption": "Side by side: pay in Ohio",
    "columns": ["What", "Registered nurses", "Data scientists"],
    "rows": [["Median pay", "$82,510 a year", "$102,630 a year"], ["On-the-job training", "None", ""]],
}
PLAN = {"type": "list", "title": None, "items": ["School: a degree is typical.", "Without a colon"]}
CONTACT = {"type": "contact", "text": "The people who run this:", "address": "careers@example.org"}

ANSWERS: dict[str, Json] = {
    "text": reply(text("At senior level they earn $170,000 a year on average.")),
    "text_hostile": reply(text(HOSTILE), {**LIST, "title": HOSTILE, "items": [HOSTILE]}),
    "text_long": reply(text("A sentence about careers & skills. " * 400), buttons()),
    "note": reply(text("See the shares:"), NOTE),
    "list": reply(LIST),
    "list_of_one": reply({"type": "list", "title": None, "items": ["Only this"]}),
    "list_long": reply({**LIST, "items": [f"Item {n} " + "with words " * 20 for n in range(1, 60)]}),
    "table": reply(TABLE),
    "table_with_empty_cells": reply({**TABLE, "rows": [["", "IBM", "", "advanced"]]}),
    "table_long": reply(table(250)),
    "table_wide": reply(table(3, 25)),
    "tables_two": reply(TABLE, table(2)),
    "chart": reply(CHART),
    **{f"chart_{kind}": reply(one) for kind, one in CHARTS.items()},
    "chart_line_even": reply(
        chart("line", "Employed", "people", *(point(str(n), n, at=n) for n in (2020, 2025, 2030)))
    ),
    "chart_stack_of_most": reply(chart("stack", "Shares", "percent", point("One", 40), point("Two", 50))),
    "chart_of_many_points": reply(points(25)),
    "chart_of_like_labels": reply(points(3, "A label that is long and ends with {}")),
    "charts_three": reply(points(3), points(4), points(5)),
    "sources": reply(text("They do."), sources("https://example.com/a?b=1&c=2", "001_file.txt")),
    "sources_many": reply(text("They do."), sources(*[f"https://example.com/{n}" for n in range(30)])),
    "buttons": reply(text("Which?"), buttons(), outcome="clarify"),
    "buttons_many": reply(text("Which?"), choices(30), outcome="clarify"),
    "buttons_long": reply(text("Which?"), choices(2, "Choice {} " + "of many words " * 8), outcome="clarify"),
    "unknown": reply(
        text("My sources do not tell this about data scientists: Salary."), buttons(), outcome="unknown"
    ),
    "advice_fit": reply(text("Nurse practitioners come *first*."), FIT, topic="career_fit", personal=True),
    "advice_gap": reply(text("Of 13 skills 1 is missing."), GAP, topic="skill_gap"),
    "advice_needed": reply(
        text("These matter."),
        {**GAP, "columns": GAP["columns"][:3], "rows": [["Speaking", "4.0", ""]]},
        topic="skill_gap",
    ),
    "advice_change": reply(
        text("A long way."), text("Of 10 skills 4 carry over."), SIDES, topic="career_change"
    ),
    "advice_plan": reply(text("A plan, step by step."), PLAN, topic="skill_gap"),
    "contact": reply(
        text("Hm."), {**CONTACT, "link": "mailto:careers@example.org"}, buttons(), outcome="clarify"
    ),
    "contact_words": reply(text("Hm."), {**CONTACT, "address": "room <4>"}, outcome="clarify"),
    "contact_channel": reply(text("Hm."), {**CONTACT, "address": "#careers", "channel": "#careers"}),
    "occupation": reply(text("They earn well."), buttons(), occupation="29-1141.00"),
    "apology": {
        "text": "I am sorry. Reference: 1",
        "custom": reply(text("I am sorry. Reference: 1"), outcome="error")["custom"],
    },
    "text_alone": {"text": "Only text & no blocks"},
    "all": reply(text("Here is all:"), LIST, TABLE, CHART, NOTE, sources("https://example.com/a"), buttons()),
}


def pages(told: Json, style: Style = Style.FULL) -> list[Json]:
    """Return every message that a reply becomes."""
    made = [page(told, 0, style=style)]
    while not made[-1].last:
        made.append(page(told, len(made), style=style))
    return [message(asdict(one)) for one in made]


def message(shown: Json) -> Json:
    """Return what is sent of a page."""
    blocks = list(shown["blocks"])
    return {"text": shown["text"], **({"blocks": blocks} if blocks else {})}


def golden() -> dict[str, Any]:
    """Return the content of every golden file, by name."""
    made: dict[str, Any] = {name: pages(told) for name, told in ANSWERS.items()}
    made["all_plain"] = pages(ANSWERS["all"], Style.PLAIN)
    made["all_text"] = pages(ANSWERS["all"], Style.TEXT)
    made["buttons_pressed"] = [message(asdict(page(ANSWERS["buttons"], pressed=Pressed("Tell me <more>"))))]
    made["more_pressed"] = [message(asdict(page(ANSWERS["text_long"], pressed=Pressed(more=True))))]
    made["home"] = home_view(STARTERS, ["What does a <nurse> earn?"])
    only_me = page(ANSWERS["occupation"], shareable=True), page(ANSWERS["advice_fit"], shareable=True)
    made["shareable"] = [message(asdict(one)) for one in only_me]
    seen = shared(ANSWERS["all"], "Ada <x>", "What & how?", style=Style.FULL)
    made["shared"] = [
        message(asdict(seen)),
        message(asdict(shared(ANSWERS["text_long"], "", None, style=Style.TEXT))),
    ]
    made["card"] = [{"text": card_text(CARD), "blocks": card_blocks(CARD, "https://example.com/a?b&c")}]
    asked = SlackRequest("contact", "T0TEAM", "U0ADA", "C0TALK", "1.2", answer=ID)
    made["contact_preview"] = [
        {"text": "preview", "blocks": contact_blocks(asked, "#careers", "What <now>?")}
    ]
    made["reasons"] = [{"text": "why", "blocks": reason_blocks(asked)}]
    made["help"] = [{"text": "help", "blocks": help_blocks(STARTERS)}]
    made["prompts"] = prompts([*STARTERS, "3", "4", "5"])
    return made


def written(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    made = golden()
    for file in GOLDEN.glob("*.json"):
        if file.stem not in made:
            file.unlink()
    for name, content in made.items():
        (GOLDEN / f"{name}.json").write_text(written(content), encoding="utf-8")


if __name__ == "__main__":
    main()
