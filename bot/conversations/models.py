"""The tables of the conversations' database."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

LONGEST_ID = 255  # characters of a conversation's id
LONGEST_MESSAGE_ID = 100

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
