"""Add the publisher's own sentences, from a release of O*NET that the operator has."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "onet_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("occupation_code", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("revises", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_onet_statement_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_onet_statement")),
    )
    op.create_index(op.f("ix_onet_statement_dataset_id"), "onet_statement", ["dataset_id"], unique=False)
    op.create_index(
        op.f("ix_onet_statement_occupation_code"), "onet_statement", ["occupation_code"], unique=False
    )


def downgrade() -> None:
    """Revert."""
    op.drop_table("onet_statement")
