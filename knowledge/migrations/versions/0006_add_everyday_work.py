"""Add what people say to do in an occupation and what they call its field, by which it is found as well."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "everyday_work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("occupation_code", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("normalised", sa.String(length=200), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_everyday_work_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_everyday_work")),
    )
    op.create_index(op.f("ix_everyday_work_dataset_id"), "everyday_work", ["dataset_id"], unique=False)
    op.create_index(op.f("ix_everyday_work_normalised"), "everyday_work", ["normalised"], unique=False)


def downgrade() -> None:
    """Revert."""
    op.drop_table("everyday_work")
