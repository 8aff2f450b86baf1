"""The tables of the conversations' database."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData()

LONGEST_ID = 255  # characters of a conversation's id
LONGEST_MESSAGE_ID = 100
LONGEST_CHANNEL = 20
LONGEST_KEY = 80  # of a topic, an occupation, an intent

OUTCOMES = ("answered", "partial", "unknown", "clarify", "smalltalk", "error")
RATINGS = ("up", "down")
TALLIES = (*OUTCOMES, *RATINGS)

conversation = Table(
    "conversation",
    metadata,
    Column("id", String(LONGEST_ID), primary_key=True),
    Column("started_at", Float, nullable=False),  # seconds since 1970, as Rasa's events count
    Column("changed_at", Float, nullable=False),
    Column("last_sequence", Integer, nullable=False),  # of its newest event; the first is 1
    Column(
        "last_append", String(32), nullable=False
    ),  # distinguishes an append whose confirmation was lost from another one
    Column("snapshot_sequence", Integer, nullable=False),  # events up to it are summed up in the state
    Column("snapshot_state", Text, nullable=False),  # JSON: slots and active loop
    Index("conversation_changed_at", "changed_at"),
)

# Events are only ever added; they go when their conversation is erased.
conversation_event = Table(
    "conversation_event",
    metadata,
    Column("conversation_id", ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("type", String(60), nullable=False),
    Column("timestamp", Float, nullable=False),
    Column("data", Text, nullable=False),  # JSON, as Rasa writes an event
)

# Payloads of the bot's own buttons; anything else that begins with "/" is text.
offered_payload = Table(
    "offered_payload",
    metadata,
    Column("conversation_id", ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    Column("payload", String(1000), primary_key=True),
)

# Messages that came with an id of their own: each is answered once, however often it is sent.
idempotency_key = Table(
    "idempotency_key",
    metadata,
    Column("conversation_id", String(LONGEST_ID), primary_key=True),
    Column("message_id", String(LONGEST_MESSAGE_ID), primary_key=True),
    Column("received_at", Float, nullable=False),
    Column("owner", String(32), nullable=False),  # the turn that answers it
    Column("lease_expires_at", Float, nullable=False),  # another may take it over then
    Column("replies", Text),  # JSON; NULL until it is answered
    Index("idempotency_key_received_at", "received_at"),
)

# A user's opinion of an answer; the answer's id is in its event.
feedback = Table(
    "feedback",
    metadata,
    Column("conversation_id", ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    Column("answer_id", String(32), primary_key=True),
    Column("rating", Integer),  # 1 or -1
    Column("comment", Text),
    Column("reasons", String(60)),  # of ``bot.conversations.feedback``, separated by spaces
    Column("given_at", Float, nullable=False),
)

# What is known of each turn beside its text, written with its events, and erased with its conversation.
turn = Table(
    "turn",
    metadata,
    Column("conversation_id", String(LONGEST_ID), primary_key=True),
    Column("id", String(32), primary_key=True),
    Column("at", Float, nullable=False),  # when it was written; seconds since 1970
    Column("sequence", Integer),  # of the user's event; NULL if the turn failed, and nothing of it is kept
    Column("channel", String(LONGEST_CHANNEL), nullable=False),
    Column("outcome", String(20), nullable=False),  # of ``bot.conversations.turn_records``
    Column("topic", String(LONGEST_KEY)),
    Column("occupation", String(LONGEST_KEY)),
    Column("intent", String(LONGEST_KEY)),
    Column("confidence", Float),  # of the intent, 0 to 1
    Column("step", String(40)),  # of the policy that decided
    Column("milliseconds", Integer, nullable=False),  # from the message to the moment it is written
    Column("answer_id", String(32)),
    Column("first_today", Boolean, nullable=False),  # first kept turn of its conversation on this day (UTC) …
    Column("first_ever", Boolean, nullable=False),  # … and at all
    Column("is_counted", Boolean, nullable=False),  # in the figures of its day
    Index("turn_at", "at"),
    Index("turn_outcome", "outcome", "at"),
    Index("turn_topic", "topic", "at"),
    Index("turn_occupation", "occupation", "at"),
    Index(
        "turn_uncounted",
        "at",
        sqlite_where=text("NOT is_counted"),
        postgresql_where=text("NOT is_counted"),
    ),
)
# As the index has it: SQLite reads the whole table for "is_counted = 0", which is what SQLAlchemy writes.
UNCOUNTED = text("NOT turn.is_counted")


def _tallies() -> tuple[Column, ...]:
    """Return the columns of what is counted everywhere: outcomes, and ratings of answers."""
    return tuple(Column(name, Integer, nullable=False) for name in TALLIES)


# Figures of days (UTC), counted from turns and kept when these are erased; nothing in them says who.
hour_figures = Table(
    "hour_figures",
    metadata,
    Column("day", Date, primary_key=True),
    Column("hour", Integer, primary_key=True),  # 0 to 23
    Column("channel", String(LONGEST_CHANNEL), primary_key=True),
    Column("people", Integer, nullable=False),  # conversations with their first turn of the day in this hour
    Column("conversations", Integer, nullable=False),  # that began
    *_tallies(),
)
topic_figures = Table(
    "topic_figures",
    metadata,
    Column("day", Date, primary_key=True),
    Column("channel", String(LONGEST_CHANNEL), primary_key=True),
    Column("topic", String(LONGEST_KEY), primary_key=True),
    *_tallies(),
)
occupation_figures = Table(
    "occupation_figures",
    metadata,
    Column("day", Date, primary_key=True),
    Column("channel", String(LONGEST_CHANNEL), primary_key=True),
    Column("occupation", String(LONGEST_KEY), primary_key=True),
    *_tallies(),
)
# The same of whole months, so that a long span is not added up from its days; ``month`` is its first day.
occupation_month_figures = Table(
    "occupation_month_figures",
    metadata,
    Column("month", Date, primary_key=True),
    Column("channel", String(LONGEST_CHANNEL), primary_key=True),
    Column("occupation", String(LONGEST_KEY), primary_key=True),
    *_tallies(),
)
# What was asked of which occupation, on all channels.
cell_figures = Table(
    "cell_figures",
    metadata,
    Column("day", Date, primary_key=True),
    Column("occupation", String(LONGEST_KEY), primary_key=True),
    Column("topic", String(LONGEST_KEY), primary_key=True),
    *_tallies(),
)
# A histogram: ``bucket`` is a number of ``bot.conversations.figures.latency``.
latency_figures = Table(
    "latency_figures",
    metadata,
    Column("day", Date, primary_key=True),
    Column("channel", String(LONGEST_CHANNEL), primary_key=True),
    Column("bucket", Integer, primary_key=True),
    Column("turns", Integer, nullable=False),
)
# Why answers did not help.
reason_figures = Table(
    "reason_figures",
    metadata,
    Column("day", Date, primary_key=True),
    Column("channel", String(LONGEST_CHANNEL), primary_key=True),
    Column("reason", String(20), primary_key=True),
    Column("ratings", Integer, nullable=False),
)

# Sessions of the web channel that their users ended: a token is refused though it has not expired.
ended_session = Table(
    "ended_session",
    metadata,
    Column("conversation_id", String(LONGEST_ID), primary_key=True),
    Column("ended_at", Float, nullable=False),
    Index("ended_session_ended_at", "ended_at"),
)

# What a channel has acknowledged: written before it does so, and done by the process that holds the lease. A
# message that comes again is known by its id, whichever process it reaches.
job = Table(
    "job",
    metadata,
    Column("id", String(LONGEST_MESSAGE_ID), primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("conversation_id", String(LONGEST_ID), nullable=False),
    Column("accepted_at", Float, nullable=False),
    Column("data", Text, nullable=False),  # JSON of the channel; emptied once it is done
    Column("owner", String(32), nullable=False),  # the process that does it
    Column("lease_expires_at", Float, nullable=False),  # another may take it over then
    Column("sent_from", Float),  # since then an answer may have been sent
    Column("done_at", Float),
    Index("job_open", "channel", "done_at", "lease_expires_at"),
    Index("job_conversation_id", "conversation_id"),
    Index("job_accepted_at", "accepted_at"),
)

LONGEST_NAME = 100  # characters of the name of an account of the desk

# Who may use the operators' desk with a password; who comes by a proxy has no row.
desk_account = Table(
    "desk_account",
    metadata,
    Column("name", String(LONGEST_NAME), primary_key=True),  # lower case
    Column("role", String(20), nullable=False),  # of ``desk.roles``
    Column("password_hash", Text, nullable=False),  # argon2
    Column("disabled", Boolean, nullable=False),
    Column("created_at", Float, nullable=False),
)

desk_session = Table(
    "desk_session",
    metadata,
    Column("token_hash", String(64), primary_key=True),  # of a random token that only the browser has
    Column("account", ForeignKey("desk_account.name", ondelete="CASCADE"), nullable=False),
    Column("created_at", Float, nullable=False),
    Column("used_at", Float, nullable=False),
    Column("expires_at", Float, nullable=False),  # however much it is used
    Index("desk_session_account", "account"),
)

# What was done at the desk, and by whom; only ever added to.
desk_audit = Table(
    "desk_audit",
    metadata,
    Column("id", String(32), primary_key=True),  # in the order of time; not counted, as rows are copied
    Column("at", Float, nullable=False),
    Column("account", String(LONGEST_NAME), nullable=False),
    Column("action", String(60), nullable=False),
    Column("subject", Text, nullable=False),
    Index("desk_audit_at", "at"),
)

# Failed sign-ins, counted by account and by address; in SQL, so that no restart forgets them.
desk_attempt = Table(
    "desk_attempt",
    metadata,
    Column("key", String(64), primary_key=True),  # a hash: who fails chooses the name
    Column("failures", Integer, nullable=False),
    Column("since", Float, nullable=False),
    Index("desk_attempt_since", "since"),
)

# What editors at the operators' desk say about messages: which fact or intent is the right one, or that
# nobody can answer. It holds the person's words, so it goes with them.
desk_correction = Table(
    "desk_correction",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("conversation_id", String(LONGEST_ID), nullable=False),
    Column("turn_id", String(64), nullable=False),
    Column("text", Text, nullable=False),  # the person's
    Column("verdict", String(20), nullable=False),  # of ``bot.conversations.corrections``
    Column("target", String(80), nullable=False),  # a row's key or an intent; empty for nobody
    Column("account", String(100), nullable=False),
    Column("at", Float, nullable=False),
    Column("version", Integer, nullable=False),  # counts the changes
    Index("desk_correction_turn", "conversation_id", "turn_id", unique=True),
    Index("desk_correction_at", "at"),
)

# Facts and questions that are not published yet. ``asked`` and ``conversation_id`` are the person's, the rest
# the editor's.
desk_draft = Table(
    "desk_draft",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("item", String(80), nullable=False),  # the key of what it changes; empty for what is new
    Column("base", String(16), nullable=False),  # the item's version that it was made from
    Column("form", Text, nullable=False),  # JSON: fields of the form
    Column("asked", Text),
    Column("conversation_id", String(LONGEST_ID)),
    Column("created_by", String(100), nullable=False),
    Column("created_at", Float, nullable=False),
    Column("changed_by", String(100), nullable=False),
    Column("changed_at", Float, nullable=False),
    Column("version", Integer, nullable=False),  # counts the changes
    Index("desk_draft_conversation_id", "conversation_id"),
    Index("desk_draft_changed_at", "changed_at"),
)

# Phrases that wait for the next training. Their wording is the editor's, though a person may have said it.
desk_phrase = Table(
    "desk_phrase",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("intent", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("account", String(100), nullable=False),
    Column("at", Float, nullable=False),
)

# What came of looking for the page or file that a source names.
desk_link = Table(
    "desk_link",
    metadata,
    Column("digest", String(64), primary_key=True),  # of the address, which may be long
    Column("address", Text, nullable=False),
    Column("status", Integer),  # of HTTP; NULL where nobody answered
    Column("problem", String(40), nullable=False),  # a name of texts.yml; empty if it answers
    Column("checked_at", Float, nullable=False),
)
