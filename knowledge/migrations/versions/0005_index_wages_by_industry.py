"""Index wages by industry, too: of an occupation in the nation most rows are those of an industry."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index(
        op.f("ix_wage_code_area_code_industry_code"), "wage", ["code", "area_code", "industry_code"]
    )
    op.drop_index(op.f("ix_wage_code_area_code"), table_name="wage")


def downgrade() -> None:
    """Revert."""
    op.create_index(op.f("ix_wage_code_area_code"), "wage", ["code", "area_code"])
    op.drop_index(op.f("ix_wage_code_area_code_industry_code"), table_name="wage")
