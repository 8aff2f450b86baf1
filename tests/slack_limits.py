"""Slack's limits as its reference states them, held against messages; not the renderer's own list."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
KINDS = {
    "section",
    "context",
    "actions",
    "table",
    "data_visualization",
    "context_actions",
    "header",
    "divider",
}


def faults(message: Json) -> list[str]:
    """Return what Slack would refuse in the arguments of a message."""
    found: list[str] = []
    blocks = message.get("blocks") or []
    text = message.get("text")
    if not isinstance(text, str) or not text.strip():
        found.append("no fallback text")
    elif len(text) > 40_000 or (blocks and len(text) > 4_000):
        found.append(f"a fallback of {len(text)} characters")
    return found + block_faults(blocks, most=50)


def view_faults(view: Json) -> list[str]:
    """Return what Slack would refuse in a Home tab."""
    return ([] if view.get("type") == "home" else ["no Home tab"]) + block_faults(view["blocks"], most=100)


def block_faults(blocks: list[Json], *, most: int) -> list[str]:
    found = [f"{len(blocks)} blocks"] if len(blocks) > most else []
    names = [block["block_id"] for block in blocks if "block_id" in block]
    found += ["a block_id twice"] if len(names) != len(set(names)) else []
    found += [f"a block_id of {len(one)}" for one in names if not 0 < len(one) <= 255]
    for kind, limit in (("table", 1), ("data_visualization", 2)):
        count = sum(block.get("type") == kind for block in blocks)
        found += [f"{count} blocks of {kind}"] if count > limit else []
    for block in blocks:
        found += _of_block(block)
    return found


def _of_block(block: Json) -> list[str]:
    kind = block.get("type")
    if kind not in KINDS:
        return [f"no block {kind!r}"]
    if kind == "section":
        shown = block.get("fields", [])
        found = [] if "text" in block or shown else ["an empty section"]
        found += _text(block["text"], 3_000) if "text" in block else []
        found += [] if len(shown) <= 10 else [f"{len(shown)} fields"]
        return found + [fault for one in shown for fault in _text(one, 2_000)]
    if kind == "header":
        return _text(block.get("text"), 150, plain=True)
    if kind == "context":
        elements = block["elements"]
        many = [] if 1 <= len(elements) <= 10 else [f"{len(elements)} elements of context"]
        return many + [fault for one in elements for fault in _text(one, 3_000)]
    if kind == "actions":
        elements = block["elements"]
        many = [] if 1 <= len(elements) <= 25 else [f"{len(elements)} elements of actions"]
        ids = [one["action_id"] for one in elements]
        twice = ["an action_id twice"] if len(ids) != len(set(ids)) else []
        return many + twice + [fault for one in elements for fault in _button(one)]
    if kind == "table":
        return _table(block)
    if kind == "data_visualization":
        return _chart(block)
    if kind == "context_actions":
        return _thumbs(block)
    return []


def _text(text: Any, limit: int, *, plain: bool = False) -> list[str]:
    if not isinstance(text, dict) or text.get("type") != ("plain_text" if plain else "mrkdwn"):
        return [f"no text object: {text!r}"]
    told = text["text"]
    found = [] if 1 <= len(told) <= limit else [f"a text of {len(told)}, at most {limit}"]
    return found if plain else found + _markup(told)


def _markup(text: str) -> list[str]:
    """Return what is no markup: an open < or > outside a link, or an & that begins no entity."""
    import re

    bare = re.sub(r"<(https?://|mailto:)[^<>|]+\|[^<>]*>|<@U[A-Z0-9]+>", "", text)
    bare = re.sub(r"&(amp|lt|gt);", "", bare)
    return [f"{one} is not escaped" for one in "&<>" if one in bare]


def _button(element: Json) -> list[str]:
    found = [] if element.get("type") == "button" else [f"no button: {element.get('type')}"]
    found += _text(element.get("text"), 75, plain=True)
    found += [] if 0 < len(element["value"]) <= 2_000 else [f"a value of {len(element['value'])}"]
    return found + ([] if 0 < len(element["action_id"]) <= 255 else ["an action_id that is too long"])


def _table(block: Json) -> list[str]:
    rows = block["rows"]
    widths = {len(row) for row in rows}
    found = [] if 1 <= len(rows) <= 100 else [f"{len(rows)} rows"]
    found += [] if len(widths) == 1 and 1 <= max(widths) <= 20 else [f"rows of {widths} cells"]
    found += [] if len(block.get("column_settings", [])) <= 20 else ["too many column settings"]
    cells = [cell for row in rows for cell in row]
    return found + [f"a cell {cell!r}" for cell in cells if cell["type"] != "raw_text" or not cell["text"]]


def _chart(block: Json) -> list[str]:
    found = [] if 1 <= len(block["title"]) <= 50 else [f"a title of {len(block['title'])}"]
    chart = block["chart"]
    if chart["type"] == "pie":
        parts = chart["segments"]
        found += [] if 1 <= len(parts) <= 6 else [f"{len(parts)} segments"]
        found += [
            f"a segment {one}" for one in parts if not (one["value"] > 0 and 1 <= len(one["label"]) <= 20)
        ]
        return found
    found += [] if chart["type"] in {"bar", "line", "area"} else [f"no chart {chart['type']!r}"]
    series, categories = chart["series"], chart["axis_config"]["categories"]
    found += [] if 1 <= len(series) <= 6 else [f"{len(series)} series"]
    found += [f"a category of {len(one)}" for one in categories if not 1 <= len(one) <= 20]
    found += ["a category twice"] if len(categories) != len(set(categories)) else []
    for one in series:
        found += [] if 1 <= len(one["name"]) <= 20 else ["a name of a series that is too long"]
        found += [] if 1 <= len(one["data"]) <= 20 else [f"{len(one['data'])} points"]
        labels = [point["label"] for point in one["data"]]
        found += [] if labels == categories else ["labels that are no categories"]
        found += [
            "a value that is no number"
            for point in one["data"]
            if not isinstance(point["value"], (int, float))
        ]
    return found


def _thumbs(block: Json) -> list[str]:
    found = [] if 1 <= len(block["elements"]) <= 5 else ["too many context actions"]
    for element in block["elements"]:
        for side in ("positive_button", "negative_button"):
            found += _text(element[side]["text"], 75, plain=True)
            found += [] if 0 < len(element[side]["value"]) <= 2_000 else ["a thumb's value"]
            found += [] if len(element[side].get("accessibility_label", "")) <= 75 else ["a thumb's label"]
    return found
