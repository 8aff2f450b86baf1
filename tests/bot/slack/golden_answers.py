"""The answers of the golden files: one for every kind of block, for every limit, and for hostile text.

``python -m tests.bot.slack.golden_answers`` writes the files anew; what has changed is then read in the diff.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bot.slack.block_kit import Style
from bot.slack.render import Pressed, page
from bot.slack.views import help_blocks, home_view, prompts
from tests.web_site import CHART, CHARTS, LIST, NOTE, TABLE, buttons, chart, point, sources, text

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
    made["home"] = home_view(STARTERS)
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
