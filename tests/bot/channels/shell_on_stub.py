"""The terminal's conversation loop with a server that answers at once, for a pseudo-terminal to run."""

from __future__ import annotations

import asyncio

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.console import record_messages

# Written out here, as what other tests share takes seconds to import.
FIT = {
    "type": "table",
    "caption": "Occupations for you: pay in Ohio, May 2025; growth 2024–34",
    "columns": ["Occupation", "Why", "Median pay", "Growth 2024–34", "Entry education"],
    "rows": [
        ["Nurse practitioners", "writing 4.0 of 5; near “animals” " * 3, "$124,870", "40.1%", "Master's"]
    ]
    * 2,
}
GAP = {
    "type": "table",
    "caption": "Skills of data scientists, the missing ones first: importance 1 to 5, level 0 to 7",
    "columns": ["Skill", "Importance", "Level needed", "Level held", "State"],
    "rows": [["Judgment and Decision Making", "4.0", "4.6", "3.8", "in part"]] * 3,
}
STEP = "A step of a plan that is told in many words, as steps are when they are told. " * 2
PLAN = {"type": "list", "title": None, "items": [STEP, STEP]}
CHART = {
    "type": "chart",
    "kind": "share",
    "title": "Share of machine learning engineers by industry",
    "unit": "percent",
    "points": [{"label": "Information technology", "value": 25, "display": "25%"}],
}
SOURCE = {
    "title": "An article about careers",
    "title_supplied": False,
    "date": "undated",
    "year": None,
    "attributed_to": "Indeed",
    "location": "a.txt",
    "attribution": None,
}
CHOICES = [{"title": "What do people in this occupation earn? " * 2, "payload": "/a"}] * 3


async def reply(request: web.Request) -> web.Response:
    said = (await request.json())["message"]
    if said == "slow":
        print("It is being answered.", flush=True)
        await asyncio.sleep(30)
    blocks = [
        {"type": "text", "text": f"You said {said}. " * 5},
        *(FIT, GAP, PLAN, CHART),
        {"type": "note", "text": "The shares leave out the rest, of whom nothing is told anywhere."},
        {"type": "sources", "items": [SOURCE, SOURCE]},
        {"type": "buttons", "title": "You could ask next:", "items": CHOICES},
    ]
    return web.json_response([{"text": "…", "custom": {"blocks": blocks}}])


async def main() -> None:
    app = web.Application()
    app.router.add_post("/webhooks/rest/webhook", reply)
    server = TestServer(app)
    await server.start_server()
    await record_messages("me", str(server.make_url("")).rstrip("/"))
    await server.close()
    print("The end.")


if __name__ == "__main__":
    asyncio.run(main())
