"""Index conversations by their last change, for the deletion of old ones."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("conversation_changed_at", "conversation", ["changed_at"], unique=False)


def downgrade() -> None:
    """Undo."""
    op.drop_index("conversation_changed_at", table_name="conversation")
