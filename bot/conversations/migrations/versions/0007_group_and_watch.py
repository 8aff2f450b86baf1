"""Keep what was asked in vain in groups, and the state of what is watched."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "unanswered_group",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.Float(), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("earlier", sa.Integer(), nullable=False),
        sa.Column("occupation", sa.String(length=80), nullable=True),
        sa.Column("topic", sa.String(length=80), nullable=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "unanswered_turn",
        sa.Column("conversation_id", sa.String(length=255), nullable=False),
        sa.Column("turn_id", sa.String(length=32), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "turn_id"),
    )
    op.create_index("unanswered_turn_group", "unanswered_turn", ["group_id", "place"])
    op.create_table(
        "watch_state",
        sa.Column("measure", sa.String(length=20), nullable=False),
        sa.Column("is_out", sa.Boolean(), nullable=False),
        sa.Column("since", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("measure"),
    )
    op.create_table(
        "watch_message",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.Float(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("watch_message_made_at", "watch_message", ["made_at"])
    op.create_table(
        "watch_delivery",
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try", sa.Float(), nullable=True),
        sa.Column("delivered_at", sa.Float(), nullable=True),
        sa.Column("problem", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["watch_message.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("message_id", "way"),
    )
    op.create_table(
        "desk_job",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("begun_at", sa.Float(), nullable=False),
        sa.Column("ended_at", sa.Float(), nullable=True),
        sa.Column("problem", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("name"),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("desk_job")
    op.drop_table("watch_delivery")
    op.drop_index("watch_message_made_at", table_name="watch_message")
    op.drop_table("watch_message")
    op.drop_table("watch_state")
    op.drop_index("unanswered_turn_group", table_name="unanswered_turn")
    op.drop_table("unanswered_turn")
    op.drop_table("unanswered_group")
