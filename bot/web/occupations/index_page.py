"""The index of occupations: what a title finds, the major groups, and the occupations of one of them."""

from __future__ import annotations

from urllib.parse import quote

from sqlalchemy.engine import Connection

from bot.web.occupations.addresses import COMPARISON, INDEX, ask_path, group_path, page_path
from bot.web.occupations.blocks import Link, Page
from bot.web.occupations.search import search_by_title
from bot.web.occupations.texts import capitalised, say
from knowledge.datasets.tables import major_groups
from knowledge.queries.occupation_list import (
    all_occupations,
    group_sizes,
    occupations_of_content,
    occupations_of_group,
)
from knowledge.records import Occupation


def index_page(connection: Connection) -> Page:
    """Return the groups, with how many occupations each has, and the occupations beside them."""
    sizes = [(group, size) for group, size in group_sizes(connection) if group in major_groups()]
    groups = tuple(
        Link(capitalised(major_groups()[group]), group_path(group), say("index.size", count=size))
        for group, size in sizes
    )
    beside = occupation_links(occupations_of_content(connection))
    count = sum(size for _group, size in sizes) + len(beside)
    return Page(
        template="index.html",
        path=INDEX,
        title=say("index.title"),
        heading=say("index.heading"),
        description=say("index.description", count=f"{count:,}"),
        parts={"groups": groups, "beside": beside, "lead": say("index.lead", count=f"{count:,}")},
    )


def group_page(connection: Connection, group: str) -> Page:
    """Return the occupations of a major group."""
    name = capitalised(major_groups()[group])
    found = occupation_links(occupations_of_group(connection, group=group))
    return Page(
        template="group.html",
        path=group_path(group),
        title=say("group.title", name=name),
        heading=name,
        description=say("group.description", name=name, count=len(found)),
        trail=(Link(say("index.short"), INDEX),),
        parts={"found": found},
    )


def search_page(connection: Connection, title: str) -> Page:
    """Return the occupations that a title may mean."""
    found = occupation_links(search_by_title(connection, title=title))
    return Page(
        template="search.html",
        path=f"{INDEX}?q={quote(title, safe='')}",
        title=say("search.title", title=title),
        heading=say("search.heading", title=title),
        description=say("search.title", title=title),
        listed=False,
        trail=(Link(say("index.short"), INDEX),),
        parts={"found": found, "title": title, "ask": Link(say("search.ask"), ask_path(title))},
    )


def missing_page(connection: Connection) -> Page:
    """Return the page for an address under which no occupation stands: it leads on."""
    groups = tuple(Link(capitalised(name), group_path(key)) for key, name in major_groups().items())
    beside = occupation_links(occupations_of_content(connection))
    return Page(
        template="index.html",
        path=INDEX,
        title=say("missing.title"),
        heading=say("missing.heading"),
        description=say("missing.title"),
        listed=False,
        trail=(Link(say("index.short"), INDEX),),
        parts={"groups": groups, "beside": beside, "lead": say("missing.lead")},
        status=404,
    )


def occupation_links(found: list[Occupation]) -> tuple[Link, ...]:
    """Return links to the pages of occupations."""
    return tuple(Link(capitalised(one.name), page_path(one), one.code or "") for one in found)


def sitemap_paths(connection: Connection) -> list[str]:
    """Return the paths of all pages that search engines are to keep."""
    groups = [group_path(group) for group, _size in group_sizes(connection) if group in major_groups()]
    return [INDEX, *groups, *(page_path(one) for one in all_occupations(connection))]


ROBOTS = (
    f"Disallow: /{COMPARISON}",
    f"Disallow: /{INDEX}?q=",
    "Disallow: /a/",
    "Disallow: /web/",
    "Disallow: /webhooks/",
)
