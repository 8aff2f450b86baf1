"""Keep what a channel has acknowledged and not answered yet."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accepted_work",
        sa.Column("id", sa.String(100), primary_key=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("conversation_id", sa.String(255), nullable=False),
        sa.Column("accepted_at", sa.Float, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("owned_until", sa.Float, nullable=False),
        sa.Column("sent_from", sa.Float),
        sa.Column("done_at", sa.Float),
    )
    op.create_index("accepted_work_open", "accepted_work", ["channel", "done_at", "owned_until"])
    op.create_index("accepted_work_conversation_id", "accepted_work", ["conversation_id"])
    op.create_index("accepted_work_accepted_at", "accepted_work", ["accepted_at"])
