"""The facts of an occupation as a card of Block Kit, from ``bot.web.occupation_card``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.formatting import capitalised, in_unit, years
from bot.slack import limits
from bot.slack.block_kit import context, fields, header, section
from bot.slack.mrkdwn import bold, cut_escaped, escape, link
from bot.slack.texts import say
from knowledge.numbers import number

Json = dict[str, Any]
DUTIES = 3


def card_blocks(card: Mapping[str, Any], url: str | None = None) -> list[Json]:
    """Return the card; ``url`` is the occupation's page, where its address is known."""
    told = card.get("summary") or {}
    blocks = [header(capitalised(card["name"])), *_paragraph(told.get("text"))]
    facts = [*_pay(card.get("pay") or {}), *_outlook(card.get("outlook") or {}), *_education(card)]
    if facts:
        blocks.append(fields(None, facts))
    for name in ("duties", "skills", "related"):
        items = [_named(one) for one in (card.get(name) or {}).get("items", [])]
        if items:
            blocks.append(section(f"{bold(say(f'card_{name}'))}\n{_listed(name, items)}"))
    if url:
        blocks.append(section(say("card_page", url=escape(url))))
    if group := (card.get("pay") or {}).get("group"):
        blocks.append(context(escape(say("card_group", group=group))))
    return [*blocks, *_sources(card["sources"])]


def card_text(card: Mapping[str, Any]) -> str:
    """Return the card's first lines for where no blocks are shown."""
    told = (card.get("summary") or {}).get("text") or ""
    return cut_escaped(f"{capitalised(card['name'])}. {told}".strip(), limits.SECTION)


def _paragraph(text: str | None) -> list[Json]:
    return [section(cut_escaped(text, limits.SECTION))] if text else []


def _pay(pay: Mapping[str, Any]) -> list[tuple[str, str]]:
    period = say(f"card_{pay.get('period', 'annual')}")
    if levels := pay.get("levels"):
        told = "\n".join(f"{one['label']}: {in_unit(number(one['value']), 'usd')}" for one in levels)
        return [(say("card_levels"), told)]
    if not pay.get("median"):
        return []
    ends = {name: _money(pay.get(name)) for name in ("low", "median", "high")}
    place, as_of = pay["place"], pay["as_of"]
    median = say("card_pay_value", median=ends["median"], period=period, place=place, as_of=as_of)
    between = say("card_range_value", **ends) if ends["low"] and ends["high"] else ""
    return [(say("card_pay"), median), (say("card_range"), between)]


def _money(end: Mapping[str, Any] | None) -> str:
    if not end:
        return ""
    written = in_unit(number(end["value"]), "usd")
    return say("card_at_least", value=written) if end.get("at_least") else written


def _outlook(outlook: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = []
    if outlook.get("growth") is not None:
        name = say("card_growth", years=years(outlook.get("years")))
        found.append((name, in_unit(number(outlook["growth"]), "percent")))
    if outlook.get("openings"):
        found.append((say("card_openings"), number(outlook["openings"])))
    return found


def _education(card: Mapping[str, Any]) -> list[tuple[str, str]]:
    education = card.get("education") or {}
    told = education.get("typical") or education.get("text") or ""
    return [(say("card_education"), told)] if told else []


def _named(item: Any) -> str:
    return str(item["plural"] if isinstance(item, dict) else item)


def _listed(name: str, items: list[str]) -> str:
    if name == "duties":
        return cut_escaped("\n".join(f"• {one}" for one in items[:DUTIES]), limits.SECTION // 2)
    return cut_escaped(", ".join(items), limits.SECTION // 2)


def _sources(sources: list[Mapping[str, Any]]) -> list[Json]:
    cited = [f"{say('sources')}: {link(one['title'], one['location'] or '')}" for one in sources]
    notes = list(dict.fromkeys(one["attribution"] for one in sources if one["attribution"]))
    texts = [*cited, *(cut_escaped(one, limits.SECTION) for one in notes)][: limits.CONTEXT_ELEMENTS]
    return [context(*texts)] if texts else []
