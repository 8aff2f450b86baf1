"""Two to five occupations side by side, chosen by a form without scripts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from bot.web.occupations.addresses import COMPARISON, INDEX, comparison_path, page_key, page_path
from bot.web.occupations.blocks import Link, Page
from bot.web.occupations.comparison_tables import compared
from bot.web.occupations.occupation_page import find_page, sources_of
from bot.web.occupations.search import search_by_title
from bot.web.occupations.texts import capitalised, joined, say
from knowledge.queries.occupation_list import occupations_by_code
from knowledge.queries.onet import related
from knowledge.records import Occupation

MOST = 5
READ = 20  # codes of an address that are looked at
SUGGESTED = 6


def comparison_page(connection: Connection, codes: Sequence[str], title: str) -> Page:
    """Return the comparison of the occupations with these page keys, and what ``title`` finds to add."""
    asked = list(dict.fromkeys(code for code in codes if code))[:READ]
    found = [one for code in asked if (one := find_page(connection, key=code))]
    known = list({page_key(one): one for one in found}.values())
    chosen, left_out = known[:MOST], known[MOST:]
    keys = [page_key(one) for one in chosen]
    names = joined([one.plural for one in chosen])
    sections = compared(connection, chosen) if len(chosen) > 1 else ()
    matches = search_by_title(connection, title=title) if title else []
    return Page(
        template="comparison.html",
        path=comparison_path(keys) if keys else COMPARISON,
        title=say("comparison.title_of", names=capitalised(names)) if names else say("comparison.title"),
        heading=say("comparison.heading_of", names=names) if names else say("comparison.heading"),
        description=say("comparison.description"),
        listed=False,
        trail=(Link(say("index.short"), INDEX),),
        parts={
            "lead": say(f"comparison.lead.{min(len(chosen), 2)}"),
            "notes": _notes(len(asked) - len(found), left_out),
            "chosen": tuple(_chosen(one, keys) for one in chosen),
            "keys": ",".join(keys),
            "may_add": len(chosen) < MOST,
            "typed": title,
            "matches": _to_add(matches, keys),
            "suggested": _to_add(_near(connection, chosen), keys)[:SUGGESTED],
            "sections": sections,
            "sources": sources_of(connection, sections),
        },
    )


def _notes(unknown: int, left_out: Sequence[Occupation]) -> tuple[str, ...]:
    notes = [say("comparison.unknown", count=unknown)] if unknown else []
    if left_out:
        notes.append(say("comparison.too_many", most=MOST, names=joined([one.plural for one in left_out])))
    return tuple(notes)


def _chosen(one: Occupation, keys: Sequence[str]) -> tuple[Link, Link]:
    """Return the link to an occupation's page, and the one that takes it out of the comparison."""
    rest = [key for key in keys if key != page_key(one)]
    name = capitalised(one.name)
    without = comparison_path(rest) if rest else COMPARISON
    return Link(name, page_path(one)), Link(say("comparison.remove", name=one.name), without)


def _to_add(found: Sequence[Occupation], keys: Sequence[str]) -> tuple[Link, ...]:
    fresh = [one for one in found if page_key(one) not in keys]
    return tuple(Link(capitalised(one.name), comparison_path([*keys, page_key(one)])) for one in fresh)


def _near(connection: Connection, chosen: Sequence[Occupation]) -> list[Occupation]:
    """Return the occupations that are nearest to the first one, to be suggested."""
    if not chosen:
        return []
    first = chosen[0]
    codes = [row.code for row in related(connection, code=first.code)] if first.code else first.counted_with
    return occupations_by_code(connection, codes=tuple(codes))
