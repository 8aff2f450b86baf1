"""Keep why an answer did not help."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("feedback", sa.Column("reasons", sa.String(length=60), nullable=True))


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("feedback") as table:
        table.drop_column("reasons")
