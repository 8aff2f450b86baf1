"""Add what BLS names as changing how many people of an occupation are needed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "growth_factor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dataset_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=7), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(length=4), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False),
        sa.Column("names_ai", sa.Boolean(), nullable=False),
        sa.Column("industries", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dataset_id"], ["dataset.id"], name=op.f("fk_growth_factor_dataset_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_growth_factor")),
    )
    op.create_index(op.f("ix_growth_factor_code"), "growth_factor", ["code"], unique=False)
    op.create_index(op.f("ix_growth_factor_dataset_id"), "growth_factor", ["dataset_id"], unique=False)


def downgrade() -> None:
    """Revert."""
    op.drop_table("growth_factor")
