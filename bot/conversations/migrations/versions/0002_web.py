"""Keep what people think of answers, and which web sessions are over."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column(
            "conversation_id",
            sa.String(255),
            sa.ForeignKey("conversation.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("answer_id", sa.String(32), primary_key=True),
        sa.Column("rating", sa.Integer),
        sa.Column("comment", sa.Text),
        sa.Column("given_at", sa.Float, nullable=False),
    )
    op.create_table(
        "ended_session",
        sa.Column("conversation_id", sa.String(255), primary_key=True),
        sa.Column("ended_at", sa.Float, nullable=False),
    )
    op.create_index("ended_session_ended_at", "ended_session", ["ended_at"])
