"""All pages, in the order of the navigation."""

from __future__ import annotations

from desk.pages import (
    account,
    audit,
    conversations,
    corrections,
    coverage,
    facts,
    health,
    overview,
    sign_in,
    training,
    unanswered,
    watch,
)
from desk.pages.page import Page

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    unanswered.PAGE,
    conversations.PAGE,
    corrections.PAGE,
    facts.PAGE,
    training.PAGE,
    coverage.PAGE,
    watch.PAGE,
    audit.PAGE,
    account.PAGE,
    sign_in.PAGE,
    health.PAGE,
)
