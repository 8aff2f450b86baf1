"""The tables of the conversations' database."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

LONGEST_ID = 255  # characters of a conversation's id
LONGEST_MESSAGE_ID = 100

conversation = Table(
    "conversation",
    metadata,
    Column("id", String(LONGEST_ID), primary_key=True),
    Column("started_at", Float, nullable=False),  # seconds since 1970, as Rasa's events count
    Column("changed_at", Float, nullable=False),
    Column("last_sequence", Integer, nullable=False),  # of its newest event; the first has 1
    Column("last_append", String(32), nullable=False),  # tells an append whose answer was lost from another's
    Column("cut_sequence", Integer, nullable=False),  # events up to it are summed up in cut_state
    Column("cut_state", Text, nullable=False),  # JSON: slots and active loop at the cut
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

# What a button of the bot's carries may act as a payload; anything else that begins with "/" is text.
offered_payload = Table(
    "offered_payload",
    metadata,
    Column("conversation_id", ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    Column("payload", String(1000), primary_key=True),
)

# Messages that came with an id of their own: each is answered once, whoever sends it again.
received_message = Table(
    "received_message",
    metadata,
    Column("conversation_id", String(LONGEST_ID), primary_key=True),
    Column("message_id", String(LONGEST_MESSAGE_ID), primary_key=True),
    Column("received_at", Float, nullable=False),
    Column("owner", String(32), nullable=False),  # the turn that answers it
    Column("owned_until", Float, nullable=False),  # another may take it over then
    Column("replies", Text),  # JSON; null until it is answered
    Index("received_message_received_at", "received_at"),
)

# What somebody thinks of an answer; the answer's id stands in its event.
feedback = Table(
    "feedback",
    metadata,
    Column("conversation_id", ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True),
    Column("answer_id", String(32), primary_key=True),
    Column("rating", Integer),  # 1 or -1
    Column("comment", Text),
    Column("given_at", Float, nullable=False),
)

# Sessions of the web channel that their users ended; a token of one is refused though it is not out of date.
ended_session = Table(
    "ended_session",
    metadata,
    Column("conversation_id", String(LONGEST_ID), primary_key=True),
    Column("ended_at", Float, nullable=False),
    Index("ended_session_ended_at", "ended_at"),
)

# What a channel has acknowledged: written before it says so, and done by whoever owns it. A message that
# comes again is known by its id, whichever process it reaches.
accepted_work = Table(
    "accepted_work",
    metadata,
    Column("id", String(LONGEST_MESSAGE_ID), primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("conversation_id", String(LONGEST_ID), nullable=False),
    Column("accepted_at", Float, nullable=False),
    Column("data", Text, nullable=False),  # JSON of the channel; emptied once it is done
    Column("owner", String(32), nullable=False),  # the process that does it
    Column("owned_until", Float, nullable=False),  # another may take it over then
    Column("sent_from", Float),  # since when an answer may have been sent
    Column("done_at", Float),
    Index("accepted_work_open", "channel", "done_at", "owned_until"),
    Index("accepted_work_conversation_id", "conversation_id"),
    Index("accepted_work_accepted_at", "accepted_at"),
)
