"""Keep conversations, their events, what was offered, and which messages were answered."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversation",
        sa.Column("id", sa.String(255), primary_key=True),
        sa.Column("started_at", sa.Float, nullable=False),
        sa.Column("changed_at", sa.Float, nullable=False),
        sa.Column("last_sequence", sa.Integer, nullable=False),
        sa.Column("last_append", sa.String(32), nullable=False),
        sa.Column("cut_sequence", sa.Integer, nullable=False),
        sa.Column("cut_state", sa.Text, nullable=False),
    )
    op.create_table(
        "conversation_event",
        sa.Column(
            "conversation_id",
            sa.String(255),
            sa.ForeignKey("conversation.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("type", sa.String(60), nullable=False),
        sa.Column("timestamp", sa.Float, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_table(
        "offered_payload",
        sa.Column(
            "conversation_id",
            sa.String(255),
            sa.ForeignKey("conversation.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("payload", sa.String(1000), primary_key=True),
    )
    op.create_table(
        "received_message",
        sa.Column("conversation_id", sa.String(255), primary_key=True),
        sa.Column("message_id", sa.String(100), primary_key=True),
        sa.Column("received_at", sa.Float, nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("owned_until", sa.Float, nullable=False),
        sa.Column("replies", sa.Text),
    )
    op.create_index("received_message_received_at", "received_message", ["received_at"])
