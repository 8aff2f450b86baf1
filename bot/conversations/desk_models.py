"""Tables of what the desk makes of conversations: groups of unanswered messages, demand, alerts, its jobs."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table, Text

from bot.conversations.models import LONGEST_ID, LONGEST_KEY, metadata

LONGEST_PROBLEM = 200

# What was asked in vain, grouped by meaning; made anew by a job. Texts stay with the events.
unanswered_group = Table(
    "unanswered_group",
    metadata,
    Column("id", String(32), primary_key=True),  # of the turn in its middle
    Column("made_at", Float, nullable=False),
    Column("since", Float, nullable=False),  # the period; one as long lies before it
    Column("turns", Integer, nullable=False),  # in the period …
    Column("earlier", Integer, nullable=False),  # … and in the one before
    Column("occupation", String(LONGEST_KEY)),  # that most of them name
    Column("topic", String(LONGEST_KEY)),  # that NLU takes most of them for
    Column("facts", Text, nullable=False),  # JSON: keys of the nearest rows of the knowledge base
)
unanswered_turn = Table(
    "unanswered_turn",
    metadata,
    Column("conversation_id", String(LONGEST_ID), primary_key=True),
    Column("turn_id", String(32), primary_key=True),
    Column("group_id", String(32), nullable=False),
    Column("place", Integer, nullable=False),  # 0 in the middle of the group
    Index("unanswered_turn_group", "group_id", "place"),
)

# Shares that are watched, and whether each has left its usual band.
watch_state = Table(
    "watch_state",
    metadata,
    Column("measure", String(20), primary_key=True),
    Column("is_out", Boolean, nullable=False),
    Column("since", Float, nullable=False),  # when that changed
)

# Alerts and digests, and whether they have arrived.
watch_message = Table(
    "watch_message",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("made_at", Float, nullable=False),
    Column("kind", String(20), nullable=False),  # of ``desk.watch.messages``
    Column("text", Text, nullable=False),  # figures only
    Column("details", Text, nullable=False),  # JSON
    Index("watch_message_made_at", "made_at"),
)
watch_delivery = Table(
    "watch_delivery",
    metadata,
    Column("message_id", ForeignKey("watch_message.id", ondelete="CASCADE"), primary_key=True),
    Column("way", String(20), primary_key=True),  # webhook, slack
    Column("tries", Integer, nullable=False),
    Column("next_try", Float),  # NULL once it has arrived or is given up
    Column("delivered_at", Float),
    Column("problem", String(LONGEST_PROBLEM)),  # of the last try
)

# What was asked of which occupation in the last days, counted anew by a job: no page adds it up from days.
demand = Table(
    "demand",
    metadata,
    Column("occupation", String(LONGEST_KEY), primary_key=True),
    Column("topic", String(LONGEST_KEY), primary_key=True),
    Column("turns", Integer, nullable=False),
    Column("missed", Integer, nullable=False),  # of these, without an answer
)

# Work that one process at a time does for all, and when it was begun last.
desk_job = Table(
    "desk_job",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("begun_at", Float, nullable=False),
    Column("ended_at", Float),
    Column("problem", String(LONGEST_PROBLEM)),
)
