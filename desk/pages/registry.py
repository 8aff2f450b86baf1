"""All pages, in the order of the navigation."""

from __future__ import annotations

from desk.pages import account, audit, conversations, health, overview, sign_in, unanswered, watch
from desk.pages.page import Page

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    unanswered.PAGE,
    conversations.PAGE,
    watch.PAGE,
    audit.PAGE,
    account.PAGE,
    sign_in.PAGE,
    health.PAGE,
)
