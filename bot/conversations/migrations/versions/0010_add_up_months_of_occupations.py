"""Keep the figures of occupations by month, too, made from those of the days."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TALLIES = ("answered", "partial", "unknown", "clarify", "smalltalk", "error", "up", "down")
MONTH = {"sqlite": "strftime('%Y-%m-01', day)", "postgresql": "CAST(date_trunc('month', day) AS date)"}


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "occupation_month_figures",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("occupation", sa.String(length=80), nullable=False),
        *(sa.Column(one, sa.Integer(), nullable=False) for one in TALLIES),
        sa.PrimaryKeyConstraint("month", "channel", "occupation"),
    )
    month = MONTH[op.get_bind().dialect.name]
    names, sums = ", ".join(TALLIES), ", ".join(f"sum({one})" for one in TALLIES)
    op.execute(
        f"INSERT INTO occupation_month_figures (month, channel, occupation, {names}) "  # noqa: S608
        f"SELECT {month}, channel, occupation, {sums} FROM occupation_figures GROUP BY 1, 2, 3"
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("occupation_month_figures")
