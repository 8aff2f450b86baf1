"""Create the conversations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(length=255), nullable=False),
        sa.Column("started_at", sa.Float(), nullable=False),
        sa.Column("changed_at", sa.Float(), nullable=False),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.Column("last_append", sa.String(length=32), nullable=False),
        sa.Column("snapshot_sequence", sa.Integer(), nullable=False),
        sa.Column("snapshot_state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "ended_session",
        sa.Column("conversation_id", sa.String(length=255), nullable=False),
        sa.Column("ended_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id"),
    )
    op.create_index("ended_session_ended_at", "ended_session", ["ended_at"], unique=False)
    op.create_table(
        "idempotency_key",
        sa.Column("conversation_id", sa.String(length=255), nullable=False),
        sa.Column("message_id", sa.String(length=100), nullable=False),
        sa.Column("received_at", sa.Float(), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("lease_expires_at", sa.Float(), nullable=False),
        sa.Column("replies", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("conversation_id", "message_id"),
    )
    op.create_index("idempotency_key_received_at", "idempotency_key", ["received_at"], unique=False)
    op.create_table(
        "job",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("conversation_id", sa.String(length=255), nullable=False),
        sa.Column("accepted_at", sa.Float(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=32), nullable=False),
        sa.Column("lease_expires_at", sa.Float(), nullable=False),
        sa.Column("sent_from", sa.Float(), nullable=True),
        sa.Column("done_at", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("job_accepted_at", "job", ["accepted_at"], unique=False)
    op.create_index("job_conversation_id", "job", ["conversation_id"], unique=False)
    op.create_index("job_open", "job", ["channel", "done_at", "lease_expires_at"], unique=False)
    op.create_table(
        "conversation_event",
        sa.Column("conversation_id", sa.String(length=255), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("type", sa.String(length=60), nullable=False),
        sa.Column("timestamp", sa.Float(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("conversation_id", "sequence"),
    )
    op.create_table(
        "feedback",
        sa.Column("conversation_id", sa.String(length=255), nullable=False),
        sa.Column("answer_id", sa.String(length=32), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("given_at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("conversation_id", "answer_id"),
    )
    op.create_table(
        "offered_payload",
        sa.Column("conversation_id", sa.String(length=255), nullable=False),
        sa.Column("payload", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("conversation_id", "payload"),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("offered_payload")
    op.drop_table("feedback")
    op.drop_table("conversation_event")
    op.drop_index("job_open", table_name="job")
    op.drop_index("job_conversation_id", table_name="job")
    op.drop_index("job_accepted_at", table_name="job")
    op.drop_table("job")
    op.drop_index("idempotency_key_received_at", table_name="idempotency_key")
    op.drop_table("idempotency_key")
    op.drop_index("ended_session_ended_at", table_name="ended_session")
    op.drop_table("ended_session")
    op.drop_table("conversation")
